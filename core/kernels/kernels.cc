#include "core/kernels/kernels.h"

namespace zipml {

namespace generic {
extern const Kernels kKernels;
}
namespace avx2 {
extern const Kernels kKernels;
}
namespace avx512 {
extern const Kernels kKernels;
}

const Kernels& kernels(Target target) {
  static constexpr TargetVersions<Kernels> kVersions = {
      {Target::kGeneric, &generic::kKernels},
      {Target::kAvx2, &avx2::kKernels},
      {Target::kAvx512, &avx512::kKernels},
  };
  return kVersions.of(target);
}

}  // namespace zipml
