#include "core/optimal/methods/candidate_program.h"

#include <algorithm>
#include <limits>

namespace zipml::optimal {

CandidateCosts::CandidateCosts(const Atoms& atoms)
    : x_(atoms.x),
      center_(atoms.x[atoms.size() / 2]),
      before_(atoms.size() + 1) {
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const DoubleDouble w(atoms.w[i]);
    const DoubleDouble about = DoubleDouble::difference(atoms.x[i], center_);
    const Moments& last = before_[i];
    before_[i + 1] = {last.weight + w, last.first + w * about,
                      last.second + w * about * about};
  }
}

double CandidateCosts::between(std::uint32_t a, std::uint32_t b) const {
  if (b <= a + 1) return 0;
  const Moments& low = before_[a + 1];
  const Moments& high = before_[b];
  const DoubleDouble xa = DoubleDouble::difference(x_[a], center_);
  const DoubleDouble xb = DoubleDouble::difference(x_[b], center_);
  const DoubleDouble value = (xa + xb) * (high.first - low.first) -
                             (high.second - low.second) -
                             (high.weight - low.weight) * xa * xb;
  return std::max(value.hi, 0.0);
}

std::vector<std::uint32_t> candidate_program(
    const Atoms& atoms, std::span<const std::uint32_t> candidates,
    std::size_t levels, std::int64_t& evaluations) {
  const CandidateCosts costs(atoms);
  const std::size_t size = candidates.size();
  const std::size_t intervals = std::min(levels, size) - 1;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<std::vector<double>> best(intervals,
                                        std::vector<double>(size, kInfinity));
  std::vector<std::vector<std::uint32_t>> parent(
      intervals, std::vector<std::uint32_t>(size, 0));
  std::vector<double> column(size);
  for (std::size_t m = 1; m < size; ++m) {
    for (std::size_t j = 0; j < m; ++j) {
      column[j] = costs.between(candidates[j], candidates[m]);
    }
    evaluations += static_cast<std::int64_t>(m);
    best[0][m] = column[0];
    for (std::size_t k = 1; k < std::min(intervals, m); ++k) {
      for (std::size_t j = k; j < m; ++j) {
        const double candidate = best[k - 1][j] + column[j];
        if (candidate < best[k][m]) {
          best[k][m] = candidate;
          parent[k][m] = static_cast<std::uint32_t>(j);
        }
      }
    }
  }
  std::vector<std::uint32_t> path(intervals + 1);
  std::size_t place = size - 1;
  for (std::size_t k = intervals; k > 0; --k) {
    path[k] = candidates[place];
    place = parent[k - 1][place];
  }
  path[0] = candidates[0];
  return path;
}

}  // namespace zipml::optimal
