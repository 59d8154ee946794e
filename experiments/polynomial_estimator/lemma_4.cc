// Lemma 4, as printed and as corrected, on many instances. Second moments are
// exact, so an instance decides without sampling error.
#include <algorithm>
#include <cmath>

#include "core/polynomial/approximate.h"
#include "core/polynomial/estimate_moments.h"
#include "experiments/polynomial_estimator/tasks.h"

namespace zipml::polynomial_estimator {
namespace {

// A sample, a model, a polynomial and the intervals of each sign.
struct Instance {
  std::vector<float> sample;
  std::vector<double> model;
  std::vector<double> monomial;
  int s = 1;

  double norm() const {
    double sum = 0;
    for (const float a : sample) sum += double{a} * double{a};
    return std::sqrt(sum);
  }
  // r(s) = 1 + min(n / s^2, sqrt(n) / s) of row scaling (A.3).
  double r() const {
    const auto n = static_cast<double>(sample.size());
    return 1 + std::min(n / (s * s), std::sqrt(n) / s);
  }
  // z and x^T D x of the real levels: 2 s steps over [-||a||, ||a||].
  DrawMoments moments() const {
    const LevelGrid grid = LevelGrid::uniform(
        std::vector<ValueRange>(sample.size(), {-norm(), norm()}), 2 * s);
    DrawMoments moments;
    for (std::size_t i = 0; i < sample.size(); ++i) {
      moments.mean += double{sample[i]} * model[i];
      moments.variance +=
          model[i] * model[i] * grid.stochastic(i, sample[i]).variance;
    }
    return moments;
  }
};

Instance random_instance(RandomStream& stream) {
  Instance instance;
  const std::size_t n = 1 + stream.index(32);
  const double size = std::exp2(stream.uniform(-3, 1));
  for (std::size_t i = 0; i < n; ++i) {
    instance.sample.push_back(static_cast<float>(stream.normal()));
    instance.model.push_back(size * stream.normal());
  }
  const std::size_t degree = 1 + stream.index(15);
  for (std::size_t i = 0; i <= degree; ++i) {
    instance.monomial.push_back(stream.normal() *
                                std::exp2(stream.uniform(-4, 4)));
  }
  instance.s = 1 + static_cast<int>(stream.index(16));
  return instance;
}

// A random instance, made worse in one of five ways.
Instance adversarial_instance(RandomStream& stream, std::int64_t number) {
  Instance instance = random_instance(stream);
  std::vector<double>& m = instance.monomial;
  const double a_square = instance.norm() * instance.norm();
  double z = 0;
  for (std::size_t i = 0; i < instance.sample.size(); ++i) {
    z += double{instance.sample[i]} * instance.model[i];
  }
  switch (number % 5) {
    case 0:  // the model is orthogonal to the sample: all is noise
      for (std::size_t i = 0; i < instance.model.size(); ++i) {
        instance.model[i] -= z / a_square * double{instance.sample[i]};
      }
      break;
    case 1:  // the terms of the printed sum cancel: signs by turns, z > 0
      for (std::size_t i = 0; i < m.size(); ++i) {
        m[i] = std::abs(m[i]) * (i % 2 == 0 ? 1 : -1);
      }
      if (z < 0) {
        for (double& x : instance.model) x = -x;
      }
      break;
    case 2:  // one term: Minkowski's inequality is an equality
      std::fill(m.begin(), m.end() - 1, 0.0);
      break;
    case 3:  // a positive polynomial and z > 0, one interval a sign
      for (double& coefficient : m) coefficient = std::abs(coefficient);
      if (z < 0) {
        for (double& x : instance.model) x = -x;
      }
      instance.s = 1;
      break;
    default:  // what the hinge loss needs
      m = chebyshev_series(step, std::exp2(stream.uniform(-1, 3)),
                           static_cast<int>(m.size()) - 1)
              .monomial();
  }
  return instance;
}

}  // namespace

CellResult run_lemma_4(const Cell& cell, const RunContext& context) {
  const bool adversarial = cell.parameters.boolean("adversarial");
  const std::int64_t instances = cell.parameters.integer("instances");
  RandomStream stream({.seed = cell.seed,
                       .purpose = Purpose::kSearch,
                       .repetition = adversarial ? 1u : 0u});
  std::int64_t printed = 0, corrected = 0;
  double largest = 0;
  for (std::int64_t number = 0; number < instances; ++number) {
    if (number % 1024 == 0 && context.should_stop()) return {};
    const Instance instance = adversarial ? adversarial_instance(stream, number)
                                          : random_instance(stream);
    const DrawMoments moments = instance.moments();
    const double second = monomial_second_moment(instance.monomial, moments);
    // Sums of at most 16 terms, products of at most 15: 1e-9 is far above
    // their rounding.
    const auto above = [&](double bound) {
      return second > bound * (1 + 1e-9);
    };
    printed +=
        above(printed_lemma_4(instance.monomial, instance.r(), moments.mean));
    const double bound = corrected_lemma_4(instance.monomial, moments);
    corrected += above(bound);
    if (bound > 0) largest = std::max(largest, second / bound);
  }
  const Instance identity{{1, 0.5f}, {0.5, -1}, {0, 1}, 1};
  CellResult result;
  result.values = {
      {"instances", instances},
      {"printed", printed},
      {"corrected", corrected},
      {"largest", largest},
      {"identity_moment",
       monomial_second_moment(identity.monomial, identity.moments())},
      {"identity_bound", printed_lemma_4(identity.monomial, identity.r(),
                                         identity.moments().mean)}};
  return result;
}

}  // namespace zipml::polynomial_estimator
