#include "core/sgd/gradient_variance_bounds.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"

using namespace zipml;

namespace {

// Var Q(v) of levels -1, -1 + 2 / intervals, ..., 1 times the scale, by going
// through the cells.
double variance(double v, double scale, int intervals) {
  for (int k = 0; k < intervals; ++k) {
    const double low = scale * (2.0 * k / intervals - 1);
    const double high = scale * (2.0 * (k + 1) / intervals - 1);
    if (v <= high || k + 1 == intervals) {
      return std::max(0.0, (high - v) * (v - low));
    }
  }
  return 0;
}

// One sample with a = 1/2 in the middle of the cell [0, 1] (M = 1, s = 1, N =
// 2), x = 2, b = 3: the residual is -2.
GradientTerms one_feature() {
  GradientTerms t;
  t.features = 1;
  t.s = 1;
  t.intervals = 2;
  t.full_second_moment = 1;
  t.squared_residual = 4;
  t.smallest_norm = t.largest_norm = 0.5;
  t.largest_scale = 1;
  t.largest_r = 1.5;
  t.total_variance = 0.25;
  t.model_norm = 2;
  return t;
}

}  // namespace

TEST_CASE("the variance bound is what a constant vector has", "[unit]") {
  // 16 values of 1/4, norm 1, levels -1, 0, 1: variance 16 * 1/4 * 3/4.
  CHECK(row_variance_bound(16, 2) == Approx(3));
  CHECK(16 * variance(0.25, 1, 2) == Approx(3));
  // Four values of 1/2 in the middle of their cells.
  CHECK(row_variance_bound(4, 2) == Approx(1));
  CHECK(4 * variance(0.5, 1, 2) == Approx(1));
  // No level at zero: every zero has the largest variance of a cell.
  CHECK(row_variance_bound(100, 1) == Approx(100));
  CHECK(variance(0, 1, 1) == Approx(1));
  // The two branches meet.
  CHECK(total_variance_bound(0.5, 2, 4) == Approx(0.25));
  CHECK(total_variance_bound(0.5 - 1e-9, 2, 4) == Approx(0.25));
}

TEST_CASE("no vector has more variance than the bound", "[property]") {
  RandomStream stream({.seed = 3, .purpose = Purpose::kTest});
  double tightest = 0;
  for (int trial = 0; trial < 20'000; ++trial) {
    const int intervals = 1 + static_cast<int>(stream.index(8));
    const auto n = static_cast<Eigen::Index>(1 + stream.index(5));
    const double size = std::exp2(-10 * stream.uniform());
    double total = 0, norm = 0, scale_norm = 0;
    for (Eigen::Index i = 0; i < n; ++i) {
      const double scale = stream.uniform(0.1, 1);
      const double v = scale * size * stream.uniform(-1, 1);
      total += variance(v, scale, intervals);
      norm += v * v;
      scale_norm += scale * scale;
    }
    const double bound =
        total_variance_bound(std::sqrt(norm), std::sqrt(scale_norm), intervals);
    REQUIRE(total <= bound * (1 + 1e-12));
    tightest = std::max(tightest, total / bound);
  }
  CHECK(tightest > 0.99);
}

TEST_CASE("the printed bounds of one vector are the paper's", "[unit]") {
  CHECK(printed_row_variance(100, 5) == Approx(2));      // sqrt(n) / s
  CHECK(printed_row_variance(100, 20) == Approx(0.25));  // n / s^2
  // Erratum X2: 10^4 ones with s = 10 have 1000 nonzeros.
  CHECK(printed_nonzeros(10'000, 10) == Approx(200));
  CHECK(nonzeros_bound(10'000, 10, 1) == Approx(1000));
  CHECK(nonzeros_bound(4, 10, 1) == Approx(4));
  // Fractions of 2 |v| / M: 0.5, 0, 0.2.
  CHECK(printed_r(Eigen::Vector3d(0.25, -1, 0.6), Eigen::Vector3d(1, 1, 1),
                  2) == Approx(1 + 0.7 / 4));
  CHECK(second_moment_bound(0.5, 2, 4) == Approx(0.5));
}

TEST_CASE("Lemma 1 as printed forgets the label", "[unit]") {
  const Eigen::VectorXd a = Eigen::VectorXd::Constant(1, 0.5);
  const Eigen::VectorXd d = Eigen::VectorXd::Constant(1, 0.25);
  const Eigen::VectorXd zero = Eigen::VectorXd::Zero(1);
  const Eigen::VectorXd x = Eigen::VectorXd::Constant(1, 2);
  CHECK(printed_double_sampling_variance(a, d, zero) == 0);
  CHECK(double_sampling_variance_bound(a, 3, d, zero) == Approx(0.25 * 9));
  // 1/4 (1/4 * 4 + 1 + 4 * 1/4) and 1/4 (1 + 4 + 1).
  CHECK(printed_double_sampling_variance(a, d, x) == Approx(0.75));
  CHECK(double_sampling_variance_bound(a, 3, d, x) == Approx(1.5));
}

TEST_CASE("the bounds on gradients, by hand", "[unit]") {
  const GradientTerms t = one_feature();
  // Q is 0 or 1: E Q^2 = 1/2, E (2 Q - 3)^2 = (9 + 1) / 2. The bound is met.
  CHECK(double_sampling_moment_bound(t) == Approx(0.5 * 5));
  CHECK(double_sampling_noise_bound(t) == Approx(1.5));
  // 3/2 (1 / (1/4) + 1/4 * 4).
  CHECK(printed_double_sampling_moment(t) == Approx(7.5));
  CHECK(printed_double_sampling_noise(t) == Approx(6.5));
  // 1 + 1/16 * 4, and a quarter of what is added.
  CHECK(printed_model_moment(t) == Approx(1.25));
  CHECK(model_moment_bound(t) == Approx(1.0625));
  CHECK(printed_gradient_moment(t) == Approx(2));
  CHECK(gradient_moment_bound(t) == Approx(1.25));
  // 2 (3/2 (1 + 4) + 9/4 * 4).
  CHECK(printed_end_to_end_moment(t) == Approx(33));
  CHECK(printed_end_to_end_noise(t) == Approx(33));
  // 5/4 (1 + 1/4 * 4 + 1/2 (1 + 1/4 + 1/4)).
  CHECK(end_to_end_moment_bound(t) == Approx(1.25 * 2.75));
  CHECK(end_to_end_noise_bound(t) == Approx(1.25 * 2.75 - 1));
}
