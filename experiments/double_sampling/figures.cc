#include <fmt/format.h>

#include "core/sgd/method.h"
#include "experiments/double_sampling/analysis.h"
#include "experiments/linear/panels.h"

namespace zipml::double_sampling {
namespace {

Panel panel_of(const SetRuns& set) {
  Panel panel =
      loss_panel(fmt::format("{}, {} bits", set.problem.title(), set.bits));
  const int full_color = method_color("32-bit");
  const int low_color = method_color("double_sampling");
  add_curve(panel, set.full.mean_curve("loss"), "32-bit", full_color);
  add_curve(panel, set.low.mean_curve("loss"), "double sampling", low_color);
  const auto paper = paper_curves("8", set.problem);
  if (!paper) return panel;
  add_paper_curve(panel, paper->full, "32-bit", full_color);
  add_paper_curve(panel, paper->low, "double sampling", low_color);
  RangeOfLosses range;
  range.include(paper->full);
  range.include(paper->low);
  range.include_bottom(optimum_of(set.full));
  range.set(panel, 0.25);
  return panel;
}

Figure figure_8(const std::vector<SetRuns>& sets) {
  Figure figure{"figure_8", "Double sampling against 32 bits (Fig 8)",
                "Half-MSE against epochs, mean over repetitions with 95 % "
                "band; dashed: the paper's curves of Fig 8. Its synthetic data "
                "are not ours: the level that their noise leaves is another "
                "one."};
  for (const SetRuns& set : sets) figure.panels.push_back(panel_of(set));
  return figure;
}

Figure sweep_figure(const SweepResult& sweep) {
  Panel panel = above_32_bits_panel("");
  int color = 0;
  for (const SweptSet& set : sweep.sets) {
    std::map<int, Estimate> above;
    for (const auto& [bits, values] : set.above) above[bits] = interval(values);
    add_above_32_bits(panel, set.problem.title(), color++, above);
  }
  const auto& by_bits = sweep.sets.front().above;
  add_one_percent_line(panel, by_bits.begin()->first, by_bits.rbegin()->first,
                       color);
  return {"bits_sweep",
          "Final loss relative to 32 bits against bits",
          "Final half-MSE relative to 32-bit training, mean with 95 % band. "
          "The dotted line is the 1 % within which a number of bits counts as "
          "enough.",
          {std::move(panel)}};
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<SetRuns>& sets,
                                 const SweepResult& sweep) {
  return {figure_8(sets), sweep_figure(sweep)};
}

}  // namespace zipml::double_sampling
