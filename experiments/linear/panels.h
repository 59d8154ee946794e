// The panels that linear-model experiments draw again and again.
#pragma once

#include <limits>
#include <map>
#include <string>

#include "core/harness/findings/findings.h"
#include "experiments/paper/curves.h"

namespace zipml {

// Loss against epochs, the latter on a logarithmic axis.
Panel loss_panel(std::string title, std::string loss_label = "half-MSE");

// Ours, solid; the paper's, dashed, as "paper: LABEL" and only if it is not
// empty.
void add_curve(Panel& panel, Series curve, std::string label, int color);
void add_paper_curve(Panel& panel, const PaperCurve& curve,
                     const std::string& label, int color);

// The range of a panel's y axis, from what shall be seen in it.
class RangeOfLosses {
 public:
  // Of our curves in the panel: their lowest values, and the highest ones from
  // an epoch on and below a ceiling. The first epochs and runs that diverge
  // would flatten the rest.
  void include(const Panel& panel, double from_epoch,
               double ceiling = std::numeric_limits<double>::infinity());
  void include(const Series& curve, double from_epoch, double ceiling);
  // The paper's first value and its last: ours may start off the panel.
  void include(const PaperCurve& paper);
  void include_bottom(double value);
  void include_top(double value);

  double bottom() const { return bottom_; }
  double top() const { return top_; }

  // With a tenth of the range as margin below and `above` of it above. Nothing
  // is set where nothing was included.
  void set(Panel& panel, double above = 0.1) const;

 private:
  double bottom_ = std::numeric_limits<double>::infinity();
  double top_ = -std::numeric_limits<double>::infinity();
};

// The final loss above that of 32 bits, minus 1, against bits.
Panel above_32_bits_panel(std::string title);
// A method's points by bits, infinite where runs diverged.
void add_above_32_bits(Panel& panel, std::string label, int color,
                       const std::map<int, Estimate>& above);
// Without its bands: where those of many series would hide all else, and a
// table has them.
Series without_band(Series series);
// The dotted line of kClose from the first to the last number of bits.
void add_one_percent_line(Panel& panel, int first_bits, int last_bits,
                          int color);

}  // namespace zipml
