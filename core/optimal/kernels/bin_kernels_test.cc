#include "core/optimal/kernels/bin_kernels.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/base/random.h"

using namespace zipml;
using namespace zipml::optimal;

namespace {

// What a batch holds of `count` points.
void check_equal_batches(const BinBatch& one, const BinBatch& other,
                         std::size_t count) {
  CHECK(std::memcmp(one.bins, other.bins, count * 8) == 0);
  CHECK(std::memcmp(one.about, other.about, count * 8) == 0);
  CHECK(one.second_moment == other.second_moment);
  CHECK(one.farthest == other.farthest);
  CHECK(one.least == other.least);
  CHECK(one.greatest == other.greatest);
}

}  // namespace

TEST_CASE("points have the bins of the rule, the same on every target",
          "[unit]") {
  RandomStream stream({.seed = 72});
  for (std::size_t count = 1; count <= kBinBatch;
       count += count < 40 ? 1 : 37) {
    std::vector<double> storage(count + 1);
    for (double& value : storage) value = 1e3 + stream.normal();
    std::sort(storage.begin(), storage.end());
    const std::vector<float> narrow(storage.begin(), storage.end());
    const BinRule rule{.center = 1000, .inverse_scale = 1.5, .bits = 7};
    for (const std::size_t offset : {0u, 1u}) {  // misaligned as well
      const double* x = storage.data() + offset;
      BinBatch batch;
      bin_kernels(Target::kGeneric).doubles(x, count, rule, batch);
      double squares = 0;
      for (std::size_t i = 0; i < count; ++i) {
        const double t = std::fabs(x[i] - 1000) * 1.5 + 1;
        int exponent = 0;
        const double fraction = std::frexp(t, &exponent) * 2 - 1;
        const auto key = static_cast<std::int64_t>(exponent - 1) * 128 +
                         static_cast<std::int64_t>(fraction * 128);
        CHECK(batch.bins[i] == (x[i] < 1000 ? -key - 1 : key));
        CHECK(batch.about[i] == x[i] - 1000);
        squares += (x[i] - 1000) * (x[i] - 1000);
      }
      CHECK(batch.least == x[0]);
      CHECK(batch.greatest == x[count - 1]);
      // count roundings of a sum of positive terms.
      CHECK(batch.second_moment == Approx(squares).epsilon(1e-12));

      // Floats are the doubles that they stand for.
      const std::vector<double> wide(narrow.begin(), narrow.end());
      BinBatch of_wide, of_floats;
      bin_kernels(Target::kGeneric)
          .doubles(wide.data() + offset, count, rule, of_wide);
      bin_kernels(Target::kGeneric)
          .floats(narrow.data() + offset, count, rule, of_floats);
      check_equal_batches(of_floats, of_wide, count);

      for (const Target target : available_targets()) {
        INFO(target_name(target));
        BinBatch other;
        bin_kernels(target).doubles(x, count, rule, other);
        check_equal_batches(other, batch, count);
        bin_kernels(target).floats(narrow.data() + offset, count, rule, other);
        check_equal_batches(other, of_floats, count);
      }
    }
  }
}
