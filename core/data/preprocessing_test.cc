#include "core/data/preprocessing.h"

#include <catch.h>

#include <cmath>

#include "core/base/error.h"
#include "core/data/data_testing.h"

using namespace zipml;

namespace {

// Three training rows and one test row; the third feature is constant in
// training, the fourth zero.
Dataset small() {
  Dataset data;
  data.name = "small";
  data.features.resize(4, 4);
  data.features << 1, -10, 5, 0,  //
      2, 0, 5, 0,                 //
      6, 30, 5, 0,                //
      8, 60, 7, 3;
  data.labels = Eigen::Vector4d(-4, 0, 10, 20);
  data.feature_names = {"a", "b", "c", "d"};
  data.train_rows = 3;
  return data;
}

// Values are small and a map has two roundings: a few units in the last place.
constexpr float kTolerance = 4e-7f;

DataMatrix matrix(std::initializer_list<double> values) {
  DataMatrix result(4, 4);
  std::copy(values.begin(), values.end(), result.data());
  return result;
}

}  // namespace

TEST_CASE("z-score of features uses the training rows", "[unit]") {
  const Dataset data = z_score(small());
  // Feature 1: mean 3, variance (4 + 1 + 9)/3.
  const auto s = static_cast<float>(std::sqrt(14.0 / 3));
  CHECK(data.features(0, 0) == Approx(-2 / s).epsilon(kTolerance));
  CHECK(data.features(3, 0) == Approx(5 / s).epsilon(kTolerance));
  for (Eigen::Index j = 0; j < 4; ++j) {
    const auto column = data.features.col(j).head(3).cast<double>();
    CHECK(std::abs(column.mean()) < kTolerance);
    // A constant feature is 0, not a division by zero.
    CHECK(column.squaredNorm() / 3 ==
          Approx(j < 2 ? 1.0 : 0.0).margin(4 * kTolerance));
  }
  CHECK(data.features(3, 2) == 2);
  CHECK(data.features(3, 3) == 3);
  CHECK(data.steps ==
        std::vector<std::string>{
            "z-score of 4 features over 3 training rows (means 0 to 6.66667, "
            "standard deviations 1 to 16.9967; 2 constant)"});
}

TEST_CASE("min-max and column scaling of features", "[unit]") {
  const Dataset signs = min_max(small());
  CHECK(signs.features.isApprox(matrix({-1, -1, 0, 0,        //
                                        -0.6f, -0.5f, 0, 0,  //
                                        1, 1, 0, 0,          //
                                        1.8f, 2.5f, 2, 3}),
                                kTolerance));
  const Dataset units = min_max(small(), ScalingRange::kZeroToOne);
  CHECK(units.features.isApprox(matrix({0, 0, 0, 0,         //
                                        0.2f, 0.25f, 0, 0,  //
                                        1, 1, 0, 0,         //
                                        1.4f, 1.75f, 2, 3}),
                                kTolerance));
  const Dataset columns = column_max(small());
  CHECK(columns.features.isApprox(matrix({1 / 6.f, -1 / 3.f, 1, 0,  //
                                          1 / 3.f, 0, 1, 0,         //
                                          1, 1, 1, 0,               //
                                          8 / 6.f, 2, 1.4f, 3}),
                                  kTolerance));
  CHECK(columns.steps.back() ==
        "column max |value| of 4 features over 3 training rows (divided by 1 "
        "to 30; 2 constant)");
  CHECK(units.steps.back() ==
        "min-max to [0, 1] of 4 features over 3 training rows (subtracted -10 "
        "to 5, divided by 1 to 40; 2 constant)");
}

TEST_CASE("an intercept is one more feature", "[unit]") {
  const Dataset data = append_intercept(small());
  CHECK(data.features.leftCols(4) == small().features);
  CHECK(data.features.col(4) == Eigen::Vector4d::Ones());
  CHECK(data.feature_names.back() == "intercept");
  CHECK(data.steps.size() == 1);
}

TEST_CASE("the first training rows keep the test rows", "[unit]") {
  const Dataset data = first_train_rows(small(), 2);
  CHECK(data.rows() == 3);
  CHECK(data.train_rows == 2);
  CHECK(data.labels == Eigen::Vector3d(-4, 0, 20));
  CHECK(data.features.row(2) == small().features.row(3));
  CHECK(data_testing::message_of([] { first_train_rows(small(), 4); }) ==
        "small: 4 training rows were asked for; it has 3");
}

TEST_CASE("training rows at equal distances, the test rows after them",
          "[unit]") {
  Dataset data;
  data.name = "seven";
  data.features.resize(7, 1);
  data.features << 0, 1, 2, 3, 4, 50, 60;
  data.labels = data.features.col(0);
  data.train_rows = 5;
  const Dataset spread = spread_train_rows(data, 3);
  CHECK(spread.train_rows == 3);
  // Rows 0, floor(5 / 3) and floor(10 / 3).
  Eigen::VectorXd expected(5);
  expected << 0, 1, 3, 50, 60;
  CHECK(spread.labels == expected);
  CHECK(spread.features.col(0) == expected);
  CHECK(spread_train_rows(data, 5).labels == data.labels);
  CHECK(data_testing::message_of([&] { spread_train_rows(data, 6); }) ==
        "seven: 6 training rows were asked for; it has 5");
}

TEST_CASE("products of dense features fill up to the number asked for",
          "[unit]") {
  Dataset data;
  data.name = "toy";
  data.features.resize(20, 3);
  data.labels = Eigen::VectorXd::Zero(20);
  data.train_rows = 10;
  data.features.col(0).setConstant(2);
  data.features.col(1).setConstant(-8);
  data.features.col(2).setZero();
  data.features(0, 0) = 4;
  const Dataset wide = append_products(data, 40);
  REQUIRE(wide.feature_count() == 40);
  CHECK(wide.features.leftCols(3) == data.features);
  // a a', a b or b b over 8, never with the zeros of column 2; exact in float.
  for (Eigen::Index j = 3; j < 40; ++j) {
    const double later = wide.features(5, j);
    CHECK((later == 0.5f || later == -2.0f || later == 8.0f));
    const double first = later == 8.0f ? 1 : (later == -2.0f ? 2 : 4);
    CHECK(wide.features(0, j) == first * later);
  }
  CHECK(append_products(data, 40).features == wide.features);
  data.features.setZero();
  CHECK_THROWS_AS(append_products(data, 40), UserError);
}

TEST_CASE("only the first test rows stay", "[unit]") {
  Dataset data;
  data.features = DataMatrix::Zero(9, 1);
  for (Eigen::Index i = 0; i < 9; ++i) {
    data.features(i, 0) = static_cast<double>(i);
  }
  data.labels = data.features.col(0);
  data.train_rows = 4;
  const Dataset few = first_test_rows(data, 2);
  CHECK(few.rows() == 6);
  CHECK(few.train_rows == 4);
  CHECK(few.features(5, 0) == 5);
  CHECK(few.labels(5) == 5);
  CHECK_THROWS_AS(first_test_rows(data, 6), UserError);
}
