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

const Record* MomentsResult::row(int degree, const std::string& form) const {
  if (result->status != Status::kOk) return nullptr;
  for (const Record& row : result->rows) {
    if (row.integer("degree") == degree && row.text("form") == form) {
      return &row;
    }
  }
  return nullptr;
}

const StorageResult* Measurements::find_storage(const ProblemSpec& problem,
                                                int bits) const {
  for (const StorageResult& stored : storage) {
    if (stored.problem.data == problem.data && stored.bits == bits) {
      return &stored;
    }
  }
  return nullptr;
}

std::vector<FormRow> rows_of(const Measurements& measured,
                             const std::string& form) {
  std::vector<FormRow> rows;
  for (const MomentsResult& moments : measured.moments) {
    for (const int degree : measured.degrees) {
      const Record* row = moments.row(degree, form);
      if (row != nullptr) rows.push_back({&moments, degree, row});
    }
  }
  return rows;
}

Findings Cells::analyse(const Results& results) const {
  Measurements measured{.degrees = degrees_,
                        .paper_bits = paper_bits(),
                        .paper_degree = paper_degree(),
                        .problems = problems_};
  for (const Moments& own : moments_) {
    measured.moments.push_back(
        {own.problem, own.target, own.bits, &Runs(results, own.cells).front()});
  }
  for (const Storage& own : storage_) {
    const CellResult& result = Runs(results, own.cells).front();
    if (result.status != Status::kOk) continue;
    measured.storage.push_back({own.problem, own.bits, result.values});
  }
  for (const Lemma4& own : lemma_4_) {
    const CellResult& result = Runs(results, own.cells).front();
    if (result.status != Status::kOk) continue;
    measured.lemma_4.push_back({own.adversarial, result.values});
  }
  return {
      .tables = make_tables(measured),
      .figures = make_figures(measured),
      .verdicts = make_verdicts(measured),
      .notes = {
          fmt::format("b bits are {} levels over each feature's range ({} "
                      "scaling); the polynomials are of the {} kind.",
                      parameters().text("quantization.levels") == "whole_range"
                          ? "2^b"
                          : "2^b + 1",
                      parameters().text("quantization.scaling"),
                      parameters().text("approximation") == "series"
                          ? "Chebyshev series"
                          : "minimax"),
          "An instance is a training row and a model of random direction with "
          "||x|| = R / max ||a||, so that |a^T x| <= R, as the paper's ||a|| "
          "<= 1 and ||x|| <= R.",
          "The error of a nearest copy is a bias, which training does not "
          "average out, and that of an estimate mostly noise, which it does: "
          "the verdict on C15 is about one estimate, not about where training "
          "ends.",
          "Monomial and Chebyshev form have the same mean over all orders of "
          "the draws, the symmetrised form, which therefore has the least "
          "variance of all and can read draws that were stored without their "
          "order.",
      }};
}

}  // namespace zipml::polynomial_estimator
