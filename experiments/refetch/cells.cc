#include "experiments/refetch/cells.h"

#include <algorithm>
#include <cmath>

#include "experiments/linear/parameters.h"

namespace zipml::refetch {

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info), settings_(settings) {
  for (const std::string& data : distinct_texts(settings, "data")) {
    problems_.push_back(problems.locate(problem_spec(settings, data)));
  }
  bits_ = ascending_integers(settings, "bits");
  dimensions_ = ascending_integers(settings, "sketch.dimensions");
  training_dimensions_ =
      ascending_integers(settings, "sketch.training_dimensions");
}

double CellMaker::delta() const {
  return settings_.parameters.number("sketch.delta");
}

int CellMaker::epochs(const ProblemSpec& problem) const {
  return sgd_spec(settings_, problem.training_values).epochs;
}

CellMaker::Variant CellMaker::default_variant() const {
  return {settings_.parameters.text("preprocessing.normalization"),
          "l1_refetch"};
}

std::vector<CellMaker::Variant> CellMaker::variants() const {
  std::vector<Variant> variants;
  for (const std::string& normalization :
       distinct_texts(settings_, "assumptions.normalizations")) {
    for (const char* method : {"l1_refetch", "l1_refetch_nearest"}) {
      variants.push_back({normalization, method});
    }
  }
  if (std::find(variants.begin(), variants.end(), default_variant()) ==
      variants.end()) {
    variants.push_back(default_variant());
  }
  return variants;
}

std::vector<ProblemSpec> CellMaker::studied() const {
  const bool large = settings_.parameters.boolean("assumptions.large_sets");
  std::vector<ProblemSpec> problems;
  for (const ProblemSpec& problem : problems_) {
    if (large || problem.training_values < kLargeSet) {
      problems.push_back(problem);
    }
  }
  return problems;
}

TrainingSpec CellMaker::spec(const ProblemSpec& problem,
                             const std::string& method, int bits) const {
  TrainingSpec spec{problem, sgd_spec(settings_, problem.training_values),
                    method, quantization_spec(settings_, bits)};
  spec.model = model_spec(settings_, "hinge");
  return spec;
}

Cell CellMaker::cell(const TrainingSpec& spec, int repetition) const {
  return training_cell(info_, spec, search_spec(settings_), settings_.seed,
                       repetition);
}

Cell CellMaker::training(const ProblemSpec& problem, const std::string& method,
                         int bits, int repetition) const {
  return cell(spec(problem, method, bits), repetition);
}

std::vector<CellMaker::Ball> CellMaker::balls() const {
  if (settings_.parameters.number("sketch.radius") == 0) return {Ball::kNone};
  return {Ball::kPremise, Ball::kNone};
}

TrainingSpec CellMaker::jl_spec(const ProblemSpec& problem, Ball ball) const {
  TrainingSpec own = spec(problem, "32-bit", 0);
  if (ball == Ball::kNone) return own;
  own.model.regularizer = "l2_ball";
  own.model.strength = settings_.parameters.number("sketch.radius") /
                       std::sqrt(static_cast<double>(problem.features) + 1);
  return own;
}

Cell CellMaker::jl_training(const ProblemSpec& problem, int sketch_dimension,
                            int repetition) const {
  TrainingSpec own = jl_spec(problem, balls().front());
  own.sgd.epochs =
      static_cast<int>(settings_.parameters.integer("sketch.epochs"));
  if (sketch_dimension > 0) {
    own.method = "jl_refetch";
    own.quantization = quantization_spec(settings_, most_bits());
    own.estimator = {{"sketch_dimension", sketch_dimension},
                     {"delta", delta()}};
  }
  return cell(own, repetition);
}

Cell CellMaker::variant_training(const ProblemSpec& problem,
                                 const Variant& variant, int bits) const {
  TrainingSpec own = spec(problem, variant.method, bits);
  own.problem.normalization = variant.normalization;
  return cell(own, 0);
}

Cell CellMaker::sketches(const ProblemSpec& problem, Ball ball,
                         int repetition) const {
  TrainingSpec spec = jl_spec(problem, ball);
  if (ball == Ball::kPremise) {
    spec.sgd.epochs =
        static_cast<int>(settings_.parameters.integer("sketch.epochs"));
  }
  Cell own = cell(spec, repetition);
  own.task = kSketchTask;
  for (const char* name :
       {"sketch.dimensions", "sketch.delta", "sketch.rows"}) {
    own.parameters.set(name, settings_.parameters.at(name));
  }
  return own;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const ProblemSpec& problem : problems_) {
    for (int repetition = 0; repetition < repetitions(); ++repetition) {
      cells.push_back(training(problem, "32-bit", 0, repetition));
      for (const int bits : bits_) {
        cells.push_back(training(problem, "l1_refetch", bits, repetition));
        for (const std::string& method : kPlainMethods) {
          cells.push_back(training(problem, method, bits, repetition));
        }
      }
      cells.push_back(jl_training(problem, 0, repetition));
      for (const int dimension : training_dimensions_) {
        cells.push_back(jl_training(problem, dimension, repetition));
      }
      for (const Ball ball : balls()) {
        cells.push_back(sketches(problem, ball, repetition));
      }
    }
  }
  for (const ProblemSpec& problem : studied()) {
    for (const Variant& variant : variants()) {
      for (const int bits : bits_) {
        cells.push_back(variant_training(problem, variant, bits));
      }
    }
  }
  return cells;
}

}  // namespace zipml::refetch
