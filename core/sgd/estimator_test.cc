#include "core/sgd/estimator.h"

#include <catch.h>

#include <Eigen/Core>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/quantize/grid.h"
#include "core/sgd/estimator_moments.h"

using namespace zipml;

namespace {

// One sample on a coarse grid, small enough to enumerate all of its draws:
// 2^n outcomes a draw, each with its exact chance.
struct Case {
  std::vector<float> sample, model;
  float label;
  LevelGrid grid;

  Case()
      : sample{0.3f, -0.55f, 0.9f},
        model{1.5f, -2, 0.75f},
        label(0.4f),
        grid(LevelGrid::uniform({{-1, 1}, {-1, 1}, {-2, 2}}, 4)) {}

  std::vector<float> outcome(unsigned bits) const {
    std::vector<float> draw;
    for (std::size_t i = 0; i < 3; ++i) {
      const int up = static_cast<int>(bits >> i & 1);
      draw.push_back(grid.level(i, grid.place(i, sample[i]).cell + up));
    }
    return draw;
  }
  double chance(unsigned bits) const {
    double product = 1;
    for (std::size_t i = 0; i < 3; ++i) {
      const double p = double{grid.place(i, sample[i]).fraction};
      product *= (bits >> i & 1) != 0 ? p : 1 - p;
    }
    return product;
  }
  Eigen::Vector3d wide_sample() const { return widen(sample); }
  Eigen::Vector3d wide_model() const { return widen(model); }
  Eigen::Vector3d full_gradient() const {
    return (wide_sample().dot(wide_model()) - double{label}) * wide_sample();
  }
  Eigen::Vector3d variances() const {
    Eigen::Vector3d d;
    for (std::size_t i = 0; i < 3; ++i) {
      d(static_cast<Eigen::Index>(i)) = grid.stochastic(i, sample[i]).variance;
    }
    return d;
  }

 private:
  static Eigen::Vector3d widen(const std::vector<float>& v) {
    return {double{v[0]}, double{v[1]}, double{v[2]}};
  }
};

struct ExactMoments {
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  double variance = 0;  // E ||g - mean||^2
};

// By enumeration of every outcome of every draw.
ExactMoments enumerate(const GradientEstimator& estimator, const Case& c) {
  const auto loss = make_least_squares_loss();
  const auto draws = static_cast<unsigned>(estimator.draws());
  std::vector<Eigen::Vector3d> gradients;
  std::vector<double> chances;
  for (unsigned outcome = 0; outcome < 1u << (3 * draws); ++outcome) {
    std::vector<std::vector<float>> rows;
    std::vector<const float*> pointers;
    double chance = 1;
    for (unsigned draw = 0; draw < draws; ++draw) {
      const unsigned bits = outcome >> (3 * draw) & 7;
      rows.push_back(c.outcome(bits));
      chance *= c.chance(bits);
    }
    for (const auto& row : rows) pointers.push_back(row.data());
    std::vector<float> gradient(3);
    estimator.add({.draws = pointers, .label = c.label}, c.model, *loss, 1,
                  gradient);
    gradients.emplace_back(double{gradient[0]}, double{gradient[1]},
                           double{gradient[2]});
    chances.push_back(chance);
  }
  ExactMoments moments;
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    moments.mean += chances[i] * gradients[i];
  }
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    moments.variance +=
        chances[i] * (gradients[i] - moments.mean).squaredNorm();
  }
  return moments;
}

// Gradients of size about 5 pass some ten float roundings.
constexpr double kFloatError = 5 * 10 * 6e-8;

}  // namespace

TEST_CASE("the naive estimator is biased by exactly D x", "[unit]") {
  const Case c;
  const ExactMoments moments = enumerate(*make_single_sample_estimator(), c);
  const Eigen::Vector3d bias = moments.mean - c.full_gradient();
  CHECK((bias - naive_gradient_bias(c.variances(), c.wide_model())).norm() <
        kFloatError);
  CHECK(bias.norm() > 0.1);
}

TEST_CASE("the naive estimator's second moment is the stated one", "[unit]") {
  const Case c;
  const ExactMoments moments = enumerate(*make_single_sample_estimator(), c);
  const RoundingMoments rounding = rounding_moments(c.grid, c.sample.data());
  CHECK((rounding.second - c.variances()).norm() < 1e-12);
  CHECK(naive_second_moment(c.wide_sample(), double{c.label}, rounding,
                            c.wide_model()) ==
        Approx(moments.variance + moments.mean.squaredNorm()).epsilon(1e-5));
}

TEST_CASE("double sampling is unbiased with the stated variances", "[unit]") {
  const Case c;
  const ExactMoments plain = enumerate(*make_double_sampling_estimator(), c);
  CHECK((plain.mean - c.full_gradient()).norm() < kFloatError);
  CHECK(plain.variance ==
        Approx(double_sampling_variance(c.wide_sample(), double{c.label},
                                        c.variances(), c.wide_model()))
            .epsilon(1e-5));

  const ExactMoments both = enumerate(*make_symmetrised_estimator(), c);
  CHECK((both.mean - c.full_gradient()).norm() < kFloatError);
  CHECK(both.variance ==
        Approx(symmetrised_variance(c.wide_sample(), double{c.label},
                                    c.variances(), c.wide_model()))
            .epsilon(1e-5));
  CHECK(both.variance < plain.variance);
}

TEST_CASE("with full-precision draws all estimators agree", "[unit]") {
  const Case c;
  const auto loss = make_least_squares_loss();
  for (const std::string& name : estimator_names()) {
    const auto estimator = make_estimator(name);
    CHECK(estimator->name() == name);
    const std::vector<const float*> draws(
        static_cast<std::size_t>(estimator->draws()), c.sample.data());
    std::vector<float> gradient(3, 1);
    estimator->add({.draws = draws, .label = c.label}, c.model, *loss, 0.5f,
                   gradient);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(double{gradient[i]} ==
            Approx(1 + 0.5 * c.full_gradient()(static_cast<Eigen::Index>(i)))
                .margin(kFloatError));
    }
  }
}

TEST_CASE("an unknown estimator is named, with a suggestion", "[unit]") {
  CHECK_THROWS_WITH(make_estimator("symmetrized"),
                    "unknown gradient estimator \"symmetrized\" (did you mean "
                    "\"symmetrised\"?)");
}
