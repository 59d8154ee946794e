#include "core/optimal/kernels/bin_kernels.h"

#include <cstring>

namespace zipml::optimal {
namespace {
#include "core/optimal/kernels/bin_kernels-inl.h"
}  // namespace

const BinKernels& bin_kernels_generic() { return kBinKernels; }

const BinKernels& bin_kernels() {
  static const BinKernels& chosen = bin_kernels_avx2() != nullptr
                                        ? *bin_kernels_avx2()
                                        : bin_kernels_generic();
  return chosen;
}

}  // namespace zipml::optimal
