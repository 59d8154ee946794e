#include "core/data/synthetic.h"

#include <fmt/format.h>

#include <cassert>
#include <charconv>
#include <cstdint>
#include <new>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/random.h"

namespace zipml {
namespace {

constexpr std::uint64_t kSeed = 161105402;
constexpr std::string_view kPrefix = "synthetic-";

RandomStream stream(Eigen::Index features, std::uint64_t step) {
  return RandomStream({.seed = kSeed,
                       .purpose = Purpose::kDataGeneration,
                       .repetition = static_cast<std::uint64_t>(features),
                       .step = step});
}

}  // namespace

std::optional<Eigen::Index> synthetic_size(const std::string& name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  Eigen::Index features = 0;
  const char* const start = name.data() + kPrefix.size();
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(start, end, features);
  // One name a set: no leading zeros.
  if (error != std::errc{} || stop != end || *start == '0' || features < 1 ||
      features > kSyntheticLargest) {
    return std::nullopt;
  }
  return features;
}

Eigen::VectorXd synthetic_model(Eigen::Index features) {
  RandomStream draws = stream(features, 0);
  Eigen::VectorXd model(features);
  for (double& value : model) value = draws.normal();
  return model;
}

Dataset make_synthetic(Eigen::Index features) {
  assert(features >= 1 && features <= kSyntheticLargest);
  Dataset data;
  data.name = fmt::format("{}{}", kPrefix, features);
  data.checksum = synthetic_checksum(features);
  data.train_rows = kSyntheticTrainRows;
  try {
    data.features.resize(kSyntheticRows, features);
    data.labels.resize(kSyntheticRows);
  } catch (const std::bad_alloc&) {
    fail_at(data.name, fmt::format("{} x {} values do not fit in memory",
                                   kSyntheticRows, features));
  }
  const Eigen::VectorXd model = synthetic_model(features);
  for (Eigen::Index i = 0; i < kSyntheticRows; ++i) {
    RandomStream draws = stream(features, 1 + static_cast<std::uint64_t>(i));
    double label = 0;
    for (Eigen::Index j = 0; j < features; ++j) {
      const auto value = static_cast<float>(draws.normal());
      data.features(i, j) = value;
      // In order, for the same sum on every instruction set.
      label += static_cast<double>(value) * model[j];
    }
    data.labels[i] = static_cast<float>(label + draws.normal());
  }
  return data;
}

std::string synthetic_checksum(Eigen::Index features) {
  return sha256(
      fmt::format("zipml synthetic, version 1: features {}, rows {}, train {}, "
                  "seed {}; a ~ N(0,1), x* ~ N(0,I), b = a.x* + N(0,1)",
                  features, kSyntheticRows, kSyntheticTrainRows, kSeed));
}

}  // namespace zipml
