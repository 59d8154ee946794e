#include "experiments/end_to_end/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "experiments/linear/step_search_table.h"

namespace zipml::end_to_end {
namespace {

std::vector<SetRuns> measure_sets(const Cells& cells, const Results& results) {
  std::vector<SetRuns> sets;
  for (const Cells::Set& set : cells.sets()) {
    sets.push_back({.problem = set.problem,
                    .paper_bits = set.paper_bits,
                    .epochs = cells.epochs(set.problem),
                    .full = Runs(results, set.full),
                    .low = runs_of(results, set.low),
                    .whole_epochs = cells.whole_epochs(),
                    .whole_full = Runs(results, set.whole_full),
                    .whole_low = Runs(results, set.whole_low),
                    .modes = cells.modes(),
                    .swept_bits = cells.bits()});
  }
  return sets;
}

std::vector<Reading> measure_readings(const std::vector<SetRuns>& sets) {
  std::vector<Reading> readings;
  for (const std::string& figure : kDoubtfulFigures) {
    for (const SetRuns& set : sets) {
      const PaperPanel* panel = own_panel(figure, set.problem);
      if (panel == nullptr) continue;
      const PaperCurve paper =
          low_curve(*panel, figure == "8" ? "double sampling" : "uniform");
      const auto away = [&](const std::string& mode) {
        return log_distance(set.low.at(mode).at(panel->bits).mean_curve("loss"),
                            paper);
      };
      readings.push_back({.problem = set.problem,
                          .figure = figure,
                          .bits = panel->bits,
                          .sample = away("sample"),
                          .end_to_end = away(kEndToEnd)});
    }
  }
  return readings;
}

Estimate accuracy_above(const Runs& low, const Runs& full) {
  return t_interval(pairwise(low.values("final_accuracy"),
                             full.values("final_accuracy"),
                             std::minus<double>()));
}

}  // namespace

Estimate SetRuns::difference(const std::string& mode, int bits) const {
  return mean_above_32_bits(low.at(mode).at(bits), full);
}

std::optional<Estimate> SetRuns::accuracy_difference(const std::string& mode,
                                                     int bits) const {
  if (problem.task != Task::kClassification) return std::nullopt;
  return accuracy_above(low.at(mode).at(bits), full);
}

std::optional<Estimate> SetRuns::whole_accuracy_difference() const {
  if (problem.task != Task::kClassification) return std::nullopt;
  return accuracy_above(whole_low, whole_full);
}

std::vector<double> SetRuns::fewest(const std::string& mode) const {
  return fewest_smooth_bits(swept_bits, low.at(mode),
                            smooth_full_losses(full, epochs));
}

int SetRuns::judged() const {
  return static_cast<int>(present(smooth_full_losses(full, epochs)).size());
}

int SetRuns::smooth_with(const std::string& mode, int bits) const {
  const std::vector<double> found = fewest(mode);
  return static_cast<int>(
      std::count_if(found.begin(), found.end(),
                    [&](double own) { return own > 0 && own <= bits; }));
}

int SetRuns::fewest_for_all(const std::string& mode) const {
  const std::vector<double> found = present(fewest(mode));
  if (found.empty() || *std::min_element(found.begin(), found.end()) == 0) {
    return 0;
  }
  return static_cast<int>(*std::max_element(found.begin(), found.end()));
}

std::string SetRuns::why_not_judged() const {
  if (judged() > 0) return "";
  if (epochs < kFewestSmoothEpochs) {
    return fmt::format("{} epochs, the rule needs {}", epochs,
                       kFewestSmoothEpochs);
  }
  return present(full.values("final_loss")).empty()
             ? "no result"
             : "32 bits are not smooth themselves";
}

std::optional<PaperCurves> shown_curves(const ProblemSpec& problem) {
  const auto curves = paper_curves("8", problem);
  return curves ? curves : paper_curves("11", problem);
}

Findings Cells::analyse(const Results& results) const {
  const std::vector<SetRuns> sets = measure_sets(*this, results);
  const std::vector<Reading> readings = measure_readings(sets);
  Findings findings{
      .tables = make_tables(sets, readings),
      .figures = make_figures(sets),
      .verdicts = make_verdicts(sets, readings),
      .notes = {
          "A smooth curve: the final loss is at most 1 % above the 32-bit one "
          "of the same repetition, and no epoch after the tenth is above 1.05 "
          "times the lowest loss before it. The paper judges by eye. The rule "
          "needs 20 epochs, and a 32-bit run that is smooth itself: other "
          "repetitions are left out.",
          "Assumption: every quantized channel has the same bits; models and "
          "gradients are scaled by their l2 norm (row scaling, A.3) with "
          "2^(b-1) steps each side of zero unless the config says otherwise, "
          "and the scale travels as a float with each message. With one sample "
          "a batch, a model and a gradient cross for each sample.",
          "Assumption: LS-SVM is least squares on labels -1 and +1 plus a "
          "ridge term (model.ridge); the paper does not state its constant. "
          "The ridge term is part of the loss that is shown."}};
  findings.tables.push_back(step_search_table(searches(), results));
  return findings;
}

}  // namespace zipml::end_to_end
