#include "core/data/synthetic.h"

#include <catch.h>

#include <Eigen/Cholesky>
#include <cmath>

using namespace zipml;

TEST_CASE("names of synthetic sets", "[unit]") {
  CHECK(synthetic_size("synthetic-10") == 10);
  CHECK(synthetic_size("synthetic-100000") == 100'000);
  CHECK(synthetic_size("synthetic-10-2") == 10);
  CHECK(synthetic_set("synthetic-10") == 1);
  CHECK(synthetic_set("synthetic-10-20") == 20);
  CHECK(synthetic_name(10) == "synthetic-10");
  CHECK(synthetic_name(10, 2) == "synthetic-10-2");
  for (const char* name :
       {"synthetic-", "synthetic-0", "synthetic-010", "synthetic--1",
        "synthetic-100001", "synthetic-1e2", "synthetic-10 ", "synthetic-10-",
        "synthetic-10-1", "synthetic-10-02", "synthetic-10-1001",
        "synthetic-10-2-3", "cadata"}) {
    CAPTURE(name);
    CHECK(!synthetic_size(name));
  }
}

TEST_CASE("a synthetic set is a function of its name", "[golden]") {
  // Written down once: a change of the generator must change its version.
  const Dataset data = make_synthetic(3);
  CHECK(data.name == "synthetic-3");
  CHECK(data.rows() == 20'000);
  CHECK(data.train_rows == 10'000);
  CHECK(make_synthetic(3).features == data.features);
  CHECK(synthetic_checksum(3) != synthetic_checksum(4));
  CHECK(data.checksum ==
        "e8e30dd43dc2af8f31535ff7b8056c304096002dd3ca5e7faccdbac7bb99d79f");
  CHECK(data.features(0, 0) == Approx(-1.86945).epsilon(1e-5));
  CHECK(data.labels[19'999] == Approx(-0.09552).epsilon(1e-4));
}

TEST_CASE("sets of one size are different draws", "[unit]") {
  const Dataset first = make_synthetic(2), second = make_synthetic(2, 2);
  CHECK(second.name == "synthetic-2-2");
  CHECK(first.checksum != second.checksum);
  CHECK(second.checksum == synthetic_checksum(2, 2));
  CHECK(first.features != second.features);
  CHECK(synthetic_model(2) != synthetic_model(2, 2));
}

TEST_CASE("features and noise are standard normal", "[property]") {
  const Eigen::Index n = 10;
  const Dataset data = make_synthetic(n);
  const Eigen::MatrixXd a = data.features.cast<double>();
  const Eigen::VectorXd noise =
      data.labels.cast<double>() - a * synthetic_model(n);
  // The mean of K draws has deviation 1/sqrt(K), their mean square
  // sqrt(2/K); five deviations of each, 22 checks: false alarm below 2e-5.
  const double k = 20'000;
  for (Eigen::Index j = 0; j < n; ++j) {
    CHECK(std::abs(a.col(j).mean()) < 5 / std::sqrt(k));
    CHECK(std::abs(a.col(j).squaredNorm() / k - 1) < 5 * std::sqrt(2 / k));
  }
  CHECK(std::abs(noise.mean()) < 5 / std::sqrt(k));
  CHECK(std::abs(noise.squaredNorm() / k - 1) < 5 * std::sqrt(2 / k));
}

TEST_CASE("the least-squares optimum is where theory puts it", "[property]") {
  const Eigen::Index n = 50;
  const Dataset data = make_synthetic(n);
  const auto k = static_cast<double>(data.train_rows);
  const Eigen::MatrixXd a =
      data.features.topRows(data.train_rows).cast<double>();
  const Eigen::VectorXd b = data.labels.head(data.train_rows).cast<double>();
  const Eigen::VectorXd x = (a.transpose() * a).ldlt().solve(a.transpose() * b);
  const double half_mse = (a * x - b).squaredNorm() / (2 * k);
  // The residual's square sum is chi-squared with K - n degrees of freedom:
  // half-MSE (K - n)/(2K) with deviation sqrt(2 (K - n))/(2K). Five
  // deviations: false alarm 6e-7.
  const double deviation = std::sqrt(2 * (k - n)) / (2 * k);
  CHECK(std::abs(half_mse - (1 - n / k) / 2) < 5 * deviation);
}
