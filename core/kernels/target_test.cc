#include "core/kernels/target.h"

#include <catch.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/kernels/kernels.h"

using namespace zipml;

namespace {

std::string refusal(const std::string& name) {
  try {
    force_target(name);
  } catch (const UserError& error) {
    return error.what();
  }
  return "accepted";
}

bool is_available(Target target) {
  const auto available = available_targets();
  return std::find(available.begin(), available.end(), target) !=
         available.end();
}

}  // namespace

TEST_CASE("the targets are in the order of their numbers", "[unit]") {
  REQUIRE(all_targets().size() == kTargetCount);
  for (std::size_t i = 0; i < kTargetCount; ++i) {
    CHECK(all_targets()[i].target == static_cast<Target>(i));
    CHECK(target_name(static_cast<Target>(i)) == all_targets()[i].name);
  }
  CHECK(target_name(Target::kGeneric) == "generic");
  CHECK(target_name(Target::kAvx2) == "avx2");
  CHECK(target_name(Target::kAvx512) == "avx512");
  CHECK(target_name(Target::kAvx512Vnni) == "avx512vnni");
}

TEST_CASE("the generic target is always there, and first", "[unit]") {
  REQUIRE(!available_targets().empty());
  CHECK(available_targets().front() == Target::kGeneric);
  CHECK(std::is_sorted(available_targets().begin(), available_targets().end()));
  CHECK(is_available(current_target()));
  for (const TargetInfo& info : all_targets()) {
    CHECK(is_available(info.target) == info.is_supported());
  }
}

TEST_CASE("the forced target is the one that runs", "[unit]") {
  const Target before = current_target();
  for (const Target target : available_targets()) {
    const ForcedTarget forced(target);
    CHECK(current_target() == target);
    // The family has no version of its own for the last target.
    const Target version = std::min(target, Target::kAvx512);
    CHECK(kernels().name == target_name(version));
    CHECK(&kernels() == &kernels(target));
  }
  CHECK(current_target() == before);
}

TEST_CASE("a target that is unknown or not of this CPU is refused", "[unit]") {
  std::string list;
  for (const Target target : available_targets()) {
    list += (list.empty() ? "" : ", ") + std::string(target_name(target));
  }
  const Target before = current_target();
  CHECK(refusal("nonsense") ==
        "unknown target \"nonsense\", expected one of " + list);
  CHECK(refusal("") == "unknown target \"\", expected one of " + list);
  CHECK(refusal("genric") == "unknown target \"genric\", expected one of " +
                                 list + " (did you mean \"generic\"?)");
  for (const TargetInfo& info : all_targets()) {
    if (info.is_supported()) continue;
    CHECK(refusal(std::string(info.name)) ==
          "this CPU does not run the target \"" + std::string(info.name) +
              "\", expected one of " + list);
  }
  CHECK(current_target() == before);
}

TEST_CASE("a target without a version has that of the next lower one",
          "[unit]") {
  static constexpr int kOne = 1;
  static constexpr int kTwo = 2;
  static constexpr int kThree = 3;
  constexpr TargetVersions<int> kFirstOnly = {{Target::kGeneric, &kOne}};
  CHECK(&kFirstOnly.of(Target::kGeneric) == &kOne);
  CHECK(&kFirstOnly.of(Target::kAvx2) == &kOne);
  CHECK(&kFirstOnly.of(Target::kAvx512) == &kOne);
  constexpr TargetVersions<int> kGap = {{Target::kGeneric, &kOne},
                                        {Target::kAvx512, &kThree}};
  CHECK(&kGap.of(Target::kAvx2) == &kOne);
  CHECK(&kGap.of(Target::kAvx512) == &kThree);
  constexpr TargetVersions<int> kNoLast = {{Target::kGeneric, &kOne},
                                           {Target::kAvx2, &kTwo}};
  CHECK(&kNoLast.of(Target::kGeneric) == &kOne);
  CHECK(&kNoLast.of(Target::kAvx2) == &kTwo);
  CHECK(&kNoLast.of(Target::kAvx512) == &kTwo);
}
