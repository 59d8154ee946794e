// Where averaged SGD goes, against where the theory says.
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <limits>

#include "experiments/linear/linear_method.h"
#include "experiments/linear/training.h"
#include "experiments/scaling_and_storage/linear_sgd.h"
#include "experiments/scaling_and_storage/tasks.h"

namespace zipml::scaling_and_storage {
namespace {

// The mean gradient is hessian (x - point).
struct Prediction {
  Eigen::MatrixXd hessian;
  Eigen::VectorXd point;
};

Prediction predict(const std::string& method_name, const QuantizationSpec& spec,
                   LinearMethod& method, const LinearProblem& problem) {
  const LeastSquaresProblem& exact = problem.closed_form();
  const bool naive = method_name == "naive";
  if (!spec.stored) {
    if (!naive) return {exact.second_moment(), exact.optimum()};
    const LevelGrid grid = problem.grid(spec);
    const Eigen::VectorXd mean =
        problem.mean_variance(Quantizer(grid, Rounding::kStochastic));
    Eigen::MatrixXd hessian = exact.second_moment();
    hessian.diagonal() += mean;
    return {std::move(hessian), exact.ridge_point(mean)};
  }
  const std::vector<FeatureMatrix> draws = drawn_samples(method, problem);
  const Eigen::VectorXf labels = Eigen::Map<const Eigen::VectorXf>(
      problem.labels.data(), problem.features.rows());
  if (naive) {
    const LeastSquaresProblem quantized(draws[0], labels, draws[0].rows());
    return {quantized.second_moment(), quantized.optimum()};
  }
  const Eigen::MatrixXd cross = draws[0].cast<double>().transpose() *
                                draws[1].cast<double>() /
                                static_cast<double>(problem.rows());
  return {(cross + cross.transpose()) / 2,
          instrumental_variable_point(draws[0], draws[1], labels,
                                      Symmetry::kSymmetrised)};
}

// E g g^T at a point, over the rows and one draw of each.
Eigen::MatrixXd gradient_covariance(LinearMethod& method,
                                    const LinearProblem& problem,
                                    const Eigen::VectorXd& point) {
  const Eigen::Index n = point.size();
  const auto size = static_cast<std::size_t>(n);
  const Eigen::VectorXf narrow = point.cast<float>();
  const auto loss = make_least_squares_loss();
  std::vector<const float*> draws(
      static_cast<std::size_t>(method.estimator().draws()));
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(n, n);
  method.samples().begin_epoch(0);  // no training epoch has this number
  for (Eigen::Index row = 0; row < problem.features.rows(); ++row) {
    method.samples().fetch(row, static_cast<std::uint64_t>(row), draws);
    std::vector<float> gradient(size);
    method.estimator().add(
        {.row = row,
         .draws = draws,
         .label = problem.labels[static_cast<std::size_t>(row)]},
        {narrow.data(), size}, *loss, 1, gradient);
    const Eigen::VectorXd g =
        Eigen::Map<const Eigen::VectorXf>(gradient.data(), n).cast<double>();
    covariance += g * g.transpose() / static_cast<double>(problem.rows());
  }
  return covariance;
}

}  // namespace

CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext& context) {
  const Record& parameters = cell.parameters;
  const auto problem = problems.get(problem_from_record(parameters));
  const QuantizationSpec spec = quantization_from_record(parameters);
  const std::string& name = parameters.text("method");
  const auto repetition = static_cast<std::uint64_t>(cell.repetition);
  const LeastSquaresProblem& exact = problem->closed_form();
  const auto rows = static_cast<std::int64_t>(problem->rows());
  const Eigen::VectorXf start = exact.optimum().cast<float>();

  // The first fifth of the epochs is not averaged.
  const auto epochs = static_cast<int>(std::max<std::int64_t>(
      5, parameters.integer("fixed_points.updates") / rows));
  const int burn_in = epochs / 5;
  const double step =
      parameters.number("fixed_points.step") / problem->mean_squared_norm;

  LinearMethod method(name, spec, {}, *problem, cell.seed, repetition);
  const Prediction prediction = predict(name, spec, method, *problem);
  const LinearSgd theory(
      prediction.hessian, prediction.point,
      gradient_covariance(method, *problem, prediction.point), step,
      static_cast<double>(burn_in * rows),
      static_cast<double>((epochs - burn_in) * rows));

  const auto loss = make_least_squares_loss();
  const TrainingResult trained =
      train({.samples = &method.samples(),
             .labels = problem->labels,
             .features = problem->feature_count(),
             .loss = loss.get(),
             .estimator = &method.estimator()},
            {.epochs = epochs,
             .step_size = {StepSchedule::kConstant, step},
             .order = SampleOrder::kWithReplacement,
             .seed = cell.seed,
             .repetition = repetition,
             .start = {start.begin(), start.end()},
             .average_after_epoch = burn_in},
            [&](const EpochState&) { return !context.should_stop(); });
  CellResult result;
  if (trained.status == TrainingStatus::kDiverged) {
    result.status = Status::kDiverged;
    result.reason = "the model was not finite";
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    result.values = {{"distance", kInfinity},
                     {"from_optimum", kInfinity},
                     {"excess", kInfinity}};
  } else if (trained.status == TrainingStatus::kFinished) {
    const Eigen::VectorXd average = Eigen::Map<const Eigen::VectorXd>(
        trained.average.data(), problem->features.cols());
    const Eigen::MatrixXd& s = exact.second_moment();
    const double noise = theory.noise(s);
    const auto square = [&](const Eigen::VectorXd& v) {
      return v.dot(s * v) / noise;
    };
    result.values = {
        {"distance", square(average - theory.mean_average(exact.optimum()))},
        {"from_optimum", square(average - exact.optimum())},
        {"excess", exact.excess(average)}};
  }
  result.values.set("predicted_excess", exact.excess(prediction.point));
  result.values.set(
      "smallest_eigenvalue",
      theory.smallest_eigenvalue() /
          Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(exact.second_moment())
              .eigenvalues()
              .minCoeff());
  return result;
}

}  // namespace zipml::scaling_and_storage
