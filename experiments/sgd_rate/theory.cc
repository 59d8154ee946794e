#include "experiments/sgd_rate/theory.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/sgd/estimator_moments.h"
#include "core/sgd/method.h"

namespace zipml::sgd_rate {
namespace {

// Of Bubeck's form.
double distance(const Constants& constants) {
  return constants.radius / std::sqrt(2.0);
}

// 1 / eta; 0 without noise.
double inverse_eta(const Constants& constants, double updates) {
  return constants.sigma / (distance(constants) * std::sqrt(2 / updates));
}

using RowMoment = std::function<double(
    const Eigen::VectorXd& sample, double label, const RoundingMoments& moments,
    const Eigen::VectorXd& model)>;

// E ||g||^2 of one row, over the rounding.
RowMoment second_moment_of(const std::string& method) {
  if (method == "naive") return naive_second_moment;
  const bool quantized = method == "double_sampling";
  return [quantized](const Eigen::VectorXd& sample, double label,
                     const RoundingMoments& moments,
                     const Eigen::VectorXd& model) {
    const double residual = sample.dot(model) - label;
    const double full = residual * residual * sample.squaredNorm();
    return !quantized ? full
                      : full + symmetrised_variance(sample, label,
                                                    moments.second, model);
  };
}

RoundingMoments no_rounding(Eigen::Index n) {
  const Eigen::VectorXd zero = Eigen::VectorXd::Zero(n);
  return {zero, zero, zero};
}

}  // namespace

Quadratic quadratic_from_values(
    const std::function<double(const Eigen::VectorXd&)>& value,
    Eigen::Index n) {
  Quadratic q{Eigen::MatrixXd(n, n), Eigen::VectorXd(n), 0};
  Eigen::VectorXd x = Eigen::VectorXd::Zero(n);
  q.constant = value(x);
  Eigen::VectorXd ahead(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    x(i) = 1;
    ahead(i) = value(x);
    x(i) = -1;
    const double behind = value(x);
    x(i) = 0;
    q.gradient(i) = (ahead(i) - behind) / 2;
    q.hessian(i, i) = ahead(i) + behind - 2 * q.constant;
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      x(i) = x(j) = 1;
      q.hessian(i, j) = q.hessian(j, i) =
          value(x) - ahead(i) - ahead(j) + q.constant;
      x(i) = x(j) = 0;
    }
  }
  return q;
}

double largest_on_ball(const Quadratic& q, double radius) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(q.hessian);
  const Eigen::ArrayXd values = eigen.eigenvalues().array();
  const Eigen::ArrayXd squares =
      (eigen.eigenvectors().transpose() * q.gradient).array().square();
  const double largest = values.maxCoeff();
  // The dual's derivative is zero where ||(mu - H)^-1 g|| = radius; it grows
  // with mu, and is positive from largest + ||g|| / radius on.
  double low = largest, high = largest + q.gradient.norm() / radius;
  for (int halving = 0; halving < 100; ++halving) {
    const double mu = (low + high) / 2;
    const bool outside =
        (squares / (mu - values).square()).sum() > radius * radius;
    (outside ? low : high) = mu;
  }
  const Eigen::ArrayXd gaps = high - values;
  // A direction without gradient adds nothing, at the eigenvalue too.
  const double pull =
      (squares > 0).select(squares / gaps.max(1e-300), 0.0).sum();
  return q.constant + high * radius * radius / 2 + pull / 2;
}

Constants exact_constants(const LinearProblem& problem,
                          const std::string& method,
                          const QuantizationSpec& quantization) {
  const LeastSquaresProblem& exact = problem.closed_form();
  const Eigen::Index n = problem.features.cols();
  const Eigen::MatrixXd& s = exact.second_moment();
  Constants constants;
  constants.radius = exact.optimum().norm();
  constants.smoothness = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(s)
                             .eigenvalues()
                             .maxCoeff();
  if (method == "full_batch") return constants;

  std::vector<Eigen::VectorXd> samples;
  std::vector<RoundingMoments> moments;
  Eigen::VectorXd bias = Eigen::VectorXd::Zero(n);
  const bool full = is_full_precision(method);
  std::optional<LevelGrid> grid;
  if (!full) grid = problem.grid(quantization);
  for (Eigen::Index row = 0; row < problem.features.rows(); ++row) {
    samples.emplace_back(problem.features.row(row).cast<double>());
    moments.push_back(
        full ? no_rounding(n)
             : rounding_moments(*grid, problem.features.row(row).data()));
    if (method == "naive") {
      bias += moments.back().second / static_cast<double>(problem.rows());
    }
  }
  const RowMoment second = second_moment_of(method);
  const auto variance = [&](const Eigen::VectorXd& x) {
    double mean = 0;
    for (std::size_t k = 0; k < samples.size(); ++k) {
      mean += second(samples[k], double{problem.labels[k]}, moments[k], x) /
              static_cast<double>(samples.size());
    }
    const Eigen::VectorXd expected =
        s * x - exact.cross_moment() + naive_gradient_bias(bias, x);
    return mean - expected.squaredNorm();
  };
  constants.sigma = std::sqrt(
      largest_on_ball(quadratic_from_values(variance, n), constants.radius));
  constants.sigma_at_optimum = std::sqrt(variance(exact.optimum()));
  constants.beta = constants.radius * bias.maxCoeff();
  constants.floor =
      method == "naive" ? exact.excess(exact.ridge_point(bias)) : 0;
  return constants;
}

double step_size(const Constants& constants, double updates) {
  return 1 / (constants.smoothness + inverse_eta(constants, updates));
}

double unbiased_bound(const Constants& constants, double updates) {
  const double r = distance(constants);
  return r * constants.sigma * std::sqrt(2 / updates) +
         constants.smoothness * r * r / updates;
}

double biased_bound(const Constants& constants, double updates) {
  const double bound = unbiased_bound(constants, updates);
  if (constants.beta == 0) return bound;
  return bound + constants.radius * constants.beta +
         constants.beta * constants.beta /
             (2 * inverse_eta(constants, updates));
}

}  // namespace zipml::sgd_rate
