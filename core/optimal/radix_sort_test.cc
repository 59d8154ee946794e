#include "core/optimal/radix_sort.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"

using namespace zipml;
using namespace zipml::optimal;

TEST_CASE("sorting by bits equals std::sort", "[unit]") {
  RandomStream stream({.seed = 71});
  for (const std::size_t size :
       {0u, 1u, 2u, 100u, 128u, 701u, 5000u, 20001u, 70000u}) {
    std::vector<double> x(size);
    std::vector<float> y(size);
    for (std::size_t i = 0; i < size; ++i) {
      x[i] = stream.bernoulli(0.1)
                 ? 0.0
                 : std::ldexp(stream.normal(), int(stream.index(600)) - 300);
      y[i] = static_cast<float>(stream.normal());
    }
    std::vector<double> sorted = x;
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> copy{1, 2, 3};
    sort_values(x, copy);
    CHECK(copy == sorted);
    sort_values(x);
    CHECK(x == sorted);
    std::vector<float> sorted_floats = y;
    std::sort(sorted_floats.begin(), sorted_floats.end());
    std::vector<float> copied;
    sort_values(y, copied);
    CHECK(copied == sorted_floats);
    sort_values(y);
    CHECK(y == sorted_floats);
  }
}
