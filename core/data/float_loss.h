// What is lost when a data set is stored as 32-bit floats for training.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace zipml {

// Of one column, over all rows.
struct FloatLoss {
  std::string column = {};     // "the label", `feature 2 (t)`
  Eigen::Index distinct = 0;   // values
  Eigen::Index as_floats = 0;  // that are left of them as floats
  double largest_error = 0;    // max |x - float(x)|
  double deviation = 0;        // standard deviation of the column

  // "feature 2 (t): as 32-bit floats 6 distinct values become 3, with errors up
  // to 59, 0.58 of the standard deviation".
  std::string text() const;
};

// Whether features lose their mean in 64 bits before they become floats.
enum class Centring { kNone, kBefore };

// The columns that lose something that may matter: different values become
// equal, or an error is above 1e-4 of the standard deviation (a float's own
// rounding is below 1e-7 of a value, so that this is an offset of a thousand
// deviations or more). Of the features nothing is said when they are centred
// before, since what is left is then rounded by its own size. Of more than
// 10,000 features the first are looked at.
std::vector<FloatLoss> find_float_loss(const Dataset& data, Centring centring);

}  // namespace zipml
