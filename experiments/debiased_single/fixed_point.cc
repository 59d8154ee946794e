// Where SGD on stored draws goes, in closed form.
#include <limits>
#include <optional>

#include "experiments/debiased_single/tasks.h"
#include "experiments/linear/linear_method.h"

namespace zipml::debiased_single {
namespace {

// The mean gradient over a row's draws in every order is
//   point (point^T x - b) - taken_off o x.
struct StoredForm {
  FeatureMatrix points;
  Eigen::VectorXd taken_off;
};

StoredForm stored_form(const std::string& method,
                       std::vector<FeatureMatrix> draws,
                       const LinearProblem& problem, const LevelGrid& grid) {
  if (draws.size() == 2) {
    const Eigen::ArrayXXd apart = (draws[0] - draws[1]).cast<double>();
    return {(draws[0] + draws[1]) / 2,
            apart.square().colwise().mean().transpose() / 4};
  }
  Eigen::VectorXd taken_off = Eigen::VectorXd::Zero(problem.features.cols());
  if (method == "debiased_single") {
    taken_off = problem.mean_variance(Quantizer(grid, Rounding::kStochastic));
  }
  return {std::move(draws[0]), std::move(taken_off)};
}

}  // namespace

CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext&) {
  const auto problem = problems.get(problem_from_record(cell.parameters));
  const QuantizationSpec spec = quantization_from_record(cell.parameters);
  const std::string& name = cell.parameters.text("method");
  const double ridge = cell.parameters.number("ridge");
  LinearMethod method(name, spec, {}, *problem, cell.seed,
                      static_cast<std::uint64_t>(cell.repetition));
  StoredForm form = stored_form(name, drawn_samples(method, *problem), *problem,
                                problem->grid(spec));
  form.taken_off.array() -= ridge;
  const Eigen::VectorXf labels = Eigen::Map<const Eigen::VectorXf>(
      problem->labels.data(), problem->features.rows());
  const std::optional<Eigen::VectorXd> point =
      errors_in_variables_point(form.points, labels, form.taken_off);
  const double excess =
      point ? problem->closed_form().with_ridge(ridge).excess(*point)
            : std::numeric_limits<double>::infinity();
  return {.values = {{"excess", excess}}};
}

}  // namespace zipml::debiased_single
