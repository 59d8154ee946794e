#include "core/models/reference_optimum.h"

#include <catch.h>
#include <linear.h>

#include <cmath>
#include <functional>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/models/objective.h"

using namespace zipml;

namespace {

struct Classes {
  FeatureMatrix features;
  std::vector<float> labels;
};

// Two overlapping normal clouds, and an intercept.
Classes clouds(Eigen::Index rows, Eigen::Index features, double distance) {
  RandomStream stream({.seed = 11, .purpose = Purpose::kTest});
  Classes classes{FeatureMatrix(rows, features + 1), {}};
  for (Eigen::Index k = 0; k < rows; ++k) {
    const bool positive = stream.bernoulli(0.4);
    classes.labels.push_back(positive ? 1.0f : -1.0f);
    for (Eigen::Index j = 0; j < features; ++j) {
      const double center = (positive ? 0.5 : -0.5) * distance;
      classes.features(k, j) =
          static_cast<float>((j % 3 == 0 ? center : 0) + stream.normal());
    }
    classes.features(k, features) = 1;
  }
  return classes;
}

// F by a plain loop.
double ridge_objective(const Classes& classes, const std::string& loss,
                       double ridge, const Eigen::VectorXd& x) {
  const auto own = make_loss(loss);
  double sum = 0;
  for (Eigen::Index k = 0; k < classes.features.rows(); ++k) {
    sum += own->value(classes.features.row(k).cast<double>().dot(x),
                      double{classes.labels[static_cast<std::size_t>(k)]});
  }
  return sum / static_cast<double>(classes.labels.size()) +
         ridge / 2 * x.squaredNorm();
}

// The same optimum by liblinear: 1/2 ||x||^2 + C sum_k l, C = 1 / (ridge K).
double liblinear_value(const Classes& classes, const std::string& loss,
                       double ridge) {
  const auto rows = static_cast<std::size_t>(classes.features.rows());
  const auto n = static_cast<std::size_t>(classes.features.cols());
  std::vector<std::vector<feature_node>> nodes(rows);
  std::vector<feature_node*> pointers;
  std::vector<double> labels(classes.labels.begin(), classes.labels.end());
  for (std::size_t k = 0; k < rows; ++k) {
    for (std::size_t j = 0; j < n; ++j) {
      const float value = classes.features(static_cast<Eigen::Index>(k),
                                           static_cast<Eigen::Index>(j));
      nodes[k].push_back({static_cast<int>(j) + 1, double{value}});
    }
    nodes[k].push_back({-1, 0});
    pointers.push_back(nodes[k].data());
  }
  ::problem data{static_cast<int>(rows), static_cast<int>(n), labels.data(),
                 pointers.data(), -1};
  ::parameter options{};
  options.solver_type = loss == "logistic" ? L2R_LR : L2R_L1LOSS_SVC_DUAL;
  options.eps = 1e-8;
  options.C = 1 / (ridge * static_cast<double>(rows));
  set_print_string_function([](const char*) {});
  ::model* trained = ::train(&data, &options);
  Eigen::VectorXd x(classes.features.cols());
  for (Eigen::Index j = 0; j < x.size(); ++j) {
    x(j) = get_decfun_coef(trained, static_cast<int>(j) + 1, 0);
  }
  // Its first class is that of the first row.
  if (trained->label[0] == -1) x = -x;
  free_and_destroy_model(&trained);
  return ridge_objective(classes, loss, ridge, x);
}

}  // namespace

TEST_CASE("one sample has its optimum in closed form", "[unit]") {
  FeatureMatrix features(1, 2);
  features << 3, 4;
  const std::vector<float> labels = {-1};
  // Hinge: x = -s a with margin 25 s; slope -25 + 25 ridge s: s = 1 / ridge
  // while 25 s < 1, else s = 1/25.
  const ReferenceOptimum small =
      reference_optimum("hinge", features, labels, 100);
  CHECK(small.model(0) == Approx(-0.03));
  CHECK(small.value == Approx(1 - 25 * 0.01 + 50 * 25 * 1e-4));
  const ReferenceOptimum tight =
      reference_optimum("hinge", features, labels, 1);
  CHECK(tight.model(1) == Approx(-4.0 / 25));
  CHECK(tight.gap <= 1e-6 * tight.value);
  // Logistic: s solves s ridge = sigmoid(-25 s).
  const ReferenceOptimum logistic =
      reference_optimum("logistic", features, labels, 1,
                        {.tolerance = 1e-12, .max_iterations = 100});
  const double s = -logistic.model(0) / 3;
  // ||x - x*|| = 5 |s - s*| <= sqrt(2 gap / ridge) < 1e-6.
  CHECK(s == Approx(1 / (1 + std::exp(25 * s))).margin(2e-7 + 5 * 2e-7));
}

TEST_CASE("reference optima are stationary within their gap", "[unit]") {
  const Classes classes = clouds(300, 6, 1.5);
  RandomStream stream({.seed = 2, .purpose = Purpose::kTest});
  for (const std::string loss : {"logistic", "hinge"}) {
    for (const double ridge : {1.0, 1e-2, 1e-3}) {
      INFO(loss << ", ridge " << ridge);
      const ReferenceOptimum best =
          reference_optimum(loss, classes.features, classes.labels, ridge);
      const double value = ridge_objective(classes, loss, ridge, best.model);
      CHECK(best.value == Approx(value).epsilon(1e-9));
      CHECK(best.gap >= -1e-12);
      CHECK(best.gap <= 1e-6 * best.value);
      // No neighbour, near or far, is below by more than the gap; the ridge
      // makes them higher by ridge / 2 ||step||^2 at least.
      for (int i = 0; i < 200; ++i) {
        Eigen::VectorXd step(best.model.size());
        for (double& v : step) v = stream.normal();
        step *= std::pow(10.0, -(i % 5)) / step.norm();
        CHECK(ridge_objective(classes, loss, ridge, best.model + step) >=
              best.value - best.gap);
      }
    }
  }
}

TEST_CASE("reference optima agree with liblinear's", "[slow]") {
  for (const auto& [rows, features] :
       {std::pair<Eigen::Index, Eigen::Index>{2000, 10}, {400, 600}}) {
    const Classes classes = clouds(rows, features, 1);
    for (const std::string loss : {"logistic", "hinge"}) {
      for (const double ridge : {1e-1, 1e-3}) {
        INFO(loss << ", " << features << " features, ridge " << ridge);
        const double ours =
            reference_optimum(loss, classes.features, classes.labels, ridge)
                .value;
        CHECK(ours ==
              Approx(liblinear_value(classes, loss, ridge)).epsilon(1e-4));
      }
    }
  }
}

TEST_CASE("an optimum needs a ridge and a loss that it knows", "[unit]") {
  const Classes classes = clouds(5, 2, 1);
  CHECK_THROWS_AS(
      reference_optimum("hinge", classes.features, classes.labels, 0),
      UserError);
  CHECK_THROWS_AS(
      reference_optimum("least_squares", classes.features, classes.labels, 1),
      UserError);
}
