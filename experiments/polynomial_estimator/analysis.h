// From the results of polynomial_estimator to its findings.
#pragma once

#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/polynomial_estimator/cells.h"
#include "experiments/polynomial_estimator/tasks.h"

namespace zipml::polynomial_estimator {

// The forms in the order of tables, P of one draw last.
std::vector<std::string> form_names();
// For people: "monomial (printed)", "Chebyshev", "symmetrised", "one draw".
std::string form_label(const std::string& form);

struct MomentsResult {
  ProblemSpec problem = {};
  ApproximationTarget target = {};
  int bits = 0;
  const CellResult* result = nullptr;

  // The row of a degree and form; nullptr when there is no result.
  const Record* row(int degree, const std::string& form) const;
};

// A stored one; only sets with a result are there.
struct StorageResult {
  ProblemSpec problem = {};
  int bits = 0;
  Record values = {};
};

// The same of Lemma 4's instances.
struct Lemma4Result {
  bool adversarial = false;
  Record values = {};
};

struct Measurements {
  std::vector<int> degrees = {};
  int paper_bits = 0, paper_degree = 0;
  std::vector<ProblemSpec> problems = {};
  std::vector<MomentsResult> moments = {};
  std::vector<StorageResult> storage = {};
  std::vector<Lemma4Result> lemma_4 = {};

  // Nothing when there is no result.
  const StorageResult* find_storage(const ProblemSpec& problem, int bits) const;
};

// A row of a form, of every set, function, number of bits and degree.
struct FormRow {
  const MomentsResult* moments = nullptr;
  int degree = 0;
  const Record* row = nullptr;
};
std::vector<FormRow> rows_of(const Measurements& measured,
                             const std::string& form);

std::vector<Table> make_tables(const Measurements& measured);
std::vector<Figure> make_figures(const Measurements& measured);
std::vector<Verdict> make_verdicts(const Measurements& measured);

}  // namespace zipml::polynomial_estimator
