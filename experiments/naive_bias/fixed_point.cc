// Where the mean gradient over an estimator's own draws is zero.
#include <Eigen/QR>
#include <cmath>

#include "experiments/linear/quantized_problem.h"
#include "experiments/naive_bias/tasks.h"

namespace zipml::naive_bias {
namespace {

double norm_in(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& v) {
  return std::sqrt(v.dot(matrix * v));
}

// The mean gradient of double sampling over fresh pairs of draws: (mean of
// (Q1 Q2^T + Q2 Q1^T) / 2) x - mean of b (Q1 + Q2) / 2. Returns its zero.
Eigen::VectorXd double_sampling_zero(const QuantizedProblem& quantized,
                                     std::int64_t passes, const Cell& cell,
                                     const RunContext& context) {
  const LinearProblem& problem = *quantized.problem;
  const Eigen::Index n = problem.features.cols();
  const Eigen::VectorXd labels =
      Eigen::Map<const Eigen::VectorXf>(
          problem.labels.data(), static_cast<Eigen::Index>(problem.rows()))
          .cast<double>();
  Eigen::MatrixXd second = Eigen::MatrixXd::Zero(n, n);
  Eigen::VectorXd cross = Eigen::VectorXd::Zero(n);
  FeatureMatrix first(problem.features.rows(), n), other = first;
  for (std::int64_t pass = 0; pass < passes; ++pass) {
    if (context.should_stop()) break;
    const CounterHash hash(
        {.seed = cell.seed,
         .purpose = Purpose::kMonteCarlo,
         .repetition = static_cast<std::uint64_t>(cell.repetition),
         // After those of the naive estimator.
         .step = static_cast<std::uint64_t>(passes + pass)});
    for (Eigen::Index row = 0; row < first.rows(); ++row) {
      quantized.quantizer.draw_pair(problem.features.row(row).data(), hash,
                                    static_cast<std::uint64_t>(row),
                                    first.row(row).data(),
                                    other.row(row).data());
    }
    const Eigen::MatrixXd a = first.cast<double>(), b = other.cast<double>();
    const Eigen::MatrixXd product = a.transpose() * b;
    second += (product + product.transpose()) / 2;
    cross += (a + b).transpose() * labels / 2;
  }
  return second.completeOrthogonalDecomposition().solve(cross);
}

}  // namespace

CellResult run_fixed_point(const Cell& cell, LinearProblems& problems,
                           const RunContext& context) {
  const QuantizedProblem naive(cell.parameters, problems);
  const LinearProblem& problem = *naive.problem;
  const Eigen::Index n = problem.features.cols();
  const Eigen::Map<const Eigen::VectorXf> labels(
      problem.labels.data(), static_cast<Eigen::Index>(problem.rows()));

  // The mean gradient over fresh draws is linear in x: (mean Q Q^T) x -
  // mean Q b. Its zero is the fixed point of naive SGD with these draws.
  const auto passes = cell.parameters.integer("passes");
  Eigen::MatrixXd second = Eigen::MatrixXd::Zero(n, n);
  Eigen::VectorXd cross = Eigen::VectorXd::Zero(n);
  FeatureMatrix drawn(problem.features.rows(), n);
  for (std::int64_t pass = 0; pass < passes; ++pass) {
    if (context.should_stop()) return {};
    const CounterHash hash(
        {.seed = cell.seed,
         .purpose = Purpose::kMonteCarlo,
         .repetition = static_cast<std::uint64_t>(cell.repetition),
         .step = static_cast<std::uint64_t>(pass)});
    for (Eigen::Index row = 0; row < drawn.rows(); ++row) {
      naive.quantizer.draw(problem.features.row(row).data(), hash,
                           static_cast<std::uint64_t>(row),
                           drawn.row(row).data());
    }
    const LeastSquaresProblem quantized(drawn, labels, drawn.rows());
    second += quantized.second_moment() / static_cast<double>(passes);
    cross += quantized.cross_moment() / static_cast<double>(passes);
  }
  const Eigen::VectorXd measured =
      second.completeOrthogonalDecomposition().solve(cross);

  const LeastSquaresProblem& exact = problem.closed_form();
  const Eigen::VectorXd ridge =
      exact.ridge_point(problem.mean_variance(naive.quantizer));
  const Eigen::MatrixXd& s = exact.second_moment();
  const Eigen::VectorXd bias = ridge - exact.optimum();
  const Eigen::VectorXd unbiased =
      double_sampling_zero(naive, passes, cell, context);
  if (context.should_stop()) return {};
  CellResult result;
  result.values = {
      {"distance", norm_in(s, measured - ridge) / norm_in(s, bias)},
      {"double_sampling_share",
       bias.dot(s * (unbiased - exact.optimum())) / bias.dot(s * bias)},
      {"ridge_excess", exact.excess(ridge)}};
  return result;
}

}  // namespace zipml::naive_bias
