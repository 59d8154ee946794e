#include "experiments/fpga/hardware_data.h"

#include <catch.h>

#include <cmath>

#include "core/models/least_squares.h"

using namespace zipml;
using namespace zipml::fpga;

TEST_CASE("the generator's features fill [0, 1]", "[unit]") {
  const HardwareData data = make_hardware_data(500, 6, 1, 0);
  REQUIRE(data.features.cols() == 7);
  REQUIRE(data.labels.size() == 500);
  for (Eigen::Index j = 0; j < 6; ++j) {
    CHECK(data.features.col(j).minCoeff() == 0);
    CHECK(data.features.col(j).maxCoeff() == 1);
  }
  CHECK(data.features.col(6).minCoeff() == 1);
  CHECK(make_hardware_data(500, 6, 1, 0).features == data.features);
  CHECK(make_hardware_data(500, 6, 1, 1).features != data.features);
  CHECK(make_hardware_data(500, 6, 2, 0).labels != data.labels);
}

TEST_CASE("its optimum is that of the law", "[property]") {
  // a_j = b x_j + u_j with u_j of variance 1/12: given x, the best linear
  // predictor of b with an intercept leaves a variance of
  // 1 / (12 + 12 sum_j x_j^2), and sum_j x_j^2 is n / 3 with a standard
  // deviation of sqrt(4 n / 45): 33.3 +- 3.0 for n = 100. The sample's own
  // optimum is lower by a factor 1 - 101/K, with a relative standard error of
  // sqrt(2 / K) = 1.4 %.
  const Eigen::Index rows = 10'000;
  const HardwareData data = make_hardware_data(rows, 100, 1, 0);
  const Eigen::Map<const Eigen::VectorXf> labels(data.labels.data(), rows);
  const LeastSquaresProblem exact(data.features, labels, rows);
  const double expected = 0.5 / (12 + 12 * 100 / 3.0) * (1 - 101.0 / 10'000);
  // Three standard deviations of both: 3 * sqrt(0.09^2 + 0.014^2) = 27 %.
  CHECK(std::abs(exact.minimum() / expected - 1) < 0.27);
  const std::vector<float> zero(101, 0.0f);
  // b ~ U[0, 1): E b^2 / 2 = 1/6, relative standard error 0.9 %.
  CHECK(std::abs(data.half_mse(zero) * 6 - 1) < 0.03);
}
