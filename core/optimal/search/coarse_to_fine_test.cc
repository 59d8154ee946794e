// Each step of PROOF.md on random points and random blocks.
#include "core/optimal/search/coarse_to_fine.h"

#include <catch.h>

#include <cmath>

#include "core/optimal/oracle_testing.h"
#include "core/optimal/search/price_windows.h"
#include "core/optimal/search/sorted_source.h"

using namespace zipml;
using namespace zipml::optimal;
using namespace zipml::optimal::test;

namespace {

Quad height(std::span<const double> x, Quad place) {
  Quad sum = 0;
  for (const double point : x) {
    if (Quad(point) < place) sum += place - point;
  }
  return sum;
}

Quad chord(std::span<const double> x, Quad a, Quad b) {
  return (b - a) * (height(x, a) + height(x, b));
}

Quad spread(std::span<const double> x) {
  Quad mean = 0;
  for (const double point : x) mean += point;
  mean /= static_cast<double>(x.size());
  Quad sum = 0;
  for (const double point : x) sum += (point - mean) * (point - mean);
  return sum;
}

// Sums as a source makes them, for blocks with given ends, in double-double.
std::vector<Block> random_blocks(const std::vector<double>& x,
                                 RandomStream& stream) {
  std::vector<Block> blocks{end_block(x.front(), {})};
  const double origin = x[x.size() / 2];
  Sums before;
  std::size_t first = 0;
  while (first < x.size()) {
    const std::size_t last =
        std::min(x.size(), first + 1 + stream.index(x.size() / 3 + 1));
    Block block{.first = first,
                .last = last,
                .before = before,
                .sum = {},
                .low = x[first],
                .high = x[last - 1]};
    for (std::size_t i = first; i < last; ++i) {
      block.sum = block.sum +
                  Sums{DoubleDouble(1), DoubleDouble::difference(x[i], origin)};
    }
    before = before + block.sum;
    blocks.push_back(block);
    first = last;
  }
  blocks.push_back(end_block(x.back(), before));
  return blocks;
}

// Only what bounds need; nothing can be split, so one round is run.
class FixedSource final : public BlockSource {
 public:
  explicit FixedSource(const std::vector<double>& x)
      : origin_(x[x.size() / 2]) {
    for (const double point : x) {
      const DoubleDouble about = DoubleDouble::difference(point, origin_);
      total_ = total_ + Sums{DoubleDouble(1), about};
      second_ += about * about;
    }
  }
  double origin() const override { return origin_; }
  Sums total() const override { return total_; }
  DoubleDouble second_moment() const override { return second_; }
  double relative_error() const override { return 0; }
  bool can_split(const Block&) const override { return false; }
  void split(const Block&, std::size_t, std::vector<Block>&) override {}
  void prefetch(const Block&) const override {}
  bool sharpen(std::vector<Block>&) override { return true; }
  bool make_exact(std::vector<Block>&) override { return true; }

 private:
  double origin_;
  Sums total_;
  DoubleDouble second_;
};

}  // namespace

TEST_CASE("area is cost plus spread", "[property]") {
  RandomStream stream({.seed = 91});
  for (int i = 0; i < 200; ++i) {
    const std::vector<double> x = awkward_points(stream, i % kShapes, 25);
    std::vector<double> levels{x.front(), x.back()};
    for (int t = 0; t < 3; ++t) {
      levels.push_back(stream.uniform(x.front(), x.back()));
    }
    std::sort(levels.begin(), levels.end());
    Quad mean = 0;
    for (const double point : x) mean += point;
    mean /= 25;
    Quad area = 0;
    for (std::size_t t = 1; t < levels.size(); ++t) {
      const Quad a = levels[t - 1];
      const Quad b = levels[t];
      const Quad ua = height(x, a) - (a > mean ? 25 * (a - mean) : Quad(0));
      const Quad ub = height(x, b) - (b > mean ? 25 * (b - mean) : Quad(0));
      area += (b - a) * (ua + ub);
      if (a < mean && mean < b) area += 25 * (b - mean) * (mean - a);
    }
    const Quad expected = quad_cost(x, {}, levels) + spread(x);
    // 113 bits, magnitudes up to N (1e8)^2 at a spread of 25.
    CHECK(static_cast<double>(area - expected) ==
          Approx(0).margin(1e-12 * static_cast<double>(expected) + 1e-300));
  }
}

TEST_CASE("the quadrangle inequality holds", "[property]") {
  RandomStream stream({.seed = 92});
  for (int i = 0; i < 500; ++i) {
    const std::vector<double> x = awkward_points(stream, i % kShapes, 20);
    std::vector<double> q(4);
    for (double& level : q) level = stream.uniform(x.front(), x.back());
    std::sort(q.begin(), q.end());
    const Quad crossed = chord(x, q[0], q[2]) + chord(x, q[1], q[3]);
    const Quad nested = chord(x, q[0], q[3]) + chord(x, q[1], q[2]);
    CHECK(static_cast<double>(crossed - nested) <=
          1e-28 * static_cast<double>(nested));
  }
}

TEST_CASE("bounds hold for any blocks and no optimal level is pruned",
          "[property]") {
  RandomStream stream({.seed = 93});
  for (int i = 0; i < 1500; ++i) {
    const auto size = 6 + static_cast<std::size_t>(stream.index(30));
    const auto s = 3 + static_cast<std::size_t>(stream.index(4));
    const std::vector<double> x = awkward_points(stream, i % kShapes, size);
    const Quad optimum = quad_optimum(x, {}, s);
    if (optimum == 0) continue;
    INFO("case " << i << ", shape " << i % kShapes);
    FixedSource source(x);
    SearchMemory memory;
    Search search(memory);
    search.blocks = random_blocks(x, stream);
    search.start(s);
    const SearchResult found = refine(search, source, 0);
    const double area = static_cast<double>(optimum + spread(x));
    CHECK(found.lower.hi <= area * (1 + 1e-14));
    CHECK(found.upper.hi >= area * (1 - 1e-14));
    CHECK(static_cast<double>(quad_cost(x, {}, found.levels) + spread(x)) ==
          Approx(found.upper.hi).epsilon(1e-12));

    // Every optimum (the oracle restricted to one point for one level) lies
    // in the windows that are left.
    if (found.end != SearchEnd::kUnsplit) continue;
    for (std::size_t t = 1; t + 1 < s; ++t) {
      const Window& window = search.windows[t];
      const double low = search.blocks[window.first].low;
      const double high = search.blocks[window.last].high;
      for (std::size_t p = 1; p + 1 < size; ++p) {
        if (x[p] >= low && x[p] <= high) continue;
        const std::vector<double> left(x.begin(),
                                       x.begin() + std::ptrdiff_t(p) + 1);
        const std::vector<double> right(x.begin() + std::ptrdiff_t(p), x.end());
        const Quad through =
            quad_optimum(left, {}, t + 1) + quad_optimum(right, {}, s - t);
        CHECK(static_cast<double>((through - optimum) / optimum) > 0);
      }
    }
  }
}

TEST_CASE("a vertex is as near the curve as promised", "[property]") {
  RandomStream stream({.seed = 94});
  for (int i = 0; i < 300; ++i) {
    const std::vector<double> x = awkward_points(stream, i % kShapes, 24);
    const std::size_t first = stream.index(10);
    const std::size_t last = first + 2 + stream.index(12);
    const Quad weight = static_cast<double>(last - first);
    Quad mean = 0;
    for (std::size_t k = first; k < last; ++k) mean += x[k];
    mean /= weight;
    Quad outer = 0;  // from the points before the block
    for (std::size_t k = 0; k < first; ++k) outer += mean - x[k];
    const Quad low = x[first];
    const Quad high = x[last - 1];
    if (low == high) continue;
    const Quad error = height(x, mean) - outer;
    const Quad promise = weight * (high - mean) * (mean - low) / (high - low);
    CHECK(static_cast<double>(error) >= -1e-20 * static_cast<double>(weight));
    CHECK(static_cast<double>(error) <=
          static_cast<double>(promise) * (1 + 1e-12) + 1e-18);
  }
}

namespace {

// The pass in double, which few points never take by themselves.
enum class FirstRounds { kLayers, kPrices };

void check_fast_sums(std::uint64_t seed, int cases,
                     FirstRounds first_rounds = FirstRounds::kLayers) {
  RandomStream stream({.seed = seed});
  for (int i = 0; i < cases; ++i) {
    const auto size = 20 + static_cast<std::size_t>(stream.index(60));
    const auto s = 2 + static_cast<std::size_t>(stream.index(8));
    const std::vector<double> x = awkward_points(stream, i % kShapes, size);
    if (x.front() == x.back()) continue;
    const Quad optimum = quad_optimum(x, {}, s);
    Checkpoints checkpoints;
    SortedSource<double> source(x, {}, checkpoints, 0);
    REQUIRE(source.ascending());
    SearchMemory memory;
    Search search(memory);
    source.first_blocks(x.front(), x.back(), 2 + stream.index(9),
                        search.blocks);
    search.start(s);
    if (first_rounds == FirstRounds::kPrices) restrict_windows(search, source);
    const SearchResult found = refine(search, source, 0);
    std::vector<double> levels = found.levels;
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    const double excess = relative_excess(x, {}, levels, optimum);
    INFO("case " << i << ", shape " << i % kShapes << ", N " << size << ", s "
                 << s);
    // Below this share of the spread areas are too coarse (exact.h).
    if (optimum < Quad(1e-18) * spread(x)) continue;
    if (!(excess <= 1e-11)) CHECK(excess <= 1e-11);
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("sums in double lead to the 113-bit optimum", "[property]") {
  check_fast_sums(95, 2400);
}

TEST_CASE("sums in double lead to the 113-bit optimum, 40,000 cases",
          "[slow]") {
  check_fast_sums(96, 40000);
}

TEST_CASE("windows from prices keep the optimum", "[property]") {
  check_fast_sums(97, 2400, FirstRounds::kPrices);
}

TEST_CASE("windows from prices keep the optimum, 40,000 cases", "[slow]") {
  check_fast_sums(98, 40000, FirstRounds::kPrices);
}
