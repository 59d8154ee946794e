#include "experiments/fpga/hardware_data.h"

#include <cmath>

#include "core/base/random.h"

namespace zipml::fpga {
namespace {

// The first `count` columns to [0, 1], row by row as they lie in memory.
void scale_to_unit(FeatureMatrix& features, Eigen::Index count) {
  using Row = Eigen::Array<float, 1, Eigen::Dynamic>;
  Row low = features.row(0).head(count).array();
  Row high = low;
  for (Eigen::Index k = 1; k < features.rows(); ++k) {
    const auto row = features.row(k).head(count).array();
    low = low.min(row);
    high = high.max(row);
  }
  const Row range = high - low;
  for (Eigen::Index k = 0; k < features.rows(); ++k) {
    auto row = features.row(k).head(count).array();
    row = (range > 0).select((row - low) / range, 0.0f);
  }
}

}  // namespace

Samples HardwareData::samples() const {
  return {
      .values = {features.data(), static_cast<std::size_t>(features.size())},
      .labels = labels,
      .count = features.rows(),
      .features = features.cols()};
}

double HardwareData::half_mse(std::span<const float> model) const {
  double sum = 0;
  for (Eigen::Index k = 0; k < features.rows(); ++k) {
    double residual = -labels[static_cast<std::size_t>(k)];
    for (Eigen::Index j = 0; j < features.cols(); ++j) {
      residual += double{features(k, j)} * model[static_cast<std::size_t>(j)];
    }
    sum += residual * residual;
  }
  return sum / (2 * static_cast<double>(features.rows()));
}

HardwareData make_hardware_data(std::int64_t rows, std::int64_t features,
                                std::uint64_t seed, int repetition) {
  const auto stream = [&](std::uint64_t step) {
    return StreamKey{.seed = seed,
                     .purpose = Purpose::kDataGeneration,
                     .repetition = static_cast<std::uint64_t>(repetition),
                     .step = step};
  };
  RandomStream slopes(stream(0));
  RandomStream targets(stream(1));
  const CounterHash noise(stream(2));
  std::vector<double> x(static_cast<std::size_t>(features));
  for (double& value : x) value = slopes.uniform();

  HardwareData data;
  data.features.resize(rows, features + 1);
  for (std::int64_t k = 0; k < rows; ++k) {
    const double label = targets.uniform();
    data.labels.push_back(static_cast<float>(label));
    for (std::int64_t j = 0; j < features; ++j) {
      const auto word = noise(static_cast<std::uint64_t>(k * features + j));
      const double u = std::ldexp(static_cast<double>(word >> 11), -53);
      data.features(k, j) =
          static_cast<float>(label * x[static_cast<std::size_t>(j)] + u);
    }
  }
  data.features.col(features).setOnes();
  scale_to_unit(data.features, features);
  return data;
}

}  // namespace zipml::fpga
