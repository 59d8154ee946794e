// From cell results to the findings of polynomial_estimator.
#pragma once

#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/polynomial_estimator/cells.h"

namespace zipml::polynomial_estimator {

// The forms in the order of tables, P of one draw last.
std::vector<std::string> form_names();
// For people: "monomial (printed)", "Chebyshev", "symmetrised", "one draw".
std::string form_label(const std::string& form);

// The row of a moments cell; nullptr when it has no result.
const Record* find_row(const CellResult& result, int degree,
                       const std::string& form);

// Every row of a form: its cell, and the row itself.
struct FormRow {
  const ProblemSpec* problem = nullptr;
  const ApproximationTarget* target = nullptr;
  int bits = 0;
  int degree = 0;
  const CellResult* cell = nullptr;
  const Record* row = nullptr;
};
std::vector<FormRow> rows_of(const CellMaker& cells, const Results& results,
                             const std::string& form);

std::vector<Table> make_tables(const CellMaker& cells, const Results& results);
std::vector<Figure> make_figures(const CellMaker& cells,
                                 const Results& results);
std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Results& results);

Findings analyse(const CellMaker& cells, const Settings& settings,
                 const Results& results);

}  // namespace zipml::polynomial_estimator
