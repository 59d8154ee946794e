#include "experiments/sgd_rate/theory.h"

#include <catch.h>

#include <cmath>

#include "core/base/random.h"
#include "core/base/statistics.h"
#include "core/sgd/estimator.h"
#include "core/sgd/sample_store.h"
#include "experiments/linear/linear_method.h"
#include "experiments/sgd_rate/problem.h"

using namespace zipml;
using namespace zipml::sgd_rate;

namespace {

const GeneratorSpec kSmall{32, 6, 100, 0.3};

}  // namespace

TEST_CASE("the generated problem has the stated spectrum and optimum",
          "[unit]") {
  const auto problem = make_problem(kSmall);
  const LeastSquaresProblem& exact = problem->closed_form();
  // A and b are rounded to floats of size about 1, so S is off by a few 1e-7,
  // and x* by that over the smallest eigenvalue.
  for (Eigen::Index i = 0; i < 6; ++i) {
    for (Eigen::Index j = 0; j < 6; ++j) {
      const double lambda = std::pow(100.0, -static_cast<double>(i) / 5);
      CHECK(exact.second_moment()(i, j) ==
            Approx(i == j ? lambda : 0).margin(1e-6));
    }
    CHECK(std::abs(exact.optimum()(i)) ==
          Approx(1 / std::sqrt(6.0)).margin(1e-4));
  }
  CHECK(exact.minimum() == Approx(0.3 * 0.3 / 2).epsilon(1e-5));
}

TEST_CASE("the largest value of a quadratic on a ball", "[property]") {
  RandomStream stream({.seed = 71, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 20; ++trial) {
    Eigen::Matrix2d root;
    Eigen::Vector2d gradient;
    for (int i = 0; i < 4; ++i) root(i) = stream.normal();
    for (int i = 0; i < 2; ++i) gradient(i) = stream.normal();
    // Every fourth one without gradient: the top eigenvalue alone decides.
    if (trial % 4 == 0) gradient.setZero();
    const Eigen::Matrix2d hessian = root * root.transpose();
    const auto value = [&](const Eigen::VectorXd& x) {
      return 0.7 + gradient.dot(x) + x.dot(hessian * x) / 2;
    };
    const Quadratic q = quadratic_from_values(value, 2);
    CHECK((q.hessian - hessian).norm() < 1e-12);
    double best = -INFINITY;
    // A convex function is largest on the circle; 20,000 angles miss its top by
    // at most 1/2 |q''| (pi / 20,000)^2 < 1e-6.
    for (int i = 0; i < 20'000; ++i) {
      const double angle = i * 2 * M_PI / 20'000;
      best = std::max(
          best, value(1.5 * Eigen::Vector2d(std::cos(angle), std::sin(angle))));
    }
    CHECK(largest_on_ball(q, 1.5) == Approx(best).epsilon(1e-6));
  }
}

TEST_CASE("sigma and beta are those of the estimators themselves",
          "[property]") {
  const auto problem = make_problem(kSmall);
  const Eigen::VectorXd optimum = problem->closed_form().optimum();
  const auto loss = make_least_squares_loss();
  for (const std::string method : {"32-bit", "double_sampling", "naive"}) {
    QuantizationSpec quantization;
    quantization.bits = 2;
    const Constants constants = exact_constants(*problem, method, quantization);
    CHECK(constants.sigma >= constants.sigma_at_optimum);
    LinearMethod own(method, quantization, {}, *problem, 5, 0);
    const std::vector<float> model = [&] {
      const Eigen::VectorXf x = optimum.cast<float>();
      return std::vector<float>(x.begin(), x.end());
    }();
    constexpr int kPasses = 1000;
    std::vector<Eigen::VectorXd> gradients;
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(6);
    std::vector<const float*> draws(
        static_cast<std::size_t>(own.estimator().draws()));
    for (int pass = 1; pass <= kPasses; ++pass) {
      own.samples().begin_epoch(pass);
      for (std::size_t row = 0; row < problem->rows(); ++row) {
        own.samples().fetch(static_cast<Eigen::Index>(row), row, draws);
        std::vector<float> gradient(6);
        own.estimator().add({.row = static_cast<Eigen::Index>(row),
                             .draws = draws,
                             .label = problem->labels[row]},
                            model, *loss, 1, gradient);
        gradients.push_back(
            Eigen::Map<const Eigen::VectorXf>(gradient.data(), 6)
                .cast<double>());
        mean += gradients.back();
      }
    }
    mean /= static_cast<double>(gradients.size());
    RunningStatistics squares;
    for (const auto& g : gradients) squares.add((g - mean).squaredNorm());
    // Every row is visited equally often, so the standard error of independent
    // draws is an upper bound; 4.5 of them, false alarms below 1e-5.
    const double variance =
        constants.sigma_at_optimum * constants.sigma_at_optimum;
    CHECK(std::abs(squares.mean() - variance) <
          4.5 * squares.standard_error() + 1e-5 * variance);
    // The bias at the optimum is at most its largest over the ball.
    const double error =
        4.5 * std::sqrt(variance / static_cast<double>(gradients.size()));
    CHECK(mean.norm() <= constants.beta + error);
    CHECK((constants.beta > 0) == (method == "naive"));
  }
}

TEST_CASE("the bounds are Bubeck's and Theorem 3's", "[unit]") {
  Constants constants;
  constants.radius = 2;  // R = sqrt(2)
  constants.smoothness = 3;
  CHECK(step_size(constants, 10) == Approx(1.0 / 3));
  CHECK(unbiased_bound(constants, 10) == Approx(3 * 2 / 10.0));
  constants.sigma = 5;
  const double eta = std::sqrt(2.0) / 5 * std::sqrt(2 / 50.0);
  CHECK(step_size(constants, 50) == Approx(1 / (3 + 1 / eta)));
  CHECK(unbiased_bound(constants, 50) ==
        Approx(std::sqrt(2.0) * 5 * std::sqrt(2 / 50.0) + 3 * 2 / 50.0));
  CHECK(biased_bound(constants, 50) == unbiased_bound(constants, 50));
  constants.beta = 0.1;
  CHECK(biased_bound(constants, 50) ==
        Approx(unbiased_bound(constants, 50) + 2 * 0.1 + eta / 2 * 0.01));
}
