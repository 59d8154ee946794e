// The cell that draws: means and variances of the forms on real rows.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/polynomial/estimate_moments.h"
#include "core/quantize/packed_samples.h"
#include "experiments/polynomial_estimator/tasks.h"

namespace zipml::polynomial_estimator {
namespace {

// One copy, rounded to nearest, of as many bits as the packed store takes for
// the draws of an estimate and of the sample (degree + 1, without order).
struct NearestCopy {
  int bits = 0;
  LevelGrid grid;
};

NearestCopy make_nearest_copy(const QuantizedProblem& quantized,
                              QuantizationSpec spec, int degree) {
  const int stored =
      code_bits(SampleCode::kDrawCount, quantized.grid.intervals(), degree + 1);
  spec.bits = 1;
  const auto fits = [&](int bits) {
    return bits <= 16 &&
           code_bits(SampleCode::kSingle, interval_count(bits, spec.convention),
                     1) <= stored;
  };
  while (fits(spec.bits + 1)) ++spec.bits;
  return {stored, quantized.problem->grid(spec)};
}

// One form at one degree: a null `form` is the polynomial of one draw.
struct Tally {
  int degree = 0;
  std::optional<PolynomialForm> form;
  PolynomialEstimator estimator;
  RunningStatistics scores = {}, squares = {};
  RunningStatistics errors = {}, nearest_errors = {}, over_nearest = {};
  RunningStatistics measured = {}, exact = {}, ratios = {};
  RunningStatistics log_measured = {}, log_exact = {}, log_over = {};

  std::string name() const {
    return form ? polynomial_form_name(*form) : kOneDraw;
  }
  double estimate(std::span<const double> draws) const {
    return form ? estimator(draws) : estimator.polynomial()(draws[0]);
  }

  // Takes in what one instance came to: f(a^T x), the squared error of the
  // nearest copy, the moments of a draw, and the estimates minus P(a^T x).
  void add(double target, double nearest_error, const DrawMoments& moments,
           const RunningStatistics& estimates) {
    const Polynomial& p = estimator.polynomial();
    const double bias = p(moments.mean) - target;
    const double error = estimates.mean() + bias;
    errors.add(error * error + estimates.variance());
    nearest_errors.add(nearest_error);
    over_nearest.add(error * error + estimates.variance() - nearest_error);
    // A sample that lies on its levels has no noise.
    if (moments.variance <= 0 || estimates.standard_error() == 0) return;
    const double score = estimates.mean() / estimates.standard_error();
    scores.add(score);
    squares.add(score * score);
    measured.add(estimates.variance());
    if (!form) return;
    const double own = estimator_variance(p, *form, moments, degree);
    const double least =
        estimator_variance(p, PolynomialForm::kSymmetrised, moments, degree);
    exact.add(own);
    ratios.add(estimates.variance() / own);
    log_measured.add(std::log10(estimates.variance()));
    log_exact.add(std::log10(own));
    log_over.add(std::log10(own / least));
  }

  Record row() const {
    const auto of = [&](const RunningStatistics& values) {
      return form ? Value(t_interval(values)) : Value();
    };
    return {{"degree", degree},
            {"form", name()},
            {"count", scores.count()},
            {"largest",
             scores.count() == 0 ? 0 : std::max(scores.max(), -scores.min())},
            {"mean_square", t_interval(squares)},
            {"measured", t_interval(measured)},
            {"exact", form ? Value(exact.mean()) : Value()},
            {"log_measured", of(log_measured)},
            {"log_exact", form ? Value(log_exact.mean()) : Value()},
            {"ratio", of(ratios)},
            {"log_over_symmetrised", of(log_over)},
            {"error", std::sqrt(errors.mean())},
            {"nearest_error", std::sqrt(nearest_errors.mean())},
            {"square_over_nearest", t_interval(over_nearest)}};
  }
};

std::vector<Tally> make_tallies(const Cell& cell) {
  const ApproximationTarget target = target_from_record(cell.parameters);
  std::vector<Tally> tallies;
  for (const std::int64_t degree : cell.parameters.integers("degrees")) {
    const Polynomial p =
        approximate(target, cell.parameters.text("approximation"),
                    static_cast<int>(degree));
    for (const PolynomialForm form : kPolynomialForms) {
      tallies.push_back({p.degree(), form, PolynomialEstimator(p, form)});
    }
    tallies.push_back({p.degree(), std::nullopt,
                       PolynomialEstimator(p, PolynomialForm::kMonomial)});
  }
  return tallies;
}

// Uniform on the sphere of that radius.
Eigen::VectorXd random_model(RandomStream& stream, Eigen::Index size,
                             double radius) {
  Eigen::VectorXd model(size);
  for (double& x : model) x = stream.normal();
  return model * (radius / model.norm());
}

}  // namespace

CellResult run_moments(const Cell& cell, LinearProblems& problems,
                       const RunContext& context) {
  const QuantizedProblem quantized(cell.parameters, problems);
  const ApproximationTarget target = target_from_record(cell.parameters);
  const FeatureMatrix& features = quantized.problem->features;
  const double largest_norm = double{features.rowwise().norm().maxCoeff()};
  const auto draws =
      static_cast<std::uint64_t>(cell.parameters.integer("moments.draws"));
  std::vector<Tally> tallies = make_tallies(cell);
  const auto most = static_cast<std::size_t>(tallies.back().degree);
  std::map<int, NearestCopy> copies;
  for (const Tally& tally : tallies) {
    copies.try_emplace(
        tally.degree,
        make_nearest_copy(quantized, quantization_from_record(cell.parameters),
                          tally.degree));
  }
  std::vector<float> drawn(static_cast<std::size_t>(features.cols()));
  const auto product = [&](const Eigen::VectorXd& model) {
    return Eigen::Map<const Eigen::VectorXf>(drawn.data(), model.size())
        .cast<double>()
        .dot(model);
  };
  RunningStatistics inner, noise;
  for_sampled_rows(
      quantized, cell.seed, cell.parameters.integer("moments.rows"),
      [&](const SampledRow& row) {
        if (context.should_stop()) return;
        RandomStream stream(
            {.seed = cell.seed,
             .purpose = Purpose::kDataGeneration,
             .step = static_cast<std::uint64_t>(inner.count())});
        const Eigen::VectorXd model = random_model(
            stream, row.sample.size(), target.radius / largest_norm);
        const DrawMoments moments{row.sample.dot(model),
                                  row.variances.dot(model.cwiseProduct(model))};
        inner.add(std::abs(moments.mean));
        noise.add(std::sqrt(moments.variance));
        const double value = target.value(moments.mean);
        std::map<int, double> nearest_errors;
        for (const auto& [degree, copy] : copies) {
          Quantizer(copy.grid, Rounding::kNearest)
              .draw(row.values, row.hash, 0, drawn.data());
          const double away = target.value(product(model)) - value;
          nearest_errors[degree] = away * away;
        }
        std::vector<RunningStatistics> estimates(tallies.size());
        std::vector<double> z(most);
        for (std::uint64_t draw = 0; draw < draws; ++draw) {
          for (std::size_t j = 0; j < most; ++j) {
            quantized.quantizer.draw(row.values, row.hash, draw * most + j,
                                     drawn.data());
            z[j] = product(model);
          }
          for (std::size_t i = 0; i < tallies.size(); ++i) {
            const Tally& tally = tallies[i];
            estimates[i].add(tally.estimate(std::span(z).first(
                                 static_cast<std::size_t>(tally.degree))) -
                             tally.estimator.polynomial()(moments.mean));
          }
        }
        for (std::size_t i = 0; i < tallies.size(); ++i) {
          tallies[i].add(value, nearest_errors.at(tallies[i].degree), moments,
                         estimates[i]);
        }
      });
  CellResult result;
  for (const Tally& tally : tallies) result.rows.push_back(tally.row());
  result.values = {{"largest_z", inner.max()}, {"noise", noise.mean()}};
  return result;
}

}  // namespace zipml::polynomial_estimator
