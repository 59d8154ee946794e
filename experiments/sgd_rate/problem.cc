#include "experiments/sgd_rate/problem.h"

#include <Eigen/QR>
#include <cmath>

#include "core/base/random.h"

namespace zipml::sgd_rate {

Record to_record(const GeneratorSpec& spec) {
  return {{"rows", spec.rows},
          {"features", spec.features},
          {"condition", spec.condition},
          {"label_noise", spec.label_noise}};
}

GeneratorSpec generator_from_record(const Record& record) {
  return {static_cast<int>(record.integer("rows")),
          static_cast<int>(record.integer("features")),
          record.number("condition"), record.number("label_noise")};
}

std::shared_ptr<const LinearProblem> make_problem(const GeneratorSpec& spec) {
  const Eigen::Index rows = spec.rows, n = spec.features;
  const double root = std::sqrt(static_cast<double>(rows));
  RandomStream stream({.seed = 161105402, .purpose = Purpose::kDataGeneration});
  // One column more than features: the direction of the noise.
  Eigen::MatrixXd gaussian(rows, n + 1);
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j <= n; ++j) gaussian(i, j) = stream.normal();
  }
  const Eigen::MatrixXd basis =
      Eigen::HouseholderQR<Eigen::MatrixXd>(gaussian).householderQ() *
      Eigen::MatrixXd::Identity(rows, n + 1);
  Eigen::MatrixXd wide = root * basis.leftCols(n);
  Eigen::VectorXd optimum(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    wide.col(i) *= std::sqrt(std::pow(
        spec.condition, -static_cast<double>(i) / static_cast<double>(n - 1)));
    optimum(i) =
        (stream.bernoulli(0.5) ? 1 : -1) / std::sqrt(static_cast<double>(n));
  }
  const Eigen::VectorXf labels =
      (wide * optimum + spec.label_noise * root * basis.col(n)).cast<float>();

  auto problem = std::make_shared<LinearProblem>();
  problem->features = wide.cast<float>();
  problem->labels.assign(labels.begin(), labels.end());
  problem->exact =
      std::make_unique<LeastSquaresProblem>(problem->features, labels, rows);
  problem->mean_squared_norm = problem->exact->second_moment().trace();
  return problem;
}

}  // namespace zipml::sgd_rate
