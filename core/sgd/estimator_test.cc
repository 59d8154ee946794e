#include "core/sgd/estimator.h"

#include <catch.h>

#include "core/sgd/estimator_moments.h"
#include "core/sgd/estimator_testing.h"
#include "core/sgd/estimators/single_sample.h"
#include "core/sgd/method.h"

using namespace zipml;

namespace {

// Gradients of size about 5 pass some ten float roundings.
constexpr double kFloatError = 5 * 10 * 6e-8;

ExactMoments moments_of(const std::string& method, const CoarseSample& c) {
  return enumerate(*make_estimator(training_method(method), {}),
                   *make_least_squares_loss(), c);
}

}  // namespace

TEST_CASE("the naive estimator is biased by exactly D x", "[unit]") {
  const CoarseSample c = three_features();
  const auto loss = make_least_squares_loss();
  const ExactMoments moments =
      enumerate(*make_single_sample_estimator(), *loss, c);
  const Eigen::VectorXd bias = moments.mean - c.full_gradient(*loss);
  CHECK((bias - naive_gradient_bias(c.variances(), c.wide_model())).norm() <
        kFloatError);
  CHECK(bias.norm() > 0.1);
}

TEST_CASE("the naive estimator's second moment is the stated one", "[unit]") {
  const CoarseSample c = three_features();
  const ExactMoments moments = moments_of("naive", c);
  const RoundingMoments rounding = rounding_moments(c.grid, c.sample.data());
  CHECK((rounding.second - c.variances()).norm() < 1e-12);
  CHECK(naive_second_moment(c.wide_sample(), double{c.label}, rounding,
                            c.wide_model()) ==
        Approx(moments.variance + moments.mean.squaredNorm()).epsilon(1e-5));
}

TEST_CASE("double sampling has the stated variances", "[unit]") {
  const CoarseSample c = three_features();
  const ExactMoments plain = moments_of("double_sampling_plain", c);
  CHECK(plain.variance ==
        Approx(double_sampling_variance(c.wide_sample(), double{c.label},
                                        c.variances(), c.wide_model()))
            .epsilon(1e-5));
  const ExactMoments both = moments_of("double_sampling", c);
  CHECK(both.variance ==
        Approx(symmetrised_variance(c.wide_sample(), double{c.label},
                                    c.variances(), c.wide_model()))
            .epsilon(1e-5));
  CHECK(both.variance < plain.variance);
}

TEST_CASE("the pair sum has the stated variance, below that of both orders",
          "[unit]") {
  const CoarseSample c = three_features();
  const ExactMoments pairs = moments_of("pair_sum", c);
  CHECK(pairs.variance ==
        Approx(pair_sum_variance(c.wide_sample(), double{c.label},
                                 c.variances(), c.wide_model()))
            .epsilon(1e-5));
  const ExactMoments both = moments_of("double_sampling", c);
  const Eigen::VectorXd d = c.variances(), x = c.wide_model();
  const Eigen::VectorXd weighted = d.cwiseProduct(x);
  CHECK(both.variance - pairs.variance ==
        Approx((d.sum() * x.dot(weighted) - weighted.squaredNorm()) / 4)
            .epsilon(1e-4));
  CHECK(pairs.variance < both.variance);
}

TEST_CASE("the pair sum is double sampling's mean over the orders of draws",
          "[property]") {
  const CoarseSample c = three_features();
  const auto loss = make_least_squares_loss();
  const auto gradient = [&](const char* method, unsigned first,
                            unsigned second) {
    const std::vector<float> q1 = c.outcome(first), q2 = c.outcome(second);
    const float* draws[] = {q1.data(), q2.data()};
    std::vector<float> sum(3);
    make_estimator(training_method(method), {})
        ->add({.draws = draws, .label = c.label}, c.model, *loss, 1, sum);
    return Eigen::Vector3d(double{sum[0]}, double{sum[1]}, double{sum[2]});
  };
  for (unsigned first = 0; first < 8; ++first) {
    for (unsigned second = 0; second < 8; ++second) {
      const Eigen::Vector3d pairs = gradient("pair_sum", first, second);
      for (const char* form : {"double_sampling", "double_sampling_plain"}) {
        // The values whose draws change places.
        Eigen::Vector3d mean = Eigen::Vector3d::Zero();
        for (unsigned swapped = 0; swapped < 8; ++swapped) {
          const unsigned change = (first ^ second) & swapped;
          mean += gradient(form, first ^ change, second ^ change) / 8;
        }
        INFO(form << ' ' << first << ' ' << second);
        CHECK((pairs - mean).norm() < kFloatError);
      }
      CHECK((pairs - gradient("pair_sum", second, first)).norm() < kFloatError);
    }
  }
}

TEST_CASE("the naive estimator's variance is what its second moment leaves",
          "[unit]") {
  const CoarseSample c = three_features();
  const ExactMoments moments = moments_of("naive", c);
  CHECK(naive_variance(c.wide_sample(), double{c.label},
                       rounding_moments(c.grid, c.sample.data()),
                       c.wide_model()) ==
        Approx(moments.variance).epsilon(1e-5));
}

TEST_CASE("the moments of a drawn row are those of both draws together",
          "[unit]") {
  const std::vector<GradientMoments> rows = {{Eigen::Vector2d(1, 2), 0.5},
                                             {Eigen::Vector2d(-1, 0), 0},
                                             {Eigen::Vector2d(3, -5), 2}};
  const GradientMoments all = moments_over_rows(
      3, [&](Eigen::Index row) { return rows[static_cast<std::size_t>(row)]; });
  CHECK((all.mean - Eigen::Vector2d(1, -1)).norm() < 1e-15);
  // 2.5 / 3 within the rows, (9 + 5 + 20) / 3 between them.
  CHECK(all.variance == Approx((2.5 + 34) / 3).epsilon(1e-14));
}
