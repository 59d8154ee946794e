// The variance of both forms of double sampling, measured and exact.
#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "core/sgd/estimator_moments.h"
#include "experiments/double_sampling/tasks.h"
#include "experiments/linear/quantized_problem.h"

namespace zipml::double_sampling {
namespace {

// One form of double sampling: what it is measured to be and what it should.
struct Form {
  const char* method;
  double (*exact)(const Eigen::VectorXd&, double, const Eigen::VectorXd&,
                  const Eigen::VectorXd&);
  bool symmetrised;
  RunningStatistics ratios = {};  // measured / exact, a value a sample
  RunningStatistics scores = {};
};

}  // namespace

CellResult run_moments(const Cell& cell, LinearProblems& problems,
                       const RunContext& context) {
  const QuantizedProblem quantized(cell.parameters, problems);
  const Eigen::VectorXd model = quantized.problem->closed_form().optimum();
  const auto n = static_cast<std::size_t>(model.size());
  const auto draws =
      static_cast<std::uint64_t>(cell.parameters.integer("moments.draws"));
  Form forms[] = {{"double_sampling", symmetrised_variance, true},
                  {"double_sampling_plain", double_sampling_variance, false}};
  RunningStatistics gain;
  std::vector<float> q1(n), q2(n);
  const auto wide = [&](const std::vector<float>& q) -> Eigen::VectorXd {
    return Eigen::Map<const Eigen::VectorXf>(q.data(), model.size())
        .cast<double>();
  };
  for_sampled_rows(
      quantized, cell.seed, cell.parameters.integer("moments.rows"),
      [&](const SampledRow& row) {
        if (context.should_stop()) return;
        const Eigen::VectorXd full =
            (row.sample.dot(model) - row.label) * row.sample;
        RunningStatistics squares[2];
        for (std::uint64_t draw = 0; draw < draws; ++draw) {
          quantized.quantizer.draw_pair(row.values, row.hash, draw, q1.data(),
                                        q2.data());
          const Eigen::VectorXd first = wide(q1), second = wide(q2);
          const Eigen::VectorXd one =
              (second.dot(model) - row.label) * first - full;
          const Eigen::VectorXd other =
              (first.dot(model) - row.label) * second - full;
          squares[0].add(((one + other) / 2).squaredNorm());
          squares[1].add(one.squaredNorm());
        }
        double exact[2];
        for (std::size_t i = 0; i < 2; ++i) {
          exact[i] =
              forms[i].exact(row.sample, row.label, row.variances, model);
          // A sample that lies on its levels has no variance.
          if (exact[i] <= 0 || squares[i].standard_error() == 0) return;
          forms[i].ratios.add(squares[i].mean() / exact[i]);
          forms[i].scores.add((squares[i].mean() - exact[i]) /
                              squares[i].standard_error());
        }
        gain.add(exact[0] / exact[1]);
      });
  CellResult result;
  for (const Form& form : forms) {
    result.rows.push_back(
        {{"method", form.method},
         {"ratio", t_interval(form.ratios)},
         {"largest", std::max(form.scores.max(), -form.scores.min())},
         {"count", form.scores.count()},
         {"threshold", largest_score_threshold(form.scores.count())}});
  }
  result.values = {{"symmetrised_over_plain", t_interval(gain)}};
  return result;
}

}  // namespace zipml::double_sampling
