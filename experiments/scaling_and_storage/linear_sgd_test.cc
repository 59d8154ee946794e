#include "experiments/scaling_and_storage/linear_sgd.h"

#include <catch.h>

#include <vector>

using namespace zipml::scaling_and_storage;

namespace {

// By the recursion itself: the mean, and the covariance by one unit of noise at
// a time, with burn_in + window updates.
struct Recursion {
  Eigen::Matrix2d hessian, covariance;
  Eigen::Vector2d point, start;
  double step = 0.3;
  int burn_in = 4, window = 7;

  Eigen::Vector2d mean_average() const {
    Eigen::Vector2d x = start, sum = Eigen::Vector2d::Zero();
    for (int t = 1; t <= burn_in + window; ++t) {
      x -= step * (hessian * (x - point));
      if (t > burn_in) sum += x;
    }
    return sum / window;
  }
  double noise(const Eigen::Matrix2d& metric) const {
    double total = 0;
    for (int source = 1; source <= burn_in + window; ++source) {
      Eigen::Matrix2d x = Eigen::Matrix2d::Zero(), sum = x;
      for (int t = 1; t <= burn_in + window; ++t) {
        x -= step * hessian * x;
        if (t == source) x -= step * Eigen::Matrix2d::Identity();
        if (t > burn_in) sum += x / window;
      }
      total += (metric * sum * covariance * sum.transpose()).trace();
    }
    return total;
  }
};

}  // namespace

TEST_CASE("averaged SGD in closed form is its recursion", "[unit]") {
  Recursion recursion;
  // Positive, and with an eigenvalue below zero, where nothing attracts.
  const Eigen::Matrix2d positive{{1.2, 0.4}, {0.4, 0.5}};
  const Eigen::Matrix2d indefinite{{1.2, 0.4}, {0.4, -0.1}};
  recursion.covariance = Eigen::Matrix2d{{0.7, -0.3}, {-0.3, 0.9}};
  recursion.point = {0.4, -2};
  recursion.start = {3, 1};
  const Eigen::Matrix2d metric{{2, 0.1}, {0.1, 1}};
  for (const Eigen::Matrix2d& hessian : {positive, indefinite}) {
    recursion.hessian = hessian;
    const LinearSgd closed(hessian, recursion.point, recursion.covariance,
                           recursion.step, recursion.burn_in, recursion.window);
    CHECK((closed.mean_average(recursion.start) - recursion.mean_average())
              .norm() < 1e-12);
    CHECK(closed.noise(metric) ==
          Approx(recursion.noise(metric)).epsilon(1e-10));
    CHECK((closed.smallest_eigenvalue() > 0) == (hessian == positive));
  }
}
