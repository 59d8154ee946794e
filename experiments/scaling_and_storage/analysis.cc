#include "experiments/scaling_and_storage/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace zipml::scaling_and_storage {
namespace {

// Of runs that all have the same value, or are only one; NaN: not known.
double only_value(const Runs& runs, const char* name) {
  const std::vector<double> values = present(runs.values(name));
  return values.empty() ? std::numeric_limits<double>::quiet_NaN()
                        : values.front();
}

Measurements measure(const Cells& cells, const Results& results) {
  Measurements measured;
  for (const Cells::Scaling& own : cells.scalings()) {
    const Runs variances(results, own.variances);
    measured.scalings.push_back(
        {.problem = own.problem,
         .normalization = own.normalization,
         .scaling = own.scaling,
         .bits = own.bits,
         .sample_variance = only_value(variances, "sample_variance"),
         .gradient_variance = only_value(variances, "gradient_variance"),
         .bits_per_value = only_value(variances, "bits_per_value"),
         .excess = Runs(results, own.training).values("final_excess"),
         .full_excess = Runs(results, own.full).values("final_excess")});
  }
  for (const Cells::OneChannel& own : cells.channels()) {
    measured.channels.push_back(
        {own.problem, own.channel, own.codec, own.bits,
         Runs(results, own.training).values("final_excess")});
  }
  for (const Cells::FixedPoint& own : cells.fixed_points()) {
    const Runs runs(results, own.runs);
    measured.fixed_points.push_back(
        {.problem = own.problem,
         .variant = own.variant,
         .bits = own.bits,
         .rows = own.rows,
         .distance = runs.values("distance"),
         .from_optimum = runs.values("from_optimum"),
         .excess = runs.values("excess"),
         .predicted_excess = runs.values("predicted_excess"),
         .smallest_eigenvalue = runs.values("smallest_eigenvalue")});
  }
  for (const Cells::Storage& own : cells.storage()) {
    measured.storage.push_back(
        {own.problem.title(), own.bits, Runs(results, own.cells).front().rows});
  }
  return measured;
}

}  // namespace

const ScalingResult& by_column(const std::vector<ScalingResult>& all,
                               const ScalingResult& scaling) {
  return *std::find_if(all.begin(), all.end(), [&](const auto& other) {
    return other.problem.data == scaling.problem.data &&
           other.normalization == scaling.normalization &&
           other.bits == scaling.bits && other.scaling == "column_max";
  });
}

int FixedPointResult::unstable() const {
  return static_cast<int>(
      std::count_if(smallest_eigenvalue.begin(), smallest_eigenvalue.end(),
                    [](double value) { return value <= 0; }));
}

std::string scaling_label(const std::string& scaling) {
  if (scaling == "column_max") return "by column";
  return scaling == "row_l2" ? "by row, l2 norm" : "by row, largest value";
}

std::string normalization_label(const std::string& normalization) {
  return normalization == "min_max" ? "min-max" : "z-score";
}

Findings Cells::analyse(const Results& results) const {
  const Measurements measured = measure(*this, results);
  return {
      .tables = make_tables(*this, measured),
      .figures = make_figures(*this, measured),
      .verdicts = make_verdicts(*this, measured),
      .notes = {
          fmt::format(
              "b bits are {} levels over the range of a column, or over "
              "[-M(a), M(a)] of a row, M(a) = ||a||_2 (row_l2) or max |a| "
              "(row_max).",
              parameters().text("quantization.levels") == "whole_range"
                  ? "2^b"
                  : "2^b + 1"),
          "Features are normalized, then an intercept of 1 is appended. After "
          "min_max every column and every row has a largest |value| of 1, so "
          "row_max and column scaling have the same levels.",
          "Samples, models and gradients are quantized one at a time here, the "
          "others at 32 bits. Column scaling of a model or gradient would need "
          "its range over the whole run, which is not known.",
          "Taken literally, the paper's count of \"low\" among k samples of "
          "one "
          "cell has k + 1 values, more than log2(k) bits hold (erratum X7, "
          "table codes); it is the shared ends of cells that make log2(k) "
          "enough.",
      }};
}

}  // namespace zipml::scaling_and_storage
