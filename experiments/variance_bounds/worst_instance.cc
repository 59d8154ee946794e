#include "experiments/variance_bounds/worst_instance.h"

#include <algorithm>
#include <cmath>

#include "experiments/variance_bounds/generate.h"

namespace zipml::variance_bounds {
namespace {

// Counts the instance and keeps it if it is the worst. Its objective, or -1
// when it is not measurable.
double consider(const Statement& statement, const Instance& instance,
                SearchResult& result) {
  const Comparison comparison = compare(statement, instance);
  ++result.instances;
  if (comparison.violates()) ++result.violations;
  result.ratio = std::max(result.ratio, comparison.ratio());
  if (!is_measurable(instance)) return -1;
  const double objective = comparison.objective();
  if (objective > result.objective) {
    result.objective = objective;
    result.worst = instance;
    result.comparison = comparison;
  }
  return objective;
}

double three_digits(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 2);
  return std::round(value / unit) * unit;
}

}  // namespace

SearchResult try_random(const Statement& statement, Eigen::Index features,
                        const std::vector<int>& bits, std::int64_t count,
                        RandomStream& stream) {
  SearchResult result;
  for (std::int64_t i = 0; i < count; ++i) {
    consider(statement, random_instance(statement, features, bits, stream),
             result);
  }
  return result;
}

SearchResult climb(const Statement& statement, Eigen::Index features,
                   const std::vector<int>& bits, const SearchResult& start,
                   std::int64_t restarts, std::int64_t steps,
                   RandomStream& stream) {
  SearchResult result;
  for (std::int64_t restart = 0; restart < restarts; ++restart) {
    Instance here = restart == 0 && start.objective >= 0
                        ? start.worst
                        : random_instance(statement, features, bits, stream);
    double objective = -1;
    for (std::int64_t step = 0; step < steps; ++step) {
      Instance next = here;
      const std::uint64_t changes = step == 0 ? 0 : 1 + stream.index(2);
      for (std::uint64_t change = 0; change < changes; ++change) {
        mutate(next, bits, stream);
      }
      repair(statement, next);
      const double own = consider(statement, next, result);
      if (own >= objective) {
        here = std::move(next);
        objective = own;
      }
    }
  }
  return result;
}

SearchResult rounded(const Statement& statement, SearchResult result) {
  Instance instance = result.worst;
  instance.samples = instance.samples.unaryExpr(&three_digits);
  for (Eigen::VectorXd* vector :
       {&instance.labels, &instance.model, &instance.scales}) {
    *vector = vector->unaryExpr(&three_digits);
  }
  repair(statement, instance);
  const Comparison comparison = compare(statement, instance);
  if (is_measurable(instance) &&
      comparison.objective() >= 0.99 * result.objective) {
    result.objective = comparison.objective();
    result.worst = instance;
    result.comparison = comparison;
  }
  return result;
}

}  // namespace zipml::variance_bounds
