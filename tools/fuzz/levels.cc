#include <algorithm>
#include <cmath>
#include <vector>

#include "core/data/tables/read_table.h"
#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "tools/fuzz/check.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {
namespace {

constexpr std::size_t kMostPoints = 200;

void check_levels(const optimal::OptimalLevels& own,
                  const std::vector<double>& points) {
  require(!own.levels.empty(), "there are levels");
  require(std::adjacent_find(own.levels.begin(), own.levels.end(),
                             std::greater_equal<>()) == own.levels.end(),
          "levels ascend");
  const auto [low, high] = std::minmax_element(points.begin(), points.end());
  require(own.levels.front() == *low && own.levels.back() == *high,
          "the ends are the ends of the points");
  require(own.variance >= 0, "the variance is a number from 0");
  require(own.gap >= 0, "the gap is a number from 0");
}

}  // namespace

// The first byte says which method is tried beside the exact one, the second
// how many levels there are; the rest is a file of points.
void read_levels_input(std::string_view bytes) {
  if (bytes.size() < 2) return;
  const auto methods = optimal::methods();
  const optimal::Method& method =
      methods[static_cast<unsigned char>(bytes[0]) % methods.size()];
  const optimal::LevelsOptions options{
      .levels = 2u + static_cast<unsigned char>(bytes[1]) % 8u};
  const std::string content(bytes.substr(2));
  const auto table = read_checked(bytes, [&] {
    ByteSource source(content, "a.csv");
    return read_table(source, {}, LabelUse::kColumn);
  });
  if (!table) return;
  check(*table);
  const auto count =
      std::min(kMostPoints, static_cast<std::size_t>(table->values.size()));
  const std::vector<double> points(table->values.data(),
                                   table->values.data() + count);
  try {
    const auto best = optimal::solve("exact", points, options);
    check_levels(best, points);
    const auto other = optimal::solve(method.name, points, options);
    check_levels(other, points);
    // A method that takes more levels than were asked for may do better.
    require(other.levels.size() > options.levels ||
                best.variance <= other.variance * (1 + 1e-9),
            "no method is better than the exact one");
  } catch (const UserError&) {
    // Points too far apart for a method.
  }
}

}  // namespace zipml::fuzz
