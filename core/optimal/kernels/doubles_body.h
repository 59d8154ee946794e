// Vectors of doubles for the bodies of kernels, loaded from doubles or floats.
#pragma once

#include <cstddef>

#include "core/kernels/target_body.h"

namespace zipml::optimal {
namespace ZIPML_KERNEL_TARGET {
namespace {

template <std::size_t bytes>
struct Vectors {
  using Doubles __attribute__((vector_size(bytes))) = double;
  using Floats __attribute__((vector_size(bytes / 2))) = float;
  // A comparison of Doubles: all ones where it holds.
  using Words __attribute__((vector_size(bytes))) = long long;
};

template <typename Doubles>
ZIPML_INLINE void load(const double* from, Doubles& to) {
  __builtin_memcpy(&to, from, sizeof to);
}
template <typename Doubles>
ZIPML_INLINE void load(const float* from, Doubles& to) {
  typename Vectors<sizeof(Doubles)>::Floats narrow;
  __builtin_memcpy(&narrow, from, sizeof narrow);
  to = __builtin_convertvector(narrow, Doubles);
}

}  // namespace
}  // namespace ZIPML_KERNEL_TARGET
}  // namespace zipml::optimal
