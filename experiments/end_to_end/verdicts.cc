#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/harness/findings/joint.h"
#include "core/harness/findings/judge.h"
#include "experiments/end_to_end/analysis.h"

namespace zipml::end_to_end {
namespace {

// Whether what is said of a set holds there: in every repetition, in none, or
// in some.
enum class Held { kEvery, kSome, kNone };

// A set that the rule of smooth curves can judge.
struct JudgedSet {
  const SetRuns* set = nullptr;

  std::string title() const { return set->problem.title(); }
  // With at most so many bits end to end.
  Held smooth_with(int bits) const {
    const int smooth = set->smooth_with(kEndToEnd, bits);
    if (smooth == set->judged()) return Held::kEvery;
    return smooth == 0 ? Held::kNone : Held::kSome;
  }
};

// The sets that the verdicts over all of them are about: real ones only, since
// a stand-in is another set.
struct AllSets {
  std::vector<JudgedSet> judged = {};
  DataLabel data = {};  // of all that are real
  // Some real set has as many epochs as the rule needs.
  bool testable = false;
  std::string left_out = {};  // "; left out: cadata (10 epochs, ...)"

  std::int64_t count() const {
    return static_cast<std::int64_t>(judged.size());
  }
};

AllSets all_sets(const std::vector<SetRuns>& sets) {
  AllSets all;
  std::vector<ProblemSpec> problems;
  std::vector<std::string> left_out;
  for (const SetRuns& set : sets) {
    if (!set.problem.stand_in_for.empty()) {
      left_out.push_back(set.problem.title() + " (a stand-in)");
      continue;
    }
    problems.push_back(set.problem);
    all.testable |= set.epochs >= kFewestSmoothEpochs;
    const std::string why = set.why_not_judged();
    if (why.empty() && set.judged() >= 2) {
      all.judged.push_back({&set});
    } else {
      left_out.push_back(fmt::format("{} ({})", set.problem.title(),
                                     why.empty() ? "one repetition" : why));
    }
  }
  all.data =
      problems.empty() ? data_of({sets.front().problem}) : data_of(problems);
  if (!left_out.empty()) {
    all.left_out = fmt::format("; left out: {}", fmt::join(left_out, ", "));
  }
  return all;
}

Judgement nothing_judged(const AllSets& all, std::string rule) {
  return {
      .outcome = all.testable ? Outcome::kInconclusive : Outcome::kNotTestable,
      .tolerance = std::move(rule),
      .reason = "no set can be judged" + all.left_out};
}

Verdict same_loss(const SetRuns& set) {
  const auto paper = shown_curves(set.problem);
  return {.claim = "C4",
          .kind = "same_loss",
          .statement =
              "End-to-end low precision converges to the 32-bit loss at the "
              "bits that the paper shows.",
          .where = "section 5.1, supplement J.1, Figs 4, 8, 11",
          .metric = fmt::format("final loss end to end over the 32-bit one, "
                                "minus 1, {} bits",
                                set.paper_bits),
          .paper = end_difference(paper),
          .ours = mean_above_32_bits(set.whole_low, set.whole_full),
          .data = set.problem.label(),
          .judgement = judge_same_loss(set.whole_low, set.whole_full,
                                       set.whole_epochs, paper)};
}

// Half a per cent point: five of a thousand test rows, as gisette has.
constexpr double kSameAccuracy = 0.005;

Verdict same_accuracy(const SetRuns& set, const Estimate& difference) {
  Judgement judgement = refuted_if_failed(
      judge_above(difference, -kSameAccuracy), set.whole_low, set.whole_full);
  return {
      .claim = "C4",
      .kind = "same_accuracy",
      .statement = "End-to-end low precision loses no test accuracy (LS-SVM).",
      .where = "section 5.1, Figs 4b, 11",
      .metric = fmt::format("test accuracy minus that of 32 bits, {} bits",
                            set.paper_bits),
      .paper = {},
      .ours = difference,
      .data = set.problem.label(),
      .judgement = at_the_papers_end(std::move(judgement), set.whole_epochs,
                                     set.whole_low, set.whole_full)};
}

std::string fewest_text(const JudgedSet& judged) {
  const SetRuns& set = *judged.set;
  const int fewest = set.fewest_for_all(kEndToEnd);
  std::string text =
      fewest == 0 ? fmt::format("{} none of {} to {}", judged.title(),
                                set.swept_bits.front(), set.swept_bits.back())
                  : fmt::format("{} {}", judged.title(), fewest);
  const auto runs = static_cast<int>(set.full.size());
  if (set.judged() < runs) {
    text += fmt::format(
        " (in {} of {} repetitions; in the others 32 bits are "
        "not smooth or have no result)",
        set.judged(), runs);
  }
  return text;
}

// "fewest bits, ...: synthetic-10 3, cadata none of 1 to 8; left out: ...".
std::string all_fewest_text(const AllSets& all) {
  std::string text;
  for (const JudgedSet& judged : all.judged) {
    text +=
        (text.empty() ? "fewest bits, smooth in every repetition: " : ", ") +
        fewest_text(judged);
  }
  return text + all.left_out;
}

// "Always" is one claim over all sets: one on which no repetition is smooth
// refutes it, and where only some are it stays open.
Judgement judge_always(const AllSets& all, int claimed) {
  std::string rule = fmt::format(
      "smooth with at most {} bits in every repetition on every real set; "
      "refuted by a set on which no repetition is",
      claimed);
  if (all.judged.empty()) return nothing_judged(all, std::move(rule));
  std::vector<std::string> fail, open;
  for (const JudgedSet& judged : all.judged) {
    const Held held = judged.smooth_with(claimed);
    if (held == Held::kNone) fail.push_back(judged.title());
    if (held == Held::kSome) open.push_back(judged.title());
  }
  Judgement judgement =
      judge_fact(fail.empty(), std::move(rule), all_fewest_text(all));
  if (!fail.empty()) {
    judgement.reason +=
        fmt::format("; not enough on {}", fmt::join(fail, ", "));
  } else if (!open.empty()) {
    judgement = left_open(
        std::move(judgement),
        fmt::format("; only in some repetitions on {}", fmt::join(open, ", ")));
  }
  return judgement;
}

Verdict always_enough(const AllSets& all, int claimed) {
  std::int64_t enough = 0;
  for (const JudgedSet& judged : all.judged) {
    enough += judged.smooth_with(claimed) == Held::kEvery ? 1 : 0;
  }
  return {.claim = "C4",
          .kind = "always_enough",
          .statement =
              fmt::format("{} bits end to end are always enough.", claimed),
          .where = "section 1.1, 5.1, supplement J.1",
          .metric = fmt::format(
              "share of the sets on which at most {} bits are smooth in every "
              "repetition",
              claimed),
          .paper = 1.0,
          .ours = all.judged.empty()
                      ? Estimate()
                      : Estimate::exact(static_cast<double>(enough) /
                                            static_cast<double>(all.count()),
                                        all.count()),
          .data = all.data,
          .judgement = judge_always(all, claimed)};
}

// "Up to": does any set do with 2 bits of 32?
Judgement judge_sixteen_times(const AllSets& all) {
  std::string rule =
      "on some real set at most 2 bits are smooth in every repetition; refuted "
      "when on none they are in any";
  if (all.judged.empty()) return nothing_judged(all, std::move(rule));
  std::vector<std::string> hold, open;
  for (const JudgedSet& judged : all.judged) {
    const Held held = judged.smooth_with(2);
    if (held == Held::kEvery) hold.push_back(judged.title());
    if (held == Held::kSome) open.push_back(judged.title());
  }
  Judgement judgement =
      judge_fact(!hold.empty(), std::move(rule), all_fewest_text(all));
  if (hold.empty() && !open.empty()) {
    judgement = left_open(std::move(judgement),
                          fmt::format("; 2 bits in some repetitions on {}",
                                      fmt::join(open, ", ")));
  }
  return judgement;
}

Verdict sixteen_times(const AllSets& all) {
  std::int64_t found = 0;
  for (const JudgedSet& judged : all.judged) {
    found += judged.smooth_with(2) == Held::kEvery ? 1 : 0;
  }
  return {
      .claim = "C5",
      .kind = "sixteen_times",
      .statement =
          "Samples, gradients and model at up to 16 times lower precision: "
          "2 bits.",
      .where = "section 1, conclusion",
      .metric = "sets on which 2 bits end to end are smooth",
      .paper = "at least one",
      .ours = all.judged.empty()
                  ? Estimate()
                  : Estimate::exact(static_cast<double>(found), all.count()),
      .data = all.data,
      .judgement = judge_sixteen_times(all)};
}

// 6 to 8 times less bandwidth, at the bits that suffice in every repetition. A
// set for which none does saves nothing.
struct Saving {
  const SetRuns* set = nullptr;
  int bits = 0;  // 0: none suffices
  double times = 1;
  double best = 1;  // at the bits that suffice in some repetition
};

double saving_at(const SetRuns& set, int bits) {
  return moved_bits(set.full).total() /
         moved_bits(set.low.at(kEndToEnd).at(bits)).total();
}

Saving saving_of(const JudgedSet& judged) {
  const SetRuns& set = *judged.set;
  Saving saving{.set = &set, .bits = set.fewest_for_all(kEndToEnd)};
  if (saving.bits > 0) saving.times = saving_at(set, saving.bits);
  for (const double bits : present(set.fewest(kEndToEnd))) {
    if (bits == 0) continue;
    saving.best = std::max(saving.best, saving_at(set, static_cast<int>(bits)));
  }
  return saving;
}

// "At least 6", where more than 8 is as good.
constexpr double kLeastSaving = 6;

Judgement judge_saving(const Saving& saving, const std::string& rule) {
  Judgement judgement = judge_fact(
      saving.times >= kLeastSaving, rule,
      saving.bits == 0
          ? "no bits suffice"
          : fmt::format("{:.3g} times at {} bits", saving.times, saving.bits));
  if (saving.times < kLeastSaving && saving.best >= kLeastSaving) {
    judgement = left_open(
        std::move(judgement),
        fmt::format(", in some repetition {:.3g} times", saving.best));
  }
  return judgement;
}

Judgement judge_savings(const AllSets& all,
                        const std::vector<Saving>& savings) {
  const std::string rule =
      "the saving at the fewest bits that are smooth in every repetition is at "
      "least 6, on every real set (more than 8 is as good); open where that is "
      "so of some repetition only";
  if (all.judged.empty()) return nothing_judged(all, rule);
  std::vector<JointCase> cases;
  for (const Saving& saving : savings) {
    cases.push_back({.name = saving.set->problem.title(),
                     .value = Estimate::exact(saving.times),
                     .judgement = judge_saving(saving, rule)});
  }
  return with_reason(
      judge_every(cases).judgement,
      "; a pair of draws takes b + 1 bits, and levels each side of zero one "
      "bit more than b" +
          all.left_out);
}

Verdict bandwidth(const AllSets& all) {
  std::vector<Saving> savings;
  double least = std::numeric_limits<double>::infinity();
  for (const JudgedSet& judged : all.judged) {
    savings.push_back(saving_of(judged));
    least = std::min(least, savings.back().times);
  }
  return {.claim = "C4",
          .kind = "bandwidth",
          .statement = "End to end, 6 to 8 times less bandwidth.",
          .where = "section 1.1, 5.1",
          .metric =
              "bits moved on all channels, 32-bit over the fewest smooth bits; "
              "the set where it is least (1: no bits suffice)",
          .paper = "6 to 8",
          .ours = savings.empty() ? Estimate()
                                  : Estimate::exact(least, all.count()),
          .data = all.data,
          .judgement = judge_savings(all, savings)};
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
  Judgement judgement = judge_above(ours, 0);
  if (further.size() < problems.size()) {
    judgement.reason += fmt::format(
        "; {} panels have no finite distance (a run diverged, or has no "
        "result) and are left out",
        problems.size() - further.size());
  }
  return {.claim = "X8",
          .kind = "caption",
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
          .judgement = std::move(judgement)};
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
      const auto accuracy = set.whole_accuracy_difference();
      if (accuracy) verdicts.push_back(same_accuracy(set, *accuracy));
    }
  }
  if (swept) {
    const AllSets all = all_sets(sets);
    for (const int claimed : {5, 6}) {
      verdicts.push_back(always_enough(all, claimed));
    }
    verdicts.push_back(bandwidth(all));
    verdicts.push_back(sixteen_times(all));
  }
  for (const std::string& figure : kDoubtfulFigures) {
    const bool shown = std::any_of(
        readings.begin(), readings.end(),
        [&](const Reading& reading) { return reading.figure == figure; });
    if (shown) verdicts.push_back(caption(readings, figure));
  }
  return verdicts;
}

}  // namespace zipml::end_to_end
