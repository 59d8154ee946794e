#include "core/kernels/kernels.h"

#include <array>

namespace zipml {

namespace kernels_generic {
const Kernels& table();
}
#ifdef ZIPML_X86_KERNELS
namespace kernels_avx2 {
const Kernels& table();
}
namespace kernels_avx512 {
const Kernels& table();
}
#endif

namespace {

struct Available {
  std::array<const Kernels*, 3> tables{};
  std::size_t count = 0;

  Available() {
    add(kernels_generic::table());
#ifdef ZIPML_X86_KERNELS
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2")) add(kernels_avx2::table());
    if (__builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl")) {
      add(kernels_avx512::table());
    }
#endif
  }
  void add(const Kernels& table) { tables[count++] = &table; }
};

const Available& available() {
  static const Available result;
  return result;
}

}  // namespace

const Kernels& kernels() { return *available_kernels().back(); }

std::span<const Kernels* const> available_kernels() {
  return {available().tables.data(), available().count};
}

}  // namespace zipml
