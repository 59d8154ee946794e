#include "core/polynomial/polynomial.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/polynomial/polynomial_testing.h"

using namespace zipml;

namespace {

constexpr double kEpsilon = 2.3e-16;

// sum c_i cos(i arccos(z / R)): the definition of the basis.
double by_definition(const Polynomial& polynomial, double z) {
  double sum = 0;
  for (int i = 0; i <= polynomial.degree(); ++i) {
    sum += polynomial.chebyshev()[static_cast<std::size_t>(i)] *
           std::cos(i * std::acos(z / polynomial.radius()));
  }
  return sum;
}

}  // namespace

TEST_CASE("Clenshaw is the definition, up to degree 31", "[property]") {
  RandomStream stream({.seed = 1, .purpose = Purpose::kTest});
  for (int degree = 0; degree <= 31; ++degree) {
    const Polynomial p = random_polynomial(stream, degree, 2.5);
    for (int trial = 0; trial < 20; ++trial) {
      const double z = stream.uniform(-2.5, 2.5);
      // The arc cosine's error is magnified by at most d^2 (Markov), near the
      // ends; d^2 <= 961, a sum of 32 terms of at most 1.
      CHECK(std::abs(p(z) - by_definition(p, z)) <= 32 * 961 * 4 * kEpsilon);
    }
  }
}

TEST_CASE("monomial coefficients", "[unit]") {
  // 1 + 2 T_1 + 3 T_2 + 4 T_3 = (1 - 3) + (2 - 12) x + 6 x^2 + 16 x^3, x = z/2.
  const Polynomial p({1, 2, 3, 4}, 2);
  CHECK(p.monomial() == std::vector<double>{-2, -5, 1.5, 2});
  CHECK(p.monomial_growth() == 2 + 10 + 6 + 16);
  CHECK(p.chebyshev_growth() == 10);
  CHECK(p(2) == 10);
  CHECK(p(-2) == 1 - 2 + 3 - 4);
  const Polynomial constant({7}, 3);
  CHECK(constant.degree() == 0);
  CHECK(constant(1.5) == 7);
  CHECK(constant.monomial() == std::vector<double>{7});
  CHECK(constant.taylor(1) == std::vector<double>{7});
}

TEST_CASE("monomial coefficients give the same values", "[property]") {
  RandomStream stream({.seed = 2, .purpose = Purpose::kTest});
  for (const int degree : {1, 5, 15, 31}) {
    const Polynomial p = random_polynomial(stream, degree, 4);
    const std::vector<double> m = p.monomial();
    for (int trial = 0; trial < 20; ++trial) {
      const double z = stream.uniform(-4, 4);
      double sum = 0;
      for (std::size_t i = m.size(); i-- > 0;) sum = sum * z + m[i];
      // d + 1 terms of at most the growth, each with an error of some epsilon.
      CHECK(std::abs(sum - p(z)) <=
            4 * (degree + 1) * kEpsilon * p.monomial_growth());
    }
  }
}

TEST_CASE("the Taylor coefficients rebuild the polynomial", "[property]") {
  RandomStream stream({.seed = 3, .purpose = Purpose::kTest});
  for (const int degree : {0, 1, 2, 7, 15}) {
    const Polynomial p = random_polynomial(stream, degree, 3);
    const double z = stream.uniform(-3, 3);
    const std::vector<double> taylor = p.taylor(z);
    REQUIRE(static_cast<int>(taylor.size()) == degree + 1);
    for (const double step : {-1.0, -0.1, 0.0, 0.3, 1.0}) {
      double sum = 0, size = 0;
      for (std::size_t k = taylor.size(); k-- > 0;) {
        sum = sum * step + taylor[k];
        size = size * std::abs(step) + std::abs(taylor[k]);
      }
      // Differentiating d times magnifies rounding by up to d^2 each time in
      // value and in the derivative alike.
      CHECK(sum == Approx(p(z + step)).margin(1e4 * kEpsilon * (1 + size)));
    }
  }
}

TEST_CASE("a radius that is none is the user's mistake", "[unit]") {
  CHECK_THROWS_AS(Polynomial({1, 2}, 0), UserError);
  CHECK_THROWS_AS(Polynomial({1, 2}, -1), UserError);
  CHECK_THROWS_AS(Polynomial({1, 2}, std::nan("")), UserError);
}
