// The bias and the variance of the polynomial hinge gradient, and their bounds.
#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "core/models/loss.h"
#include "core/polynomial/approximate.h"
#include "core/polynomial/estimate_moments.h"
#include "core/quantize/quantizer.h"
#include "core/sgd/estimators/polynomial.h"
#include "core/sgd/polynomial_gradient.h"
#include "core/sgd/sample_store.h"
#include "experiments/svm_bias/instance.h"
#include "experiments/svm_bias/tasks.h"

namespace zipml::svm_bias {
namespace {

Instance make_instance(const Cell& cell, LinearProblems& problems) {
  const Record& parameters = cell.parameters;
  const auto rows = static_cast<std::size_t>(parameters.integer("rows"));
  const double radius = parameters.number("radius");
  const std::string& source = parameters.text("source");
  if (source == "data") {
    return from_problem(*problems.get(problem_from_record(parameters)), rows,
                        radius);
  }
  if (source == "copies") return copies(rows, parameters.number("gap"));
  RandomStream stream(
      {.seed = cell.seed,
       .purpose = Purpose::kDataGeneration,
       .repetition = static_cast<std::uint64_t>(cell.repetition)});
  return unit_vectors(rows,
                      static_cast<std::size_t>(parameters.integer("features")),
                      radius, stream);
}

PolynomialGradientSpec polynomial_of(const Record& parameters) {
  return {.loss = "hinge",
          .degree = static_cast<int>(parameters.integer("degree")),
          .radius = parameters.number("radius"),
          .gap = parameters.number("gap"),
          .form = polynomial_form_from_name(parameters.text("form")),
          .fit = polynomial_fit_from_name(parameters.text("fit"))};
}

// What an estimate of the gradient of a random row comes to.
struct GradientMoments {
  Eigen::VectorXd full;     // mean_k -H(u_k) b_k a_k
  Eigen::VectorXd mean;     // E g
  double variance = 0;      // E ||g - full||^2
  double sigma_square = 0;  // the same of the exact stochastic gradient
  double largest_estimate_variance = 0;  // max_k Var Q(P) over the draws
};

GradientMoments exact_moments(const Instance& instance, const LevelGrid& grid,
                              const PolynomialGradientSpec& spec,
                              const Polynomial& polynomial) {
  const Eigen::Index n = instance.rows.cols();
  const auto count = static_cast<double>(instance.size());
  const Eigen::VectorXd arguments = instance.arguments();
  GradientMoments moments{Eigen::VectorXd::Zero(n), Eigen::VectorXd::Zero(n)};
  double second = 0, exact_second = 0;
  for (Eigen::Index k = 0; k < instance.rows.rows(); ++k) {
    const Eigen::VectorXd row = instance.rows.row(k).cast<double>().transpose();
    const double label = double{instance.labels[static_cast<std::size_t>(k)]};
    Eigen::VectorXd variances(n);
    for (Eigen::Index j = 0; j < n; ++j) {
      variances(j) =
          grid.stochastic(static_cast<std::size_t>(j), instance.rows(k, j))
              .variance;
    }
    const double u = arguments(k);
    const double p = polynomial(u);
    const double spread = instance.model.cwiseAbs2().dot(variances);
    const double estimate_variance = estimator_variance(
        polynomial, spec.form, {.mean = u, .variance = spread}, spec.degree);
    const double estimate_square = p * p + estimate_variance;
    moments.largest_estimate_variance =
        std::max(moments.largest_estimate_variance, estimate_variance);
    moments.full -= step(u) * label / count * row;
    moments.mean -= p * label / count * row;
    second += estimate_square * (row.squaredNorm() + variances.sum()) / count;
    exact_second += step(u) * step(u) * row.squaredNorm() / count;
  }
  const double full_square = moments.full.squaredNorm();
  moments.variance = second - 2 * moments.mean.dot(moments.full) + full_square;
  moments.sigma_square = exact_second - full_square;
  return moments;
}

// The estimator itself on random rows with fresh draws.
void measure(const Instance& instance, const LevelGrid& grid,
             const PolynomialGradientSpec& spec, const GradientMoments& moments,
             const Cell& cell, CellResult& result) {
  const auto visits =
      static_cast<std::uint64_t>(cell.parameters.integer("monte_carlo.visits"));
  const auto estimator = make_polynomial_estimator(spec);
  const auto loss = make_hinge_loss();
  const StreamKey key{
      .seed = cell.seed,
      .purpose = Purpose::kMonteCarlo,
      .repetition = static_cast<std::uint64_t>(cell.repetition)};
  const auto samples =
      make_fresh_store(instance.rows, Quantizer(grid, Rounding::kStochastic),
                       estimator->draws(), key);
  samples->begin_epoch(1);
  RandomStream stream(key);
  const Eigen::VectorXf model = instance.model.cast<float>();
  const auto n = static_cast<std::size_t>(model.size());
  std::vector<const float*> draws(static_cast<std::size_t>(estimator->draws()));
  std::vector<float> gradient(n);
  std::vector<RunningStatistics> coordinates(n);
  RunningStatistics squares;
  for (std::uint64_t visit = 0; visit < visits; ++visit) {
    const auto row = stream.index(instance.size());
    samples->fetch(static_cast<Eigen::Index>(row), visit, draws);
    std::fill(gradient.begin(), gradient.end(), 0.0f);
    estimator->add({.draws = draws, .label = instance.labels[row]},
                   {model.data(), n}, *loss, 1, gradient);
    double square = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const double value = double{gradient[j]};
      coordinates[j].add(value);
      const double away = value - moments.full(static_cast<Eigen::Index>(j));
      square += away * away;
    }
    squares.add(square);
  }
  double largest = 0, of_hinge = 0;
  std::int64_t scores = 0;
  for (std::size_t j = 0; j < n; ++j) {
    const double error = coordinates[j].standard_error();
    // Floats of size 1 have an error of 1e-7 even where nothing is random.
    if (error < 1e-6) continue;
    const auto score = [&](const Eigen::VectorXd& expected) {
      return std::abs(coordinates[j].mean() -
                      expected(static_cast<Eigen::Index>(j))) /
             error;
    };
    largest = std::max(largest, score(moments.mean));
    of_hinge = std::max(of_hinge, score(moments.full));
    ++scores;
  }
  result.values.set("measured_variance", moments.variance > 0
                                             ? squares.mean() / moments.variance
                                             : 1.0);
  result.values.set("largest_score", largest);
  result.values.set("scores", scores);
  result.values.set("largest_score_of_hinge", of_hinge);
}

}  // namespace

CellResult run_theorem_4(const Cell& cell, LinearProblems& problems,
                         const RunContext&) {
  const Record& parameters = cell.parameters;
  const Instance instance = make_instance(cell, problems);
  const PolynomialGradientSpec spec = polynomial_of(parameters);
  const Polynomial polynomial = gradient_polynomial(spec);
  const double epsilon = gradient_polynomial_error(spec, polynomial);
  const auto m = static_cast<double>(instance.size());
  const auto n = static_cast<double>(instance.rows.cols());
  const auto bits = static_cast<int>(parameters.integer("bits"));
  // ||a|| <= 1, so steps of 1/s over [-1, 1]: row scaling with M = 1.
  const int intervals = interval_count(bits, LevelConvention::kPerSign);
  const LevelGrid grid = LevelGrid::uniform(
      std::vector<ValueRange>(static_cast<std::size_t>(n), {-1, 1}), intervals);
  const double s = intervals / 2.0;
  const double r = 1 + std::min(n / (s * s), std::sqrt(n) / s);
  const GradientMoments moments =
      exact_moments(instance, grid, spec, polynomial);
  const double c = isotropy(instance.rows);
  const double printed = printed_count(c, spec.radius, spec.gap) / m;
  const double corrected = corrected_count(c, spec.radius, spec.gap) / m;
  const auto variance_bound = [&](double share) {
    return moments.sigma_square + r + epsilon * epsilon + (r + 4) * share;
  };
  CellResult result;
  result.values = {
      {"rows", static_cast<std::int64_t>(instance.size())},
      {"isotropy", c},
      {"epsilon", epsilon},
      {"in_gap", count_in_gap(instance.arguments(), spec.gap)},
      {"bias", (moments.mean - moments.full).norm()},
      {"printed_bias", epsilon + printed},
      {"corrected_bias", epsilon + corrected},
      {"variance", moments.variance},
      {"printed_variance", variance_bound(printed)},
      // The theorem takes the estimate of P for P itself; what it varies by
      // comes on top: E ||Q(a)||^2 Var Q(P) <= r max_k Var Q(P).
      {"corrected_variance",
       variance_bound(corrected) + r * moments.largest_estimate_variance},
  };
  measure(instance, grid, spec, moments, cell, result);
  return result;
}

}  // namespace zipml::svm_bias
