// A problem of a linear model as the experiments see it: a data set's training
// rows after the recorded preprocessing, with its exact solution.
#pragma once

#include <Eigen/Core>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/data/dataset.h"
#include "core/models/least_squares.h"
#include "core/quantize/quantizer.h"
#include "experiments/linear/problem_spec.h"
#include "experiments/linear/quantization_spec.h"

namespace zipml {

inline constexpr Eigen::Index kMostExactFeatures = 2000;

struct LinearProblem {
  FeatureMatrix features;  // training rows; the last column is the intercept
  std::vector<float> labels;
  Task task = Task::kRegression;  // classification: labels -1 and +1
  FeatureMatrix test_features;    // no rows where the set has none
  std::vector<float> test_labels;
  std::vector<std::string> steps;  // of the preprocessing
  // Least squares in closed form; null for classification with more than
  // kMostExactFeatures features, where it would take longer than training.
  std::unique_ptr<LeastSquaresProblem> exact;
  // mean_k ||a_k||^2 = tr(S).
  double mean_squared_norm = 0;

  // *exact. UserError where it is null.
  const LeastSquaresProblem& closed_form() const;

  std::size_t rows() const { return labels.size(); }
  std::size_t feature_count() const {
    return static_cast<std::size_t>(features.cols());
  }
  // The levels of each feature. Those that are placed by the data take longer
  // to find than an epoch of training: they are kept. Thread-safe. UserError
  // for row scaling, which has none.
  LevelGrid grid(const QuantizationSpec& spec) const;
  // mean_k Var Q(a_kj) of each feature: the diagonal of Dbar.
  Eigen::VectorXd mean_variance(const Quantizer& quantizer) const;

 private:
  struct PlacedGrid {
    std::mutex mutex;
    std::optional<LevelGrid> grid;
  };
  // By placement and intervals.
  mutable std::map<std::pair<std::string, int>, std::shared_ptr<PlacedGrid>>
      placed_;
  mutable std::mutex placed_mutex_;
};

// "none", "column_max" (divide by max |a|), "min_max" (to [-1, 1]), "z_score".
std::vector<std::string> normalization_names();

// The set as `spec` has it: some rows of it, normalized, with an intercept.
// UserError for an unknown normalization, for a classification with labels
// other than -1 and +1, and for a set that check_trainable refuses.
std::shared_ptr<const LinearProblem> make_linear_problem(
    Dataset data, const ProblemSpec& spec);

}  // namespace zipml
