#include "core/optimal/search/log_linear_histogram.h"

#include <catch.h>

#include <cmath>
#include <span>
#include <vector>

#include "core/optimal/oracle_testing.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

TEST_CASE("bins hold each point within their edges", "[property]") {
  RandomStream stream({.seed = 73});
  for (int shape = 0; shape < kShapes; ++shape) {
    const std::vector<double> x = awkward_points(stream, shape, 3000);
    LogLinearHistogram histogram(choose_rule(std::span<const double>(x), 8));
    REQUIRE(histogram.add(std::span<const double>(x)));
    double count = 0;
    std::size_t next = 0;
    for (std::size_t i = 0; i < histogram.size(); ++i) {
      const LogLinearHistogram::Bin bin = histogram.bin(i);
      count += bin.count;
      // Points are in the bins in their order; edges round a little.
      const double margin =
          8 * 0x1p-52 *
          (std::fabs(histogram.edge(i)) + std::fabs(histogram.rule().center) +
           1 / histogram.rule().inverse_scale);
      double sum = 0;
      for (double k = 0; k < bin.count; ++k) {
        CHECK(x[next] >= histogram.edge(i) - margin);
        if (i + 1 < histogram.size()) {
          CHECK(x[next] <= histogram.edge(i + 1) + margin);
        }
        sum += x[next++] - histogram.rule().center;
      }
      CHECK(bin.moment == Approx(sum).epsilon(1e-12).margin(1e-300));
    }
    CHECK(count == 3000);
    CHECK(histogram.least() == x.front());
    CHECK(histogram.greatest() == x.back());
  }
}
