#include "experiments/svm_bias/instance.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "core/base/name_table.h"
#include "core/models/reference_optimum.h"

namespace zipml::svm_bias {
namespace {

constexpr double kDirectionRidge = 0.01;

Eigen::VectorXd normal_vector(Eigen::Index size, RandomStream& stream) {
  Eigen::VectorXd v(size);
  for (double& value : v) value = stream.normal();
  return v;
}

void set_row(FeatureMatrix& rows, Eigen::Index k, Eigen::VectorXd direction) {
  // A little below 1, so that rounding to floats does not pass it.
  direction *= (1 - 1e-6) / direction.norm();
  rows.row(k) = direction.cast<float>().transpose();
}

void aim_at_optimum(Instance& instance, double radius) {
  instance.model =
      hinge_optimum(instance.rows, instance.labels, kDirectionRidge,
                    {.tolerance = 1e-3, .max_iterations = 200})
          .model;
  const double norm = instance.model.norm();
  if (norm > 0) instance.model *= radius / norm;
}

std::size_t size_between(std::size_t low, std::size_t high,
                         RandomStream& stream) {
  return low + stream.index(high - low + 1);
}

Instance empty(std::size_t rows, std::size_t features) {
  Instance instance;
  instance.rows.setZero(static_cast<Eigen::Index>(rows),
                        static_cast<Eigen::Index>(features));
  instance.labels.assign(rows, 1.0f);
  return instance;
}

// Rows around a direction (all the same for spread 0), labels of random sign.
Instance around(const Eigen::VectorXd& center, double spread, std::size_t rows,
                RandomStream& stream) {
  Instance instance = empty(rows, static_cast<std::size_t>(center.size()));
  for (std::size_t k = 0; k < rows; ++k) {
    const double sign = stream.bernoulli(0.5) ? 1 : -1;
    instance.labels[k] = static_cast<float>(sign);
    set_row(instance.rows, static_cast<Eigen::Index>(k),
            sign * (center + spread * normal_vector(center.size(), stream)));
  }
  return instance;
}

using Family = Trial (*)(RandomStream&);

Trial with_model(Instance instance, Eigen::VectorXd model, double delta) {
  instance.model = std::move(model);
  const double radius = instance.model.norm();
  return {std::move(instance), radius, delta};
}

Eigen::VectorXd random_center(RandomStream& stream) {
  return normal_vector(static_cast<Eigen::Index>(size_between(1, 8, stream)),
                       stream)
      .normalized();
}

Trial random_trial(RandomStream& stream) {
  const Eigen::VectorXd center = random_center(stream);
  // So far apart that the centre does not matter.
  Instance instance = around(center, 1e3, size_between(5, 100, stream), stream);
  const double radius = stream.uniform(0.5, 3);
  return with_model(std::move(instance),
                    radius * normal_vector(center.size(), stream).normalized(),
                    stream.uniform(0.01, 0.9));
}

Trial aligned_trial(RandomStream& stream) {
  const Eigen::VectorXd center = random_center(stream);
  const double delta = stream.uniform(0.01, 0.9);
  Instance instance = around(center, stream.uniform(0, 0.3),
                             size_between(5, 100, stream), stream);
  return with_model(std::move(instance), stream.uniform(0.5, 1.5) * center,
                    delta);
}

Trial copies_trial(RandomStream& stream) {
  const double delta = stream.uniform(0.01, 0.9);
  const Eigen::VectorXd center = Eigen::VectorXd::Unit(
      static_cast<Eigen::Index>(size_between(1, 4, stream)), 0);
  Instance instance = around(center, 0, size_between(1, 100, stream), stream);
  return with_model(std::move(instance),
                    stream.uniform(1 - delta, 1 + delta) * center, delta);
}

Trial scaled_trial(RandomStream& stream) {
  Trial trial = copies_trial(stream);
  for (Eigen::Index k = 0; k < trial.instance.rows.rows(); ++k) {
    trial.instance.rows.row(k) *= static_cast<float>(stream.uniform());
  }
  return trial;
}

Trial adversarial_trial(RandomStream& stream) {
  Trial trial = aligned_trial(stream);
  Instance& instance = trial.instance;
  double worst = -1;
  Eigen::VectorXd model = instance.model;
  for (Eigen::Index k = 0; k < instance.rows.rows(); ++k) {
    const Eigen::VectorXd row = instance.rows.row(k).cast<double>().transpose();
    const double label = double{instance.labels[static_cast<std::size_t>(k)]};
    instance.model = label * (1 - trial.delta + 1e-5) / row.squaredNorm() * row;
    const double score = count_in_gap(instance.arguments(), trial.delta) /
                         instance.model.squaredNorm();
    if (score <= worst) continue;
    worst = score;
    model = instance.model;
  }
  return with_model(std::move(instance), std::move(model), trial.delta);
}

constexpr std::array<Named<Family>, 5> kFamilies = {{
    {"random", random_trial},
    {"aligned", aligned_trial},
    {"copies", copies_trial},
    {"scaled", scaled_trial},
    {"adversarial", adversarial_trial},
}};

}  // namespace

Eigen::VectorXd Instance::arguments() const {
  Eigen::VectorXd arguments = rows.cast<double>() * model;
  for (Eigen::Index k = 0; k < arguments.size(); ++k) {
    arguments(k) =
        1 - double{labels[static_cast<std::size_t>(k)]} * arguments(k);
  }
  return arguments;
}

double isotropy(const FeatureMatrix& rows) {
  const Eigen::MatrixXd a = rows.cast<double>();
  // Both products have the same largest eigenvalue.
  const Eigen::MatrixXd product = a.rows() < a.cols()
                                      ? Eigen::MatrixXd(a * a.transpose())
                                      : Eigen::MatrixXd(a.transpose() * a);
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(product,
                                                        Eigen::EigenvaluesOnly)
      .eigenvalues()
      .maxCoeff();
}

int count_in_gap(const Eigen::VectorXd& arguments, double delta) {
  return static_cast<int>(
      std::count_if(arguments.begin(), arguments.end(),
                    [&](double u) { return std::abs(u) <= delta - 1e-6; }));
}

double printed_count(double c, double radius, double delta) {
  return radius / (c * (1 - delta) * (1 - delta));
}

double corrected_count(double c, double radius, double delta) {
  return c * radius * radius / ((1 - delta) * (1 - delta));
}

Instance unit_vectors(std::size_t rows, std::size_t features, double radius,
                      RandomStream& stream) {
  Instance instance = empty(rows, features);
  const auto n = static_cast<Eigen::Index>(features);
  const Eigen::VectorXd halfspace = normal_vector(n, stream);
  for (std::size_t k = 0; k < rows; ++k) {
    const Eigen::VectorXd row = normal_vector(n, stream);
    set_row(instance.rows, static_cast<Eigen::Index>(k), row);
    const bool positive = (row.dot(halfspace) > 0) != stream.bernoulli(0.1);
    instance.labels[k] = positive ? 1.0f : -1.0f;
  }
  aim_at_optimum(instance, radius);
  return instance;
}

Instance copies(std::size_t rows, double delta) {
  Instance instance = empty(rows, 1);
  instance.rows.setOnes();
  instance.model = Eigen::VectorXd::Constant(1, 1 - delta / 10);
  return instance;
}

Instance from_problem(const LinearProblem& problem, std::size_t rows,
                      double radius) {
  const std::size_t used = std::min(rows, problem.rows());
  Instance instance;
  instance.rows = problem.features.topRows(static_cast<Eigen::Index>(used));
  instance.labels.assign(
      problem.labels.begin(),
      problem.labels.begin() + static_cast<std::ptrdiff_t>(used));
  const float largest = instance.rows.rowwise().norm().maxCoeff();
  if (largest > 0) instance.rows *= (1 - 1e-6f) / largest;
  aim_at_optimum(instance, radius);
  return instance;
}

std::vector<std::string> family_names() { return names_in(kFamilies); }

Trial draw_trial(const std::string& family, RandomStream& stream) {
  return value_in(kFamilies, family, "family of instances")(stream);
}

}  // namespace zipml::svm_bias
