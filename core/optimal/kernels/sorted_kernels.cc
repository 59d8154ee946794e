#include "core/optimal/kernels/sorted_kernels.h"

#include <cstring>

namespace zipml::optimal {
namespace {
constexpr std::size_t kVectorBytes = 16;
#include "core/optimal/kernels/sorted_kernels-inl.h"
}  // namespace

const SortedKernels& sorted_kernels_generic() { return kKernels; }

const SortedKernels& sorted_kernels() {
  static const SortedKernels& chosen = sorted_kernels_avx2() != nullptr
                                           ? *sorted_kernels_avx2()
                                           : sorted_kernels_generic();
  return chosen;
}

}  // namespace zipml::optimal
