#include "core/sgd/sketch.h"

#include <catch.h>

#include <cmath>
#include <vector>

#include "core/base/statistics.h"
#include "core/sgd/estimators/jl_refetch.h"

using namespace zipml;

namespace {

StreamKey key(std::uint64_t repetition) {
  return {.seed = 3, .purpose = Purpose::kSketch, .repetition = repetition};
}

double dot(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * double{b[i]};
  return sum;
}

const std::vector<float> kA = {0.5f, -1, 0.25f, 2, 0, -0.75f};
const std::vector<float> kX = {1, 0.5f, -2, 0.75f, 1.5f, 0.25f};

}  // namespace

TEST_CASE("a sketch keeps inner products, with the stated variance",
          "[property]") {
  constexpr std::size_t kDimension = 8;
  RunningStatistics error, square;
  for (std::uint64_t repetition = 0; repetition < 20'000; ++repetition) {
    const Sketch sketch(kA.size(), kDimension, key(repetition));
    std::vector<float> a(kDimension), x(kDimension);
    sketch.apply(kA.data(), a.data());
    sketch.apply(kX.data(), x.data());
    const double difference = dot(a, x) - dot(kA, kX);
    error.add(difference);
    square.add(difference * difference);
    // Corollary 4 with its sign and its half: the same number.
    double aa = 0, xx = 0, ax = 0;
    for (std::size_t j = 0; j < kDimension; ++j) {
      aa += double{a[j]} * double{a[j]};
      xx += double{x[j]} * double{x[j]};
      ax += std::pow(double{a[j]} - double{x[j]}, 2);
    }
    // Some ten float roundings of terms below 20.
    REQUIRE((aa + xx - ax) / 2 == Approx(dot(a, x)).margin(2e-5));
  }
  // 4.5 standard errors each: one false alarm in 10^5.
  CHECK(std::abs(error.mean()) < 4.5 * error.standard_error());
  CHECK(std::abs(square.mean() - sketch_variance(kA, kX, kDimension)) <
        4.5 * square.standard_error());
}

TEST_CASE("the failure bound holds and is inverted by the dimension",
          "[property]") {
  const double size = std::sqrt(dot(kA, kA) * dot(kX, kX));
  for (const std::size_t dimension : {16u, 64u, 200u}) {
    for (const double gamma : {0.4, 0.6, 1.0}) {
      int failures = 0;
      constexpr int kTrials = 2000;
      for (std::uint64_t repetition = 0; repetition < kTrials; ++repetition) {
        const Sketch sketch(kA.size(), dimension, key(repetition));
        std::vector<float> a(dimension), x(dimension);
        sketch.apply(kA.data(), a.data());
        sketch.apply(kX.data(), x.data());
        failures += std::abs(dot(a, x) - dot(kA, kX)) >= gamma * size ? 1 : 0;
      }
      CHECK(failures <= kTrials * sketch_failure_bound(dimension, gamma));
    }
  }
  CHECK(sketch_failure_bound(4, 0.1) == 1);
  CHECK(sketch_failure_bound(1000, 5) == sketch_failure_bound(1000, 1));
  for (const double gamma : {0.05, 0.3, 2.0}) {
    for (const double tau : {0.1, 1e-6}) {
      const std::size_t least = sketch_dimension(gamma, tau);
      CHECK(sketch_failure_bound(least, gamma) <= tau);
      CHECK(sketch_failure_bound(least - 1, gamma) > tau);
    }
  }
}

TEST_CASE("sketches of models are sent when the model has changed", "[unit]") {
  FeatureMatrix rows(2, 6);
  for (Eigen::Index j = 0; j < 6; ++j) {
    rows(0, j) = kA[static_cast<std::size_t>(j)];
    rows(1, j) = -kA[static_cast<std::size_t>(j)];
  }
  const SketchSpec spec{.dimension = 32, .delta = 0.1};
  const auto estimator = make_jl_refetch_estimator(rows, spec, key(0));
  const auto loss = make_hinge_loss();
  // ceil(log2(6 / 0.1)) = 6 bits a coordinate and a float for the scale.
  constexpr double kMessage = 32 * 6 + 32;
  const std::vector<float> drawn(6, 1);
  std::vector<float> gradient(6);
  const auto add = [&](Eigen::Index row, const std::vector<float>& model) {
    const float* draws[] = {drawn.data()};
    return estimator->add(
        {.row = row, .draws = draws, .label = 1, .full = rows.row(row).data()},
        model, *loss, 1, gradient);
  };
  CHECK(add(0, std::vector<float>(6, 0)).bits == 2 * kMessage);
  CHECK(add(1, std::vector<float>(6, 0)).bits == kMessage);
  CHECK(add(0, kX).bits == 2 * kMessage);
  CHECK(add(1, kX).bits == kMessage);
  CHECK(add(1, std::vector<float>(6, 0)).bits == 2 * kMessage);
  // x = 0: c = 1 exactly, active, and the draw is used.
  gradient.assign(6, 0);
  CHECK_FALSE(add(0, std::vector<float>(6, 0)).refetched);
  CHECK(gradient == std::vector<float>(6, -1));
}

TEST_CASE("a wide delta fetches every row again, and is exact", "[unit]") {
  FeatureMatrix rows(1, 6);
  for (Eigen::Index j = 0; j < 6; ++j) {
    rows(0, j) = kA[static_cast<std::size_t>(j)];
  }
  const auto estimator =
      make_jl_refetch_estimator(rows, {.dimension = 8, .delta = 1000}, key(0));
  const auto loss = make_hinge_loss();
  const std::vector<float> drawn(6, 1);
  const float* draws[] = {drawn.data()};
  std::vector<float> gradient(6);
  CHECK(estimator
            ->add({.draws = draws, .label = -1, .full = rows.row(0).data()}, kX,
                  *loss, 1, gradient)
            .refetched);
  // 1 + a^T x = 1.8125 > 0: active, and -b a = a.
  CHECK(dot(kA, kX) == Approx(0.8125));
  CHECK(gradient == kA);
}
