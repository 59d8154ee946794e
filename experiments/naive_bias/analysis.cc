#include "experiments/naive_bias/analysis.h"

#include <fmt/format.h>

namespace zipml::naive_bias {

Estimate Measured::above_full(const std::string& method, int bits) const {
  return t_interval(
      pairwise(excess.at(method).at(bits), full_excess,
               [](double own, double full) { return own - full; }));
}

Estimate Measured::above(const std::string& method, const std::string& other,
                         int bits) const {
  return t_interval(pairwise(excess.at(method).at(bits),
                             excess.at(other).at(bits),
                             [](double own, double its) { return own - its; }));
}

Estimate Measured::relative_gap(const std::string& method, int bits) const {
  return t_interval(
      pairwise(loss.at(method).at(bits), full_loss,
               [](double own, double full) { return own / full - 1; }));
}

Estimate Measured::relative_difference(const std::string& method,
                                       const std::string& other,
                                       int bits) const {
  const auto relative = [&](const std::string& name) {
    std::vector<double> values = loss.at(name).at(bits);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] /= full_loss[i];
    return values;
  };
  return t_interval(pairwise(relative(method), relative(other),
                             [](double own, double its) { return own - its; }));
}

std::vector<Measured> measure(const CellMaker& cells, const Results& results) {
  std::vector<Measured> all;
  const int repetitions = cells.repetitions();
  for (const ProblemSpec& problem : cells.problems()) {
    Measured measured;
    measured.problem = problem;
    const CellOf full = [&](int repetition) {
      return cells.training(problem, "32-bit", 0, repetition);
    };
    measured.full_loss = collect(results, full, repetitions, "final_loss");
    measured.full_excess = collect(results, full, repetitions, "final_excess");
    for (const int bits : cells.bits()) {
      for (const std::string& method : kMethods) {
        const CellOf own = [&](int repetition) {
          return cells.training(problem, method, bits, repetition);
        };
        measured.loss[method][bits] =
            collect(results, own, repetitions, "final_loss");
        measured.excess[method][bits] =
            collect(results, own, repetitions, "final_excess");
        if (method != "naive") continue;
        for (const Divergence& count :
             {count_diverged(results, own, repetitions),
              count_diverged(
                  results,
                  [&](int) { return cells.from_optimum(problem, bits); }, 1)}) {
          measured.naive_divergence.diverged += count.diverged;
          measured.naive_divergence.runs += count.runs;
        }
      }
      const CellOf fixed = [&](int repetition) {
        return cells.fixed_point(problem, bits, repetition);
      };
      measured.fixed_point_distance[bits] =
          interval(collect(results, fixed, repetitions, "distance"));
      const std::vector<double> ridge =
          present(collect(results, fixed, repetitions, "ridge_excess"));
      if (!ridge.empty()) measured.ridge_excess[bits] = ridge.front();
      const CellResult& monte_carlo =
          results.of(cells.monte_carlo(problem, bits));
      if (monte_carlo.status == Status::kOk) {
        measured.monte_carlo[bits] = monte_carlo;
      }
    }
    all.push_back(std::move(measured));
  }
  return all;
}

Findings analyse(const CellMaker& cells, const Settings& settings,
                 const Results& results) {
  const int figure_bits = cells.figure_bits();
  const std::vector<Measured> measured = measure(cells, results);
  Findings findings;
  findings.tables = make_tables(cells, measured);
  findings.figures = make_figures(cells, measured, results, figure_bits);
  findings.verdicts = make_verdicts(cells, measured, figure_bits);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(settings.profile);
  }
  findings.notes = {
      fmt::format(
          "b bits are {} levels over each feature's range ({} scaling, "
          "{} draws); the paper does not say which convention its "
          "plots use.",
          settings.parameters.text("quantization.levels") == "whole_range"
              ? "2^b"
              : "2^b + 1",
          settings.parameters.text("quantization.scaling"),
          settings.parameters.text("quantization.draws")),
      fmt::format("Features: {} normalization, then an intercept; labels as "
                  "they are; batch {}; the step is tuned for 32 bits by a "
                  "recorded search and reused. None of this is in the paper: "
                  "see double_sampling for the choice.",
                  settings.parameters.text("preprocessing.normalization"),
                  settings.parameters.integer("sgd.batch_size")),
      "The paper names neither the data nor the bits of its inset figure; its "
      "curves are drawn relative to its 32-bit loss.",
  };
  return findings;
}

}  // namespace zipml::naive_bias
