#include "experiments/nonlinear/cells.h"

#include <algorithm>
#include <cstdlib>

#include "experiments/linear/parameters.h"

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

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info), settings_(settings) {
  for (const std::string& data : distinct_texts(settings, "data")) {
    const ProblemSpec problem = problems.locate(problem_spec(settings, data));
    for (const std::string& loss : distinct_texts(settings, "losses")) {
      panels_.push_back({problem, loss});
    }
  }
  bits_ = ascending_integers(settings, "bits");
}

int CellMaker::figure_bits() const {
  const auto wanted =
      static_cast<int>(settings_.parameters.integer("figure_bits"));
  return *std::min_element(bits_.begin(), bits_.end(), [&](int a, int b) {
    return std::abs(a - wanted) < std::abs(b - wanted);
  });
}

DrawBudget CellMaker::budget(int total_bits) const {
  return draw_budget(
      total_bits,
      static_cast<int>(settings_.parameters.integer("polynomial.degree")),
      quantization_spec(settings_, total_bits).convention);
}

bool CellMaker::has_optimum() const {
  return settings_.parameters.number("model.ridge") > 0 &&
         settings_.parameters.text("model.regularizer") == "none";
}

TrainingSpec CellMaker::spec(const Figure9Panel& panel,
                             const std::string& method, int bits) const {
  TrainingSpec spec{panel.problem,
                    sgd_spec(settings_, panel.problem.training_values), method,
                    quantization_spec(settings_, bits)};
  spec.model = model_spec(settings_, panel.loss);
  if (method != kPolynomial) return spec;
  const Record& parameters = settings_.parameters;
  const DrawBudget budget = this->budget(bits);
  spec.quantization.bits = budget.base_bits;
  spec.estimator = to_parameters(PolynomialGradientSpec{
      .loss = panel.loss,
      .degree = budget.degree(),
      .radius = parameters.number("polynomial.radius"),
      .gap = parameters.number("polynomial.gap"),
      .form = polynomial_form_from_name(parameters.text("polynomial.form")),
      .fit = polynomial_fit_from_name(parameters.text("polynomial.fit"))});
  return spec;
}

Cell CellMaker::training(const Figure9Panel& panel, const std::string& method,
                         int bits, int repetition) const {
  Cell cell = training_cell(info_, spec(panel, method, bits),
                            search_spec(settings_), settings_.seed, repetition);
  if (method != kPolynomial) return cell;
  cell.parameters.set("radius_factor",
                      settings_.parameters.at("polynomial.radius_factor"));
  cell.prerequisites.push_back(
      std::make_shared<Cell>(training(panel, "32-bit", 0, repetition)));
  return cell;
}

Cell CellMaker::optimum(const Figure9Panel& panel) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = kOptimumTask;
  cell.parameters = to_record(panel.problem);
  cell.parameters.set("loss", panel.loss);
  for (const char* name :
       {"model.ridge", "optimum.tolerance", "optimum.iterations"}) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  cell.seed = settings_.seed;
  return cell;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const Figure9Panel& panel : panels_) {
    for (int repetition = 0; repetition < repetitions(); ++repetition) {
      cells.push_back(training(panel, "32-bit", 0, repetition));
      for (const std::string& method : kMethods) {
        for (const int bits : bits_) {
          cells.push_back(training(panel, method, bits, repetition));
        }
      }
    }
    if (has_optimum()) cells.push_back(optimum(panel));
  }
  return cells;
}

}  // namespace zipml::nonlinear
