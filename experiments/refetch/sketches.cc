// Sketched margins against the exact ones, and the gap around the kink.
#include <algorithm>
#include <cmath>

#include "core/sgd/sketch.h"
#include "experiments/refetch/tasks.h"

namespace zipml::refetch {
namespace {

std::span<const float> row_of(const LinearProblem& problem, std::size_t row) {
  return {problem.features.row(static_cast<Eigen::Index>(row)).data(),
          problem.feature_count()};
}

// max_v (1/m) sum_k (a_k^T v)^2 over unit v, from below.
double largest_second_moment(const LinearProblem& problem) {
  constexpr int kIterations = 20;
  const auto n = static_cast<Eigen::Index>(problem.feature_count());
  Eigen::VectorXd v = Eigen::VectorXd::Ones(n).normalized();
  double largest = 0;
  for (int i = 0; i < kIterations; ++i) {
    Eigen::VectorXd next = Eigen::VectorXd::Zero(n);
    for (Eigen::Index row = 0; row < problem.features.rows(); ++row) {
      const auto a = problem.features.row(row).transpose().cast<double>();
      next += a.dot(v) * a;
    }
    next /= static_cast<double>(problem.rows());
    largest = next.norm();
    if (largest == 0) return 0;
    v = next / largest;
  }
  return largest;
}

double norm(std::span<const float> v) {
  double square = 0;
  for (const float value : v) square += double{value} * double{value};
  return std::sqrt(square);
}

double exact_margin(std::span<const float> a, std::span<const float> x,
                    float label) {
  double product = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    product += double{a[i]} * double{x[i]};
  }
  return 1 - double{label} * product;
}

Record sketch_row(const SketchChannel& channel, const LinearProblem& problem,
                  std::size_t count, std::span<const float> model) {
  const std::size_t dimension = channel.spec().dimension;
  std::vector<float> row_sketch(dimension), model_sketch(dimension);
  channel.send(model.data(), model_sketch);
  const double model_norm = norm(model);
  double square = 0, variance = 0, bound = 0;
  std::int64_t unknown = 0, flips = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = i * problem.rows() / count;
    const std::span<const float> a = row_of(problem, row);
    const float label = problem.labels[row];
    channel.send(a.data(), row_sketch);
    const double c = SketchChannel::margin(row_sketch, model_sketch, label);
    square += std::pow(c - exact_margin(a, model, label), 2);
    variance += sketch_variance(a, model, dimension);
    bound += sketch_failure_bound(
        dimension, 2 * channel.spec().delta / (norm(a) * model_norm));
    const HingeSide side = channel.side(c);
    unknown += side == HingeSide::kUnknown;
    flips += side != HingeSide::kUnknown &&
             side != exact_hinge_side(a.data(), model, label);
  }
  const auto rows = static_cast<double>(count);
  return {{"dimension", static_cast<std::int64_t>(dimension)},
          {"rows", static_cast<std::int64_t>(count)},
          {"error", std::sqrt(square / rows)},
          {"predicted", std::sqrt(variance / rows)},
          {"share", static_cast<double>(unknown) / rows},
          {"flips", flips},
          {"failure_bound", bound / rows},
          {"message_bits", channel.message_bits()}};
}

Record gap_values(const LinearProblem& problem, std::span<const float> model,
                  double delta) {
  double largest_norm = 0;
  std::int64_t in_gap = 0, in_wide_gap = 0;
  for (std::size_t row = 0; row < problem.rows(); ++row) {
    const std::span<const float> a = row_of(problem, row);
    largest_norm = std::max(largest_norm, norm(a));
    const double margin = std::abs(exact_margin(a, model, problem.labels[row]));
    in_gap += margin <= delta;
    in_wide_gap += margin <= 3 * delta;
  }
  const auto rows = static_cast<double>(problem.rows());
  const auto features = static_cast<double>(problem.feature_count());
  const double radius = norm(model) * largest_norm;
  const double isotropy =
      largest_second_moment(problem) / (largest_norm * largest_norm);
  const double square = std::pow(1 - delta, 2);
  const double wide_square = std::pow(1 - 3 * delta, 2);
  return {{"radius", radius},
          {"isotropy", isotropy},
          {"in_gap", static_cast<double>(in_gap) / rows},
          {"in_wide_gap", static_cast<double>(in_wide_gap) / rows},
          {"printed", radius / (rows * rows * isotropy * square)},
          {"corrected", isotropy * radius * radius / square},
          {"printed_refetch", radius / (features * rows * isotropy * square)},
          {"corrected_refetch", isotropy * radius * radius / wide_square}};
}

}  // namespace

CellResult run_sketches(const Cell& cell,
                        std::span<const CellResult> prerequisites,
                        LinearProblems& problems, const RunContext& context) {
  std::vector<float> model;
  CellResult result =
      run_training(training_from_record(cell.parameters), cell.seed,
                   cell.repetition, prerequisites, problems, context,
                   [&](const LinearProblem&, const EpochState& state, Record&) {
                     model.assign(state.model.begin(), state.model.end());
                   });
  if (result.status != Status::kOk || context.should_stop()) return result;
  const auto problem = problems.get(problem_from_record(cell.parameters));
  const double delta = cell.parameters.number("sketch.delta");
  result.values = gap_values(*problem, model, delta);
  result.rows.clear();
  const auto count = std::min(
      problem->rows(),
      static_cast<std::size_t>(cell.parameters.integer("sketch.rows")));
  for (const std::int64_t dimension :
       cell.parameters.integers("sketch.dimensions")) {
    if (context.should_stop()) return {};
    const SketchChannel channel(
        problem->feature_count(),
        {.dimension = static_cast<std::size_t>(dimension), .delta = delta},
        {.seed = cell.seed,
         .purpose = Purpose::kSketch,
         .repetition = static_cast<std::uint64_t>(cell.repetition)});
    result.rows.push_back(sketch_row(channel, *problem, count, model));
  }
  return result;
}

}  // namespace zipml::refetch
