#include "experiments/polynomial_estimator/analysis.h"

#include <fmt/format.h>

#include "core/polynomial/estimate.h"

namespace zipml::polynomial_estimator {

std::vector<std::string> form_names() {
  std::vector<std::string> names = polynomial_form_names();
  names.push_back(kOneDraw);
  return names;
}

std::string form_label(const std::string& form) {
  if (form == "monomial") return "monomial (printed)";
  if (form == "chebyshev") return "Chebyshev";
  return form == kOneDraw ? "one draw" : form;
}

const Record* find_row(const CellResult& result, int degree,
                       const std::string& form) {
  if (result.status != Status::kOk) return nullptr;
  for (const Record& row : result.rows) {
    if (row.integer("degree") == degree && row.text("form") == form) {
      return &row;
    }
  }
  return nullptr;
}

std::vector<FormRow> rows_of(const CellMaker& cells, const Results& results,
                             const std::string& form) {
  std::vector<FormRow> rows;
  for (const ProblemSpec& problem : cells.problems()) {
    for (const ApproximationTarget& target : cells.targets()) {
      for (const int bits : cells.bits()) {
        const CellResult& cell =
            results.of(cells.moments(problem, target, bits));
        for (const int degree : cells.degrees()) {
          const Record* row = find_row(cell, degree, form);
          if (row == nullptr) continue;
          rows.push_back({&problem, &target, bits, degree, &cell, row});
        }
      }
    }
  }
  return rows;
}

Findings analyse(const CellMaker& cells, const Settings& settings,
                 const Results& results) {
  Findings findings;
  findings.tables = make_tables(cells, results);
  findings.figures = make_figures(cells, results);
  findings.verdicts = make_verdicts(cells, results);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(settings.profile);
  }
  findings.notes = {
      fmt::format(
          "b bits are {} levels over each feature's range ({} scaling); the "
          "polynomials are of the {} kind.",
          settings.parameters.text("quantization.levels") == "whole_range"
              ? "2^b"
              : "2^b + 1",
          settings.parameters.text("quantization.scaling"),
          settings.parameters.text("approximation") == "series"
              ? "Chebyshev series"
              : "minimax"),
      "An instance is a training row and a model of random direction with "
      "||x|| = R / max ||a||, so that |a^T x| <= R, as the paper's ||a|| <= 1 "
      "and ||x|| <= R.",
      "The error of a nearest copy is a bias, which training does not average "
      "out, and that of an estimate mostly noise, which it does: the verdict "
      "on C15 is about one estimate, not about where training ends.",
      "Monomial and Chebyshev form have the same mean over all orders of the "
      "draws, the symmetrised form, which therefore has the least variance of "
      "all and can read draws that were stored without their order.",
  };
  return findings;
}

}  // namespace zipml::polynomial_estimator
