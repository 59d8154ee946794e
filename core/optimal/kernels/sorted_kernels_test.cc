#include "core/optimal/kernels/sorted_kernels.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/base/random.h"

using namespace zipml;
using namespace zipml::optimal;

namespace {

void check_equal_sums(const ChunkSums& one, const ChunkSums& other) {
  CHECK(one.moment == other.moment);
  CHECK(one.second_moment == other.second_moment);
  CHECK(one.ascending == other.ascending);
}

}  // namespace

TEST_CASE("sums are right, and the same on every target", "[unit]") {
  RandomStream stream({.seed = 74});
  for (std::size_t count = 1; count <= 256; count += count < 40 ? 1 : 37) {
    std::vector<double> storage(count + 1);
    for (double& value : storage) value = 1e3 + stream.normal();
    std::sort(storage.begin(), storage.end());
    const std::vector<float> narrow(storage.begin(), storage.end());
    for (const std::size_t offset : {0u, 1u}) {  // misaligned as well
      const double* x = storage.data() + offset;
      double sum = 0;
      double squares = 0;
      for (std::size_t i = 0; i < count; ++i) {
        sum += x[i] - 1000;
        squares += (x[i] - 1000) * (x[i] - 1000);
      }
      const ChunkSums one =
          sorted_kernels(Target::kGeneric).doubles(x, count, count, 1000);
      // count roundings of a sum of magnitudes up to 5 each.
      CHECK(one.moment == Approx(sum).margin(1e-12));
      CHECK(one.second_moment == Approx(squares).epsilon(1e-12));
      CHECK(one.ascending);

      // Floats are the doubles that they stand for.
      const std::vector<double> wide(narrow.begin(), narrow.end());
      const ChunkSums of_floats =
          sorted_kernels(Target::kGeneric)
              .floats(narrow.data() + offset, count, count, 1000);
      check_equal_sums(of_floats,
                       sorted_kernels(Target::kGeneric)
                           .doubles(wide.data() + offset, count, count, 1000));

      for (const Target target : available_targets()) {
        INFO(target_name(target));
        check_equal_sums(sorted_kernels(target).doubles(x, count, count, 1000),
                         one);
        check_equal_sums(sorted_kernels(target).floats(narrow.data() + offset,
                                                       count, count, 1000),
                         of_floats);
      }
    }
  }
}

TEST_CASE("disorder and NaN are seen wherever they are", "[unit]") {
  for (const Target target : available_targets()) {
    const auto ascending = [&](const std::vector<double>& x) {
      return sorted_kernels(target)
          .doubles(x.data(), x.size(), x.size(), 0)
          .ascending;
    };
    for (std::size_t count = 2; count < 70; ++count) {
      std::vector<double> x(count);
      std::iota(x.begin(), x.end(), 0.0);
      CHECK(ascending(x));
      for (std::size_t i = 0; i < count; ++i) {
        std::vector<double> broken = x;
        broken[i] = std::nan("");
        CHECK_FALSE(ascending(broken));
        broken[i] = i == 0 ? 1.5 : x[i] - 1.5;
        CHECK_FALSE(ascending(broken));
      }
    }
  }
}
