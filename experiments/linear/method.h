// The ways of training that the experiments compare: how samples are rounded
// and which estimator uses them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/sgd/polynomial_gradient.h"
#include "core/sgd/trainer.h"
#include "experiments/linear/problem.h"

namespace zipml {

// "32-bit", "nearest", "naive", "double_sampling" (symmetrised, footnote 2),
// "double_sampling_plain" (equation 6), "polynomial" (section 4, with the
// parameters of a PolynomialGradientSpec, whose loss must be the model's), and
// for the hinge loss (section 4.3) "l1_refetch", "l1_refetch_nearest" and
// "jl_refetch", which has the parameters sketch_dimension (an integer) and
// delta.
std::vector<std::string> method_names();
// For people: "naive stochastic", "double sampling", ...
std::string method_label(const std::string& method);
// Of its series in every figure.
int method_color(const std::string& method);
bool is_full_precision(const std::string& method);

// The parameters of method "polynomial": loss, degree, radius, gap, form, fit.
Record to_record(const PolynomialGradientSpec& spec);
PolynomialGradientSpec polynomial_gradient_from_record(const Record& record);

// A sample store and an estimator, with what they stand on. One training run
// owns one.
class Method {
 public:
  // `estimator`: the parameters of the method's estimator, where it has some.
  Method(const std::string& name, const QuantizationSpec& spec,
         const Record& estimator, const LinearProblem& problem,
         std::uint64_t seed, std::uint64_t repetition);

  SampleStore& samples() { return *samples_; }
  const GradientEstimator& estimator() const { return *estimator_; }

 private:
  std::unique_ptr<GradientEstimator> estimator_;
  std::unique_ptr<LevelGrid> grid_;
  std::unique_ptr<PackedSamples> packed_;
  std::unique_ptr<SampleStore> samples_;
};

}  // namespace zipml
