// What the cells do.
#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/variance_bounds/cells.h"
#include "experiments/variance_bounds/search.h"

namespace zipml::variance_bounds {
namespace {

std::vector<int> integers(const Record& parameters, const char* name) {
  const std::vector<std::int64_t> wide = parameters.integers(name);
  return {wide.begin(), wide.end()};
}

StreamKey key_of(const Cell& cell, Purpose purpose, std::uint64_t step) {
  return {.seed = cell.seed,
          .purpose = purpose,
          .repetition = static_cast<std::uint64_t>(cell.repetition),
          .step = step};
}

// What the floats of core/ may be off in a measured mean: some ten roundings of
// the scales in a drawn vector, and of the terms of the prediction in a
// gradient (1e-6 of them), squared with what they are added to.
double float_error(Quantity quantity, const Instance& instance, double exact) {
  constexpr double kRoundings = 1e-6;
  double vector = 0, gradient = 0;
  for (Eigen::Index k = 0; k < instance.samples.rows(); ++k) {
    const double size = instance.sample_scales(k).norm();
    vector = std::max(vector, kRoundings * size);
    gradient = std::max(gradient, kRoundings * size *
                                      (size * instance.model.norm() +
                                       std::abs(instance.labels(k))));
  }
  if (quantity == Quantity::kProjection) return vector * instance.model.norm();
  if (quantity == Quantity::kNonzeros) return kRoundings * exact;
  const double error = is_of_vector(quantity) ? vector : gradient;
  return 2 * std::sqrt(std::abs(exact)) * error + error * error;
}

// (measured - exact) / standard error, less the floats' error.
double score(Quantity quantity, const Instance& instance,
             const RunningStatistics& measured, double exact) {
  const double away = measured.mean() - exact;
  const double left = std::abs(away) - float_error(quantity, instance, exact);
  if (left <= 0) return 0;
  if (measured.standard_error() == 0) {
    return std::copysign(std::numeric_limits<double>::infinity(), away);
  }
  return std::copysign(left, away) / measured.standard_error();
}

Eigen::VectorXd gaussian(Eigen::Index n, RandomStream& stream) {
  Eigen::VectorXd v(n);
  for (double& value : v) value = stream.normal();
  return v;
}

// Gaussian sample and model of norm 1, |residual| = 1.
Instance gaussian_instance(Eigen::Index n, int bits, LevelConvention convention,
                           RandomStream& stream) {
  Instance instance;
  instance.bits = bits;
  instance.convention = convention;
  instance.samples = gaussian(n, stream).normalized().transpose();
  instance.model = gaussian(n, stream).normalized();
  instance.labels =
      Eigen::VectorXd::Constant(1, instance.sample(0).dot(instance.model) - 1);
  return instance;
}

}  // namespace

CellResult run_search(const Cell& cell, const RunContext& context) {
  const Record& own = cell.parameters;
  const Statement& tried = statement(own.text("statement"));
  const std::vector<int> bits = integers(own, "bits");
  std::vector<int> dimensions = integers(own, "dimensions");
  std::erase_if(dimensions, [&](int n) { return !tried.takes(n); });
  CellResult result;
  if (dimensions.empty()) {
    result.status = Status::kSkipped;
    result.reason = "no dimension is small enough for the closed form";
    return result;
  }
  const auto parts = static_cast<std::int64_t>(dimensions.size());
  const std::int64_t each = (own.integer("instances") + parts - 1) / parts;
  for (const int features : dimensions) {
    if (context.should_stop()) return {};
    const auto step = static_cast<std::uint64_t>(features);
    RandomStream stream(key_of(cell, Purpose::kSearch, step));
    const SearchResult random = try_random(tried, features, bits, each, stream);
    const SearchResult adversarial =
        climb(tried, features, bits, random, own.integer("search.restarts"),
              own.integer("search.steps"), stream);
    const SearchResult worst = rounded(
        tried, adversarial.objective > random.objective ? adversarial : random);
    if (worst.objective < 0) continue;
    const RunningStatistics measured =
        measure(tried.quantity, worst.worst, own.integer("monte_carlo.draws"),
                key_of(cell, Purpose::kMonteCarlo, step));
    result.rows.push_back(
        {{"features", features},
         {"random", random.instances},
         {"random_violations", random.violations},
         {"adversarial", adversarial.instances},
         {"adversarial_violations", adversarial.violations},
         {"ratio", std::max(random.ratio, adversarial.ratio)},
         {"objective", worst.objective},
         {"exact", worst.comparison.exact},
         {"bound", worst.comparison.bound},
         {"measured", t_interval(measured)},
         {"score",
          score(tried.quantity, worst.worst, measured, worst.comparison.exact)},
         {"instance", worst.worst.text(is_of_vector(tried.quantity)
                                           ? Instance::Parts::kVector
                                           : Instance::Parts::kAll)},
         {"steps",
          std::string(level_convention_name(worst.worst.convention))}});
  }
  return result;
}

CellResult run_formula(const Cell& cell, const RunContext& context) {
  const Record& own = cell.parameters;
  const Quantity quantity = quantity_from_name(own.text("quantity"));
  const std::vector<int> bits = integers(own, "bits");
  CellResult result;
  for (std::int64_t i = 0; i < own.integer("monte_carlo.instances"); ++i) {
    if (context.should_stop()) return {};
    const auto step = static_cast<std::uint64_t>(i);
    RandomStream stream(key_of(cell, Purpose::kSearch, step));
    Instance instance = gaussian_instance(
        kEndToEndFeatures, bits[stream.index(bits.size())],
        kConventions[stream.index(std::size(kConventions))], stream);
    if (stream.bernoulli(0.5)) {
      instance.scaling = SampleScaling::kColumn;
      instance.scales = instance.sample(0).cwiseAbs();
      for (double& scale : instance.scales) scale *= stream.uniform(1, 2);
    }
    const double expected = exact(quantity, instance);
    const RunningStatistics measured =
        measure(quantity, instance, own.integer("monte_carlo.draws"),
                key_of(cell, Purpose::kMonteCarlo, step));
    result.rows.push_back(
        {{"ratio", measured.mean() / expected},
         {"score", score(quantity, instance, measured, expected)}});
  }
  return result;
}

CellResult run_curve(const Cell& cell, const RunContext&) {
  const Record& own = cell.parameters;
  const LevelConvention convention =
      own.text("levels") == level_convention_name(LevelConvention::kPerSign)
          ? LevelConvention::kPerSign
          : LevelConvention::kWholeRange;
  const std::int64_t features = own.integer("features");
  const auto step = static_cast<std::uint64_t>(features);
  // The same vector for every number of bits and both conventions.
  RandomStream stream(key_of(cell, Purpose::kDataGeneration, step));
  const Instance instance = gaussian_instance(
      features, static_cast<int>(own.integer("bits")), convention, stream);
  const RunningStatistics measured =
      measure(Quantity::kTotalVariance, instance, own.integer("curve.draws"),
              key_of(cell, Purpose::kMonteCarlo, step));
  CellResult result;
  result.values = {{"s", instance.s()},
                   {"measured", measured.mean()},
                   {"exact", exact(Quantity::kTotalVariance, instance)}};
  return result;
}

CellResult run_end_to_end(const Cell& cell, const RunContext&) {
  const Record& own = cell.parameters;
  const std::int64_t features = own.integer("features");
  const auto step = static_cast<std::uint64_t>(features);
  int bits = 1;
  while (bits < 16 && std::pow(4, bits - 1) < static_cast<double>(features)) {
    ++bits;
  }
  RandomStream stream(key_of(cell, Purpose::kDataGeneration, step));
  const Instance instance =
      gaussian_instance(features, bits, LevelConvention::kPerSign, stream);
  const double measured = measure(Quantity::kEndToEndMoment, instance,
                                  own.integer("end_to_end.draws"),
                                  key_of(cell, Purpose::kMonteCarlo, step))
                              .mean();
  const GradientTerms terms = instance.terms();
  const double unit = terms.full_second_moment +
                      terms.model_norm * terms.model_norm / (terms.s * terms.s);
  CellResult result;
  result.values = {{"s", terms.s},
                   {"measured", measured},
                   {"factor", measured / unit},
                   {"printed", printed_end_to_end_moment(terms) / unit},
                   {"corrected", end_to_end_moment_bound(terms) / unit}};
  return result;
}

}  // namespace zipml::variance_bounds
