#include "experiments/double_sampling/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/linear/step_search_table.h"

namespace zipml::double_sampling {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
// Bits that are needed where none sufficed.
constexpr double kNone = std::numeric_limits<double>::infinity();

double distance(const Runs& runs, const PaperCurve& paper) {
  return log_distance(runs.mean_curve("loss"), paper);
}

SweepResult measure_sweep(const Cells& cells, const Results& results) {
  SweepResult sweep{.epochs = cells.sweep_epochs()};
  std::vector<double> log_features, needed;
  for (const Cells::Sweep& own : cells.sweeps()) {
    SweptSet set{.problem = own.problem};
    const Runs full(results, own.full);
    for (const auto& [bits, group] : own.low) {
      set.above[bits] = above_32_bits(Runs(results, group), full);
    }
    set.needed = bits_needed(set.above, full.values("final_loss"));
    for (const double bits : set.found()) {
      log_features.push_back(set.log2_features());
      needed.push_back(bits);
    }
    sweep.sets.push_back(std::move(set));
  }
  sweep.slope = fit_line(log_features, needed);
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
      "The bits that are needed are measured on several sets of each size, "
      "drawn by seeds of their own; a set is one value, whatever is run on "
      "it. The generator's x* ~ N(0, I) has ||x*||^2 near n, where the rule "
      "of B.2 (bits grow as log2(n) / 2) bounds ||x||.");
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

std::vector<double> SetRuns::epoch_ratios() const {
  // The start counts as one epoch.
  return pairwise(epochs_to_full_loss(low), epochs_to_full_loss(full),
                  [](double of_low, double of_full) {
                    return std::max(of_low, 1.0) / std::max(of_full, 1.0);
                  });
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
  std::vector<double> bits = present(needed);
  std::erase(bits, kNone);
  return bits;
}

int SweptSet::at_most() const {
  if (above.empty()) return 0;
  return static_cast<int>(
      std::count(needed.begin(), needed.end(), above.begin()->first));
}

int SweptSet::none() const {
  return static_cast<int>(std::count(needed.begin(), needed.end(), kNone));
}

int SweepResult::at_most() const {
  int count = 0;
  for (const SweptSet& set : sets) count += set.at_most();
  return count;
}

int SweepResult::none() const {
  int count = 0;
  for (const SweptSet& set : sets) count += set.none();
  return count;
}

std::vector<double> bits_needed(const std::map<int, std::vector<double>>& above,
                                const std::vector<double>& final_full_losses) {
  std::vector<double> all;
  for (std::size_t i = 0; i < final_full_losses.size(); ++i) {
    double needed = std::isfinite(final_full_losses[i]) ? kNone : kNaN;
    double enough = kNaN;  // the loss above at `needed`
    for (auto level = above.rbegin(); level != above.rend(); ++level) {
      if (std::isnan(needed)) break;
      const double own = level->second[i];
      if (std::isnan(own)) {
        needed = kNaN;
      } else if (own <= kClose) {
        needed = level->first;
        enough = std::max(own, kClose / 100);
      } else {
        // From this one's loss down to `enough`, how far above kClose?
        if (std::isfinite(needed) && std::isfinite(own)) {
          needed -= std::log(kClose / enough) / std::log(own / enough) *
                    (needed - level->first);
        }
        break;
      }
    }
    all.push_back(needed);
  }
  return all;
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
  const SweepResult sweep = measure_sweep(*this, results);
  Findings findings{.tables = make_tables(sets, trials, sweep),
                    .figures = make_figures(sets, sweep),
                    .verdicts = make_verdicts(sets, sweep),
                    .notes = make_notes(trials, assumptions())};
  findings.tables.push_back(step_search_table(searches(), results));
  return findings;
}

}  // namespace zipml::double_sampling
