#include "experiments/debiased_single/cells.h"

#include <algorithm>
#include <cstdlib>

#include "core/quantize/packed_samples.h"
#include "experiments/debiased_single/tasks.h"

namespace zipml::debiased_single {

int draw_bits(int draws, int stored_bits) {
  const SampleCode code =
      draws == 1 ? SampleCode::kSingle : SampleCode::kDrawCount;
  for (int bits = stored_bits; bits > 0; --bits) {
    const int intervals = interval_count(bits, LevelConvention::kWholeRange);
    if (code_bits(code, intervals, draws) <= stored_bits) return bits;
  }
  return 0;
}

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems),
      bits_(ascending_integers(settings, "bits")),
      rules_(distinct_texts(settings, "step_rules")) {
  for (const ProblemSpec& problem : this->problems()) {
    const TrainingSpec full = full_spec(problem);
    Set set{.problem = problem, .full = add_training(full)};
    searches_.push_back({problem.title(), add_step_search(full)});
    for (const ComparedMethod& method : kMethods) {
      for (const int bits : bits_) add_method(set, method, bits);
    }
    sets_.push_back(std::move(set));
  }
}

void Cells::add_method(Set& set, const ComparedMethod& method,
                       int stored_bits) {
  const int bits = draw_bits(method.draws, stored_bits);
  if (bits == 0) return;
  TrainingSpec spec = low_precision(set.problem, method.name, bits);
  spec.model = full_spec(set.problem).model;
  if (method.draws == 2) spec.quantization.ordered = false;
  for (const StepRule& rule : rules_) {
    TrainingSpec ruled = spec;
    if (rule == "own") {
      ruled.sgd.tuned = Tuned::kItself;
      set.searches[method.name][stored_bits] = {add_step_search(ruled)};
    }
    set.low[rule][method.name][stored_bits] = add_training(ruled);
  }
  set.variance[method.name][stored_bits] = {
      add(exact_cell(kVarianceTask, spec, 0))};
  const auto most =
      static_cast<std::size_t>(integer("fixed_points.most_features"));
  if (!spec.quantization.stored || set.problem.features > most) return;
  // Its draws come in every order, so that it goes where the pair sum does.
  if (method.name == "double_sampling") return;
  set.fixed_point[method.name][stored_bits] =
      add_repetitions([&](int repetition) {
        return exact_cell(kFixedPointTask, spec, repetition);
      });
}

TrainingSpec Cells::full_spec(const ProblemSpec& problem) const {
  TrainingSpec spec = full_precision(problem);
  // Least squares on labels -1 and +1 plus a ridge term is LS-SVM (F.1).
  if (problem.task == Task::kClassification) {
    spec.model.ridge = parameters().number("model.ridge");
  }
  return spec;
}

Cell Cells::exact_cell(const std::string& task, const TrainingSpec& spec,
                       int repetition) const {
  Cell cell = quantization_cell_of(task, spec, {}, repetition);
  cell.parameters.set("method", spec.method);
  cell.parameters.set("ridge", spec.model.ridge);
  return cell;
}

int Cells::figure_bits() const {
  const int wanted = integer("figure_bits");
  return *std::min_element(bits_.begin(), bits_.end(), [&](int a, int b) {
    return std::abs(a - wanted) < std::abs(b - wanted);
  });
}

}  // namespace zipml::debiased_single
