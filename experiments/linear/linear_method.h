// A method of core/sgd/method.h on a linear problem.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/quantize/packed_samples.h"
#include "core/sgd/method.h"
#include "core/sgd/sample_store.h"
#include "experiments/linear/linear_problem.h"

namespace zipml {

// A sample store and an estimator, with what they stand on. One training run
// owns one.
class LinearMethod {
 public:
  // `estimator`: the parameters of the method's estimator, where it has some.
  // The problem must outlive it. UserError for an unknown method, as
  // make_estimator, and for row scaling with stored draws or placed levels.
  LinearMethod(const std::string& name, const QuantizationSpec& spec,
               const EstimatorParameters& estimator,
               const LinearProblem& problem, std::uint64_t seed,
               std::uint64_t repetition);

  SampleStore& samples() { return *samples_; }
  const GradientEstimator& estimator() const { return *estimator_; }

 private:
  std::unique_ptr<GradientEstimator> estimator_;
  std::unique_ptr<LevelGrid> grid_;
  std::unique_ptr<PackedPlane> plane_;
  std::unique_ptr<PackedSamples> packed_;
  std::unique_ptr<SampleStore> samples_;
};

// Every row's draws in the first epoch, row k at visit k: a matrix each.
std::vector<FeatureMatrix> drawn_samples(LinearMethod& method,
                                         const LinearProblem& problem);

}  // namespace zipml
