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
