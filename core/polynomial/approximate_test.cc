#include "core/polynomial/approximate.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/polynomial/approximation_theory.h"

using namespace zipml;

namespace {

// max |P - f| by a plain loop: a lower bound of the real one.
double sampled_error(const Function& f, const Polynomial& p, double radius,
                     double gap) {
  double largest = 0;
  for (int i = 0; i <= 20000; ++i) {
    const double z = gap + (radius - gap) * i / 20000;
    largest =
        std::max({largest, std::abs(p(z) - f(z)), std::abs(p(-z) - f(-z))});
  }
  return largest;
}

}  // namespace

TEST_CASE("a polynomial is its own series and its own best fit", "[unit]") {
  const Polynomial p({0.5, -1, 0.25, 2}, 3);
  const Function f = [&](double z) { return p(z); };
  const Polynomial series = chebyshev_series(f, 3, 5);
  const Polynomial fit = minimax_fit(f, 3, 0.5, 5);
  for (std::size_t i = 0; i <= 5; ++i) {
    const double expected = i < 4 ? p.chebyshev()[i] : 0;
    // A mean of 2^14 values of at most 4.
    CHECK(series.chebyshev()[i] == Approx(expected).margin(1e-13));
    CHECK(fit.chebyshev()[i] == Approx(expected).margin(1e-12));
  }
}

TEST_CASE("the step's Chebyshev series has its closed form", "[unit]") {
  // c_0 = 1/2, c_i = 2 / pi sin(i pi / 2) / i.
  const Polynomial p = chebyshev_series(step, 1, 15);
  CHECK(p.chebyshev()[0] == Approx(0.5).margin(1e-12));
  for (int i = 1; i <= 15; ++i) {
    const double expected =
        2 / std::numbers::pi * std::sin(i * std::numbers::pi / 2) / i;
    // Midpoint rule: (i pi / (2 N))^2 / 6 relative, 4e-7 at most.
    CHECK(p.chebyshev()[static_cast<std::size_t>(i)] ==
          Approx(expected).margin(1e-6));
  }
}

TEST_CASE("errors of plain Chebyshev series", "[unit]") {
  // From an independent program, rounded to the digits that are printed.
  struct Known {
    double radius;
    int degree;
    double error, half_digit;
  };
  for (const Known& known :
       {Known{2, 7, 1.8e-5, 5e-7}, Known{2, 11, 1.3e-7, 5e-9},
        Known{2, 15, 9e-10, 5e-11}, Known{5, 7, 4.6e-3, 5e-5},
        Known{5, 11, 4.3e-4, 5e-6}, Known{5, 15, 4.0e-5, 6e-7},
        Known{8, 7, 2.6e-2, 5e-4}, Known{8, 11, 5.8e-3, 5e-5},
        Known{8, 15, 1.3e-3, 5e-5}}) {
    INFO("R " << known.radius << ", degree " << known.degree);
    const Polynomial p = chebyshev_series(sigmoid, known.radius, known.degree);
    CHECK(std::abs(max_error(sigmoid, p, known.radius, 0) - known.error) <=
          known.half_digit);
  }
  const Polynomial p = chebyshev_series(step, 1, 15);
  const double gaps[] = {0.05, 0.1, 0.2, 0.4};
  const double errors[] = {0.25, 0.09, 0.09, 0.05};
  for (int i = 0; i < 4; ++i) {
    CHECK(std::abs(max_error(step, p, 1, gaps[i]) - errors[i]) <= 5e-3);
  }
}

TEST_CASE("the best fit alternates and beats the series", "[property]") {
  for (const double gap : {0.0, 0.05, 0.2, 0.4}) {
    for (int degree = 0; degree <= 31; ++degree) {
      INFO("gap " << gap << ", degree " << degree);
      const Function f = gap > 0 ? Function(step) : Function(sigmoid);
      const double radius = gap > 0 ? 1 : 8;
      const Polynomial best = minimax_fit(f, radius, gap, degree);
      const double error = max_error(f, best, radius, gap);
      CHECK(error <=
            max_error(f, chebyshev_series(f, radius, degree), radius, gap) +
                1e-14);
      CHECK(error >= sampled_error(f, best, radius, gap) * (1 - 1e-12));
      // De la Vallee Poussin: with d + 2 alternations of at least E no
      // polynomial of degree d has an error below E. Count them on a grid.
      int alternations = 0;
      double last = 0;
      for (int i = -20000; i <= 20000; ++i) {
        const double z = radius * i / 20000;
        if (std::abs(z) < gap) continue;
        const double here = best(z) - f(z);
        // The grid misses an extremum by a relative 1e-3 at degree 31.
        if (std::abs(here) < 0.995 * error || here * last > 0) continue;
        last = here;
        ++alternations;
      }
      CHECK(alternations >= degree + 2);
    }
  }
}

TEST_CASE("minimax errors with a closed form", "[unit]") {
  // x^n - T_n / 2^(n-1) is the best approximation of x^n of degree n - 1.
  const Function power = [](double z) { return std::pow(z, 6); };
  CHECK(max_error(power, minimax_fit(power, 1, 0, 5), 1, 0) ==
        Approx(std::pow(2.0, -5)).epsilon(1e-9));
  // |z| by a constant on [-1, 1]; H by a line outside a gap: 1/2 (1 - d) /
  // (1 + d) at +-d and +-1.
  const Function absolute = [](double z) { return std::abs(z); };
  CHECK(max_error(absolute, minimax_fit(absolute, 1, 0, 1), 1, 0) ==
        Approx(0.5).epsilon(1e-9));
  const double gap = 0.25;
  CHECK(max_error(step, minimax_fit(step, 1, gap, 1), 1, gap) ==
        Approx(0.5 * (1 - gap) / (1 + gap)).epsilon(1e-9));
  // Degree 2 adds nothing to an odd function.
  CHECK(max_error(step, minimax_fit(step, 1, gap, 2), 1, gap) ==
        Approx(0.5 * (1 - gap) / (1 + gap)).epsilon(1e-9));
}

TEST_CASE("the sigmoid's series error goes to its asymptote", "[property]") {
  // The next poles, +-3 i pi, add at most (rho_1 / rho_3)^d: 7e-5 at R = 8.
  for (const double radius : {2.0, 5.0, 8.0}) {
    const int degree = radius == 2 ? 13 : 15;
    const Polynomial p = chebyshev_series(sigmoid, radius, degree);
    const double ratio = max_error(sigmoid, p, radius, 0) /
                         sigmoid_series_asymptote(radius, degree);
    // The terms do not quite line up at one z: at most the bound.
    CHECK(ratio <= 1.001);
    CHECK(ratio > 0.95);
  }
}

TEST_CASE("the step's best error goes to its asymptote", "[property]") {
  // Eremenko and Yuditskii 2007, to a relative O(1/m); m = 15, 30.
  double away[2];
  for (const int i : {0, 1}) {
    const int degree = i == 0 ? 31 : 61;
    const double error =
        max_error(step, minimax_fit(step, 1, 0.2, degree), 1, 0.2);
    away[i] = 1 - error / step_minimax_asymptote(1, 0.2, degree);
  }
  CHECK(std::abs(away[1]) < 0.05);
  CHECK(away[0] / away[1] == Approx(2).epsilon(0.1));
}

TEST_CASE("rounding stops the fit, nothing else does", "[property]") {
  for (const int degree : {20, 31, 60}) {
    CHECK(max_error(sigmoid, minimax_fit(sigmoid, 1, 0, degree), 1, 0) < 2e-14);
  }
  // Across a wide gap many polynomials are as good: the system is singular to
  // rounding, the fit is not.
  for (const double gap : {0.6, 0.9}) {
    CHECK(max_error(step, minimax_fit(step, 1, gap, 61), 1, gap) < 1e-14);
  }
}

TEST_CASE("an error that is not a number is not hidden", "[unit]") {
  const Function f = [](double z) { return z > 0.5 ? std::nan("") : z; };
  CHECK(std::isnan(max_error(f, Polynomial({0, 1}, 1), 1, 0)));
}

TEST_CASE("a domain that is none is the user's mistake", "[unit]") {
  CHECK_THROWS_AS(minimax_fit(step, 1, 1, 3), UserError);
  CHECK_THROWS_AS(minimax_fit(step, 1, -0.1, 3), UserError);
  CHECK_THROWS_AS(minimax_fit(step, 1, 0.1, -1), UserError);
  CHECK_THROWS_AS(chebyshev_series(step, 0, 3), UserError);
  CHECK_THROWS_AS(max_error(step, chebyshev_series(step, 1, 3), 1, 2),
                  UserError);
}
