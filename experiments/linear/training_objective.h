// What a training run minimises, and how far a model is from the best.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/models/loss.h"
#include "core/models/regularizer.h"
#include "experiments/linear/linear_problem.h"
#include "experiments/linear/training_spec.h"

namespace zipml {

class TrainingObjective {
 public:
  // The problem must outlive it.
  TrainingObjective(const LinearProblem& problem, const ModelSpec& spec);

  const Loss& loss() const { return *loss_; }
  const Regularizer& regularizer() const { return *regularizer_; }

  // F(x), over the training rows.
  double value(std::span<const float> model) const;
  // min F and F(x) - min F, without cancellation; where the optimum is known:
  // least squares with at most a ridge term or an l2 regularizer.
  std::optional<double> minimum() const;
  std::optional<double> excess(std::span<const float> model) const;
  // argmin F. UserError where it is not known.
  const Eigen::VectorXd& optimum() const;

 private:
  const LinearProblem& problem_;
  double ridge_;
  std::unique_ptr<Loss> loss_;
  std::unique_ptr<Regularizer> regularizer_;
  std::unique_ptr<LeastSquaresProblem> ridge_form_;
  const LeastSquaresProblem* quadratic_ = nullptr;  // null: not known
};

}  // namespace zipml
