#include "experiments/svm_bias/analysis.h"

#include <fmt/format.h>

#include <numeric>

namespace zipml::svm_bias {
namespace {

std::vector<SourceRuns> runs_on_sources(const Cells& cells,
                                        const Results& results) {
  std::vector<SourceRuns> sources;
  for (const Cells::OnSource& planned : cells.sources()) {
    SourceRuns& source =
        sources.emplace_back(SourceRuns{.source = planned.source});
    for (const Cells::AtPoint& at : planned.points) {
      PointRuns point{at.point, Runs(results, at.theorem_4)};
      const int runs = point.runs.divergence().runs;
      source.missing += static_cast<int>(point.runs.size()) - runs;
      if (runs == 0) continue;
      source.points.push_back(std::move(point));
    }
  }
  return sources;
}

std::vector<Record> families_of(const CellGroup& cells,
                                const Results& results) {
  std::vector<Record> families;
  for (const auto& cell : cells) {
    const CellResult& result = results.of(cell);
    if (result.status != Status::kOk) continue;
    Record& family = families.emplace_back(result.values);
    family.set("family", cell->parameters.at("family"));
  }
  return families;
}

}  // namespace

double PointRuns::mean(const std::string& value) const {
  const std::vector<double> values = present(runs.values(value));
  return std::accumulate(values.begin(), values.end(), 0.0) /
         static_cast<double>(values.size());
}

SourceRuns::Largest SourceRuns::largest_ratio(const std::string& value,
                                              const std::string& bound) const {
  Largest largest;
  for (const auto& [point, runs] : points) {
    for (const double ratio : pairwise(
             runs.values(value), runs.values(bound),
             [](double measured, double most) { return measured / most; })) {
      ++largest.ratio.n;
      if (ratio <= largest.ratio.mean) continue;
      largest = {Estimate::exact(ratio, largest.ratio.n), point};
    }
  }
  return largest;
}

Findings Cells::analyse(const Results& results) const {
  const std::vector<SourceRuns> sources = runs_on_sources(*this, results);
  const std::vector<Record> families = families_of(lemma_11(), results);
  return {
      .tables = make_tables(sources, families, least_gap()),
      .figures = make_figures(sources, figure_point()),
      .verdicts = make_verdicts(sources, families),
      .notes = {
          fmt::format(
              "Rows have ||a|| <= 1 and the model ||x|| = R, so 1 - b a^T x "
              "lies in [-(R + 1), R + 1]: the polynomial's domain (supplement "
              "G has R^2 for R, with ||a|| <= R). Samples: {} bits, steps of "
              "1/s over [-1, 1]; r(s) = 1 + min(n / s^2, sqrt(n) / s).",
              parameters().integer("bits")),
          "Bias and variance are exact over the rows and the draws, with Monte "
          "Carlo of the estimator itself beside them. The variance counts the "
          "choice of the row and is about the full gradient.",
          "Theorem 4 counts the estimate of P as if it were at most 1 in size: "
          "its own variance over the draws (Lemma 4), which grows steeply with "
          "the degree, is not in the printed bound. The corrected one adds "
          "r(s) max Var Q(P), the maximum over the rows; correcting the count "
          "of Lemma 11 alone would not do.",
          "copies: m copies of e_1 with label +1 and x = (1 - delta / 10) e_1, "
          "all of them in the gap (erratum X4). The others: x is the direction "
          "of the SVM's optimum (ridge 0.01), scaled to R.",
      }};
}

}  // namespace zipml::svm_bias
