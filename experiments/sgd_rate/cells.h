// The cells of sgd_rate.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/sgd_rate/problem.h"

namespace zipml::sgd_rate {

// A way of training. bits count for "double_sampling" and "naive" only.
struct Variant {
  std::string method = {};  // see exact_constants
  int bits = 0;

  friend bool operator==(const Variant&, const Variant&) = default;
};
// "full batch", "32-bit", "double sampling, 4-bit".
std::string variant_label(const Variant& variant);

class Cells final : public PlannedPoint {
 public:
  // UserError where the problem would have no unique optimum.
  Cells(const ExperimentInfo& info, const Settings& settings);

  GeneratorSpec generator() const;
  const std::vector<int>& bits() const { return bits_; }

  // Full batch draws nothing: it has one repetition. The constants are the
  // prerequisite of training.
  struct Run {
    Variant variant = {};
    std::shared_ptr<const Cell> constants = {};
    CellGroup training = {};
  };
  const std::vector<Run>& runs() const { return runs_; }

  Findings analyse(const Results& results) const override;

 private:
  Run add_run(const Variant& variant);

  std::vector<int> bits_;
  std::vector<Run> runs_;
};

}  // namespace zipml::sgd_rate
