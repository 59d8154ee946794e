// The one pass over sorted data, vectorised.
#pragma once

#include <cstddef>

#include "core/kernels/target.h"

namespace zipml::optimal {

struct ChunkSums {
  double moment = 0;         // sum of x - origin
  double second_moment = 0;  // sum of (x - origin)^2
  // x[i] <= x[i + 1] throughout, up to x[count] where that is readable; false
  // for NaN.
  bool ascending = true;
};

// The same sixteen partial sums and the same order on every machine, so that
// results agree to the bit. Sums are over `count` values; `readable` >= count
// of them exist.
struct SortedKernels {
  const char* name;  // of the target that they are compiled for
  ChunkSums (*doubles)(const double* x, std::size_t count, std::size_t readable,
                       double origin);
  ChunkSums (*floats)(const float* x, std::size_t count, std::size_t readable,
                      double origin);
};

// The version of a target, which this CPU must run.
const SortedKernels& sorted_kernels(Target target = current_target());

}  // namespace zipml::optimal
