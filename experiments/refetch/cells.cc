#include "experiments/refetch/cells.h"

#include <algorithm>
#include <cmath>

#include "experiments/linear/parameters.h"
#include "experiments/refetch/tasks.h"

namespace zipml::refetch {

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems),
      bits_(ascending_integers(settings, "bits")),
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
  const bool large_sets = parameters().boolean("assumptions.large_sets");
  for (const ProblemSpec& problem : this->problems()) {
    if (!large_sets && problem.training_values >= kLargeSet) continue;
    for (const Variant& variant : tried_variants()) {
      VariantOnSet on_set{.problem = problem, .variant = variant};
      for (const int bits : bits_) {
        TrainingSpec spec = hinge(low_precision(problem, variant.method, bits));
        spec.problem.normalization = variant.normalization;
        on_set.l1[bits] = {add_one_training(spec)};
      }
      variants_.push_back(std::move(on_set));
    }
  }
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
  set.full = add_training(hinge(full_precision(set.problem)));
  const auto add_low = [&](const std::string& method, int bits) {
    return add_training(hinge(low_precision(set.problem, method, bits)));
  };
  for (const int bits : bits_) {
    set.l1[bits] = add_low("l1_refetch", bits);
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
         Cell cell = training_cell_of(spec, repetition);
         cell.task = kSketchTask;
         for (const char* name :
              {"sketch.dimensions", "sketch.delta", "sketch.rows"}) {
           cell.parameters.set(name, parameters().at(name));
         }
         return cell;
       })});
}

std::vector<Variant> Cells::tried_variants() const {
  std::vector<Variant> variants;
  for (const std::string& normalization :
       distinct_texts(settings(), "assumptions.normalizations")) {
    for (const char* method : {"l1_refetch", "l1_refetch_nearest"}) {
      variants.push_back({normalization, method});
    }
  }
  const Variant trained{parameters().text("preprocessing.normalization"),
                        "l1_refetch"};
  if (std::find(variants.begin(), variants.end(), trained) == variants.end()) {
    variants.push_back(trained);
  }
  return variants;
}

}  // namespace zipml::refetch
