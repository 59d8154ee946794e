// The repetitions of a run with their results: from cells to the numbers of
// tables, figures and verdicts.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/harness/results.h"

namespace zipml {

// How many of the repetitions diverged, and how many gave a result.
struct Divergence {
  int diverged = 0;
  int runs = 0;
};

class Runs {
 public:
  Runs() = default;
  // The results of the group's cells; they must outlive the runs.
  // std::out_of_range when one is not there.
  Runs(const Results& results, const CellGroup& cells);

  std::size_t size() const { return results_.size(); }
  const CellResult& operator[](std::size_t repetition) const {
    return *results_[repetition];
  }
  // The first repetition's; of runs that are done once, the only one's.
  const CellResult& front() const { return *results_.front(); }

  // One value of each repetition, by its number; NaN where there is no result
  // (the cell failed or timed out). A diverged run has one.
  std::vector<double> values(const std::string& name) const;
  // The 95 % t interval of those that are there.
  Estimate interval(const std::string& name) const;

  // The column of each repetition's rows, [repetition][row]; empty where there
  // is no result.
  std::vector<std::vector<double>> curves(const std::string& column) const;
  // The mean of a column over repetitions against the epoch (from 1), with its
  // 95 % t interval as band, every value times `scale`. Infinite where a run
  // has diverged; other epochs that not all repetitions reached are left out.
  Series mean_curve(const std::string& column, double scale = 1) const;
  // The same with a scale for each repetition; those whose scale is NaN are
  // left out.
  Series mean_curve(const std::string& column,
                    const std::vector<double>& scales) const;

  Divergence divergence() const;

 private:
  std::vector<const CellResult*> results_;
};

// Runs under the names that the plan has given to their cells.
template <typename Key>
std::map<Key, Runs> runs_of(const Results& results,
                            const std::map<Key, CellGroup>& groups) {
  std::map<Key, Runs> runs;
  for (const auto& [key, cells] : groups) {
    runs.emplace(key, Runs(results, cells));
  }
  return runs;
}
template <typename Outer, typename Inner>
std::map<Outer, std::map<Inner, Runs>> runs_of(
    const Results& results,
    const std::map<Outer, std::map<Inner, CellGroup>>& groups) {
  std::map<Outer, std::map<Inner, Runs>> runs;
  for (const auto& [key, inner] : groups) {
    runs.emplace(key, runs_of(results, inner));
  }
  return runs;
}

// Values by repetition, NaN where there is none. Those that are there, and
// their 95 % t interval.
std::vector<double> present(const std::vector<double>& values);
Estimate interval(const std::vector<double>& values);
// f(a, b) for each repetition that both have.
std::vector<double> pairwise(const std::vector<double>& a,
                             const std::vector<double>& b,
                             const std::function<double(double, double)>& f);

// A column of a cell's rows.
std::vector<double> column(const std::vector<Record>& rows,
                           const std::string& name);

}  // namespace zipml
