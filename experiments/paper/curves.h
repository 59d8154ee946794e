// The paper's curves as numbers (results/paper/curves.csv, built in).
#pragma once

#include <string_view>
#include <vector>

namespace zipml {

struct PaperCurve {
  std::vector<double> epochs;
  std::vector<double> values;  // in the unit of the paper's loss

  bool empty() const { return epochs.empty(); }
  // Linear between the digitised epochs; NaN outside.
  double at(double epoch) const;
  // The first epoch, linear between digitised ones, at or below a loss;
  // infinite when there is none.
  double crossing(double loss) const;
};

// E.g. paper_curve("8e", "32-bit"). Empty when the paper has none. Values of
// metrics in units of 1e9 (cadata) come back multiplied out.
PaperCurve paper_curve(std::string_view figure, std::string_view series);

}  // namespace zipml
