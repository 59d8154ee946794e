#include "core/optimal/kernels/scan_kernels.h"

#include <catch.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"

using namespace zipml;
using namespace zipml::optimal;

TEST_CASE("a scan finds the first of the cheapest nodes on every target",
          "[unit]") {
  RandomStream stream({.seed = 75});
  constexpr std::uint32_t kNodes = 150;
  for (const bool ties : {false, true}) {
    std::vector<double> from(kNodes), x(kNodes), u(kNodes), side(kNodes);
    for (std::uint32_t i = 0; i < kNodes; ++i) {
      // Few small whole numbers: many costs are equal, and exact.
      const auto draw = [&] {
        return ties ? static_cast<double>(stream.index(2))
                    : std::exp(stream.normal());
      };
      from[i] = draw();
      x[i] = draw();
      u[i] = draw();
      side[i] = draw();
    }
    for (const double sign : {1.0, -1.0}) {
      const Scan scan{.from = from.data(),
                      .x = x.data(),
                      .u = u.data(),
                      .side = side.data(),
                      .x0 = sign < 0 ? 2.0 : -1.0,
                      .u0 = 1,
                      .factor = 3,
                      .sign = sign};
      for (std::uint32_t first = 0; first < 9; ++first) {
        for (std::uint32_t last = first; last < kNodes;
             last += last < first + 40 ? 1 : 13) {
          std::uint32_t node = first;
          double least = scan_cost(scan, first);
          for (std::uint32_t i = first; i <= last; ++i) {
            const double cost =
                from[i] + sign * (x[i] - scan.x0) * (u[i] + 1) + 3 * side[i];
            REQUIRE(scan_cost(scan, i) == cost);
            if (cost < least) {
              node = i;
              least = cost;
            }
          }
          const ScanResult plain = scan_plainly(scan, first, last);
          REQUIRE(plain.node == node);
          REQUIRE(plain.cost == least);
          for (const Target target : available_targets()) {
            INFO(target_name(target));
            const ScanResult found =
                scan_kernels(target).least(scan, first, last);
            REQUIRE(found.node == node);
            REQUIRE(found.cost == least);
          }
        }
      }
    }
  }
}
