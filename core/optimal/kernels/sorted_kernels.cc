#include "core/optimal/kernels/sorted_kernels.h"

namespace zipml::optimal {

namespace generic {
extern const SortedKernels kSortedKernels;
}
namespace avx2 {
extern const SortedKernels kSortedKernels;
}

const SortedKernels& sorted_kernels(Target target) {
  static constexpr TargetVersions<SortedKernels> kVersions = {
      {Target::kGeneric, &generic::kSortedKernels},
      {Target::kAvx2, &avx2::kSortedKernels},
  };
  return kVersions.of(target);
}

}  // namespace zipml::optimal
