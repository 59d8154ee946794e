// Optimal levels of up to some ten thousand sorted points: what rows, blocks
// and messages have.
#pragma once

#include <cstdint>
#include <vector>

#include "core/optimal/search/layered_program.h"
#include "core/optimal/search/point_curve.h"

namespace zipml::optimal {

// Consecutive distinct points first <= i < last.
struct PointRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  std::uint32_t size() const { return last - first; }
};

enum class PricedEnd {
  kSolved,
  kTied,     // double does not tell which of several sets of levels is the best
  kNoPrice,  // no price gives the count of intervals: no survivors
};

// Coarse-to-fine as in search/coarse_to_fine.h, but with one price p an
// interval in place of a layer a level. Over the vertices J of the ranges'
// outer polygon (PROOF.md, step 2) let f(J) and g(J) be the least area + p *
// intervals of the paths of any count of intervals from the left and from the
// right end to J. A path of s - 1 intervals through J has an area of at least
// f(J) + g(J) - p (s - 1), so no optimum has a level near J if that exceeds the
// area of some s levels (PROOF.md, step 8). With the price at which s - 1
// intervals are the best count the bound is as tight as the layers', and takes
// one pass instead of s.
//
// Keeps its memory from call to call.
class PricedSearch {
 public:
  // The s = `levels` levels of the optimum. `points` has more than `levels` of
  // them, levels >= 2. Time O(N) for `points` and some ten passes over 12 to
  // 30 nodes a level, or all points if they are fewer; memory O(N + s).
  PricedEnd solve(const PointCurve& points, std::size_t levels);

  // Of the last `solve`. The places among `points` of the points that a level
  // of an optimum may stand on, ascending, both ends among them: the s levels
  // for kSolved.
  const std::vector<std::uint32_t>& survivors() const { return survivors_; }
  // Of the best levels: cost + spread (PROOF.md, step 1).
  double area() const { return upper_; }
  std::int64_t evaluations() const { return evaluations_; }
  int rounds() const { return rounds_; }

 private:
  // A pass's cheapest path and its two sides' prices.
  struct Side {
    double price = 0;
    double edges = 0;
    double area = 0;
    bool tried = false;
  };

  PricedEnd solve_few();
  void fill_layer(std::uint32_t first, std::uint32_t last, std::uint32_t low,
                  std::uint32_t high);
  double with_rounding(double area) const;
  void first_ranges();
  void cut_at_center(PointRange range);
  void make_nodes();
  bool find_price();
  double next_price(const Side& fewer, const Side& more, int pass) const;
  void pass_ahead();
  void pass_back();
  void find_upper();
  void mark_survivors();
  bool all_single() const;
  bool holds_one_level(std::uint32_t first, std::uint32_t last) const;
  void split_ranges();
  double chord(std::uint32_t i, std::uint32_t j) const;
  std::uint32_t best_between(std::uint32_t a, std::uint32_t start,
                             std::uint32_t c) const;

  const PointCurve* points_ = nullptr;
  std::size_t edges_ = 0;
  double price_ = 0;
  double upper_ = 0;
  double limit_ = 0;  // of f + g where an optimum may have a level
  std::int64_t evaluations_ = 0;
  int rounds_ = 0;
  std::vector<PointRange> ranges_;
  std::vector<PointRange> spare_;
  // The nodes among which a path within the limit has one level at most: those
  // of an island of kept ranges, or each node for itself.
  std::vector<PointRange> groups_;
  Curve<double> nodes_;
  std::vector<double> ahead_;
  std::vector<double> back_;
  std::vector<std::uint32_t> parents_;   // the best node before each
  std::vector<std::uint32_t> children_;  // and after each
  std::vector<std::uint32_t> node_path_;
  std::vector<unsigned char> kept_;
  std::vector<double> shares_;
  std::vector<std::uint32_t> path_;
  std::vector<std::uint32_t> survivors_;
};

}  // namespace zipml::optimal
