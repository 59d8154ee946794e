#include "experiments/double_sampling/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/linear/step_search_table.h"

namespace zipml::double_sampling {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double distance(const Runs& runs, const PaperCurve& paper) {
  return log_distance(runs.mean_curve("loss"), paper);
}

std::vector<double> fewest_bits(const std::map<int, std::vector<double>>& above,
                                const std::vector<double>& final_full_losses) {
  std::vector<double> fewest;
  for (std::size_t i = 0; i < final_full_losses.size(); ++i) {
    if (!std::isfinite(final_full_losses[i])) {
      fewest.push_back(kNaN);
      continue;
    }
    int needed = 0;
    for (auto level = above.rbegin(); level != above.rend(); ++level) {
      // Not "> kClose": a run without a result does not suffice.
      if (!(level->second[i] <= kClose)) break;
      needed = level->first;
    }
    fewest.push_back(needed);
  }
  return fewest;
}

SweepResult measure_sweep(const std::vector<Cells::Sweep>& sweeps,
                          const Results& results) {
  SweepResult sweep;
  std::vector<double> log_features, fewest;
  for (const Cells::Sweep& cells : sweeps) {
    SweptSet set{.problem = cells.problem};
    const Runs full(results, cells.full);
    for (const auto& [bits, group] : cells.low) {
      set.above[bits] = above_32_bits(Runs(results, group), full);
    }
    set.fewest = fewest_bits(set.above, full.values("final_loss"));
    for (const double bits : set.found()) {
      log_features.push_back(set.log2_features());
      fewest.push_back(bits);
    }
    sweep.censored +=
        static_cast<int>(std::count(set.fewest.begin(), set.fewest.end(), 0.0));
    sweep.sets.push_back(std::move(set));
  }
  sweep.slope = fit_line(log_features, fewest);
  return sweep;
}

std::vector<std::string> make_notes(const std::vector<TrialRuns>& trials,
                                    const Assumptions& assumptions) {
  std::vector<std::string> notes;
  // The assumption that is nearest to the paper's curves over all panels.
  std::map<std::string, RunningStatistics> away;
  for (const TrialRuns& trial : trials) {
    const std::string name =
        fmt::format("{}, batch {}", trial.assumptions.normalization,
                    trial.assumptions.batch_size);
    away[name].add((trial.full_distance() + trial.low_distance()) / 2);
  }
  const auto nearest = std::min_element(
      away.begin(), away.end(), [](const auto& a, const auto& b) {
        return a.second.mean() < b.second.mean();
      });
  if (nearest != away.end()) {
    notes.push_back(fmt::format(
        "Assumption: {} normalization and batch {} (this run's). The paper "
        "states neither; of what was tried, {} is nearest to its curves (mean "
        "|ln(ours / paper)| {:.3g} over {} panels; table assumptions).",
        assumptions.normalization, assumptions.batch_size, nearest->first,
        nearest->second.mean(), nearest->second.count()));
  }
  notes.push_back(kTrainingAssumption);
  notes.push_back(
      "Fig 8's caption (data only) and the text's end-to-end reading of it "
      "disagree; this experiment quantizes samples only.");
  return notes;
}

}  // namespace

std::vector<double> SetRuns::epochs_to_full_loss(const Runs& runs) const {
  const std::vector<double> full_losses = full.values("final_loss");
  const auto curves = runs.curves("loss");
  std::vector<double> epochs_to;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    epochs_to.push_back(
        first_epoch_below(curves[i], (1 + kClose) * full_losses[i]));
  }
  return epochs_to;
}

int SetRuns::never_near() const {
  const std::vector<double> epochs_to = epochs_to_full_loss(low);
  const auto curves = low.curves("loss");
  int count = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    count += epochs_to[i] == static_cast<double>(curves[i].size()) ? 1 : 0;
  }
  return count;
}

Estimate SetRuns::epoch_ratio() const {
  // The start counts as one epoch.
  return t_interval(pairwise(epochs_to_full_loss(low),
                             epochs_to_full_loss(full),
                             [](double of_low, double of_full) {
                               return of_low / std::max(of_full, 1.0);
                             }));
}

double TrialRuns::alpha() const {
  for (const Runs* runs : {&low, &full}) {
    const std::vector<double> alphas = present(runs->values("alpha"));
    if (!alphas.empty()) return alphas.front();
  }
  return kNaN;
}

double TrialRuns::full_distance() const {
  return distance(full, paper_curves("8", problem)->full);
}

double TrialRuns::low_distance() const {
  return distance(low, paper_curves("8", problem)->low);
}

double SweptSet::log2_features() const {
  return std::log2(static_cast<double>(problem.features));
}

std::vector<double> SweptSet::found() const {
  std::vector<double> bits = present(fewest);
  std::erase(bits, 0.0);
  return bits;
}

double epoch_ratio(const PaperCurves& paper) {
  const double bound = (1 + kClose) * paper.full.values.back();
  return paper.low.crossing(bound) / paper.full.crossing(bound);
}

Findings Cells::analyse(const Results& results) const {
  std::vector<SetRuns> sets;
  for (const Set& set : sets_) {
    sets.push_back({set.problem, set.bits, epochs(set.problem),
                    Runs(results, set.full), Runs(results, set.low),
                    Runs(results, set.moments), Runs(results, set.storage)});
  }
  std::vector<TrialRuns> trials;
  for (const Trial& trial : trials_) {
    trials.push_back({trial.problem, trial.assumptions,
                      Runs(results, trial.full), Runs(results, trial.low)});
  }
  const SweepResult sweep = measure_sweep(sweeps_, results);
  Findings findings{.tables = make_tables(sets, trials, sweep),
                    .figures = make_figures(sets, sweep),
                    .verdicts = make_verdicts(sets, sweep),
                    .notes = make_notes(trials, assumptions())};
  findings.tables.push_back(step_search_table(searches(), results));
  return findings;
}

}  // namespace zipml::double_sampling
