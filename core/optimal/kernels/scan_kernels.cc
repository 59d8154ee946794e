#include "core/optimal/kernels/scan_kernels.h"

namespace zipml::optimal {

namespace generic {
extern const ScanKernels kScanKernels;
}
namespace avx2 {
extern const ScanKernels kScanKernels;
}

const ScanKernels& scan_kernels(Target target) {
  static constexpr TargetVersions<ScanKernels> kVersions = {
      {Target::kGeneric, &generic::kScanKernels},
      {Target::kAvx2, &avx2::kScanKernels},
  };
  return kVersions.of(target);
}

}  // namespace zipml::optimal
