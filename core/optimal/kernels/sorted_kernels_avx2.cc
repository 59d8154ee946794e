// Compiled with -mavx2 on x86-64; run only where the processor has it.
#include <cstring>

#include "core/optimal/kernels/sorted_kernels.h"

namespace zipml::optimal {

#if defined(__AVX2__)
namespace {
constexpr std::size_t kVectorBytes = 32;
#include "core/optimal/kernels/sorted_kernels-inl.h"
}  // namespace

const SortedKernels* sorted_kernels_avx2() {
  return __builtin_cpu_supports("avx2") ? &kKernels : nullptr;
}
#else
const SortedKernels* sorted_kernels_avx2() { return nullptr; }
#endif

}  // namespace zipml::optimal
