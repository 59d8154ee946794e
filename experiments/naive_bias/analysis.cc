#include "experiments/naive_bias/analysis.h"

#include <fmt/format.h>

#include <functional>
#include <utility>

namespace zipml::naive_bias {

std::vector<double> SetRuns::excess(const std::string& method, int bits) const {
  return low.at(method).at(bits).values("final_excess");
}

Estimate SetRuns::above_full(const std::string& method, int bits) const {
  return t_interval(pairwise(excess(method, bits), full.values("final_excess"),
                             std::minus<double>()));
}

Estimate SetRuns::relative_gap(const std::string& method, int bits) const {
  return mean_above_32_bits(low.at(method).at(bits), full);
}

Estimate SetRuns::relative_gap(const std::string& method,
                               const std::string& other, int bits) const {
  return mean_above_32_bits(low.at(method).at(bits), low.at(other).at(bits));
}

Divergence SetRuns::naive_divergence() const {
  Divergence all;
  for (const auto* runs_by_bits : {&low.at("naive"), &from_optimum}) {
    for (const auto& [bits, runs] : *runs_by_bits) {
      const Divergence divergence = runs.divergence();
      all.diverged += divergence.diverged;
      all.runs += divergence.runs;
    }
  }
  return all;
}

std::optional<double> SetRuns::ridge_excess(int bits) const {
  const std::vector<double> values =
      present(fixed_point.at(bits).values("ridge_excess"));
  if (values.empty()) return std::nullopt;
  return values.front();
}

bool SetRuns::has_monte_carlo(int bits) const {
  return monte_carlo.at(bits).front().status == Status::kOk;
}

Findings Cells::analyse(const Results& results) const {
  std::vector<SetRuns> sets;
  for (const Set& set : sets_) {
    sets.push_back(
        {set.problem, Runs(results, set.full), runs_of(results, set.low),
         runs_of(results, set.from_optimum), runs_of(results, set.fixed_point),
         runs_of(results, set.monte_carlo)});
  }
  return {
      .tables = make_tables(sets),
      .figures = make_figures(sets, figure_bits()),
      .verdicts = make_verdicts(sets, figure_bits()),
      .notes = {
          fmt::format(
              "b bits are {} levels over each feature's range ({} scaling, "
              "{} draws); the paper does not say which convention its "
              "plots use.",
              parameters().text("quantization.levels") == "whole_range"
                  ? "2^b"
                  : "2^b + 1",
              parameters().text("quantization.scaling"),
              parameters().text("quantization.draws")),
          fmt::format("Features: {} normalization, then an intercept; labels "
                      "as they are; batch {}; the step is tuned for 32 bits by "
                      "a recorded search and reused. None of this is in the "
                      "paper: see double_sampling for the choice.",
                      parameters().text("preprocessing.normalization"),
                      parameters().integer("sgd.batch_size")),
          "The paper names neither the data nor the bits of its inset figure; "
          "its curves are drawn relative to its 32-bit loss.",
      }};
}

}  // namespace zipml::naive_bias
