// The cells of sgd_rate, made in one place for plan and analysis.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/sgd_rate/problem.h"
#include "experiments/sgd_rate/theory.h"

namespace zipml::sgd_rate {

// A way of training. bits count for "double_sampling" and "naive" only.
struct Variant {
  std::string method;  // see exact_constants
  int bits = 0;

  friend bool operator==(const Variant&, const Variant&) = default;
};
// "full batch", "32-bit", "double sampling, 4-bit".
std::string variant_label(const Variant& variant);

// One grid point.
class CellMaker {
 public:
  CellMaker(const ExperimentInfo& info, const Settings& settings);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  GeneratorSpec generator() const;
  const std::vector<int>& bits() const { return bits_; }
  std::vector<Variant> variants() const;
  // Full batch draws nothing: it has one repetition.
  int repetitions(const Variant& variant) const;

  Cell constants(const Variant& variant) const;
  // The constants are its prerequisite.
  Cell training(const Variant& variant, int repetition) const;
  std::vector<Cell> all() const;

 private:
  Record parameters(const Variant& variant) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<int> bits_;
};

inline constexpr const char* kConstantsTask = "constants";
inline constexpr const char* kTrainTask = "train";

// Values: the members of Constants.
CellResult run_constants(const Cell& cell, const RunContext& context);
Constants constants_of(const CellResult& result);

// A row for each number of updates T: a run of its own from zero with the
// constant step of that T; updates, gap (F(average) - F*). Values: final_gap,
// of the largest T.
CellResult run_training(const Cell& cell,
                        std::span<const CellResult> prerequisites,
                        const RunContext& context);

}  // namespace zipml::sgd_rate
