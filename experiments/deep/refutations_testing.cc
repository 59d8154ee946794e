#include "experiments/deep/analysis.h"
#include "experiments/refutation_testing.h"

namespace zipml {
namespace {

using namespace deep;

// The runs of a study of the paper's length, three starts each.
struct MadeUpNetworks {
  // By quantizer: each start's value.
  std::map<std::string, std::vector<double>> accuracy = {}, loss = {};
  // The loss of single batches at an iteration, of each start.
  std::function<double(std::int64_t, std::size_t)> curve =
      [](std::int64_t, std::size_t) { return 1.0; };
  // By quantizer of kMeasured: each start's error.
  std::map<std::string, std::vector<double>> errors = {};
  // Of full precision after 500 and 5,000 batches, each start's.
  std::vector<double> early = {0.55, 0.55, 0.55}, late = {0.75, 0.75, 0.75};
  bool measured = true;

  std::vector<Verdict> verdicts() const {
    MadeUp made_up;
    DeepRuns runs{.setting = {.data = "CIFAR-10"},
                  .quantizers = {kFull, kBinary, kUniform, kAsCoded}};
    for (const std::string& quantizer : runs.quantizers) {
      std::vector<CellResult> results;
      for (std::size_t start = 0; start < 3; ++start) {
        results.push_back(measured ? result(quantizer, start) : no_result());
      }
      runs.training[quantizer] = made_up.runs(results);
    }
    return make_verdicts(runs);
  }

 private:
  static double value(const std::map<std::string, std::vector<double>>& all,
                      const std::string& name, std::size_t start) {
    const auto found = all.find(name);
    return found == all.end() ? 0.5 : found->second[start];
  }

  CellResult result(const std::string& quantizer, std::size_t start) const {
    CellResult own{
        .values = {{"train_loss", value(loss, quantizer, start)},
                   {"test_accuracy", value(accuracy, quantizer, start)}}};
    for (const std::string& name : kMeasured) {
      own.values.set("errors." + name, Value::List{value(errors, name, start)});
    }
    for (std::int64_t iteration = 0; iteration <= kCaffeIterations;
         iteration += kDisplay) {
      const double tested = iteration == 500                ? early[start]
                            : iteration == kCaffeIterations ? late[start]
                                                            : 0.5;
      own.rows.push_back({{"iteration", iteration},
                          {"loss", curve(iteration, start)},
                          {"test_accuracy", tested}});
    }
    return own;
  }
};

std::vector<double> about_value(double mean) {
  return {mean - 0.001, mean, mean + 0.001};
}
// Nothing can be told of it.
std::vector<double> anything(double mean, double by) {
  return {mean - by, mean, mean + by};
}

std::vector<Verdict> nothing() {
  MadeUpNetworks networks;
  networks.measured = false;
  return networks.verdicts();
}

std::vector<Verdict> accuracy_gain(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  networks.accuracy[kUniform] = {0.65, 0.65, 0.65};
  networks.accuracy[kAsCoded] = truth == Truth::kHolds   ? about_value(0.72)
                                : truth == Truth::kFails ? about_value(0.68)
                                                         : anything(0.70, 0.05);
  return networks.verdicts();
}

std::vector<Verdict> lower_loss(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  networks.loss[kUniform] = {1, 1, 1};
  networks.loss[kAsCoded] = truth == Truth::kHolds   ? about_value(0.8)
                            : truth == Truth::kFails ? about_value(1.1)
                                                     : anything(1, 0.3);
  return networks.verdicts();
}

std::vector<Verdict> binary_beats_uniform(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  networks.accuracy[kUniform] = {0.65, 0.65, 0.65};
  networks.accuracy[kBinary] = truth == Truth::kHolds   ? about_value(0.68)
                               : truth == Truth::kFails ? about_value(0.62)
                                                        : anything(0.65, 0.05);
  return networks.verdicts();
}

std::vector<Verdict> authors_order(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  const bool holds = truth == Truth::kHolds;
  const std::vector<std::string> order = {kFull, kAsCoded, kBinary, kUniform};
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double step = 0.02 * static_cast<double>(k);
    networks.accuracy[order[k]] =
        truth == Truth::kNoise
            ? anything(0.7, k % 2 == 0 ? 0.05 : 0.1)
            : std::vector<double>(3, holds ? 0.75 - step : 0.65 + step);
  }
  return networks.verdicts();
}

std::vector<Verdict> early_accuracy(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  networks.early = truth == Truth::kHolds   ? about_value(0.555)
                   : truth == Truth::kFails ? about_value(0.45)
                                            : anything(0.55, 0.05);
  return networks.verdicts();
}

std::vector<Verdict> late_accuracy(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  networks.late = truth == Truth::kHolds   ? about_value(0.75)
                  : truth == Truth::kFails ? about_value(0.70)
                                           : anything(0.75, 0.05);
  return networks.verdicts();
}

std::vector<Verdict> display_points(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  const PaperCurve paper = paper_curve("7b", "32-bit");
  networks.curve = [paper, truth](std::int64_t iteration, std::size_t start) {
    const auto batches = static_cast<double>(iteration);
    if (truth == Truth::kHolds) return paper.at(batches / kDisplay + 1);
    if (truth == Truth::kFails) {
      return paper.at(std::max(1.0, batches / kEpoch));
    }
    // Each start as one reading has it, or neither.
    return start == 0   ? paper.at(batches / kDisplay + 1)
           : start == 1 ? paper.at(std::max(1.0, batches / kEpoch))
                        : 1.5;
  };
  return networks.verdicts();
}

std::vector<Verdict> error_order(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpNetworks networks;
  for (std::size_t k = 0; k < kMeasured.size(); ++k) {
    const double step = 0.05 * static_cast<double>(k);
    networks.errors[kMeasured[k]] =
        truth == Truth::kHolds   ? about_value(0.1 + step)
        : truth == Truth::kFails ? about_value(0.4 - step)
        : k % 2 == 0             ? std::vector<double>{0.1, 0.2, 0.3}
                                 : std::vector<double>{0.3, 0.2, 0.1};
  }
  return networks.verdicts();
}

}  // namespace

std::vector<Refutation> deep_refutations() {
  const std::string name = "deep";
  return {{name, "accuracy_gain", accuracy_gain},
          {name, "lower_loss", lower_loss},
          {name, "binary_beats_uniform", binary_beats_uniform},
          {name, "authors_order", authors_order},
          {name, "early_accuracy", early_accuracy},
          {name, "late_accuracy", late_accuracy},
          {name, "display_points", display_points},
          {name, "error_order", error_order}};
}

}  // namespace zipml
