#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/judge.h"
#include "experiments/end_to_end/analysis.h"

namespace zipml::end_to_end {
namespace {

constexpr const char* kMode = "end_to_end";

// A number without sampling error, from so many runs.
Estimate fact(double value, std::int64_t n) { return {value, value, value, n}; }

std::int64_t runs_of(const std::vector<double>& values) {
  return static_cast<std::int64_t>(present(values).size());
}

// Why the rule of smooth curves cannot judge low precision; empty if it can.
std::string not_judgeable(const SetResult& set) {
  const std::int64_t runs = runs_of(set.full.loss);
  if (runs == 0) return "no run has a result";
  const int smooth = set.full.smooth(set.full);
  if (smooth == runs) return "";
  return fmt::format("{} of {} 32-bit runs are not smooth themselves",
                     runs - smooth, runs);
}

// Of the verdict's own runs, some of which diverged.
void apply_with_divergence(Judgement judgement, const Run& low, const Run& full,
                           Verdict& verdict) {
  if (low.divergence.diverged > 0 && full.divergence.diverged == 0) {
    judgement.outcome = Outcome::kNotReproduced;
    judgement.reason =
        fmt::format("{} of {} low-precision runs diverged, no 32-bit run did",
                    low.divergence.diverged, low.divergence.runs);
  }
  apply(judgement, verdict);
}

Verdict same_loss(const CellMaker& cells, const SetResult& set, int bits) {
  Verdict verdict = verdict_on(
      set.problem, "C4",
      "End-to-end low precision converges to the 32-bit loss at the bits that "
      "the paper shows.",
      "section 5.1, supplement J.1, Figs 4, 8, 11",
      fmt::format("final loss end to end over the 32-bit one, minus 1, {} bits",
                  bits));
  verdict.ours = set.difference(kMode, bits);
  double allowed = kClose;
  for (const char* figure : {"8", "11"}) {
    const PaperPanel* panel = own_panel(figure, set.problem);
    if (panel == nullptr) continue;
    const double epoch = cells.epochs(set.problem);
    const double difference = low_curve(*panel, "double sampling").at(epoch) /
                                  full_curve(*panel).at(epoch) -
                              1;
    if (!std::isfinite(difference)) continue;
    verdict.paper = difference;
    allowed = std::max(allowed, difference);
  }
  Judgement judgement = judge_within(verdict.ours, 0, allowed);
  judgement.tolerance +=
      " (the larger of 0.01 and the difference of the paper's own curves at "
      "the same epoch)";
  apply_with_divergence(judgement, set.low.at(kMode).at(bits), set.full,
                        verdict);
  return verdict;
}

Verdict same_accuracy(const SetResult& set, int bits) {
  Verdict verdict = verdict_on(
      set.problem, "C4",
      "End-to-end low precision loses no test accuracy (LS-SVM).",
      "section 5.1, Figs 4b, 11",
      fmt::format("test accuracy minus that of 32 bits, {} bits", bits));
  verdict.ours = set.accuracy_difference(kMode, bits);
  apply_with_divergence(judge_above(verdict.ours, -0.005),
                        set.low.at(kMode).at(bits), set.full, verdict);
  return verdict;
}

Verdict enough(const SetResult& set, int claimed) {
  Verdict verdict =
      verdict_on(set.problem, "C4",
                 fmt::format("{} bits end to end are always enough.", claimed),
                 "section 1.1, 5.1, supplement J.1",
                 "fewest bits that are smooth in every repetition");
  verdict.paper = claimed;
  const int fewest = set.fewest_for_all(kMode);
  const std::int64_t n = runs_of(set.fewest.at(kMode));
  if (n > 0) verdict.ours = fact(fewest, n);
  Judgement judgement = judge_fact(
      n > 0 && fewest > 0 && fewest <= claimed,
      fmt::format("at most {} bits, smooth in every repetition", claimed),
      fewest == 0 ? "none of the swept bits is smooth in every repetition"
                  : fmt::format("{} bits", fewest));
  if (const std::string why = not_judgeable(set); !why.empty()) {
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason = why;
  }
  apply(judgement, verdict);
  return verdict;
}

// Over all sets: does any do with 2 bits of 32?
Verdict sixteen_times(const std::vector<SetResult>& sets) {
  std::vector<ProblemSpec> problems;
  std::string found;
  std::int64_t n = 0;
  for (const SetResult& set : sets) {
    problems.push_back(set.problem);
    n += runs_of(set.fewest.at(kMode));
    const int fewest = set.fewest_for_all(kMode);
    if (fewest > 0 && fewest <= 2) {
      found += (found.empty() ? "" : ", ") + set.problem.title();
    }
  }
  Verdict verdict = verdict_on(
      joined(problems), "C5",
      "Samples, gradients and model at up to 16 times lower precision: 2 bits.",
      "section 1, conclusion", "sets on which 2 bits end to end are smooth");
  verdict.paper = "at least one";
  const double count = found.empty()
                           ? 0
                           : 1 + static_cast<double>(std::count(
                                     found.begin(), found.end(), ','));
  if (n > 0) verdict.ours = fact(count, n);
  Judgement judgement = judge_fact(
      count > 0, "smooth in every repetition with at most 2 bits, on any set",
      found.empty() ? "on none" : "on " + found);
  if (n == 0) judgement.outcome = Outcome::kInconclusive;
  apply(judgement, verdict);
  return verdict;
}

// 6 to 8 times less bandwidth, at the bits that suffice.
Verdict bandwidth(const SetResult& set) {
  Verdict verdict = verdict_on(
      set.problem, "C4", "End to end, 6 to 8 times less bandwidth.",
      "section 1.1, 5.1",
      "bits moved on all channels, 32-bit over the fewest smooth bits");
  verdict.paper = "6 to 8";
  const int fewest = set.fewest_for_all(kMode);
  Judgement judgement{Outcome::kNotReproduced,
                      "the saving at the fewest smooth bits is at least 6",
                      "none of the swept bits is smooth in every repetition"};
  if (const std::string why = not_judgeable(set); !why.empty()) {
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason = why;
  } else if (fewest > 0) {
    const Run& low = set.low.at(kMode).at(fewest);
    const double saving = set.full.moved() / low.moved();
    verdict.ours = fact(saving, runs_of(low.loss));
    judgement = judge_fact(
        saving >= 6, judgement.tolerance,
        fmt::format("{:.3g} at {} bits: a pair of draws takes {} bits, and "
                    "levels each side of zero one bit more than b",
                    saving, fewest, fewest + 1));
  }
  apply(judgement, verdict);
  return verdict;
}

// Which reading of a figure is nearer to the paper's curves.
Verdict caption(const std::vector<ReadingResult>& readings,
                const std::string& figure) {
  std::vector<ProblemSpec> problems;
  std::vector<double> further;  // ln(end to end / samples only)
  for (const ReadingResult& result : readings) {
    if (result.reading.figure != figure) continue;
    problems.push_back(result.reading.problem);
    const double ratio = std::log(result.end_to_end / result.sample);
    if (std::isfinite(ratio)) further.push_back(ratio);
  }
  Verdict verdict = verdict_on(
      joined(problems), "X8",
      fmt::format("The curves of Fig {} are of low-precision samples only, as "
                  "its caption says, not end to end.",
                  figure),
      fmt::format("Fig {}, section 5.2, supplement J.1", figure),
      "ln of the distance end to end over that of samples only, distance = "
      "mean "
      "|ln(ours / paper)|, over the panels");
  verdict.ours = t_interval(further);
  apply(judge_above(verdict.ours, 0), verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<SetResult>& sets,
                                   const std::vector<ReadingResult>& readings) {
  std::vector<Verdict> verdicts;
  const auto& modes = cells.modes();
  const bool swept =
      std::find(modes.begin(), modes.end(), kMode) != modes.end();
  for (const SetResult& set : sets) {
    const int bits = cells.paper_bits(set.problem);
    if (bits > 0) verdicts.push_back(same_loss(cells, set, bits));
    if (bits > 0 && set.problem.task == Task::kClassification) {
      verdicts.push_back(same_accuracy(set, bits));
    }
    if (!swept) continue;
    verdicts.push_back(enough(set, 5));
    verdicts.push_back(enough(set, 6));
    verdicts.push_back(bandwidth(set));
  }
  if (swept) verdicts.push_back(sixteen_times(sets));
  for (const char* figure : {"8", "10"}) {
    const bool shown = std::any_of(
        readings.begin(), readings.end(), [&](const ReadingResult& result) {
          return std::string(result.reading.figure) == figure;
        });
    if (shown) verdicts.push_back(caption(readings, figure));
  }
  return verdicts;
}

}  // namespace zipml::end_to_end
