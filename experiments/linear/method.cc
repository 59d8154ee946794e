#include "experiments/linear/method.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

enum class Samples { kFull, kNearest, kStochastic };

struct Recipe {
  Samples samples;
  const char* estimator;
  const char* label;
};

constexpr std::array<Named<Recipe>, 5> kMethods = {{
    {"32-bit", {Samples::kFull, "single_sample", "32-bit"}},
    {"nearest", {Samples::kNearest, "single_sample", "nearest rounding"}},
    {"naive", {Samples::kStochastic, "single_sample", "naive stochastic"}},
    {"double_sampling",
     {Samples::kStochastic, "symmetrised", "double sampling"}},
    {"double_sampling_plain",
     {Samples::kStochastic, "double_sampling", "double sampling (plain)"}},
}};

const Recipe& recipe(const std::string& method) {
  return value_in(kMethods, method, "method");
}

}  // namespace

std::vector<std::string> method_names() { return names_in(kMethods); }

std::string method_label(const std::string& method) {
  return recipe(method).label;
}

bool is_full_precision(const std::string& method) {
  return recipe(method).samples == Samples::kFull;
}

Method::Method(const std::string& name, const QuantizationSpec& spec,
               const LinearProblem& problem, std::uint64_t seed,
               std::uint64_t repetition)
    : estimator_(make_estimator(recipe(name).estimator)) {
  if (is_full_precision(name)) {
    samples_ = make_full_precision_store(problem.features);
    return;
  }
  grid_ = std::make_unique<LevelGrid>(problem.grid(spec));
  const Quantizer quantizer(*grid_, recipe(name).samples == Samples::kNearest
                                        ? Rounding::kNearest
                                        : Rounding::kStochastic);
  const StreamKey key{.seed = seed,
                      .purpose = Purpose::kSampleQuantization,
                      .repetition = repetition};
  const int draws = estimator_->draws();
  if (spec.stored) {
    packed_ = std::make_unique<PackedSamples>(
        quantizer, draws == 1 ? SampleCode::kSingle : SampleCode::kOrderedPair,
        draws, problem.features.data(), problem.rows(), CounterHash(key));
    samples_ = make_stored_store(*packed_, problem.feature_count(), key);
  } else {
    samples_ = make_fresh_store(problem.features, quantizer, draws, key);
  }
}

}  // namespace zipml
