// Compiled with -mavx2 on x86-64; run only where the processor has it.
#include <cstring>

#include "core/optimal/kernels/bin_kernels.h"

namespace zipml::optimal {

#if defined(__AVX2__)
namespace {
#include "core/optimal/kernels/bin_kernels-inl.h"
}  // namespace

const BinKernels* bin_kernels_avx2() {
  return __builtin_cpu_supports("avx2") ? &kBinKernels : nullptr;
}
#else
const BinKernels* bin_kernels_avx2() { return nullptr; }
#endif

}  // namespace zipml::optimal
