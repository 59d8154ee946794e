#include "core/optimal/methods/lagrangian.h"

#include <cmath>

#include "core/optimal/search/price_search.h"

namespace zipml::optimal {
namespace {

template <typename Real>
Curve<Real> make_curve(const Atoms& atoms) {
  const double center = atoms.x[atoms.size() / 2];
  DoubleDouble total;
  DoubleDouble moment;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const DoubleDouble w(atoms.w[i]);
    total += w;
    moment += w * DoubleDouble::difference(atoms.x[i], center);
  }
  const DoubleDouble mean = moment / total;
  Curve<Real> curve;
  curve.clear(from_double_double<Real>(total));
  DoubleDouble weight;
  DoubleDouble below;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const DoubleDouble x = DoubleDouble::difference(atoms.x[i], center);
    const DoubleDouble about = x - mean;
    const DoubleDouble height = DoubleDouble(0) < about
                                    ? (moment - below) - (total - weight) * x
                                    : weight * x - below;
    curve.add(from_double_double<Real>(about),
              from_double_double<Real>(height));
    weight += DoubleDouble(atoms.w[i]);
    below += DoubleDouble(atoms.w[i]) * x;
  }
  return curve;
}

}  // namespace

std::vector<std::uint32_t> lagrangian_path(const Atoms& atoms,
                                           std::size_t levels,
                                           LevelsStatistics& statistics) {
  const std::size_t edges = levels - 1;
  const Curve<double> fast = make_curve<double>(atoms);
  const double all =
      fast.chord(0, static_cast<std::uint32_t>(atoms.size() - 1));
  double price = 2 * all / std::pow(static_cast<double>(edges), 3);
  search_price(fast, edges, price, statistics);
  const Curve<DoubleDouble> precise = make_curve<DoubleDouble>(atoms);
  PricedPath path = search_price(precise, edges, price, statistics);
  statistics.survivors = static_cast<std::int64_t>(atoms.size());
  return fill_path(std::move(path.nodes), levels, atoms.size());
}

OptimalLevels lagrangian(const Points& points, const LevelsOptions& options) {
  const Atoms atoms = make_atoms(points, options);
  if (atoms.size() <= options.levels) return all_atoms(atoms);
  LevelsStatistics statistics{.way = "Lagrangian"};
  const auto path = lagrangian_path(atoms, options.levels, statistics);
  return finish_path(atoms, path, 0, std::move(statistics));
}

}  // namespace zipml::optimal
