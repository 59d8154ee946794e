#include "core/quantize/optimal/lagrangian.h"

#include <algorithm>
#include <cmath>

#include "core/quantize/optimal/layered_program.h"

namespace zipml::optimal {
namespace {

constexpr int kMostPasses = 80;

struct Path {
  std::vector<std::uint32_t> nodes;
  std::size_t edges() const { return nodes.size() - 1; }
};

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

// One pass at one price: the cheapest path, of any count of intervals.
template <typename Real>
class PricedProgram {
 public:
  explicit PricedProgram(const Curve<Real>& curve)
      : curve_(curve),
        size_(static_cast<std::uint32_t>(curve.x.size())),
        cost_(size_),
        parent_(size_) {}

  Path solve(Real price) {
    queue_.clear();
    std::size_t front = 0;
    cost_[0] = Real(0);
    queue_.push_back({0, 1});
    for (std::uint32_t j = 1; j < size_; ++j) {
      while (front + 1 < queue_.size() && queue_[front + 1].start <= j) {
        ++front;
      }
      parent_[j] = queue_[front].node;
      cost_[j] = through(parent_[j], j) + price;
      insert(j, front);
    }
    Path path;
    for (std::uint32_t j = size_ - 1; j != 0; j = parent_[j]) {
      path.nodes.push_back(j);
    }
    path.nodes.push_back(0);
    std::reverse(path.nodes.begin(), path.nodes.end());
    return path;
  }

  Real area(const Path& path) const {
    Real sum(0);
    for (std::size_t i = 1; i < path.nodes.size(); ++i) {
      sum = sum + curve_.chord(path.nodes[i - 1], path.nodes[i]);
    }
    return sum;
  }

  std::int64_t evaluations() const { return evaluations_; }

 private:
  // `node` is the best predecessor from `start` on.
  struct Candidate {
    std::uint32_t node;
    std::uint32_t start;
  };

  Real through(std::uint32_t i, std::uint32_t j) {
    ++evaluations_;
    return cost_[i] + curve_.chord(i, j);
  }
  bool beats(std::uint32_t later, std::uint32_t earlier, std::uint32_t j) {
    return through(later, j) < through(earlier, j);
  }

  // By the quadrangle inequality a later candidate, once better, stays so.
  void insert(std::uint32_t node, std::size_t front) {
    while (queue_.size() > front + 1 && queue_.back().start > node &&
           beats(node, queue_.back().node, queue_.back().start)) {
      queue_.pop_back();
    }
    // First place where it beats the last candidate: gallop, then bisect.
    const Candidate back = queue_.back();
    std::uint32_t low = std::max(back.start, node) + 1;
    if (low >= size_) return;
    std::uint32_t step = 1;
    std::uint32_t high = low;
    while (high < size_ && !beats(node, back.node, high)) {
      low = high + 1;
      high += step;
      step *= 2;
    }
    if (high >= size_) {
      high = size_ - 1;
      if (low > high || !beats(node, back.node, high)) return;
    }
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (beats(node, back.node, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    queue_.push_back({node, low});
  }

  const Curve<Real>& curve_;
  std::uint32_t size_;
  std::vector<Real> cost_;
  std::vector<std::uint32_t> parent_;
  std::vector<Candidate> queue_;
  std::int64_t evaluations_ = 0;
};

// Paths with fewer and more edges than wanted that are both cheapest at one
// price: a path with `edges` that is as well.
Path splice(const Path& fewer, const Path& more, std::size_t edges) {
  const std::size_t shift = edges - fewer.edges();
  for (std::size_t i = 0; i < fewer.edges(); ++i) {
    if (i + shift + 1 >= more.nodes.size()) break;
    if (fewer.nodes[i] <= more.nodes[i + shift] &&
        more.nodes[i + shift + 1] <= fewer.nodes[i + 1]) {
      Path path;
      path.nodes.assign(
          more.nodes.begin(),
          more.nodes.begin() + static_cast<std::ptrdiff_t>(i + shift + 1));
      path.nodes.insert(
          path.nodes.end(),
          fewer.nodes.begin() + static_cast<std::ptrdiff_t>(i + 1),
          fewer.nodes.end());
      return path;
    }
  }
  return fewer;
}

template <typename Real>
struct Side {
  Path path;
  Real area{0};
  bool tried = false;  // found at a price, not one of the two trivial paths
  double price = 0;
};

// Raises `price` to where it was last; `edges` intervals are wanted.
template <typename Real>
Path search_price(const Curve<Real>& curve, std::size_t edges, double& price,
                  LevelsStatistics& statistics) {
  constexpr bool kDouble = std::is_same_v<Real, double>;
  PricedProgram<Real> program(curve);
  const auto last = static_cast<std::uint32_t>(curve.x.size() - 1);
  Side<Real> fewer;
  fewer.path.nodes = {0, last};
  fewer.area = program.area(fewer.path);
  Side<Real> more;
  for (std::uint32_t i = 0; i <= last; ++i) more.path.nodes.push_back(i);
  more.area = program.area(more.path);
  const auto slope = [&] {
    return (fewer.area - more.area) /
           Real(static_cast<double>(more.path.edges() - fewer.path.edges()));
  };

  Path found;
  Real guess(price);
  bool is_chord = false;
  double widen = 1e-9;
  for (int pass = 0; pass < kMostPasses; ++pass) {
    ++statistics.rounds;
    Path path = program.solve(guess);
    const std::size_t count = path.edges();
    const Real area = program.area(path);
    price = to_double(guess);
    if (count == edges) {
      found = std::move(path);
      break;
    }
    // At the slope of the chord between both sides no path lies below the
    // chord: both are optimal at this price.
    const Real value = area + guess * Real(static_cast<double>(count));
    const Real chord =
        fewer.area + guess * Real(static_cast<double>(fewer.path.edges()));
    const Real noise = chord * Real(kDouble ? 0x1p-48 : 0x1p-96);
    const bool inside = count > fewer.path.edges() && count < more.path.edges();
    if (is_chord && (!inside || !(value + noise < chord))) {
      found = splice(fewer.path, more.path, edges);
      break;
    }
    Side<Real>& side = count < edges ? fewer : more;
    side = {std::move(path), area, true, price};
    is_chord = false;
    if (!kDouble && !(fewer.tried && more.tried) && widen < 1e3) {
      // The price from the search in double is nearly right.
      guess = guess * Real(count < edges ? 1 / (1 + widen) : 1 + widen);
      widen *= 32;
    } else if (pass % 2 == 0 && fewer.tried && more.tried &&
               fewer.price > more.price && more.price > 0) {
      // The count falls about as price^(-1/3): interpolate the logarithms.
      const double few = std::log(static_cast<double>(fewer.path.edges()));
      const double many = std::log(static_cast<double>(more.path.edges()));
      const double share =
          (std::log(static_cast<double>(edges)) - few) / (many - few);
      guess = Real(std::exp(std::log(fewer.price) +
                            share * std::log(more.price / fewer.price)));
    } else {
      guess = slope();
      is_chord = true;
    }
  }
  if (found.nodes.empty()) found = splice(fewer.path, more.path, edges);
  statistics.evaluations += program.evaluations();
  return found;
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
  Path path = search_price(precise, edges, price, statistics);
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
