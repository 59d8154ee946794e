#include "core/optimal/methods/divide_and_conquer.h"

#include <cstdint>
#include <limits>
#include <vector>

#include "core/optimal/atoms.h"

namespace zipml::optimal {
namespace {

struct Layer {
  const std::vector<double>& x;
  const std::vector<double>& h;
  const std::vector<double>& before;
  std::vector<double>& after;
  std::vector<std::uint32_t>& parent;
  std::int64_t evaluations = 0;

  // Fills after[first..last], whose best predecessors lie in [low, high].
  void fill(std::size_t first, std::size_t last, std::size_t low,
            std::size_t high) {
    const std::size_t j = first + (last - first) / 2;
    const std::size_t end = std::min(j, high);
    double least = std::numeric_limits<double>::infinity();
    std::size_t from = low;
    for (std::size_t i = low; i <= end; ++i) {
      const double candidate = before[i] + (x[j] - x[i]) * (h[i] + h[j]);
      if (candidate < least) {
        least = candidate;
        from = i;
      }
    }
    evaluations += static_cast<std::int64_t>(end - low + 1);
    after[j] = least;
    parent[j] = static_cast<std::uint32_t>(from);
    if (j > first) fill(first, j - 1, low, from);
    if (j < last) fill(j + 1, last, from, high);
  }
};

}  // namespace

OptimalLevels divide_and_conquer(const Points& points,
                                 const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  const std::size_t size = atoms.size();
  const std::size_t intervals = options.levels - 1;

  std::vector<double> h(size, 0);
  double weight = atoms.w[0];
  for (std::size_t j = 1; j < size; ++j) {
    h[j] = h[j - 1] + weight * (atoms.x[j] - atoms.x[j - 1]);
    weight += atoms.w[j];
  }
  std::vector<double> before(size);
  std::vector<double> after(size);
  for (std::size_t j = 0; j < size; ++j) {
    before[j] = (atoms.x[j] - atoms.x[0]) * h[j];
  }
  std::vector<std::vector<std::uint32_t>> parent(
      intervals, std::vector<std::uint32_t>(size, 0));
  LevelsStatistics statistics{.way = "divide and conquer",
                              .rounds = static_cast<int>(intervals),
                              .survivors = static_cast<std::int64_t>(size)};
  for (std::size_t t = 1; t < intervals; ++t) {
    Layer layer{atoms.x, h, before, after, parent[t]};
    // The last layer is only asked for its last entry.
    layer.fill(t + 1 < intervals ? 0 : size - 1, size - 1, 0, size - 1);
    statistics.evaluations += layer.evaluations;
    before.swap(after);
  }
  std::vector<std::uint32_t> path(options.levels);
  path[intervals] = static_cast<std::uint32_t>(size - 1);
  for (std::size_t t = intervals; t-- > 0;) path[t] = parent[t][path[t + 1]];
  path = fill_path(std::move(path), options.levels, size);
  return finish_path(atoms, path, 0, std::move(statistics));
}

}  // namespace zipml::optimal
