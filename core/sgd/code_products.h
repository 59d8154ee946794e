// What of a packed code predicts and what points: the integers that a batch's
// gradient is made of. Internal to core/sgd.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/kernels/packed_kernels.h"
#include "core/quantize/packed_plane.h"
#include "core/sgd/estimator.h"

namespace zipml {

using CodeTable = std::array<std::uint8_t, 16>;

// The integer of a draw in a code: view(code) or, for a level that is found in
// two tables, 64 times what the view sees in the first plus what it sees in the
// second.
struct CodedDraw {
  CodeView view = CodeView::kWhole8;
  std::optional<CodeTable> table = {};  // for the views that have one
  std::optional<CodeTable> rest = {};

  const std::uint8_t* table_entries() const {
    return table ? table->data() : nullptr;
  }
  int most() const;  // the largest integer
};

// One factor predicts, the other one points.
struct CodeProduct {
  CodedDraw predicts, points;
};

// The levels as integers: level k of feature j is low_j + step_j (unit of k).
struct CodedLevels {
  std::vector<float> low, step;  // a value a feature
  int most = 1;                  // the integer of the last level
};

// How a plane's codes make an estimate: the mean of the products, each of
// centred levels.
struct CodedEstimate {
  CodedLevels levels;
  std::vector<CodeProduct> products;
  int draws_a_sum = 1;  // that the products' integers add up
};

// Of the estimator's form on the codes of the plane. Levels are uniform, or
// the same for all features in codes of 4 bits: these are taken to the nearest
// of 4,096 places over their range. Nothing where the form wants other codes,
// or the levels are others.
std::optional<CodedEstimate> coded_estimate(BatchForm form,
                                            const PackedPlane& plane);

// 1 where the two draws of a sum k1 + k2 differ, else 0.
CodedDraw draws_differ(int bits);

}  // namespace zipml
