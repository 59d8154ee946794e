// Random and adversarial instances of a statement, and Monte Carlo at the
// worst.
#include <algorithm>

#include "experiments/variance_bounds/measurement.h"
#include "experiments/variance_bounds/tasks.h"
#include "experiments/variance_bounds/worst_instance.h"

namespace zipml::variance_bounds {

CellResult run_search(const Cell& cell, const RunContext& context) {
  const Record& own = cell.parameters;
  const Statement& tried = statement(own.text("statement"));
  const std::vector<int> bits = integers(own, "bits");
  std::vector<int> dimensions = integers(own, "dimensions");
  std::erase_if(dimensions, [&](int n) { return !tried.takes(n); });
  CellResult result;
  if (dimensions.empty()) {
    result.status = Status::kSkipped;
    result.reason = "no dimension is small enough for the closed form";
    return result;
  }
  const auto parts = static_cast<std::int64_t>(dimensions.size());
  const std::int64_t each = (own.integer("instances") + parts - 1) / parts;
  for (const int features : dimensions) {
    if (context.should_stop()) return {};
    const auto step = static_cast<std::uint64_t>(features);
    RandomStream stream(key_of(cell, Purpose::kSearch, step));
    const SearchResult random = try_random(tried, features, bits, each, stream);
    const SearchResult adversarial =
        climb(tried, features, bits, random, own.integer("search.restarts"),
              own.integer("search.steps"), stream);
    const SearchResult worst = rounded(
        tried, adversarial.objective > random.objective ? adversarial : random);
    if (worst.objective < 0) continue;
    const RunningStatistics measured =
        measure(tried.quantity, worst.worst, own.integer("monte_carlo.draws"),
                key_of(cell, Purpose::kMonteCarlo, step));
    result.rows.push_back(
        {{"features", features},
         {"random", random.instances},
         {"random_violations", random.violations},
         {"adversarial", adversarial.instances},
         {"adversarial_violations", adversarial.violations},
         {"ratio", std::max(random.ratio, adversarial.ratio)},
         {"objective", worst.objective},
         {"exact", worst.comparison.exact},
         {"bound", worst.comparison.bound},
         {"measured", t_interval(measured)},
         {"score",
          score(tried.quantity, worst.worst, measured, worst.comparison.exact)},
         {"instance", worst.worst.text(is_of_vector(tried.quantity)
                                           ? Instance::Parts::kVector
                                           : Instance::Parts::kAll)},
         {"steps",
          std::string(level_convention_name(worst.worst.convention))}});
  }
  return result;
}

}  // namespace zipml::variance_bounds
