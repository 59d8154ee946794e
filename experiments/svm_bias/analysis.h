// From the results of svm_bias to its findings.
#pragma once

#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/svm_bias/cells.h"

namespace zipml::svm_bias {

// Theorem 4 at a point.
struct PointRuns {
  Point point = {};
  Runs runs = {};

  // The mean of a value over the repetitions that have it; NaN without any.
  double mean(const std::string& value) const;
};

struct SourceRuns {
  Source source = {};
  std::vector<PointRuns> points = {};  // those that have a result
  int missing = 0;                     // runs without one, of all points

  // The largest of value / bound over points and repetitions, how many there
  // are (n = 0: none), and the point.
  struct Largest {
    Estimate ratio = {};
    Point point = {};
  };
  Largest largest_ratio(const std::string& value,
                        const std::string& bound) const;
};

// `families`: what run_lemma_11 counted in each, with its name as "family".
// `gap`: that of the counterexample.
std::vector<Table> make_tables(const std::vector<SourceRuns>& sources,
                               const std::vector<Record>& families, double gap);
// `shown` has the values of what a figure does not vary.
std::vector<Figure> make_figures(const std::vector<SourceRuns>& sources,
                                 const Point& shown);
std::vector<Verdict> make_verdicts(const std::vector<SourceRuns>& sources,
                                   const std::vector<Record>& families);

}  // namespace zipml::svm_bias
