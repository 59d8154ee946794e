#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/harness/findings/judge.h"
#include "experiments/end_to_end/analysis.h"

namespace zipml::end_to_end {
namespace {

std::int64_t count_present(const std::vector<double>& values) {
  return static_cast<std::int64_t>(present(values).size());
}

// Why the rule of smooth curves cannot judge low precision; empty if it can.
std::string why_not_judgeable(const SetRuns& set) {
  const std::int64_t runs = count_present(set.full.values("final_loss"));
  if (runs == 0) return "no run has a result";
  const int smooth = smooth_runs(set.full, set.full);
  if (smooth == runs) return "";
  return fmt::format("{} of {} 32-bit runs are not smooth themselves",
                     runs - smooth, runs);
}

Judgement if_judgeable(const SetRuns& set, Judgement judgement) {
  const std::string why = why_not_judgeable(set);
  if (why.empty()) return judgement;
  return {Outcome::kInconclusive, std::move(judgement.tolerance), why};
}

Verdict same_loss(const SetRuns& set) {
  const auto paper = shown_curves(set.problem);
  const Runs& low = set.low.at(kEndToEnd).at(set.paper_bits);
  return {.claim = "C4",
          .statement =
              "End-to-end low precision converges to the 32-bit loss at the "
              "bits that the paper shows.",
          .where = "section 5.1, supplement J.1, Figs 4, 8, 11",
          .metric = fmt::format("final loss end to end over the 32-bit one, "
                                "minus 1, {} bits",
                                set.paper_bits),
          .paper = end_difference(paper),
          .ours = mean_above_32_bits(low, set.full),
          .data = set.problem.label(),
          .judgement = judge_same_loss(low, set.full, set.epochs, paper)};
}

Verdict same_accuracy(const SetRuns& set, const Estimate& difference) {
  const Runs& low = set.low.at(kEndToEnd).at(set.paper_bits);
  return {
      .claim = "C4",
      .statement = "End-to-end low precision loses no test accuracy (LS-SVM).",
      .where = "section 5.1, Figs 4b, 11",
      .metric = fmt::format("test accuracy minus that of 32 bits, {} bits",
                            set.paper_bits),
      .ours = difference,
      .data = set.problem.label(),
      .judgement = at_the_papers_end(
          refuted_if_failed(judge_above(difference, -0.005), low, set.full),
          set.epochs, low, set.full)};
}

Verdict enough(const SetRuns& set, int claimed) {
  const int fewest = set.fewest_for_all(kEndToEnd);
  const std::int64_t n = count_present(set.fewest(kEndToEnd));
  const Estimate ours = n > 0 ? Estimate::exact(fewest, n) : Estimate();
  const Judgement judgement = judge_fact(
      ours, fewest > 0 && fewest <= claimed,
      fmt::format("at most {} bits, smooth in every repetition", claimed),
      fewest == 0 ? "none of the swept bits is smooth in every repetition"
                  : fmt::format("{} bits", fewest));
  return {.claim = "C4",
          .statement =
              fmt::format("{} bits end to end are always enough.", claimed),
          .where = "section 1.1, 5.1, supplement J.1",
          .metric = "fewest bits that are smooth in every repetition",
          .paper = claimed,
          .ours = ours,
          .data = set.problem.label(),
          .judgement = if_judgeable(set, judgement)};
}

// Over all sets: does any do with 2 bits of 32?
Verdict sixteen_times(const std::vector<SetRuns>& sets) {
  std::vector<ProblemSpec> problems;
  std::vector<std::string> found;
  std::int64_t n = 0;
  for (const SetRuns& set : sets) {
    problems.push_back(set.problem);
    n += count_present(set.fewest(kEndToEnd));
    const int fewest = set.fewest_for_all(kEndToEnd);
    if (fewest > 0 && fewest <= 2) found.push_back(set.problem.title());
  }
  const auto count = static_cast<double>(found.size());
  const Estimate ours = n > 0 ? Estimate::exact(count, n) : Estimate();
  return {.claim = "C5",
          .statement =
              "Samples, gradients and model at up to 16 times lower precision: "
              "2 bits.",
          .where = "section 1, conclusion",
          .metric = "sets on which 2 bits end to end are smooth",
          .paper = "at least one",
          .ours = ours,
          .data = data_of(problems),
          .judgement = judge_fact(
              ours, !found.empty(),
              "smooth in every repetition with at most 2 bits, on any set",
              found.empty() ? "on none"
                            : fmt::format("on {}", fmt::join(found, ", ")))};
}

// The saving at the fewest smooth bits.
Judgement judge_saving(int fewest, const Estimate& saving) {
  const std::string rule = "the saving at the fewest smooth bits is at least 6";
  if (fewest == 0) {
    return judge_fact(false, rule,
                      "none of the swept bits is smooth in every repetition");
  }
  return judge_fact(
      saving, saving.mean >= 6, rule,
      fmt::format(
          "{:.3g} at {} bits: a pair of draws takes {} bits, and levels "
          "each side of zero one bit more than b",
          saving.mean, fewest, fewest + 1));
}

// 6 to 8 times less bandwidth, at the bits that suffice.
Verdict bandwidth(const SetRuns& set) {
  const int fewest = set.fewest_for_all(kEndToEnd);
  Estimate saving;
  if (fewest > 0 && why_not_judgeable(set).empty()) {
    const Runs& low = set.low.at(kEndToEnd).at(fewest);
    saving =
        Estimate::exact(moved_bits(set.full).total() / moved_bits(low).total(),
                        count_present(low.values("final_loss")));
  }
  return {.claim = "C4",
          .statement = "End to end, 6 to 8 times less bandwidth.",
          .where = "section 1.1, 5.1",
          .metric =
              "bits moved on all channels, 32-bit over the fewest smooth bits",
          .paper = "6 to 8",
          .ours = saving,
          .data = set.problem.label(),
          .judgement = if_judgeable(set, judge_saving(fewest, saving))};
}

// Which reading of a figure is nearer to the paper's curves.
Verdict caption(const std::vector<Reading>& readings,
                const std::string& figure) {
  std::vector<ProblemSpec> problems;
  std::vector<double> further;  // ln(end to end / samples only)
  for (const Reading& reading : readings) {
    if (reading.figure != figure) continue;
    problems.push_back(reading.problem);
    const double ratio = std::log(reading.end_to_end / reading.sample);
    if (std::isfinite(ratio)) further.push_back(ratio);
  }
  const Estimate ours = t_interval(further);
  return {.claim = "X8",
          .statement = fmt::format(
              "The curves of Fig {} are of low-precision samples only, as its "
              "caption says, not end to end.",
              figure),
          .where = fmt::format("Fig {}, section 5.2, supplement J.1", figure),
          .metric =
              "ln of the distance end to end over that of samples only, "
              "distance = mean |ln(ours / paper)|, over the panels",
          .ours = ours,
          .data = data_of(problems),
          .judgement = judge_above(ours, 0)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const std::vector<SetRuns>& sets,
                                   const std::vector<Reading>& readings) {
  std::vector<Verdict> verdicts;
  const std::vector<std::string>& modes = sets.front().modes;
  const bool swept =
      std::find(modes.begin(), modes.end(), kEndToEnd) != modes.end();
  for (const SetRuns& set : sets) {
    if (set.paper_bits > 0) {
      verdicts.push_back(same_loss(set));
      const auto accuracy = set.accuracy_difference(kEndToEnd, set.paper_bits);
      if (accuracy) verdicts.push_back(same_accuracy(set, *accuracy));
    }
    if (!swept) continue;
    verdicts.push_back(enough(set, 5));
    verdicts.push_back(enough(set, 6));
    verdicts.push_back(bandwidth(set));
  }
  if (swept) verdicts.push_back(sixteen_times(sets));
  for (const std::string& figure : kDoubtfulFigures) {
    const bool shown = std::any_of(
        readings.begin(), readings.end(),
        [&](const Reading& reading) { return reading.figure == figure; });
    if (shown) verdicts.push_back(caption(readings, figure));
  }
  return verdicts;
}

}  // namespace zipml::end_to_end
