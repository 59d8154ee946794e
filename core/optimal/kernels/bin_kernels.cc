#include "core/optimal/kernels/bin_kernels.h"

namespace zipml::optimal {

namespace generic {
extern const BinKernels kBinKernels;
}
namespace avx2 {
extern const BinKernels kBinKernels;
}

const BinKernels& bin_kernels(Target target) {
  static constexpr TargetVersions<BinKernels> kVersions = {
      {Target::kGeneric, &generic::kBinKernels},
      {Target::kAvx2, &avx2::kBinKernels},
  };
  return kVersions.of(target);
}

}  // namespace zipml::optimal
