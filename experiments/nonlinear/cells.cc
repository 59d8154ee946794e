#include "experiments/nonlinear/cells.h"

#include <algorithm>
#include <cstdlib>

#include "experiments/linear/parameters.h"
#include "experiments/nonlinear/tasks.h"

namespace zipml::nonlinear {

DrawBudget draw_budget(int total_bits, int degree, LevelConvention convention) {
  const auto fits = [&](const DrawBudget& budget) {
    const int intervals = interval_count(budget.base_bits, convention);
    const SampleCode code =
        budget.draws == 1 ? SampleCode::kSingle : SampleCode::kDrawCount;
    return code_bits(code, intervals, budget.draws) <= total_bits;
  };
  for (int base = total_bits; base >= 1; --base) {
    if (fits({base, degree + 1})) return {base, degree + 1};
  }
  DrawBudget budget{1, degree + 1};
  while (budget.draws > 1 && !fits(budget)) --budget.draws;
  return budget;
}

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : LinearPoint(info, settings, problems) {
  for (const int bits : ascending_integers(settings, "bits")) {
    budgets_[bits] = draw_budget(bits, integer("polynomial.degree"),
                                 quantization_spec(settings, bits).convention);
  }
  const bool has_optimum = parameters().number("model.ridge") > 0 &&
                           parameters().text("model.regularizer") == "none";
  for (const ProblemSpec& problem : this->problems()) {
    for (const std::string& loss : distinct_texts(settings, "losses")) {
      Set set{.problem = problem, .loss = loss};
      set.full = add_training(with_loss(full_precision(problem), loss));
      for (const auto& [bits, budget] : budgets_) {
        set.low["polynomial"][bits] = add_polynomial(set, bits);
        for (const char* method : {"nearest", "naive"}) {
          set.low[method][bits] = add_training(
              with_loss(low_precision(problem, method, bits), loss));
        }
      }
      if (has_optimum) set.optimum = add_optimum(set);
      sets_.push_back(std::move(set));
    }
  }
}

int Cells::figure_bits() const {
  const int wanted = integer("figure_bits");
  const auto nearest = std::min_element(
      budgets_.begin(), budgets_.end(), [&](const auto& a, const auto& b) {
        return std::abs(a.first - wanted) < std::abs(b.first - wanted);
      });
  return nearest->first;
}

TrainingSpec Cells::with_loss(TrainingSpec spec,
                              const std::string& loss) const {
  spec.model = model_spec(settings(), loss);
  return spec;
}

CellGroup Cells::add_polynomial(const Set& set, int bits) {
  const DrawBudget& budget = budgets_.at(bits);
  TrainingSpec spec = with_loss(
      low_precision(set.problem, "polynomial", budget.base_bits), set.loss);
  spec.estimator = to_parameters(PolynomialGradientSpec{
      .loss = set.loss,
      .degree = budget.degree(),
      .radius = parameters().number("polynomial.radius"),
      .gap = parameters().number("polynomial.gap"),
      .form = polynomial_form_from_name(parameters().text("polynomial.form")),
      .fit = polynomial_fit_from_name(parameters().text("polynomial.fit"))});
  return add_repetitions([&](int repetition) {
    Cell cell = training_cell_of(spec, repetition);
    cell.parameters.set("radius_factor",
                        parameters().at("polynomial.radius_factor"));
    cell.prerequisites.push_back(
        set.full[static_cast<std::size_t>(repetition)]);
    return cell;
  });
}

std::shared_ptr<const Cell> Cells::add_optimum(const Set& set) {
  return add(
      new_cell(kOptimumTask,
               optimum_parameters(set.problem, set.loss,
                                  parameters().number("model.ridge"),
                                  parameters().number("optimum.tolerance"),
                                  parameters().integer("optimum.iterations"))));
}

}  // namespace zipml::nonlinear
