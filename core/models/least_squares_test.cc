#include "core/models/least_squares.h"

#include <catch.h>

#include <Eigen/LU>
#include <cmath>
#include <vector>

#include "core/base/random.h"

using namespace zipml;

namespace {

struct Regression {
  FeatureMatrix features;
  Eigen::VectorXf labels;
  explicit Regression(Eigen::Index rows, Eigen::Index n, double noise = 1)
      : features(rows, n), labels(rows) {
    RandomStream stream({.seed = 51, .purpose = Purpose::kTest});
    for (Eigen::Index i = 0; i < rows; ++i) {
      double label = noise * stream.normal();
      for (Eigen::Index j = 0; j < n; ++j) {
        features(i, j) = static_cast<float>(stream.normal());
        label += static_cast<double>(j + 1) * double{features(i, j)};
      }
      labels(i) = static_cast<float>(label);
    }
  }
  // The definition, one residual at a time.
  double half_mse(const Eigen::VectorXd& x, Eigen::Index rows) const {
    double sum = 0;
    for (Eigen::Index i = 0; i < rows; ++i) {
      double residual = -double{labels(i)};
      for (Eigen::Index j = 0; j < x.size(); ++j) {
        residual += double{features(i, j)} * x(j);
      }
      sum += residual * residual;
    }
    return sum / static_cast<double>(2 * rows);
  }
};

}  // namespace

TEST_CASE("the quadratic is the half-MSE", "[property]") {
  const Regression data(600, 7);
  const LeastSquaresProblem problem(data.features, data.labels, 500);
  RandomStream stream({.seed = 52, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<float> x(7);
    Eigen::VectorXd wide(7);
    for (std::size_t j = 0; j < 7; ++j) {
      x[j] = static_cast<float>(10 * stream.normal());
      wide(static_cast<Eigen::Index>(j)) = double{x[j]};
    }
    // Sums of 500 products of doubles: 500 eps = 1e-13, with room for the
    // condition of S (below 2 here).
    CHECK(problem.value(x) == Approx(data.half_mse(wide, 500)).epsilon(1e-11));
  }
  // The gradient at the optimum is zero.
  CHECK((problem.second_moment() * problem.optimum() - problem.cross_moment())
            .norm() < 1e-11);
  CHECK(problem.minimum() ==
        Approx(data.half_mse(problem.optimum(), 500)).epsilon(1e-11));
}

TEST_CASE("a constant and a repeated feature have a minimum-norm optimum",
          "[unit]") {
  Regression data(100, 3);
  data.features.col(2) = data.features.col(1);
  const LeastSquaresProblem problem(data.features, data.labels, 100);
  CHECK(problem.optimum()(1) == Approx(problem.optimum()(2)));
  CHECK(std::isfinite(problem.minimum()));
}

TEST_CASE("the ridge point is the zero of the biased gradient", "[unit]") {
  const Regression data(200, 4);
  const LeastSquaresProblem problem(data.features, data.labels, 200);
  const Eigen::Vector4d d(0.1, 0.2, 0.3, 0.4);
  const Eigen::VectorXd x = problem.ridge_point(d);
  const Eigen::VectorXd gradient =
      problem.second_moment() * x - problem.cross_moment() + d.cwiseProduct(x);
  CHECK(gradient.norm() < 1e-12);
  CHECK(problem.ridge_point(Eigen::Vector4d::Zero())
            .isApprox(problem.optimum(), 1e-12));
}

TEST_CASE("instrumental variables zero the double-sampled gradient", "[unit]") {
  const Regression data(300, 3);
  FeatureMatrix first = data.features, second = data.features;
  RandomStream stream({.seed = 53, .purpose = Purpose::kTest});
  for (Eigen::Index i = 0; i < 300; ++i) {
    for (Eigen::Index j = 0; j < 3; ++j) {
      first(i, j) += static_cast<float>(stream.normal());
      second(i, j) += static_cast<float>(stream.normal());
    }
  }
  for (const Symmetry symmetry : {Symmetry::kPlain, Symmetry::kSymmetrised}) {
    const Eigen::VectorXd x =
        instrumental_variable_point(first, second, data.labels, symmetry);
    Eigen::Vector3d gradient = Eigen::Vector3d::Zero();
    for (Eigen::Index i = 0; i < 300; ++i) {
      const Eigen::Vector3d q1 = first.row(i).cast<double>();
      const Eigen::Vector3d q2 = second.row(i).cast<double>();
      const double b = double{data.labels(i)};
      gradient += q1 * (q2.dot(x) - b);
      if (symmetry == Symmetry::kSymmetrised) {
        gradient += q2 * (q1.dot(x) - b);
      }
    }
    CHECK(gradient.norm() < 1e-9);
  }
}

TEST_CASE("a ridge term keeps the quadratic form", "[property]") {
  const Regression data(300, 5);
  const LeastSquaresProblem plain(data.features, data.labels, 300);
  const LeastSquaresProblem ridge = plain.with_ridge(0.4);
  RandomStream stream({.seed = 53, .purpose = Purpose::kTest});
  for (int trial = 0; trial < 20; ++trial) {
    Eigen::VectorXd x(5);
    for (double& value : x) value = 5 * stream.normal();
    const double expected = data.half_mse(x, 300) + 0.2 * x.squaredNorm();
    // Sums of 300 products of doubles: 300 eps = 7e-14, and a condition number
    // of some ten.
    CHECK(ridge.minimum() + ridge.excess(x) == Approx(expected).epsilon(1e-11));
  }
  // Strong convexity: any step away is higher.
  CHECK(ridge.excess(ridge.optimum()) == 0);
}

TEST_CASE("errors in variables zero the gradient less its diagonal", "[unit]") {
  const Regression data(300, 4);
  const Eigen::Vector4d d(0.05, 0, 0.2, 0.1);
  const auto x = errors_in_variables_point(data.features, data.labels, d);
  REQUIRE(x.has_value());
  Eigen::VectorXd gradient = -d.cwiseProduct(*x);
  for (Eigen::Index i = 0; i < 300; ++i) {
    const Eigen::VectorXd a = data.features.row(i).cast<double>();
    gradient += a * (a.dot(*x) - double{data.labels(i)}) / 300;
  }
  // Sums of 300 products of doubles and a condition number of some ten.
  CHECK(gradient.norm() < 1e-11);
  // With nothing taken off it is least squares, and with less than nothing the
  // ridge point.
  const LeastSquaresProblem plain(data.features, data.labels, 300);
  CHECK(errors_in_variables_point(data.features, data.labels,
                                  Eigen::Vector4d::Zero())
            ->isApprox(plain.optimum(), 1e-11));
  CHECK(errors_in_variables_point(data.features, data.labels, -d)
            ->isApprox(plain.ridge_point(d), 1e-11));
}

TEST_CASE("errors in variables of a singular and of an indefinite matrix",
          "[unit]") {
  Regression data(50, 3);
  data.features.col(2) = data.features.col(1);
  const LeastSquaresProblem plain(data.features, data.labels, 50);
  const auto at = [&](double d) {
    return errors_in_variables_point(data.features, data.labels,
                                     Eigen::Vector3d(0, d, d));
  };
  // A repeated feature: the shorter of all solutions.
  REQUIRE(at(0).has_value());
  CHECK(at(0)->isApprox(plain.optimum(), 1e-9));
  // What is taken off that direction leaves less than nothing.
  CHECK_FALSE(at(1e-6).has_value());
  CHECK(at(-1e-6).has_value());
  // Nothing there, but a slope: no zero at all.
  FeatureMatrix one(1, 1);
  one(0, 0) = 2;
  const auto alone = [&](double d) {
    return errors_in_variables_point(one, Eigen::VectorXf::Ones(1),
                                     Eigen::VectorXd::Constant(1, d));
  };
  CHECK_FALSE(alone(4).has_value());
  CHECK((*alone(3))(0) == Approx(2));
}
