#include "core/optimal/nearest_levels.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/base/random.h"

using namespace zipml;
using namespace zipml::optimal;

namespace {

// Squared error of the sorted values in at most `count` runs, by the full
// program.
double least_error(const std::vector<float>& sorted, std::size_t count) {
  const std::size_t n = sorted.size();
  const double infinite = std::numeric_limits<double>::infinity();
  const auto error = [&](std::size_t first, std::size_t last) {
    double mean = 0;
    for (std::size_t i = first; i < last; ++i) mean += sorted[i];
    mean /= static_cast<double>(last - first);
    double sum = 0;
    for (std::size_t i = first; i < last; ++i) {
      sum += (sorted[i] - mean) * (sorted[i] - mean);
    }
    return sum;
  };
  std::vector<double> least(n + 1, infinite);
  least[0] = 0;
  double best = infinite;
  for (std::size_t t = 0; t < count; ++t) {
    std::vector<double> next(n + 1, infinite);
    for (std::size_t m = 1; m <= n; ++m) {
      for (std::size_t k = 0; k < m; ++k) {
        if (least[k] < infinite) {
          next[m] = std::min(next[m], least[k] + error(k, m));
        }
      }
    }
    least = next;
    best = std::min(best, least[n]);
  }
  return best;
}

double squared_error(const std::vector<float>& values,
                     const std::vector<double>& levels) {
  double sum = 0;
  for (const float value : values) {
    double own = std::numeric_limits<double>::infinity();
    for (const double level : levels) {
      own = std::min(own, (value - level) * (value - level));
    }
    sum += own;
  }
  return sum;
}

std::vector<float> values_of(const std::string& shape, std::size_t count,
                             std::uint64_t seed) {
  RandomStream stream({.seed = seed});
  std::vector<float> values(count);
  for (float& value : values) {
    const double normal = stream.normal();
    value = static_cast<float>(shape == "ties"    ? std::round(2 * normal)
                               : shape == "far"   ? 1e4 + normal
                               : shape == "heavy" ? normal * normal * normal
                                                  : normal);
  }
  return values;
}

}  // namespace

TEST_CASE("nearest levels are the optimum", "[property]") {
  for (const std::string shape : {"normal", "ties", "far", "heavy"}) {
    for (const std::size_t count : {6u, 40u}) {
      for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const std::vector<float> values = values_of(shape, count, seed);
        std::vector<float> sorted = values;
        std::sort(sorted.begin(), sorted.end());
        for (const std::size_t levels : {1u, 2u, 3u, 5u, 16u}) {
          INFO(shape << " " << count << " " << seed << " " << levels);
          const std::vector<double> found = nearest_levels(values, levels);
          CHECK(found.size() <= levels);
          CHECK(std::adjacent_find(found.begin(), found.end(),
                                   std::greater_equal<>()) == found.end());
          // Prefix sums of squares about the middle are good for n ulps of
          // their total.
          double total = 0;
          for (const float value : values) {
            total += std::pow(value - sorted[count / 2], 2);
          }
          const double slack = 4 * static_cast<double>(count) * 0x1p-52 * total;
          CHECK(squared_error(values, found) ==
                Approx(least_error(sorted, levels)).margin(slack));
        }
      }
    }
  }
}

TEST_CASE("as many nearest levels as values leave no error", "[unit]") {
  const std::vector<float> values = {3, 1, 3, 2, 1};
  CHECK(nearest_levels(values, 3) == std::vector<double>{1, 2, 3});
  CHECK(nearest_levels(values, 16) == std::vector<double>{1, 2, 3});
  CHECK(nearest_levels(values, 1) == std::vector<double>{2});
  CHECK(nearest_levels(std::vector<float>{5}, 2) == std::vector<double>{5});
}

TEST_CASE("nearest levels refuse what is no problem of theirs", "[unit]") {
  CHECK_THROWS_AS(nearest_levels(std::vector<float>{}, 2), UserError);
  CHECK_THROWS_AS(nearest_levels(std::vector<float>{1}, 0), UserError);
  for (const float wrong : {std::numeric_limits<float>::infinity(),
                            std::numeric_limits<float>::quiet_NaN()}) {
    CHECK_THROWS_AS(nearest_levels(std::vector<float>{1, wrong}, 2), UserError);
  }
}
