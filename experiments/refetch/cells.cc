#include "experiments/refetch/cells.h"

#include <algorithm>
#include <cmath>

#include "experiments/linear/parameters.h"
#include "experiments/refetch/tasks.h"

namespace zipml::refetch {
namespace {

// A search with one candidate: alpha by the set's tr(S).
SearchSpec only_step(double step) { return {step, step, 2}; }

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems),
      bits_(ascending_integers(settings, "bits")),
      plain_bits_(ascending_integers(settings, "plain.bits")),
      dimensions_(ascending_integers(settings, "sketch.dimensions")) {
  std::vector<double> radii = {0};
  const double premise = parameters().number("sketch.radius");
  if (premise != 0) radii.insert(radii.begin(), premise);
  for (const ProblemSpec& problem : this->problems()) {
    Set& set = sets_.emplace_back(Set{.problem = problem});
    add_methods(set);
    add_jl(set, radii.front());
    for (const double radius : radii) add_sketches(set, radius);
  }
  for (const ProblemSpec& problem : this->problems()) {
    if (problem.data != kPaperData) continue;
    const Variant trained = trained_variant();
    add_variant(problem, trained, sgd(problem).alpha, steps_on(problem));
    for (const Variant& variant : tried_variants()) {
      if (variant == trained) continue;
      add_variant(problem, variant, 0,
                  variant.step == 0 ? search() : only_step(variant.step));
    }
  }
}

SearchSpec Cells::steps_on(const ProblemSpec& problem) const {
  const double step = parameters().number("fig_12.step");
  return problem.data == kPaperData && step > 0 ? only_step(step) : search();
}

CellGroup Cells::add_runs(const TrainingSpec& spec) {
  return add_repetitions([&](int repetition) {
    return training_cell(info(), spec, steps_on(spec.problem),
                         seed_of(repetition), repetition_of(repetition));
  });
}

void Cells::add_variant(const ProblemSpec& problem, const Variant& variant,
                        double alpha, const SearchSpec& step) {
  const auto add_with = [&](TrainingSpec spec) -> CellGroup {
    spec.sgd.alpha = alpha;
    spec.model.ridge = variant.ridge;
    spec.problem.normalization = variant.normalization;
    if (!is_full_precision(spec.method)) {
      spec.quantization = scaled(spec.quantization, variant.scaling);
    }
    return {add(training_cell(info(), spec, step, settings().seed, 0))};
  };
  VariantOnSet on_set{.problem = problem, .variant = variant};
  on_set.full = add_with(hinge(full_precision(problem)));
  for (const int bits : bits_) {
    on_set.l1[bits] =
        add_with(hinge(low_precision(problem, variant.method, bits)));
  }
  variants_.push_back(std::move(on_set));
}

TrainingSpec Cells::hinge(TrainingSpec spec) const {
  spec.model = model_spec(settings(), "hinge");
  return spec;
}

TrainingSpec Cells::full_in_ball(const ProblemSpec& problem,
                                 double radius) const {
  TrainingSpec spec = hinge(full_precision(problem));
  if (radius == 0) return spec;
  spec.model.regularizer = "l2_ball";
  spec.model.strength =
      radius / std::sqrt(static_cast<double>(problem.features) + 1);
  return spec;
}

void Cells::add_methods(Set& set) {
  set.full = add_runs(hinge(full_precision(set.problem)));
  const auto add_low = [&](const std::string& method, int bits) {
    return add_runs(hinge(low_precision(set.problem, method, bits)));
  };
  for (const int bits : bits_) {
    set.l1[bits] = add_low(parameters().text("l1.method"), bits);
    const bool is_compared = std::find(plain_bits_.begin(), plain_bits_.end(),
                                       bits) != plain_bits_.end();
    if (!is_compared) continue;
    for (const std::string& method : kPlainMethods) {
      set.plain[method][bits] = add_low(method, bits);
    }
  }
}

void Cells::add_jl(Set& set, double radius) {
  TrainingSpec spec = full_in_ball(set.problem, radius);
  spec.sgd.epochs = integer("sketch.epochs");
  set.jl_full = add_training(spec);
  spec.method = "jl_refetch";
  spec.quantization = quantization_spec(settings(), bits_.back());
  for (const int dimension :
       ascending_integers(settings(), "sketch.training_dimensions")) {
    spec.estimator = {{"sketch_dimension", dimension}, {"delta", delta()}};
    set.jl[dimension] = add_training(spec);
  }
}

void Cells::add_sketches(Set& set, double radius) {
  TrainingSpec spec = full_in_ball(set.problem, radius);
  if (radius != 0) spec.sgd.epochs = integer("sketch.epochs");
  set.sketches.push_back(
      {radius, add_repetitions([&](int repetition) {
         Cell cell = training_cell(
             info(), spec, radius == 0 ? steps_on(spec.problem) : search(),
             seed_of(repetition), repetition_of(repetition));
         cell.task = kSketchTask;
         for (const char* name :
              {"sketch.dimensions", "sketch.delta", "sketch.rows"}) {
           cell.parameters.set(name, parameters().at(name));
         }
         return cell;
       })});
}

Variant Cells::trained_variant() const {
  return {.method = parameters().text("l1.method"),
          .normalization = parameters().text("preprocessing.normalization"),
          .scaling = parameters().text("quantization.scaling"),
          .ridge = parameters().number("model.ridge"),
          .step = parameters().number("fig_12.step")};
}

std::vector<Variant> Cells::tried_variants() const {
  std::vector<Variant> variants;
  const auto numbers = [&](const char* name) {
    return parameters().numbers(name);
  };
  for (const std::string& normalization :
       distinct_texts(settings(), "assumptions.normalizations")) {
    for (const std::string& scaling :
         distinct_texts(settings(), "assumptions.scalings")) {
      for (const double ridge : numbers("assumptions.ridges")) {
        for (const double step : numbers("assumptions.steps")) {
          for (const std::string& method : kL1Methods) {
            variants.push_back({method, normalization, scaling, ridge, step});
          }
        }
      }
    }
  }
  return variants;
}

}  // namespace zipml::refetch
