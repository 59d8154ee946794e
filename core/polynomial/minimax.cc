// Remez' exchange on one interval or a union of two.
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/polynomial/approximate.h"
#include "core/polynomial/error_extrema.h"

namespace zipml {
namespace {

using polynomial::Extremum;

// Where to begin: `count` points with the density of good nodes. That is the
// arcsine law for z on one interval, and for z^2 on gap^2 <= z^2 <= radius^2.
// They are not symmetric: for an even or odd f the levelled error of symmetric
// points can be zero, and the exchange would have nothing to go by.
std::vector<double> first_reference(double radius, double gap,
                                    std::size_t count) {
  std::vector<double> points;
  const auto cosine = [](double share) {
    return std::cos(std::numbers::pi * share);
  };
  if (gap == 0) {
    for (std::size_t i = 1; i <= count; ++i) {
      points.push_back(-radius * cosine(static_cast<double>(i) /
                                        static_cast<double>(count)));
    }
    return points;
  }
  const auto at = [&](double share) {
    const double high = radius * radius, low = gap * gap;
    return std::clamp(
        std::sqrt((high + low) / 2 - cosine(share) * (high - low) / 2), gap,
        radius);
  };
  const std::size_t left = count / 2, right = count - left;
  for (std::size_t i = left; i-- > 0;) {  // without the ends
    points.push_back(
        -at((static_cast<double>(i) + 0.5) / static_cast<double>(left)));
  }
  for (std::size_t i = 0; i < right; ++i) {  // with the ends
    points.push_back(
        at(static_cast<double>(i) /
           static_cast<double>(std::max<std::size_t>(right - 1, 1))));
  }
  return points;
}

// The polynomial whose errors at the reference are +-level by turns, for the
// one level for which it exists: p(z_i) = f(z_i) + (-1)^i level.
struct Levelled {
  Polynomial polynomial;
  double level = 0;
};

// A linear system for the Chebyshev coefficients and the level. With a gap its
// condition grows as step_rate^degree, but the solver is backward stable and
// the coefficients are small, so that the equations, which are what counts,
// hold to rounding all the same.
Levelled levelled(const Function& f, const std::vector<double>& reference,
                  double radius) {
  const auto count = static_cast<Eigen::Index>(reference.size());
  Eigen::MatrixXd matrix(count, count);
  Eigen::VectorXd values(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const double z = reference[static_cast<std::size_t>(i)];
    const double x = z / radius;
    double previous = x, current = 1;  // T_{-1} = T_1, T_0
    for (Eigen::Index j = 0; j + 1 < count; ++j) {
      matrix(i, j) = current;
      const double next = 2 * x * current - previous;
      previous = current;
      current = next;
    }
    matrix(i, count - 1) = i % 2 == 0 ? -1 : 1;
    values(i) = f(z);
  }
  const Eigen::VectorXd solution = matrix.colPivHouseholderQr().solve(values);
  return {Polynomial({solution.begin(), solution.end() - 1}, radius),
          solution(count - 1)};
}

// Leaves `count` of the extrema, their signs still alternating and the largest
// still among them: an end when one is too many, else the two neighbours
// (counting the first and last as such) of which the larger is smallest.
void thin_out(std::vector<Extremum>& extrema, std::size_t count) {
  const auto size = [&](std::size_t i) { return std::abs(extrema[i].error); };
  while (extrema.size() > count) {
    const std::size_t last = extrema.size() - 1;
    if (extrema.size() == count + 1) {
      extrema.erase(size(0) < size(last) ? extrema.begin() : extrema.end() - 1);
      continue;
    }
    std::size_t smallest = last;  // the pair (last, 0)
    double its = std::max(size(last), size(0));
    for (std::size_t i = 0; i < last; ++i) {
      const double larger = std::max(size(i), size(i + 1));
      if (larger < its) {
        its = larger;
        smallest = i;
      }
    }
    if (smallest == last) {
      extrema.pop_back();
      extrema.erase(extrema.begin());
    } else {
      const auto at = extrema.begin() + static_cast<std::ptrdiff_t>(smallest);
      extrema.erase(at, at + 2);
    }
  }
}

}  // namespace

Polynomial minimax_fit(const Function& f, double radius, double gap,
                       int degree) {
  polynomial::check_domain(radius, gap);
  polynomial::check_degree(degree, 100);
  const auto count = static_cast<std::size_t>(degree) + 2;
  std::vector<double> reference = first_reference(radius, gap, count);
  Polynomial best({0}, radius);
  double best_error = std::numeric_limits<double>::infinity();
  // Converges quadratically: a dozen exchanges are many.
  for (int exchange = 0; exchange < 100; ++exchange) {
    const Levelled fit = levelled(f, reference, radius);
    std::vector<Extremum> extrema =
        polynomial::alternating_extrema(f, fit.polynomial, radius, gap);
    const double error = polynomial::largest_error(extrema);
    if (error < best_error) {
      best = fit.polynomial;
      best_error = error;
    }
    if (error <= std::abs(fit.level) * (1 + 1e-9)) break;
    // Rounding has swallowed some of the alternations.
    if (extrema.size() < count) break;
    thin_out(extrema, count);
    for (std::size_t i = 0; i < count; ++i) reference[i] = extrema[i].z;
  }
  return best;
}

}  // namespace zipml
