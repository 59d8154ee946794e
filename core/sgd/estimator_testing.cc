#include "core/sgd/estimator_testing.h"

namespace zipml {
namespace {

Eigen::VectorXd widen(const std::vector<float>& values) {
  return Eigen::Map<const Eigen::VectorXf>(
             values.data(), static_cast<Eigen::Index>(values.size()))
      .cast<double>();
}

}  // namespace

std::vector<float> CoarseSample::outcome(unsigned bits) const {
  std::vector<float> draw;
  for (std::size_t i = 0; i < features(); ++i) {
    const int up = static_cast<int>(bits >> i & 1);
    draw.push_back(grid.level(i, grid.place(i, sample[i]).cell + up));
  }
  return draw;
}

double CoarseSample::chance(unsigned bits) const {
  double product = 1;
  for (std::size_t i = 0; i < features(); ++i) {
    const double p = double{grid.place(i, sample[i]).fraction};
    product *= (bits >> i & 1) != 0 ? p : 1 - p;
  }
  return product;
}

double CoarseSample::prediction() const {
  return wide_sample().dot(wide_model());
}

Eigen::VectorXd CoarseSample::wide_sample() const { return widen(sample); }

Eigen::VectorXd CoarseSample::wide_model() const { return widen(model); }

Eigen::VectorXd CoarseSample::full_gradient(const Loss& loss) const {
  const auto z = static_cast<float>(prediction());
  return double{loss.derivative(z, label)} * wide_sample();
}

Eigen::VectorXd CoarseSample::variances() const {
  Eigen::VectorXd d(static_cast<Eigen::Index>(features()));
  for (std::size_t i = 0; i < features(); ++i) {
    d(static_cast<Eigen::Index>(i)) = grid.stochastic(i, sample[i]).variance;
  }
  return d;
}

CoarseSample three_features() {
  return {.sample = {0.3f, -0.55f, 0.9f},
          .model = {1.5f, -2, 0.75f},
          .label = 0.4f,
          .grid = LevelGrid::uniform({{-1, 1}, {-1, 1}, {-2, 2}}, 4)};
}

ExactMoments enumerate(const GradientEstimator& estimator, const Loss& loss,
                       const CoarseSample& sample) {
  const auto draws = static_cast<unsigned>(estimator.draws());
  const auto n = static_cast<unsigned>(sample.features());
  std::vector<Eigen::VectorXd> gradients;
  std::vector<double> chances;
  for (unsigned outcome = 0; outcome < 1u << (n * draws); ++outcome) {
    std::vector<std::vector<float>> rows;
    std::vector<const float*> pointers;
    double chance = 1;
    for (unsigned draw = 0; draw < draws; ++draw) {
      const unsigned bits = outcome >> (n * draw) & ((1u << n) - 1);
      rows.push_back(sample.outcome(bits));
      chance *= sample.chance(bits);
    }
    for (const auto& row : rows) pointers.push_back(row.data());
    std::vector<float> gradient(n);
    estimator.add({.draws = pointers,
                   .label = sample.label,
                   .full = sample.sample.data()},
                  sample.model, loss, 1, gradient);
    gradients.push_back(widen(gradient));
    chances.push_back(chance);
  }
  ExactMoments moments{Eigen::VectorXd::Zero(n)};
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    moments.mean += chances[i] * gradients[i];
  }
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    moments.variance +=
        chances[i] * (gradients[i] - moments.mean).squaredNorm();
  }
  return moments;
}

}  // namespace zipml
