// The ways of training that a config can name: how samples come and which
// estimator uses them. One row each in the table of method.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/quantize/grid.h"
#include "core/sgd/estimator.h"
#include "core/sgd/estimator_parameters.h"

namespace zipml {

// How a method gets its samples.
enum class SamplePrecision {
  kFull,        // as they are
  kNearest,     // rounded to the nearest level
  kStochastic,  // independent stochastic draws, as many as the estimator needs
};

// What an estimator may be made of. What is pointed to must outlive it.
struct EstimatorIngredients {
  // The rows that train, in full precision.
  const FeatureMatrix* features = nullptr;
  // The levels of the samples; null where there are none of a feature: in full
  // precision and with row scaling.
  const LevelGrid* grid = nullptr;
  EstimatorParameters parameters = {};
  // Whose streams it may draw from: seed and repetition count.
  StreamKey key = {};
};

struct TrainingMethod {
  const char* name = "";   // as configs and cells spell it
  const char* label = "";  // for people
  int color = 0;           // of its series in every figure, Series::color
  SamplePrecision samples = SamplePrecision::kFull;
  // E g is the row's full gradient for losses with a linear derivative.
  bool is_unbiased = false;
  // The order of a value's draws makes no difference to the estimator: they are
  // stored without it.
  bool is_unordered = false;
  // The losses that it is for, by name; empty: any.
  std::vector<std::string> losses = {};
  // The parameters that its estimator has, with usual values.
  EstimatorParameters parameters = {};
  std::unique_ptr<GradientEstimator> (*make)(const EstimatorIngredients&) =
      nullptr;
};

// In the order of the documentation: "32-bit", "nearest", "naive",
// "double_sampling" (symmetrised, footnote 2), "double_sampling_plain"
// (equation 6), for least squares alone, LS-SVM included, "pair_sum" and
// "debiased_single" (unbiased over the rows, not for each), "polynomial"
// (section 4), and for the hinge loss (section 4.3) "l1_refetch",
// "l1_refetch_nearest" and "jl_refetch".
std::span<const TrainingMethod> training_methods();
// UserError for an unknown name.
const TrainingMethod& training_method(const std::string& name);

std::vector<std::string> method_names();
// Those in low precision that are unbiased for each row on least squares: the
// forms of double sampling.
std::vector<std::string> unbiased_method_names();
// For people: "naive stochastic", "double sampling", ...
std::string method_label(const std::string& method);
// The colour index of its series, 0 to 7: as many as core/report has.
int method_color(const std::string& method);
bool is_full_precision(const std::string& method);
// Whether the method is for the loss of that name.
bool is_for_loss(const TrainingMethod& method, std::string_view loss);

// The method's estimator. UserError where the parameters are not those of the
// method, or as its factory in estimators/; the grid must be there for
// l1_refetch and debiased_single, the features for debiased_single and
// jl_refetch.
std::unique_ptr<GradientEstimator> make_estimator(
    const TrainingMethod& method, const EstimatorIngredients& ingredients);

}  // namespace zipml
