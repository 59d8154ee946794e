// Which version of each family of kernels runs.
#include <catch.h>

#include <algorithm>
#include <string_view>

#include "core/kernels/kernels.h"
#include "core/kernels/target.h"
#include "core/optimal/kernels/bin_kernels.h"
#include "core/optimal/kernels/scan_kernels.h"
#include "core/optimal/kernels/sorted_kernels.h"

using namespace zipml;
using namespace zipml::optimal;

TEST_CASE("every family runs on the forced target", "[unit]") {
  for (const Target target : available_targets()) {
    const zipml::ForcedTarget forced(target);
    INFO(target_name(target));
    // Where a family has no version for a target, the next lower one runs.
    CHECK(kernels().name == target_name(std::min(target, Target::kAvx512)));
    const std::string_view name = target_name(std::min(target, Target::kAvx2));
    CHECK(bin_kernels().name == name);
    CHECK(scan_kernels().name == name);
    CHECK(sorted_kernels().name == name);
    CHECK(&bin_kernels() == &bin_kernels(target));
    CHECK(&scan_kernels() == &scan_kernels(target));
    CHECK(&sorted_kernels() == &sorted_kernels(target));
  }
}
