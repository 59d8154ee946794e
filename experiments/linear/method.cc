#include "experiments/linear/method.h"

#include "core/base/name_table.h"
#include "core/sgd/polynomial_gradient.h"
#include "core/sgd/refetch.h"

namespace zipml {
namespace {

enum class Samples { kFull, kNearest, kStochastic };

// What an estimator may be made of; the grid is null for full precision and
// for row scaling.
struct Ingredients {
  const LinearProblem& problem;
  const LevelGrid* grid;
  const Record& parameters;
  StreamKey key;
};

using MakeEstimator =
    std::unique_ptr<GradientEstimator> (*)(const Ingredients&);

struct Recipe {
  Samples samples;
  MakeEstimator estimator;
  const char* label;
};

// An estimator without parameters.
template <std::unique_ptr<GradientEstimator> (*kMake)()>
std::unique_ptr<GradientEstimator> plain(const Ingredients&) {
  return kMake();
}

template <Rounding kRounding>
std::unique_ptr<GradientEstimator> l1_refetch(const Ingredients& from) {
  return make_l1_refetch_estimator(*from.grid, kRounding);
}

std::unique_ptr<GradientEstimator> jl_refetch(const Ingredients& from) {
  const auto dimension = from.parameters.integer("sketch_dimension");
  StreamKey key = from.key;
  key.purpose = Purpose::kSketch;
  return make_jl_refetch_estimator(
      from.problem.features,
      {.dimension = static_cast<std::size_t>(dimension),
       .delta = from.parameters.number("delta")},
      key);
}

std::unique_ptr<GradientEstimator> polynomial(const Ingredients& from) {
  return make_polynomial_estimator(
      polynomial_gradient_from_record(from.parameters));
}

constexpr std::array<Named<Recipe>, 9> kMethods = {{
    {"32-bit", {Samples::kFull, plain<make_single_sample_estimator>, "32-bit"}},
    {"nearest",
     {Samples::kNearest, plain<make_single_sample_estimator>,
      "nearest rounding"}},
    {"naive",
     {Samples::kStochastic, plain<make_single_sample_estimator>,
      "naive stochastic"}},
    {"double_sampling",
     {Samples::kStochastic, plain<make_symmetrised_estimator>,
      "double sampling"}},
    {"double_sampling_plain",
     {Samples::kStochastic, plain<make_double_sampling_estimator>,
      "double sampling (plain)"}},
    {"polynomial", {Samples::kStochastic, polynomial, "Chebyshev"}},
    {"l1_refetch",
     {Samples::kStochastic, l1_refetch<Rounding::kStochastic>,
      "l1-refetching"}},
    {"l1_refetch_nearest",
     {Samples::kNearest, l1_refetch<Rounding::kNearest>,
      "l1-refetching (nearest)"}},
    {"jl_refetch", {Samples::kStochastic, jl_refetch, "JL-refetching"}},
}};

SampleCode stored_code(int draws) {
  if (draws == 1) return SampleCode::kSingle;
  return draws == 2 ? SampleCode::kOrderedPair : SampleCode::kDrawCount;
}

const Recipe& recipe(const std::string& method) {
  return value_in(kMethods, method, "method");
}

}  // namespace

std::vector<std::string> method_names() { return names_in(kMethods); }

std::string method_label(const std::string& method) {
  return recipe(method).label;
}

int method_color(const std::string& method) {
  if (method == "32-bit") return 0;
  if (method == "double_sampling") return 1;
  if (method == "naive") return 2;
  return method == "nearest" ? 3 : 4;
}

bool is_full_precision(const std::string& method) {
  return recipe(method).samples == Samples::kFull;
}

Record to_record(const PolynomialGradientSpec& spec) {
  return {{"loss", spec.loss},
          {"degree", spec.degree},
          {"radius", spec.radius},
          {"gap", spec.gap},
          {"form", polynomial_form_name(spec.form)},
          {"fit", polynomial_fit_name(spec.fit)}};
}

PolynomialGradientSpec polynomial_gradient_from_record(const Record& record) {
  return {.loss = record.text("loss"),
          .degree = static_cast<int>(record.integer("degree")),
          .radius = record.number("radius"),
          .gap = record.number("gap"),
          .form = polynomial_form_from_name(record.text("form")),
          .fit = polynomial_fit_from_name(record.text("fit"))};
}

Method::Method(const std::string& name, const QuantizationSpec& spec,
               const Record& estimator, const LinearProblem& problem,
               std::uint64_t seed, std::uint64_t repetition) {
  const Recipe& own = recipe(name);
  const StreamKey key{.seed = seed,
                      .purpose = Purpose::kSampleQuantization,
                      .repetition = repetition};
  if (own.samples != Samples::kFull && !spec.row_norm) {
    grid_ = std::make_unique<LevelGrid>(problem.grid(spec));
  }
  estimator_ = own.estimator({problem, grid_.get(), estimator, key});
  if (own.samples == Samples::kFull) {
    samples_ = make_full_precision_store(problem.features);
    return;
  }
  const Rounding rounding = own.samples == Samples::kNearest
                                ? Rounding::kNearest
                                : Rounding::kStochastic;
  const int draws = estimator_->draws();
  if (spec.row_norm) {
    if (spec.stored || spec.placement != "uniform") {
      throw UserError(Diagnostic{
          "",
          {},
          "",
          "row scaling goes with fresh draws and uniform levels only",
          ""});
    }
    samples_ = make_row_scaled_store(
        problem.features,
        {spec.bits, spec.convention, rounding, *spec.row_norm}, draws, key);
    return;
  }
  const Quantizer quantizer(*grid_, rounding);
  if (spec.stored) {
    packed_ = std::make_unique<PackedSamples>(quantizer, stored_code(draws),
                                              draws, problem.features.data(),
                                              problem.rows(), CounterHash(key));
    samples_ = make_stored_store(*packed_, problem.feature_count(), key);
  } else {
    samples_ = make_fresh_store(problem.features, quantizer, draws, key);
  }
}

}  // namespace zipml
