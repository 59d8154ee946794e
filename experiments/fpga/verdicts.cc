// The paper's claims by the cycle model: the same on any machine.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// A number of each set.
struct PerSet {
  std::string set = {};
  double value = 0;
};

std::vector<PerSet> gains_of(const StudyRuns& study, const char* design,
                             const char* value) {
  std::vector<PerSet> gains;
  for (const DataSize& set : study.scope.sets) {
    const double gain = study.gain({design, set.name}, value);
    if (std::isfinite(gain)) gains.push_back({set.name, gain});
  }
  return gains;
}

std::string listed(const std::vector<PerSet>& values) {
  std::string text;
  for (const PerSet& value : values) {
    text += fmt::format("{}{} {:.3g}", text.empty() ? "" : ", ", value.set,
                        value.value);
  }
  return text.empty() ? "none" : text;
}

double largest(const std::vector<PerSet>& values) {
  double most = std::numeric_limits<double>::quiet_NaN();
  for (const PerSet& value : values) {
    if (!(value.value <= most)) most = value.value;
  }
  return most;
}

// The sets on which a value is at least `bound`, and the others.
std::string split_at(const std::vector<PerSet>& values, double bound) {
  std::vector<PerSet> holds, fails;
  for (const PerSet& value : values) {
    (value.value >= bound ? holds : fails).push_back(value);
  }
  return "holds on: " + listed(holds) + "; does not on: " + listed(fails);
}

std::string sizes(const Scope& scope) {
  std::string names;
  for (const DataSize& set : scope.sets) {
    names += (names.empty() ? "" : ", ") + set.name;
  }
  return names + " (sizes)";
}

Verdict up_to(const StudyRuns& study) {
  constexpr double kClaimed = 6.5;
  const std::vector<PerSet> gains = gains_of(study, "q2", "seconds");
  const Estimate most = exact_if_known(largest(gains));
  std::string other;
  for (const char* name : {"q4", "q8"}) {
    other += fmt::format("; {} at most {:.3g}", name,
                         largest(gains_of(study, name, "seconds")));
  }
  return {.claim = "C7",
          .statement =
              "The FPGA is up to 6.5 times faster than at full precision, per "
              "epoch.",
          .where = "abstract, section 1",
          .metric =
              "speed-up of a 2-bit epoch over 32 bits, the largest over the "
              "sets",
          .paper = kClaimed,
          .ours = most,
          .data = sizes(study.scope),
          .judgement = judge_fact(most, most.mean >= kClaimed,
                                  "some set reaches 6.5 at 2 bits",
                                  split_at(gains, kClaimed) + other)};
}

// Per epoch in the setting of Figure 5.
Verdict six_to_seven(const StudyRuns& study) {
  const auto gain = [&](const char* set) {
    const auto seconds = [&](const char* design) {
      return study.figure_5_seconds({design, set}, LabelPlace::kLastLine);
    };
    return exact_if_known(seconds("float") / seconds("q2"));
  };
  std::vector<Judgement> parts;
  for (const char* set : {"synthetic-100", "gisette"}) {
    const Estimate ours = gain(set);
    parts.push_back(judge_fact(
        ours, ours.mean >= 6 && ours.mean <= 7,
        fmt::format("6 to 7 on {}", set),
        fmt::format("{}: {:.3g} ({:.3g} in the paper's plot)", set, ours.mean,
                    figure_5_point(set, "float")->seconds /
                        figure_5_point(set, "q2")->seconds)));
  }
  return {
      .claim = "C7",
      .statement = "2 bits are 6 to 7 times faster than 32 bits on the FPGA.",
      .where = "section 5.1",
      .metric = "speed-up of a 2-bit epoch over 32 bits",
      .paper = "6-7",
      .ours = gain("synthetic-100"),
      .data = "synthetic-100, gisette (sizes)",
      .judgement = judge_all(parts)};
}

Verdict bandwidth(const StudyRuns& study) {
  const std::vector<PerSet> gains = gains_of(study, "q2", "bytes_read");
  const Estimate most = exact_if_known(largest(gains));
  return {.claim = "C7",
          .statement = "Low precision saves up to 8 times the bandwidth.",
          .where = "section 1",
          .metric =
              "bytes read an epoch, 32 bits over 2 bits, the largest over the "
              "sets",
          .paper = 8.0,
          .ours = most,
          .data = sizes(study.scope),
          .judgement = judge_fact(
              most, most.mean >= 7.5 && most.mean < 8.5,
              "the largest rounds to 8 (two 2-bit draws for 32 bits)",
              split_at(gains, 7.5))};
}

Verdict compute_bound(const StudyRuns& study) {
  std::vector<PerSet> one_bit, others;
  for (const DataSize& set : study.scope.sets) {
    for (const std::string name : {"float", "q8", "q4", "q2", "q1split"}) {
      const double slower = study.epoch({name, set.name}, "seconds") /
                            study.epoch({name, set.name}, "compute_seconds");
      if (!std::isfinite(slower)) continue;
      (name == "q1split" ? one_bit : others).push_back({set.name, slower});
    }
  }
  const Estimate most = exact_if_known(largest(one_bit));
  double least = std::numeric_limits<double>::infinity();
  for (const PerSet& other : others) least = std::min(least, other.value);
  return {
      .claim = "C7",
      .statement =
          "The 1-bit pipeline is compute bound, the others are bound by the "
          "link.",
      .where = "supplement K, Figs 13, 14",
      .metric =
          "epoch on the link over the same with a link that always keeps up, 1 "
          "bit, the largest over the sets",
      .paper = 1.0,
      .ours = most,
      .data = sizes(study.scope),
      .judgement = judge_all(
          {judge_fact(most, most.mean <= 1.01,
                      "a faster link shortens no 1-bit epoch by over 1 %",
                      fmt::format("1 bit: at most {:.4g}", most.mean)),
           judge_fact(exact_if_known(most.mean + least), least > 1.01,
                      "and shortens every other one by more",
                      fmt::format("2 to 32 bits: at least {:.4g}", least))})};
}

}  // namespace

std::vector<Verdict> make_verdicts(const StudyRuns& study) {
  return {up_to(study), six_to_seven(study), bandwidth(study),
          compute_bound(study)};
}

}  // namespace zipml::fpga
