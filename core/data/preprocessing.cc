#include "core/data/preprocessing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"

namespace zipml {
namespace {

// v -> (v - shift) / scale, with what it was taken from.
struct Affine {
  double shift = 0;
  double scale = 1;
};

struct Moments {
  double mean = 0;
  double deviation = 0;
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  bool constant() const { return low == high; }
  double max_abs() const { return std::max(std::abs(low), std::abs(high)); }
};

// Of one column's training rows, in two passes: the sum of squares of raw
// values would cancel.
Moments measure(
    const Eigen::Ref<const Eigen::VectorXd, 0, Eigen::InnerStride<>>& column) {
  Moments moments;
  double sum = 0;
  for (const double value : column) {
    sum += value;
    moments.low = std::min(moments.low, value);
    moments.high = std::max(moments.high, value);
  }
  const auto count = static_cast<double>(column.size());
  moments.mean = sum / count;
  double squares = 0;
  for (const double value : column) {
    squares += (value - moments.mean) * (value - moments.mean);
  }
  moments.deviation = std::sqrt(squares / count);
  return moments;
}

void apply(const Affine& map,
           Eigen::Ref<Eigen::VectorXd, 0, Eigen::InnerStride<>> column) {
  for (double& value : column) value = (value - map.shift) / map.scale;
}

Affine z_score_of(const Moments& moments) {
  return {moments.mean, moments.constant() ? 1 : moments.deviation};
}

// Low to high goes to [low_end, low_end + length].
Affine min_max_of(const Moments& moments, ScalingRange range) {
  const double extent = moments.high - moments.low;
  if (moments.constant()) return {moments.low, 1};
  if (range == ScalingRange::kZeroToOne) return {moments.low, extent};
  return {moments.low + extent / 2, extent / 2};
}

Affine max_abs_of(const Moments& moments) {
  return {0, moments.max_abs() > 0 ? moments.max_abs() : 1};
}

// "from 0.5 to 3" of the numbers.
std::string span_of(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return fmt::format("{:.6g} to {:.6g}", *low, *high);
}

// Maps every feature by what its training rows say; writes the step.
Dataset scale_features(Dataset data,
                       const std::function<Affine(const Moments&)>& map_of,
                       const std::string& what, const std::string& shift_name,
                       const std::string& scale_name) {
  assert(data.train_rows > 0 && data.feature_count() > 0);
  std::vector<double> shifts;
  std::vector<double> scales;
  int constant = 0;
  for (Eigen::Index j = 0; j < data.feature_count(); ++j) {
    const Moments moments = measure(data.features.col(j).head(data.train_rows));
    const Affine map = map_of(moments);
    apply(map, data.features.col(j));
    shifts.push_back(map.shift);
    scales.push_back(map.scale);
    if (moments.constant()) ++constant;
  }
  std::string step = fmt::format("{} of {} features over {} training rows (",
                                 what, data.feature_count(), data.train_rows);
  if (!shift_name.empty()) {
    step += fmt::format("{} {}, ", shift_name, span_of(shifts));
  }
  step +=
      fmt::format("{} {}; {} constant)", scale_name, span_of(scales), constant);
  data.steps.push_back(step);
  return data;
}

void require_rows(const Dataset& data, Eigen::Index wanted, Eigen::Index there,
                  const char* kind) {
  if (wanted <= there) return;
  fail_at(data.name, fmt::format("{} {} rows were asked for; it has {}", wanted,
                                 kind, there));
}

// The first `train` of the training and the first `test` of the test rows.
Dataset keep_rows(Dataset data, Eigen::Index train, Eigen::Index test) {
  DataMatrix features(train + test, data.feature_count());
  features << data.features.topRows(train),
      data.features.middleRows(data.train_rows, test);
  Eigen::VectorXd labels(train + test);
  labels << data.labels.head(train), data.labels.segment(data.train_rows, test);
  data.features = std::move(features);
  data.labels = std::move(labels);
  data.train_rows = train;
  return data;
}

// Of the stream that draws the pairs of append_products.
constexpr std::uint64_t kProductSeed = 161105402;

}  // namespace

Dataset z_score(Dataset data) {
  return scale_features(std::move(data), z_score_of, "z-score", "means",
                        "standard deviations");
}

Dataset min_max(Dataset data, ScalingRange range) {
  const std::string what = range == ScalingRange::kZeroToOne
                               ? "min-max to [0, 1]"
                               : "min-max to [-1, 1]";
  return scale_features(
      std::move(data),
      [range](const Moments& moments) { return min_max_of(moments, range); },
      what, "subtracted", "divided by");
}

Dataset column_max(Dataset data) {
  return scale_features(std::move(data), max_abs_of, "column max |value|", "",
                        "divided by");
}

Dataset append_intercept(Dataset data) {
  const Eigen::Index features = data.feature_count();
  data.features.conservativeResize(Eigen::NoChange, features + 1);
  data.features.col(features).setOnes();
  if (!data.feature_names.empty()) data.feature_names.push_back("intercept");
  data.steps.push_back("a constant feature 1 appended (intercept)");
  return data;
}

Dataset first_train_rows(Dataset data, Eigen::Index count) {
  assert(count >= 1);
  require_rows(data, count, data.train_rows, "training");
  data.steps.push_back(
      fmt::format("the first {} of {} training rows", count, data.train_rows));
  const Eigen::Index test = data.rows() - data.train_rows;
  return keep_rows(std::move(data), count, test);
}

Dataset spread_train_rows(Dataset data, Eigen::Index count) {
  assert(count >= 1);
  require_rows(data, count, data.train_rows, "training");
  data.steps.push_back(fmt::format("{} of {} training rows, at equal distances",
                                   count, data.train_rows));
  // Upwards in place: no row comes from one that was overwritten.
  for (Eigen::Index row = 0; row < count; ++row) {
    const Eigen::Index from = row * data.train_rows / count;
    data.features.row(row) = data.features.row(from).eval();
    data.labels[row] = data.labels[from];
  }
  const Eigen::Index test = data.rows() - data.train_rows;
  return keep_rows(std::move(data), count, test);
}

Dataset first_test_rows(Dataset data, Eigen::Index count) {
  const Eigen::Index test = data.rows() - data.train_rows;
  require_rows(data, count, test, "test");
  data.steps.push_back(
      fmt::format("the first {} of {} test rows", count, test));
  const Eigen::Index train = data.train_rows;
  return keep_rows(std::move(data), train, count);
}

Dataset append_products(Dataset data, Eigen::Index features) {
  const Eigen::Index own = data.feature_count();
  std::vector<Eigen::Index> dense;
  for (Eigen::Index j = 0; j < own; ++j) {
    const auto filled =
        (data.features.col(j).head(data.train_rows).array() != 0).count();
    if (10 * filled >= data.train_rows) dense.push_back(j);
  }
  if (dense.empty()) {
    fail_at(data.name, "no feature is dense enough for products");
  }
  const double largest = data.features.cwiseAbs().maxCoeff();
  data.features.conservativeResize(Eigen::NoChange, std::max(own, features));
  RandomStream stream(
      {.seed = kProductSeed, .purpose = Purpose::kDataGeneration});
  for (Eigen::Index j = own; j < features; ++j) {
    const Eigen::Index first = dense[stream.index(dense.size())];
    const Eigen::Index second = dense[stream.index(dense.size())];
    data.features.col(j) =
        data.features.col(first).cwiseProduct(data.features.col(second)) /
        largest;
    if (!data.feature_names.empty()) {
      data.feature_names.push_back(fmt::format(
          "{} x {}", data.feature_names[static_cast<std::size_t>(first)],
          data.feature_names[static_cast<std::size_t>(second)]));
    }
  }
  data.steps.push_back(fmt::format(
      "{} products of pairs of {} dense features appended to {}",
      std::max<Eigen::Index>(features - own, 0), dense.size(), own));
  return data;
}

}  // namespace zipml
