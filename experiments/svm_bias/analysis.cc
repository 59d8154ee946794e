#include "experiments/svm_bias/analysis.h"

#include <fmt/format.h>

namespace zipml::svm_bias {

double PointResult::mean(const std::string& value) const {
  double sum = 0;
  for (const Record& record : values) sum += record.number(value);
  return sum / static_cast<double>(values.size());
}

SourceResult::Largest SourceResult::largest_ratio(
    const std::string& value, const std::string& bound) const {
  Largest largest;
  for (const PointResult& own : points) {
    for (const Record& record : own.values) {
      ++largest.ratio.n;
      const double ratio = record.number(value) / record.number(bound);
      if (ratio <= largest.ratio.mean) continue;
      largest.ratio.mean = largest.ratio.low = largest.ratio.high = ratio;
      largest.point = own.point;
    }
  }
  return largest;
}

std::vector<SourceResult> measure(const CellMaker& cells,
                                  const Results& results) {
  std::vector<SourceResult> all;
  for (const Source& source : cells.sources()) {
    SourceResult measured{source, {}};
    for (const Point& point : cells.points()) {
      PointResult own{point, {}};
      for (int repetition = 0; repetition < cells.repetitions(); ++repetition) {
        const CellResult& result =
            results.of(cells.theorem_4(source, point, repetition));
        if (result.status == Status::kOk) own.values.push_back(result.values);
      }
      measured.points.push_back(std::move(own));
    }
    all.push_back(std::move(measured));
  }
  return all;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const std::vector<SourceResult> measured = measure(cells, results);
  Findings findings;
  findings.tables = make_tables(cells, measured, results);
  findings.figures = make_figures(cells, measured);
  findings.verdicts = make_verdicts(cells, measured, results);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(cells.settings().profile);
  }
  const Record& parameters = cells.settings().parameters;
  findings.notes = {
      fmt::format(
          "Rows have ||a|| <= 1 and the model ||x|| = R, so 1 - b a^T x lies "
          "in [-(R + 1), R + 1]: the polynomial's domain (supplement G has R^2 "
          "for R, with ||a|| <= R). Samples: {} bits, steps of 1/s over "
          "[-1, 1]; r(s) = 1 + min(n / s^2, sqrt(n) / s).",
          parameters.integer("bits")),
      "Bias and variance are exact over the rows and the draws, with Monte "
      "Carlo of the estimator itself beside them. The variance counts the "
      "choice of the row and is about the full gradient.",
      "Theorem 4 counts the estimate of P as if it were at most 1 in size: its "
      "own variance over the draws (Lemma 4), which grows steeply with the "
      "degree, is not in the printed bound. The corrected one adds r(s) max "
      "Var Q(P), the maximum over the rows; correcting the count of Lemma 11 "
      "alone would not do.",
      "copies: m copies of e_1 with label +1 and x = (1 - delta / 10) e_1, all "
      "of them in the gap (erratum X4). The others: x is the direction of the "
      "SVM's optimum (ridge 0.01), scaled to R.",
  };
  return findings;
}

}  // namespace zipml::svm_bias
