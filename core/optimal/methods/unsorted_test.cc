// Parts of the unsorted way: kernels, bins, sort, and the whole against the
// oracle.
#include "core/optimal/methods/unsorted.h"

#include <catch.h>

#include <cmath>
#include <cstring>
#include <numeric>

#include "core/optimal/kernels/sorted_kernels.h"
#include "core/optimal/methods/exact.h"
#include "core/optimal/oracle_testing.h"
#include "core/optimal/search/radix_sort.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

TEST_CASE("sorting by bits equals std::sort", "[unit]") {
  RandomStream stream({.seed = 71});
  for (const std::size_t size : {0, 1, 2, 100, 5000, 20000}) {
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
    sort_values(x);
    CHECK(x == sorted);
    std::vector<float> sorted_floats = y;
    std::sort(sorted_floats.begin(), sorted_floats.end());
    sort_values(y);
    CHECK(y == sorted_floats);
  }
}

TEST_CASE("kernels give the same bits on every instruction set", "[unit]") {
  RandomStream stream({.seed = 72});
  for (std::size_t count = 1; count <= kBinBatch;
       count += count < 40 ? 1 : 37) {
    std::vector<double> storage(count + 1);
    for (double& value : storage) value = 1e3 + stream.normal();
    std::sort(storage.begin(), storage.end());
    for (const std::size_t offset : {0, 1}) {  // misaligned as well
      const double* x = storage.data() + offset;
      double sum = 0;
      double squares = 0;
      for (std::size_t i = 0; i < count; ++i) {
        sum += x[i] - 1000;
        squares += (x[i] - 1000) * (x[i] - 1000);
      }
      const ChunkSums one =
          sorted_kernels_generic().doubles(x, count, count, 1000);
      // count roundings of a sum of magnitudes up to 5 each.
      CHECK(one.moment == Approx(sum).margin(1e-12));
      CHECK(one.second_moment == Approx(squares).epsilon(1e-12));
      CHECK(one.ascending);
      const BinRule rule{.center = 1000, .inverse_scale = 1.5, .bits = 7};
      BinBatch batch;
      bin_kernels_generic().doubles(x, count, rule, batch);
      for (std::size_t i = 0; i < count; ++i) {
        const double t = std::fabs(x[i] - 1000) * 1.5 + 1;
        int exponent = 0;
        const double fraction = std::frexp(t, &exponent) * 2 - 1;
        const auto key = static_cast<std::int64_t>(exponent - 1) * 128 +
                         static_cast<std::int64_t>(fraction * 128);
        CHECK(batch.bins[i] == (x[i] < 1000 ? -key - 1 : key));
      }
      CHECK(batch.least == x[0]);
      CHECK(batch.greatest == x[count - 1]);
      if (sorted_kernels_avx2() == nullptr) continue;
      const ChunkSums two =
          sorted_kernels_avx2()->doubles(x, count, count, 1000);
      CHECK(one.moment == two.moment);
      CHECK(one.second_moment == two.second_moment);
      BinBatch other;
      bin_kernels_avx2()->doubles(x, count, rule, other);
      CHECK(std::memcmp(batch.bins, other.bins, count * 8) == 0);
      CHECK(std::memcmp(batch.about, other.about, count * 8) == 0);
      CHECK(batch.second_moment == other.second_moment);
      CHECK(batch.farthest == other.farthest);
    }
  }
}

TEST_CASE("disorder and NaN are seen wherever they are", "[unit]") {
  for (std::size_t count = 2; count < 70; ++count) {
    std::vector<double> x(count);
    std::iota(x.begin(), x.end(), 0.0);
    CHECK(sorted_kernels().doubles(x.data(), count, count, 0).ascending);
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<double> broken = x;
      broken[i] = std::nan("");
      CHECK_FALSE(
          sorted_kernels().doubles(broken.data(), count, count, 0).ascending);
      broken[i] = i == 0 ? 1.5 : x[i] - 1.5;
      CHECK_FALSE(
          sorted_kernels().doubles(broken.data(), count, count, 0).ascending);
    }
  }
}

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

namespace {

void check_unsorted(std::uint64_t seed, int cases, std::size_t max_size) {
  RandomStream stream({.seed = seed});
  for (int i = 0; i < cases; ++i) {
    const auto size = 2 + static_cast<std::size_t>(stream.index(max_size));
    const auto s = 2 + static_cast<std::size_t>(stream.index(9));
    const std::vector<double> x = awkward_points(stream, i % kShapes, size);
    std::vector<double> shuffled = x;
    for (std::size_t k = size; k > 1; --k) {
      std::swap(shuffled[k - 1], shuffled[stream.index(k)]);
    }
    INFO("case " << i << ", shape " << i % kShapes << ", N " << size << ", s "
                 << s);
    const OptimalLevels result =
        exact(shuffled, {.levels = s,
                         .way = ExactWay::kHistogram,
                         .initial_blocks = stream.index(20)});
    const double excess =
        relative_excess(x, {}, result.levels, quad_optimum(x, {}, s));
    if (!(excess <= 1e-11)) CHECK(excess <= 1e-11);
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("the unsorted way finds the 113-bit optimum", "[property]") {
  check_unsorted(74, 1200, 80);
}

TEST_CASE("the unsorted way finds the 113-bit optimum, 40,000 cases",
          "[slow]") {
  check_unsorted(75, 40000, 50);
}

TEST_CASE("unsorted and sorted agree on many points", "[property]") {
  RandomStream stream({.seed = 76});
  for (const int shape : {0, 1, 2, 3, 4, 5, 6, 8, 11}) {
    std::vector<double> x = awkward_points(stream, shape, 40000);
    const LevelsOptions options{.levels = 11};
    const OptimalLevels sorted = exact(x, options);
    for (std::size_t k = x.size(); k > 1; --k) {
      std::swap(x[k - 1], x[stream.index(k)]);
    }
    const OptimalLevels unsorted = exact(x, options);
    INFO("shape " << shape << ", " << unsorted.statistics.way);
    CHECK(unsorted.variance ==
          Approx(sorted.variance).epsilon(1e-11).margin(0));
    CHECK(unsorted.levels.size() == sorted.levels.size());
  }
}
