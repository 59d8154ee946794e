// E[g] - full gradient by Monte Carlo.
#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "core/sgd/estimator_moments.h"
#include "experiments/linear/quantized_problem.h"
#include "experiments/naive_bias/tasks.h"

namespace zipml::naive_bias {

CellResult run_monte_carlo(const Cell& cell, LinearProblems& problems,
                           const RunContext& context) {
  const QuantizedProblem naive(cell.parameters, problems);
  const Eigen::VectorXd model = naive.problem->closed_form().optimum();
  const Eigen::Index n = model.size();
  const auto draws =
      static_cast<std::uint64_t>(cell.parameters.integer("monte_carlo.draws"));
  std::vector<float> drawn(static_cast<std::size_t>(n));
  RunningStatistics scores, biased;
  CellResult result;
  for_sampled_rows(
      naive, cell.seed, cell.parameters.integer("monte_carlo.rows"),
      [&](const SampledRow& row) {
        if (context.should_stop()) return;
        const Eigen::VectorXd full =
            (row.sample.dot(model) - row.label) * row.sample;
        const Eigen::VectorXd bias = naive_gradient_bias(row.variances, model);
        std::vector<RunningStatistics> gradient(static_cast<std::size_t>(n));
        for (std::uint64_t draw = 0; draw < draws; ++draw) {
          naive.quantizer.draw(row.values, row.hash, draw, drawn.data());
          const Eigen::VectorXd q =
              Eigen::Map<const Eigen::VectorXf>(drawn.data(), n).cast<double>();
          const double residual = q.dot(model) - row.label;
          for (Eigen::Index j = 0; j < n; ++j) {
            gradient[static_cast<std::size_t>(j)].add(residual * q(j));
          }
        }
        // The coordinates share the residual's noise: a sample counts once.
        RunningStatistics squares;
        for (Eigen::Index j = 0; j < n; ++j) {
          const RunningStatistics& g = gradient[static_cast<std::size_t>(j)];
          // A coordinate that never varies has no score.
          if (g.standard_error() == 0) continue;
          const double away = g.mean() - full(j);
          const double score = (away - bias(j)) / g.standard_error();
          const double without = away / g.standard_error();
          scores.add(score);
          squares.add(score * score);
          biased.add(without * without);
        }
        if (squares.count() > 0) {
          result.rows.push_back({{"mean_square", squares.mean()}});
        }
      });
  result.values = {{"count", scores.count()},
                   {"largest", std::max(scores.max(), -scores.min())},
                   {"bias_mean_square", biased.mean()},
                   {"largest_without", std::sqrt(biased.max())},
                   {"threshold", largest_score_threshold(scores.count())}};
  return result;
}

}  // namespace zipml::naive_bias
