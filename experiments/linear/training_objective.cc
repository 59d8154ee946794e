#include "experiments/linear/training_objective.h"

#include "core/base/error.h"
#include "core/models/objective.h"

namespace zipml {

TrainingObjective::TrainingObjective(const LinearProblem& problem,
                                     const ModelSpec& spec)
    : problem_(problem),
      ridge_(spec.ridge),
      loss_(make_loss(spec.loss)),
      regularizer_(make_regularizer(spec.regularizer, spec.strength)) {
  const bool is_ridge = spec.regularizer == "l2";
  const bool is_quadratic = spec.loss == "least_squares" && problem.exact &&
                            (is_ridge || spec.regularizer == "none");
  if (!is_quadratic) return;
  const double ridge = spec.ridge + (is_ridge ? spec.strength : 0);
  if (ridge == 0) {
    quadratic_ = problem.exact.get();
  } else {
    ridge_form_ =
        std::make_unique<LeastSquaresProblem>(problem.exact->with_ridge(ridge));
    quadratic_ = ridge_form_.get();
  }
}

double TrainingObjective::value(std::span<const float> model) const {
  if (quadratic_ != nullptr) return quadratic_->value(model);
  double square = 0;
  for (const float x : model) square += double{x} * double{x};
  return mean_loss(problem_.features, problem_.labels, *loss_, model) +
         ridge_ / 2 * square + regularizer_->value(model);
}

std::optional<double> TrainingObjective::minimum() const {
  if (quadratic_ == nullptr) return std::nullopt;
  return quadratic_->minimum();
}

std::optional<double> TrainingObjective::excess(
    std::span<const float> model) const {
  if (quadratic_ == nullptr) return std::nullopt;
  return quadratic_->excess(model);
}

const Eigen::VectorXd& TrainingObjective::optimum() const {
  if (quadratic_ != nullptr) return quadratic_->optimum();
  fail({.message = "the optimum of this loss and regularizer is not known"});
}

}  // namespace zipml
