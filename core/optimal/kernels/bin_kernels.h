// The one pass over unsorted data: bins that are linear near the center and
// logarithmic far from it, vectorised.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernels/target.h"

namespace zipml::optimal {

// Bin of x: t = |x - center| / scale + 1 has its exponent and its first
// `bits` fraction bits as key, so each doubling of t has 2^bits bins. Points
// at or above the center have bins 0, 1, ..., those below -1, -2, ...
struct BinRule {
  double center = 0;
  double inverse_scale = 1;
  int bits = 10;

  friend bool operator==(const BinRule&, const BinRule&) = default;
};

inline constexpr std::size_t kBinBatch = 256;

struct BinBatch {
  std::int64_t bins[kBinBatch];
  double about[kBinBatch];    // x - center
  std::int64_t farthest = 0;  // greatest key; huge for NaN and infinity
  double second_moment = 0;   // sum of about^2
  double least = 0;
  double greatest = 0;
};

// count is at most kBinBatch and at least 1.
struct BinKernels {
  const char* name;  // of the target that they are compiled for
  void (*doubles)(const double* x, std::size_t count, const BinRule& rule,
                  BinBatch& batch);
  void (*floats)(const float* x, std::size_t count, const BinRule& rule,
                 BinBatch& batch);
};

// The version of a target, which this CPU must run.
const BinKernels& bin_kernels(Target target = current_target());

}  // namespace zipml::optimal
