#include "experiments/variance_bounds/quantity.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <stdexcept>

#include "core/sgd/estimator_moments.h"

namespace zipml::variance_bounds {
namespace {

struct QuantityRow {
  Quantity quantity;
  const char* name;
  const char* formula;
};

constexpr QuantityRow kQuantities[] = {
    {Quantity::kProjection, "projection", "E x^T Q(a)"},
    {Quantity::kTotalVariance, "total_variance", "E ||Q(a) - a||^2"},
    {Quantity::kNonzeros, "nonzeros", "E ||Q(a)||_0"},
    {Quantity::kSecondMoment, "second_moment", "E ||Q(a)||^2"},
    {Quantity::kDoubleSampling, "double_sampling",
     "E ||g - g'||^2, double sampling"},
    {Quantity::kSymmetrised, "symmetrised", "E ||g - g'||^2, symmetrised"},
    {Quantity::kDoubleSamplingMoment, "double_sampling_moment",
     "E ||g||^2, double sampling"},
    {Quantity::kDoubleSamplingNoise, "double_sampling_noise",
     "E ||g - grad f||^2, double sampling"},
    {Quantity::kModelMoment, "model_moment", "E ||a (a^T Q(x) - b)||^2"},
    {Quantity::kGradientMoment, "gradient_moment", "E ||Q(g')||^2"},
    {Quantity::kEndToEndMoment, "end_to_end_moment", "E ||g||^2, end to end"},
    {Quantity::kEndToEndNoise, "end_to_end_noise",
     "E ||g - grad f||^2, end to end"},
};

const QuantityRow& row_of(Quantity quantity) {
  return *std::find_if(
      std::begin(kQuantities), std::end(kQuantities),
      [&](const QuantityRow& row) { return row.quantity == quantity; });
}

double square(double x) { return x * x; }

// E ||Q(v)||^2 with row scaling.
double row_scaled_moment(const Eigen::VectorXd& v, int intervals) {
  return v.squaredNorm() + row_scaled_variances(v, intervals).sum();
}

// A value that is no level differs from zero always; zero is a level for even
// N only.
double expected_nonzeros(const Instance& instance) {
  const Eigen::VectorXd a = instance.sample(0);
  const Eigen::VectorXd scales = instance.sample_scales(0);
  double sum = 0;
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    sum += instance.intervals() % 2 == 1
               ? 1
               : std::min(1.0, instance.intervals() * std::abs(a(i)) /
                                   (2 * scales(i)));
  }
  return sum;
}

// E ||Q_4(Q_1(a))||^2 over every outcome of Q_1. QuantityRow scaling makes
// Q_4(c v) like c Q_4(v), so the prediction's factor c stays outside.
double moment_of_twice_quantized(const Instance& instance, Eigen::Index k) {
  const Eigen::VectorXd a = instance.sample(k);
  const Eigen::VectorXd scales = instance.sample_scales(k);
  const Eigen::VectorXd variances = instance.sample_variances(k);
  std::vector<Eigen::Index> random;
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    if (variances(i) > 0) random.push_back(i);
  }
  assert(random.size() <= kEndToEndFeatures);
  double sum = 0;
  Eigen::VectorXd drawn = a;
  for (unsigned outcome = 0; outcome < 1u << random.size(); ++outcome) {
    double chance = 1;
    for (std::size_t j = 0; j < random.size(); ++j) {
      const Eigen::Index i = random[j];
      const double step = 2 * scales(i) / instance.intervals();
      const double place = (a(i) + scales(i)) / step;
      const double up = place - std::floor(place);
      const bool is_up = (outcome >> j & 1) != 0;
      drawn(i) = a(i) + (is_up ? 1 - up : -up) * step;
      chance *= is_up ? up : 1 - up;
    }
    sum += chance * row_scaled_moment(drawn, instance.intervals());
  }
  return sum;
}

double end_to_end_moment(const Instance& instance, Eigen::Index k) {
  const Eigen::VectorXd a = instance.sample(k);
  const Eigen::VectorXd d = instance.sample_variances(k);
  const Eigen::VectorXd d_model = instance.model_variances();
  const double prediction = square(instance.residual(k)) +
                            d.dot(instance.model.cwiseAbs2()) +
                            d_model.dot(a.cwiseAbs2()) + d.dot(d_model);
  return prediction * moment_of_twice_quantized(instance, k);
}

// What quantization adds to E ||g'||^2 of sample k: E ||g - g'||^2.
double added_moment(Quantity quantity, const Instance& instance,
                    Eigen::Index k) {
  const Eigen::VectorXd a = instance.sample(k);
  const double squared_residual = square(instance.residual(k));
  switch (quantity) {
    case Quantity::kModelMoment:
      return a.squaredNorm() * instance.model_variances().dot(a.cwiseAbs2());
    case Quantity::kGradientMoment:
      return squared_residual *
             row_scaled_variances(a, instance.intervals()).sum();
    case Quantity::kEndToEndMoment:
    case Quantity::kEndToEndNoise:
      return end_to_end_moment(instance, k) -
             squared_residual * a.squaredNorm();
    case Quantity::kSymmetrised:
      return symmetrised_variance(a, instance.labels(k),
                                  instance.sample_variances(k), instance.model);
    default:
      return double_sampling_variance(
          a, instance.labels(k), instance.sample_variances(k), instance.model);
  }
}

}  // namespace

std::string quantity_name(Quantity quantity) { return row_of(quantity).name; }

std::string quantity_formula(Quantity quantity) {
  return row_of(quantity).formula;
}

Quantity quantity_from_name(const std::string& name) {
  for (const QuantityRow& row : kQuantities) {
    if (row.name == name) return row.quantity;
  }
  throw std::out_of_range("no quantity is called " + name);
}

std::vector<Quantity> all_quantities() {
  std::vector<Quantity> all;
  for (const QuantityRow& row : kQuantities) all.push_back(row.quantity);
  return all;
}

bool is_of_vector(Quantity quantity) {
  return quantity == Quantity::kTotalVariance ||
         quantity == Quantity::kNonzeros || quantity == Quantity::kSecondMoment;
}

bool is_noise(Quantity quantity) {
  return quantity == Quantity::kDoubleSamplingNoise ||
         quantity == Quantity::kEndToEndNoise;
}

bool is_end_to_end(Quantity quantity) {
  return quantity == Quantity::kEndToEndMoment ||
         quantity == Quantity::kEndToEndNoise;
}

double exact(Quantity quantity, const Instance& instance) {
  const Eigen::VectorXd a = instance.sample(0);
  switch (quantity) {
    case Quantity::kProjection:
      return instance.model.dot(a);
    case Quantity::kTotalVariance:
      return instance.sample_variances(0).sum();
    case Quantity::kNonzeros:
      return expected_nonzeros(instance);
    case Quantity::kSecondMoment:
      return a.squaredNorm() + instance.sample_variances(0).sum();
    case Quantity::kDoubleSampling:
    case Quantity::kSymmetrised:
      return added_moment(quantity, instance, 0);
    default:
      break;
  }
  double added = 0;
  for (Eigen::Index k = 0; k < instance.samples.rows(); ++k) {
    added += added_moment(quantity, instance, k) /
             static_cast<double>(instance.samples.rows());
  }
  // Unbiased: E ||g - grad f||^2 = sigma^2 + E ||g - g'||^2.
  return added + unquantized(quantity, instance);
}

double unquantized(Quantity quantity, const Instance& instance) {
  switch (quantity) {
    case Quantity::kProjection:
    case Quantity::kTotalVariance:
    case Quantity::kNonzeros:
    case Quantity::kDoubleSampling:
    case Quantity::kSymmetrised:
      return 0;
    case Quantity::kSecondMoment:
      return instance.sample(0).squaredNorm();
    default:
      return is_noise(quantity) ? instance.full_variance()
                                : instance.full_second_moment();
  }
}

}  // namespace zipml::variance_bounds
