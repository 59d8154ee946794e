#include "experiments/scaling_and_storage/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace zipml::scaling_and_storage {
namespace {

double only(const std::vector<double>& values) {
  const std::vector<double> there = present(values);
  return there.empty() ? std::numeric_limits<double>::quiet_NaN()
                       : there.front();
}

}  // namespace

std::vector<ScalingResult> measure_scalings(const CellMaker& cells,
                                            const Results& results) {
  std::vector<ScalingResult> all;
  for (const ProblemSpec& problem : cells.problems()) {
    for (const std::string& normalization : cells.normalizations()) {
      const auto final_values = [&](const std::string& scaling, int bits,
                                    const char* value) {
        return collect(
            results,
            [&](int i) {
              return cells.training(problem, normalization, scaling, bits, i);
            },
            cells.repetitions(), value);
      };
      for (const std::string& scaling : kScalings) {
        for (const int bits : cells.bits()) {
          ScalingResult own;
          own.problem = problem;
          own.normalization = normalization;
          own.scaling = scaling;
          own.bits = bits;
          const auto exact = [&](const char* value) {
            return only(collect(
                results,
                [&](int) {
                  return cells.variances(problem, normalization, scaling, bits);
                },
                1, value));
          };
          own.sample_variance = exact("sample_variance");
          own.gradient_variance = exact("gradient_variance");
          own.bits_per_value = exact("bits_per_value");
          own.excess = final_values(scaling, bits, "final_excess");
          own.full_excess = final_values("column_max", 0, "final_excess");
          own.minimum = only(final_values("column_max", 0, "optimum"));
          all.push_back(std::move(own));
        }
      }
    }
  }
  return all;
}

const ScalingResult& by_column(const std::vector<ScalingResult>& all,
                               const ScalingResult& own) {
  return *std::find_if(all.begin(), all.end(), [&](const auto& other) {
    return other.problem.data == own.problem.data &&
           other.normalization == own.normalization && other.bits == own.bits &&
           other.scaling == "column_max";
  });
}

std::vector<ChannelResult> measure_channels(const CellMaker& cells,
                                            const Results& results) {
  std::vector<ChannelResult> all;
  for (const ProblemSpec& problem : cells.problems()) {
    for (const Channel channel : kChannels) {
      for (const std::string& codec : kCodecs) {
        for (const int bits : cells.channel_bits()) {
          all.push_back({problem, channel, codec, bits,
                         collect(
                             results,
                             [&](int i) {
                               return cells.channel_training(problem, channel,
                                                             codec, bits, i);
                             },
                             cells.repetitions(), "final_excess")});
        }
      }
    }
  }
  return all;
}

int FixedPointResult::unstable() const {
  return static_cast<int>(
      std::count_if(smallest_eigenvalue.begin(), smallest_eigenvalue.end(),
                    [](double value) { return value <= 0; }));
}

std::vector<FixedPointResult> measure_fixed_points(const CellMaker& cells,
                                                   const Results& results) {
  std::vector<FixedPointResult> all;
  for (const ProblemSpec& problem : cells.fixed_point_problems()) {
    for (const FixedPointVariant& variant : kFixedPoints) {
      for (const int bits : cells.fixed_point_bits()) {
        for (const int rows : cells.fixed_point_rows(problem)) {
          FixedPointResult own;
          own.problem = problem;
          own.variant = &variant;
          own.bits = bits;
          own.rows = rows;
          const auto values = [&](const char* value) {
            return collect(
                results,
                [&](int i) {
                  return cells.fixed_point(problem, variant, bits, rows, i);
                },
                cells.repetitions(), value);
          };
          own.distance = values("distance");
          own.from_optimum = values("from_optimum");
          own.excess = values("excess");
          own.predicted_excess = values("predicted_excess");
          own.smallest_eigenvalue = values("smallest_eigenvalue");
          all.push_back(std::move(own));
        }
      }
    }
  }
  return all;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const Measurements measured = {measure_scalings(cells, results),
                                 measure_channels(cells, results),
                                 measure_fixed_points(cells, results)};
  Findings findings;
  findings.tables = make_tables(cells, results, measured);
  findings.figures = make_figures(cells, measured);
  findings.verdicts = make_verdicts(cells, results, measured);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(cells.settings().profile);
  }
  findings.notes = {
      fmt::format("b bits are {} levels over the range of a column, or over "
                  "[-M(a), M(a)] of a row, M(a) = ||a||_2 (row_l2) or max |a| "
                  "(row_max).",
                  cells.settings().parameters.text("quantization.levels") ==
                          "whole_range"
                      ? "2^b"
                      : "2^b + 1"),
      "Features are normalized, then an intercept of 1 is appended. After "
      "min_max every column and every row has a largest |value| of 1, so "
      "row_max and column scaling have the same levels.",
      "Samples, models and gradients are quantized one at a time here, the "
      "others at 32 bits. Column scaling of a model or gradient would need its "
      "range over the whole run, which is not known.",
  };
  return findings;
}

}  // namespace zipml::scaling_and_storage
