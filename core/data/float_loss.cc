#include "core/data/float_loss.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text.h"

namespace zipml {
namespace {

using Column = Eigen::Ref<const Eigen::VectorXd, 0, Eigen::InnerStride<>>;

constexpr double kSmallShare = 1e-4;  // of the standard deviation

template <typename Float>
Eigen::Index distinct_as(const Column& values) {
  std::vector<Float> sorted;
  sorted.reserve(static_cast<std::size_t>(values.size()));
  for (const double value : values) {
    sorted.push_back(static_cast<Float>(value));
  }
  std::sort(sorted.begin(), sorted.end());
  return std::unique(sorted.begin(), sorted.end()) - sorted.begin();
}

std::optional<FloatLoss> loss_of(const Column& values) {
  FloatLoss loss;
  bool all_whole = true;
  double sum = 0;
  for (const double value : values) {
    const double error = std::abs(value - double{static_cast<float>(value)});
    loss.largest_error = std::max(loss.largest_error, error);
    all_whole = all_whole && value == std::floor(value);
    sum += value;
  }
  if (loss.largest_error == 0) return std::nullopt;
  const double mean = sum / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  loss.deviation = std::sqrt(squares / static_cast<double>(values.size()));
  const bool matters = loss.largest_error > kSmallShare * loss.deviation;
  // Decimal fractions are rounded as any; whole numbers were meant exactly.
  if (!matters && !all_whole) return std::nullopt;
  loss.distinct = distinct_as<double>(values);
  loss.as_floats = distinct_as<float>(values);
  if (!matters && loss.distinct == loss.as_floats) return std::nullopt;
  return loss;
}

}  // namespace

std::string FloatLoss::text() const {
  std::string text =
      distinct == as_floats
          ? fmt::format("{}: as 32-bit floats its values have errors", column)
          : fmt::format(
                "{}: as 32-bit floats {} distinct values become {}, "
                "with errors",
                column, distinct, as_floats);
  text += fmt::format(" up to {:.3g}", largest_error);
  if (deviation > 0) {
    text += fmt::format(", {:.2g} of the standard deviation",
                        largest_error / deviation);
  }
  return text;
}

std::vector<FloatLoss> find_float_loss(const Dataset& data, Centring centring) {
  std::vector<FloatLoss> losses;
  const auto look = [&](const Column& values, const std::string& name) {
    if (auto loss = loss_of(values)) {
      loss->column = name;
      losses.push_back(std::move(*loss));
    }
  };
  if (data.rows() == 0) return losses;
  if (centring == Centring::kNone) {
    // Nobody looks through the remarks on more.
    constexpr Eigen::Index kMostColumns = 10'000;
    const Eigen::Index columns = std::min(data.feature_count(), kMostColumns);
    for (Eigen::Index j = 0; j < columns; ++j) {
      const auto place = static_cast<std::size_t>(j);
      const bool named = place < data.feature_names.size() &&
                         !data.feature_names[place].empty();
      look(data.features.col(j),
           named ? fmt::format("feature {} ({})", j,
                               printable(data.feature_names[place]))
                 : fmt::format("feature {}", j));
    }
  }
  look(data.labels, "the label");
  return losses;
}

}  // namespace zipml
