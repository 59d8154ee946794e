#include "core/deep/weight_quantizer.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <stdexcept>

#include "core/deep/quantizers/binary_filter.h"
#include "core/deep/quantizers/binary_layer.h"
#include "core/deep/quantizers/full_precision.h"
#include "core/deep/quantizers/heuristic.h"
#include "core/deep/quantizers/k_means.h"
#include "core/deep/quantizers/ternary.h"
#include "core/deep/quantizers/uniform.h"
#include "core/deep/quantizers/variance_optimal.h"

namespace zipml {
namespace {

using Made = std::unique_ptr<const WeightQuantizer>;

struct Row {
  std::string_view name;   // a family's without its number of levels
  std::string_view label;  // the same
  int level_count;         // 0: a family
  Made (*make)(int level_count);
};

template <typename Quantizer>
Made plain(int) {
  return std::make_unique<Quantizer>();
}
template <typename Quantizer>
Made with_levels(int level_count) {
  return std::make_unique<Quantizer>(level_count);
}

constexpr std::string_view kFull = "32-bit", kHeuristic = "heuristic-5";

constexpr Row kFixed[] = {
    {kFull, "32-bit", 0, plain<FullPrecisionWeights>},
    {"binary-layer", "binary, a scale a layer (authors' code)", 2,
     plain<BinaryLayerWeights>},
    {"binary-filter", "binary, a scale a filter (XNOR-Net)", 2,
     plain<BinaryFilterWeights>},
    {"ternary", "ternary (TWN)", 3, plain<TernaryWeights>},
    {kHeuristic, "heuristic 5 (authors' code)", 5, plain<HeuristicWeights>},
};
constexpr Row kFamilies[] = {
    {"uniform", "uniform", 0, with_levels<UniformWeights>},
    {"optimal", "optimal", 0, with_levels<VarianceOptimalWeights>},
    {"k-means", "k-means", 0, with_levels<KMeansWeights>},
};

constexpr int kFewestLevels = 2, kMostLevels = 16;

// A row and the number of levels; a null row for an unknown name.
struct Found {
  const Row* row = nullptr;
  int level_count = 0;
  bool is_family = false;
};

Found find(std::string_view name) {
  for (const Row& row : kFixed) {
    if (row.name == name) return {&row, row.level_count};
  }
  for (const Row& row : kFamilies) {
    if (!name.starts_with(row.name)) continue;
    std::string_view rest = name.substr(row.name.size());
    if (!rest.starts_with('-')) continue;
    rest.remove_prefix(1);
    int count = 0;
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), count);
    const bool whole = error == std::errc() && end == rest.data() + rest.size();
    // "uniform-05" would be a second name of the same.
    if (!whole || rest.starts_with('0') || count < kFewestLevels ||
        count > kMostLevels) {
      continue;
    }
    return {&row, count, true};
  }
  return {};
}

Found find_or_throw(std::string_view name) {
  const Found found = find(name);
  if (found.row == nullptr) {
    throw std::out_of_range(fmt::format("no weight quantizer \"{}\"", name));
  }
  return found;
}

}  // namespace

void WeightQuantizer::constrain(const WeightShape&, std::span<float>) const {}

void WeightQuantizer::pull_back(std::span<const float>, std::span<const float>,
                                std::span<float>) const {}

std::vector<float> WeightQuantizer::levels(std::span<const float>) const {
  return {};
}

std::unique_ptr<const WeightQuantizer> make_weight_quantizer(
    std::string_view name) {
  const Found found = find_or_throw(name);
  return found.row->make(found.level_count);
}

bool is_weight_quantizer(const std::string& name) {
  return find(name).row != nullptr;
}

std::string weight_quantizer_label(std::string_view name) {
  const Found found = find_or_throw(name);
  return found.is_family
             ? fmt::format("{} {}", found.row->label, found.level_count)
             : std::string(found.row->label);
}

int weight_level_count(std::string_view name) {
  return find_or_throw(name).level_count;
}

bool has_rounding(std::string_view name) {
  const Found found = find_or_throw(name);
  return found.is_family || found.row->name == kHeuristic;
}

double relative_weight_error(std::span<const float> weights,
                             std::span<const float> quantized) {
  double error = 0, energy = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double weight = weights[i];
    error += (quantized[i] - weight) * (quantized[i] - weight);
    energy += weight * weight;
  }
  return energy > 0 ? error / energy : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace zipml
