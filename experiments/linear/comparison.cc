#include "experiments/linear/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace zipml {

double first_epoch_below(const std::vector<double>& losses, double bound) {
  if (losses.empty() || !std::isfinite(bound)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  for (std::size_t epoch = 0; epoch < losses.size(); ++epoch) {
    if (losses[epoch] <= bound) return static_cast<double>(epoch);
  }
  return static_cast<double>(losses.size());
}

double largest_rise(const std::vector<double>& losses) {
  constexpr std::size_t kSettled = 10;
  double largest = 0;
  double lowest = std::numeric_limits<double>::infinity();
  for (std::size_t epoch = 0; epoch < losses.size(); ++epoch) {
    if (epoch > kSettled) {
      if (!std::isfinite(losses[epoch])) {
        return std::numeric_limits<double>::infinity();
      }
      largest = std::max(largest, losses[epoch] / lowest - 1);
    }
    lowest = std::min(lowest, losses[epoch]);
  }
  return largest;
}

bool is_smooth(const std::vector<double>& losses, double final_full_loss) {
  constexpr double kBump = 0.05;
  // Negated, so that a NaN is not smooth.
  if (losses.empty() || !(losses.back() <= (1 + kClose) * final_full_loss)) {
    return false;
  }
  return largest_rise(losses) <= kBump;
}

std::vector<double> smooth_full_losses(const Runs& full, int epochs) {
  std::vector<double> losses = full.values("final_loss");
  const auto curves = full.curves("loss");
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (epochs < kFewestSmoothEpochs || !is_smooth(curves[i], losses[i])) {
      losses[i] = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return losses;
}

std::vector<double> fewest_smooth_bits(
    const std::vector<int>& bits,
    const std::vector<std::vector<std::vector<double>>>& low,
    const std::vector<double>& final_full_losses) {
  std::vector<double> fewest;
  for (std::size_t i = 0; i < final_full_losses.size(); ++i) {
    if (std::isnan(final_full_losses[i])) {
      fewest.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    int needed = 0;
    for (std::size_t k = bits.size(); k-- > 0;) {
      if (!is_smooth(low[k][i], final_full_losses[i])) break;
      needed = bits[k];
    }
    fewest.push_back(needed);
  }
  return fewest;
}

std::vector<double> fewest_smooth_bits(
    const std::vector<int>& bits, const std::map<int, Runs>& low,
    const std::vector<double>& final_full_losses) {
  std::vector<std::vector<std::vector<double>>> curves;
  for (const int b : bits) curves.push_back(low.at(b).curves("loss"));
  return fewest_smooth_bits(bits, curves, final_full_losses);
}

int smooth_runs(const Runs& runs, const Runs& full) {
  const auto curves = runs.curves("loss");
  const std::vector<double> full_losses = full.values("final_loss");
  int count = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    count += is_smooth(curves[i], full_losses[i]) ? 1 : 0;
  }
  return count;
}

double optimum_of(const Runs& runs) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    // Some classification has no closed form.
    const Value* optimum = runs[i].values.find("optimum");
    if (optimum != nullptr) return optimum->number();
  }
  return std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> above_32_bits(const Runs& low, const Runs& full) {
  std::vector<double> above = low.values("final_loss");
  const std::vector<double> full_losses = full.values("final_loss");
  for (std::size_t i = 0; i < above.size(); ++i) {
    above[i] = above[i] / full_losses[i] - 1;
  }
  return above;
}

Estimate mean_ratio(const std::vector<double>& ratios) {
  std::vector<double> logarithms;
  for (const double ratio : ratios) {
    if (std::isnan(ratio)) continue;
    if (!std::isfinite(ratio) || ratio <= 0) return {};
    logarithms.push_back(std::log(ratio));
  }
  const Estimate log = t_interval(logarithms);
  if (log.n == 0) return log;
  return {std::exp(log.mean), std::exp(log.low), std::exp(log.high), log.n};
}

Estimate mean_ratio_minus_one(const std::vector<double>& ratios) {
  const Estimate ratio = mean_ratio(ratios);
  if (ratio.n == 0) return ratio;
  return {ratio.mean - 1, ratio.low - 1, ratio.high - 1, ratio.n};
}

Estimate mean_above_32_bits(const Runs& low, const Runs& full) {
  return mean_ratio_minus_one(pairwise(low.values("final_loss"),
                                       full.values("final_loss"),
                                       std::divides<double>()));
}

double log_distance(const Series& ours, const PaperCurve& paper) {
  RunningStatistics away;
  for (std::size_t i = 0; i < paper.epochs.size(); ++i) {
    const auto found = std::find(ours.x.begin(), ours.x.end(), paper.epochs[i]);
    if (found == ours.x.end()) continue;
    const double value =
        ours.y[static_cast<std::size_t>(found - ours.x.begin())];
    away.add(std::abs(std::log(value / paper.values[i])));
  }
  return away.count() == 0 ? std::numeric_limits<double>::infinity()
                           : away.mean();
}

const PaperPanel* own_panel(std::string_view figure,
                            const ProblemSpec& problem) {
  if (!problem.stand_in_for.empty()) return nullptr;
  return paper_panel(figure, problem.data);
}

DataLabel data_of(const std::vector<ProblemSpec>& problems) {
  std::vector<DataLabel> labels;
  for (const ProblemSpec& problem : problems) labels.push_back(problem.label());
  return joined(labels);
}

DataLabel real_data(const std::vector<ProblemSpec>& problems) {
  std::vector<ProblemSpec> real = problems;
  std::erase_if(real, [](const ProblemSpec& problem) {
    return !problem.stand_in_for.empty();
  });
  return data_of(real.empty() ? problems : real);
}

std::optional<PaperCurves> paper_curves(std::string_view figure,
                                        const ProblemSpec& problem) {
  const PaperPanel* panel = own_panel(figure, problem);
  if (panel == nullptr) return std::nullopt;
  return PaperCurves{full_curve(*panel), low_curve(*panel, "double sampling")};
}

Failures count_failures(const std::vector<double>& final_losses,
                        const std::vector<double>& final_full_losses) {
  // Negated: what is not a number has failed.
  const auto failed = [](double loss, double reference) {
    return !std::isfinite(loss) || !(loss <= kFailedRatio * reference);
  };
  Failures count;
  const std::vector<double> full = present(final_full_losses);
  if (full.empty()) return count;
  const double best = *std::min_element(full.begin(), full.end());
  for (std::size_t i = 0; i < final_losses.size(); ++i) {
    if (std::isnan(final_losses[i]) || std::isnan(final_full_losses[i])) {
      continue;
    }
    ++count.runs;
    count.failed += failed(final_losses[i], final_full_losses[i]) ? 1 : 0;
    count.full_failed += failed(final_full_losses[i], best) ? 1 : 0;
  }
  return count;
}

Failures count_failures(const Runs& low, const Runs& full) {
  return count_failures(low.values("final_loss"), full.values("final_loss"));
}

Judgement refuted_if_failed(Judgement judgement, const Failures& failures) {
  judgement.tolerance +=
      fmt::format("; no run diverges or ends above {:g} times the 32-bit loss",
                  kFailedRatio);
  if (!failures.refute()) return judgement;
  judgement.outcome = Outcome::kNotReproduced;
  judgement.reason = fmt::format(
      "{} of {} low-precision runs diverged or ended above {:g} times the "
      "32-bit loss, no 32-bit run did",
      failures.failed, failures.runs, kFailedRatio);
  return judgement;
}

Judgement refuted_if_failed(Judgement judgement, const Runs& low,
                            const Runs& full) {
  return refuted_if_failed(std::move(judgement), count_failures(low, full));
}

Value end_difference(const std::optional<PaperCurves>& paper) {
  if (!paper) return {};
  return paper->difference(paper->full.epochs.back());
}

Judgement about(const std::string& what, Judgement part) {
  part.tolerance = what + " " + part.tolerance;
  part.reason = fmt::format(
      "{}: {}", what.ends_with(',') ? what.substr(0, what.size() - 1) : what,
      part.reason);
  return part;
}

double same_loss_tolerance(const std::optional<PaperCurves>& paper) {
  if (!paper) return kClose;
  return std::max(kClose, paper->difference(paper->full.epochs.back()));
}

Judgement at_the_papers_end(Judgement judgement, int epochs, const Runs& low,
                            const Runs& full) {
  if (epochs >= kPaperEpochs) return judgement;
  if (low.divergence().diverged > 0 && full.divergence().diverged == 0) {
    return judgement;
  }
  judgement.outcome = Outcome::kNotTestable;
  judgement.reason = fmt::format(
      "the claim is on runs of {} epochs, these have {}", kPaperEpochs, epochs);
  return judgement;
}

Judgement judge_same_loss(const Runs& low, const Runs& full, int epochs,
                          const std::optional<PaperCurves>& paper) {
  Judgement judgement = judge_within(mean_above_32_bits(low, full), 0,
                                     same_loss_tolerance(paper));
  judgement.tolerance += fmt::format(
      " (the larger of {} and what the paper's curves differ by at their end)",
      kClose);
  return at_the_papers_end(refuted_if_failed(std::move(judgement), low, full),
                           epochs, low, full);
}

}  // namespace zipml
