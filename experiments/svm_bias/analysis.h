// From cell results to the findings of svm_bias.
#pragma once

#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/svm_bias/cells.h"

namespace zipml::svm_bias {

// The values of run_theorem_4 at a point, a record a repetition that has one.
struct PointResult {
  Point point;
  std::vector<Record> values;

  bool empty() const { return values.empty(); }
  // The mean of a value over the repetitions; NaN without any.
  double mean(const std::string& value) const;
};

struct SourceResult {
  Source source;
  std::vector<PointResult> points;

  // The largest of value / bound over points and repetitions, how many there
  // are (n = 0: none), and the point.
  struct Largest {
    Estimate ratio = {};
    Point point = {};
  };
  Largest largest_ratio(const std::string& value,
                        const std::string& bound) const;
};

std::vector<SourceResult> measure(const CellMaker& cells,
                                  const Results& results);

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<SourceResult>& measured,
                               const Results& results);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const std::vector<SourceResult>& measured);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const std::vector<SourceResult>& measured,
                                   const Results& results);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::svm_bias
