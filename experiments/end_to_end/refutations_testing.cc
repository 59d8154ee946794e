#include "experiments/end_to_end/analysis.h"
#include "experiments/linear/made_up_training_testing.h"

namespace zipml {
namespace {

using namespace end_to_end;

constexpr int kPaperBits = 3;

// Training at 32 bits and at 2 to 7 bits.
struct MadeUpSet {
  std::vector<CellResult> full = no_results(), whole_full = no_results(),
                          whole_low = no_results();
  std::map<int, std::vector<CellResult>> low = {};

  SetRuns runs(MadeUp& made_up, const std::string& name) const {
    SetRuns set{
        .problem = {.data = name, .set = name, .task = Task::kClassification},
        .paper_bits = kPaperBits,
        .epochs = 100,
        .full = made_up.runs(full),
        .whole_epochs = kPaperEpochs,
        .whole_full = made_up.runs(whole_full),
        .whole_low = made_up.runs(whole_low),
        .modes = {kEndToEnd}};
    for (int bits = 2; bits <= 7; ++bits) {
      const auto own = low.find(bits);
      set.low[kEndToEnd].emplace(
          bits, made_up.runs(own == low.end() ? no_results() : own->second));
      set.swept_bits.push_back(bits);
    }
    return set;
  }

  std::vector<Verdict> verdicts(
      const std::vector<Reading>& readings = {}) const {
    MadeUp made_up;
    return make_verdicts({runs(made_up, "cod-rna")}, readings);
  }
};

std::vector<CellResult> with_accuracies(std::vector<CellResult> results,
                                        const std::vector<double>& accuracies) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].values.set("final_accuracy", accuracies[i]);
  }
  return results;
}

MadeUpSet whole(const std::vector<double>& finals,
                const std::vector<double>& accuracies) {
  return {.whole_full = with_accuracies(runs_that_end_at(near(1)), near(0.9)),
          .whole_low = with_accuracies(runs_that_end_at(finals), accuracies)};
}

std::vector<Verdict> same_loss(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return whole(truth == Truth::kHolds   ? near(1.002)
               : truth == Truth::kFails ? near(1.1)
                                        : scattered(1, 1.2),
               near(0.9))
      .verdicts();
}

std::vector<Verdict> same_accuracy(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return whole(near(1), truth == Truth::kHolds   ? near(0.9)
                        : truth == Truth::kFails ? near(0.8)
                                                 : scattered(0.9, 1.1))
      .verdicts();
}

// A sweep in which every repetition is smooth from its own number of bits on;
// at b bits b parts of 32 are moved.
MadeUpSet swept(const std::vector<int>& smooth_from) {
  MadeUpSet set;
  set.full.clear();
  for (std::size_t i = 0; i < smooth_from.size(); ++i) {
    set.full.push_back(training_result(MadeUpCurve{}, 32));
    for (int bits = 2; bits <= 7; ++bits) {
      set.low[bits].push_back(training_result(
          MadeUpCurve{.late_rise = bits < smooth_from[i] ? 0.2 : 0}, bits));
    }
  }
  return set;
}

// Beside another set, each of whose repetitions is smooth from `other` bits on.
std::vector<Verdict> sweep(const std::vector<int>& smooth_from, int other) {
  MadeUp made_up;
  return make_verdicts({swept(std::vector<int>(smooth_from.size(), other))
                            .runs(made_up, "cadata"),
                        swept(smooth_from).runs(made_up, "cod-rna")},
                       {});
}

// 5 and 6 bits alike. One set that fails refutes, whatever another does.
std::vector<Verdict> always_enough(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return truth == Truth::kHolds   ? sweep({4, 5, 5, 5, 5}, 4)
         : truth == Truth::kFails ? sweep({7, 7, 7, 7, 7}, 4)
                                  : sweep({4, 7, 4, 7, 4}, 4);
}

std::vector<Verdict> bandwidth(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return truth == Truth::kHolds   ? sweep({4, 4, 4, 4, 4}, 4)
         : truth == Truth::kFails ? sweep({7, 7, 7, 7, 7}, 4)
                                  : sweep({4, 7, 4, 7, 4}, 4);
}

// On any set: another that does not is no refutation.
std::vector<Verdict> sixteen_times(Truth truth) {
  if (truth == Truth::kNothing) return MadeUpSet{}.verdicts();
  return truth == Truth::kHolds   ? sweep({2, 2, 2, 2, 2}, 3)
         : truth == Truth::kFails ? sweep({3, 3, 4, 4, 4}, 3)
                                  : sweep({2, 3, 2, 3, 2}, 3);
}

// Distances of three panels of each figure.
std::vector<Verdict> caption(Truth truth) {
  std::vector<Reading> readings;
  for (const std::string& figure : kDoubtfulFigures) {
    for (int panel = 0; panel < 3; ++panel) {
      Reading reading{.problem = {.data = "cadata", .set = "cadata"},
                      .figure = figure,
                      .bits = kPaperBits,
                      .sample = std::numeric_limits<double>::infinity(),
                      .end_to_end = std::numeric_limits<double>::infinity()};
      const bool samples_near =
          truth == Truth::kHolds || (truth == Truth::kNoise && panel == 0);
      if (truth != Truth::kNothing) {
        reading.sample = samples_near ? 0.01 + 0.001 * panel : 0.1;
        reading.end_to_end = samples_near ? 0.1 : 0.01 + 0.001 * panel;
      }
      readings.push_back(reading);
    }
  }
  return MadeUpSet{}.verdicts(readings);
}

}  // namespace

std::vector<Refutation> end_to_end_refutations() {
  const std::string name = "end_to_end";
  return {{name, "same_loss", same_loss},
          {name, "same_accuracy", same_accuracy},
          {name, "always_enough", always_enough},
          {name, "bandwidth", bandwidth},
          {name, "sixteen_times", sixteen_times},
          {name, "caption", caption}};
}

}  // namespace zipml
