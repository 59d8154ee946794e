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

std::uint64_t seed_of(int set) {
  return kSeed + static_cast<std::uint64_t>(set - 1);
}

RandomStream stream(Eigen::Index features, int set, std::uint64_t step) {
  return RandomStream({.seed = seed_of(set),
                       .purpose = Purpose::kDataGeneration,
                       .repetition = static_cast<std::uint64_t>(features),
                       .step = step});
}

struct SyntheticName {
  Eigen::Index features = 0;
  int set = 1;
};

std::optional<SyntheticName> parse(const std::string& name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  SyntheticName parsed;
  const char* const end = name.data() + name.size();
  // One name a set: no leading zeros.
  const auto read = [end](const char* start, auto& number) -> const char* {
    const auto [stop, error] = std::from_chars(start, end, number);
    return error == std::errc{} && *start != '0' ? stop : nullptr;
  };
  const char* stop = read(name.data() + kPrefix.size(), parsed.features);
  if (stop == nullptr || parsed.features < 1 ||
      parsed.features > kSyntheticLargest) {
    return std::nullopt;
  }
  if (stop == end) return parsed;
  if (*stop != '-' || stop + 1 == end) return std::nullopt;
  stop = read(stop + 1, parsed.set);
  if (stop != end || parsed.set < 2 || parsed.set > kSyntheticSets) {
    return std::nullopt;
  }
  return parsed;
}

}  // namespace

std::optional<Eigen::Index> synthetic_size(const std::string& name) {
  const auto parsed = parse(name);
  if (!parsed) return std::nullopt;
  return parsed->features;
}

int synthetic_set(const std::string& name) {
  const auto parsed = parse(name);
  return parsed ? parsed->set : 1;
}

std::string synthetic_name(Eigen::Index features, int set) {
  return set == 1 ? fmt::format("{}{}", kPrefix, features)
                  : fmt::format("{}{}-{}", kPrefix, features, set);
}

Eigen::VectorXd synthetic_model(Eigen::Index features, int set) {
  RandomStream draws = stream(features, set, 0);
  Eigen::VectorXd model(features);
  for (double& value : model) value = draws.normal();
  return model;
}

Dataset make_synthetic(Eigen::Index features, int set) {
  assert(features >= 1 && features <= kSyntheticLargest);
  assert(set >= 1 && set <= kSyntheticSets);
  Dataset data;
  data.name = synthetic_name(features, set);
  data.checksum = synthetic_checksum(features, set);
  data.train_rows = kSyntheticTrainRows;
  try {
    data.features.resize(kSyntheticRows, features);
    data.labels.resize(kSyntheticRows);
  } catch (const std::bad_alloc&) {
    fail_at(data.name, fmt::format("{} x {} values do not fit in memory",
                                   kSyntheticRows, features));
  }
  const Eigen::VectorXd model = synthetic_model(features, set);
  for (Eigen::Index i = 0; i < kSyntheticRows; ++i) {
    RandomStream draws =
        stream(features, set, 1 + static_cast<std::uint64_t>(i));
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

std::string synthetic_checksum(Eigen::Index features, int set) {
  return sha256(
      fmt::format("zipml synthetic, version 1: features {}, rows {}, train {}, "
                  "seed {}; a ~ N(0,1), x* ~ N(0,I), b = a.x* + N(0,1)",
                  features, kSyntheticRows, kSyntheticTrainRows, seed_of(set)));
}

}  // namespace zipml
