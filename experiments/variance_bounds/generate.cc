#include "experiments/variance_bounds/generate.h"

#include <algorithm>
#include <cmath>

namespace zipml::variance_bounds {
namespace {

// Of norms and entries that a search may go to: far enough to see a ratio
// grow without bound, near enough for floats.
constexpr double kSmallest = 1e-3;
constexpr double kLargest = 1e3;

std::uint64_t pick(std::uint64_t count, RandomStream& stream) {
  return stream.index(count);
}

Eigen::Index pick_index(Eigen::Index count, RandomStream& stream) {
  return static_cast<Eigen::Index>(
      stream.index(static_cast<std::uint64_t>(count)));
}

// Log-uniform.
double magnitude(double low, double high, RandomStream& stream) {
  return std::exp(stream.uniform(std::log(low), std::log(high)));
}

// A number of [-1, 1] in the middle of a cell, or on a level.
double mid_cell(int intervals, RandomStream& stream) {
  return (2.0 * static_cast<double>(
                    pick(static_cast<std::uint64_t>(intervals), stream)) +
          1) /
             intervals -
         1;
}
double on_level(int intervals, RandomStream& stream) {
  return 2.0 *
             static_cast<double>(
                 pick(static_cast<std::uint64_t>(intervals) + 1, stream)) /
             intervals -
         1;
}

// Entries in [-1, 1], not all zero.
Eigen::VectorXd random_shape(Eigen::Index n, int intervals,
                             RandomStream& stream) {
  Eigen::VectorXd v = Eigen::VectorXd::Zero(n);
  const auto fill = [&](const auto& entry) {
    for (double& value : v) value = entry();
  };
  switch (pick(8, stream)) {
    case 0:
      fill([&] { return stream.normal(); });
      break;
    case 1:
      fill([&] { return stream.uniform(-1, 1); });
      break;
    case 2:
      v.setConstant(stream.uniform(0, 1));
      break;
    case 3:
      v(pick_index(n, stream)) = 1;
      break;
    case 4:
      fill([&] {
        return stream.bernoulli(3.0 / static_cast<double>(n))
                   ? stream.uniform(-1, 1)
                   : 0.0;
      });
      break;
    case 5:
      v.head(1 + pick_index(n, stream)).setOnes();
      break;
    case 6:
      fill([&] { return mid_cell(intervals, stream); });
      break;
    default:
      fill([&] { return on_level(intervals, stream); });
      break;
  }
  const double largest = v.cwiseAbs().maxCoeff();
  if (largest == 0) v(0) = 1;
  if (largest > 1) v /= largest;
  return v;
}

double random_label(const Instance& instance, Eigen::Index k,
                    RandomStream& stream) {
  const double prediction = instance.samples.row(k).dot(instance.model);
  switch (pick(4, stream)) {
    case 0:
      return 0;
    case 1:
      return prediction;
    case 2:
      return stream.normal();
    default:
      return prediction + magnitude(0.01, 100, stream);
  }
}

Eigen::VectorXd random_model(const Instance& instance, RandomStream& stream) {
  const Eigen::Index n = instance.features();
  switch (pick(4, stream)) {
    case 0:
      return Eigen::VectorXd::Zero(n);
    case 1:
      return instance.sample(0);
    default:
      return magnitude(0.01, 100, stream) *
             random_shape(n, instance.intervals(), stream);
  }
}

bool is_rare(const Eigen::VectorXd& variances, const Eigen::VectorXd& scales,
             int intervals) {
  const Eigen::VectorXd steps = 2 * scales / intervals;
  const double total = variances.sum();
  return total * total < 0.1 * variances.dot(steps.cwiseAbs2());
}

bool is_row_scaled_rare(const Eigen::VectorXd& v, int intervals) {
  return is_rare(row_scaled_variances(v, intervals),
                 Eigen::VectorXd::Constant(v.size(), v.norm()), intervals);
}

}  // namespace

Instance random_instance(const Statement& statement, Eigen::Index features,
                         const std::vector<int>& bits, RandomStream& stream) {
  Instance instance;
  instance.bits = bits[pick(bits.size(), stream)];
  instance.convention =
      statement.conventions[pick(statement.conventions.size(), stream)];
  instance.scaling =
      statement.scalings[pick(statement.scalings.size(), stream)];
  const auto count = static_cast<Eigen::Index>(
      1 + pick(static_cast<std::uint64_t>(statement.max_samples), stream));
  const int intervals = instance.intervals();
  instance.scales = Eigen::VectorXd::Ones(features);
  if (stream.bernoulli(0.5)) {
    for (double& scale : instance.scales) scale = magnitude(0.1, 10, stream);
  }
  instance.samples.resize(count, features);
  const double size = magnitude(0.01, 10, stream);
  for (Eigen::Index k = 0; k < count; ++k) {
    Eigen::VectorXd shape = random_shape(features, intervals, stream);
    if (instance.scaling == SampleScaling::kColumn) {
      shape.array() *= instance.scales.array();
    }
    instance.samples.row(k) = size * shape;
  }
  instance.scales *= size;
  instance.model = random_model(instance, stream);
  instance.labels.resize(count);
  for (Eigen::Index k = 0; k < count; ++k) {
    instance.labels(k) = random_label(instance, k, stream);
  }
  repair(statement, instance);
  return instance;
}

void repair(const Statement& statement, Instance& instance) {
  for (Eigen::Index k = 0; k < instance.samples.rows(); ++k) {
    const double norm = instance.samples.row(k).norm();
    if (!(norm > kSmallest)) {
      instance.samples.row(k).setZero();
      instance.samples(k, 0) = kSmallest;
    } else if (norm > kLargest) {
      instance.samples.row(k) *= kLargest / norm;
    }
  }
  if (instance.scaling == SampleScaling::kColumn) {
    instance.scales =
        instance.scales.cwiseAbs()
            .cwiseMin(kLargest)
            .cwiseMax(kSmallest)
            .cwiseMax(
                instance.samples.cwiseAbs().colwise().maxCoeff().transpose());
  }
  if (statement.norm == SampleNorm::kOne) {
    instance.samples.rowwise().normalize();
  } else if (statement.norm == SampleNorm::kAtMostOne) {
    const double largest = instance.samples.rowwise().norm().maxCoeff();
    if (largest > 1) {
      instance.samples /= largest;
      instance.scales /= largest;
    }
  }
  instance.model = instance.model.cwiseMin(kLargest).cwiseMax(-kLargest);
  instance.labels = instance.labels.cwiseMin(kLargest).cwiseMax(-kLargest);
  if (statement.zero_label) instance.labels.setZero();
}

void mutate(Instance& instance, const std::vector<int>& bits,
            RandomStream& stream) {
  const Eigen::Index n = instance.features();
  const Eigen::Index k = pick_index(instance.samples.rows(), stream);
  const Eigen::Index i = pick_index(n, stream);
  double& entry = instance.samples(k, i);
  double& weight = instance.model(i);
  const double scale = instance.sample_scales(k)(i);
  const int intervals = instance.intervals();
  switch (pick(16, stream)) {
    case 0:
      entry = 0;
      break;
    case 1:
      entry = scale * mid_cell(intervals, stream);
      break;
    case 2:
      entry = scale * on_level(intervals, stream);
      break;
    case 3:
      entry *= std::exp(0.3 * stream.normal());
      break;
    case 4:
      entry += 0.1 * scale * stream.normal();
      break;
    case 5:
      entry = instance.samples(k, pick_index(n, stream));
      break;
    case 6:
      entry = -entry;
      break;
    case 7: {
      const double factor = std::exp(stream.normal());
      instance.samples *= factor;
      if (stream.bernoulli(0.5)) instance.scales *= factor;
      break;
    }
    case 8:
      instance.scales(i) = instance.scales(pick_index(n, stream));
      break;
    case 9:
      instance.scales(i) *= std::exp(0.5 * stream.normal());
      break;
    case 10:
      instance.labels(k) = random_label(instance, k, stream);
      break;
    case 11:
      weight = stream.bernoulli(0.5) ? 0 : weight + stream.normal();
      break;
    case 12:
      weight *= std::exp(0.3 * stream.normal());
      break;
    case 13:
      weight = instance.model(pick_index(n, stream));
      break;
    case 14:
      instance.model *= std::exp(stream.normal());
      break;
    default:
      instance.bits = bits[pick(bits.size(), stream)];
      break;
  }
}

bool is_measurable(const Instance& instance) {
  const int intervals = instance.intervals();
  for (Eigen::Index k = 0; k < instance.samples.rows(); ++k) {
    if (is_rare(instance.sample_variances(k), instance.sample_scales(k),
                intervals) ||
        is_row_scaled_rare(instance.sample(k), intervals)) {
      return false;
    }
  }
  return !is_row_scaled_rare(instance.model, intervals);
}

}  // namespace zipml::variance_bounds
