#include "experiments/polynomial_estimator/cells.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "experiments/linear/parameters.h"
#include "experiments/polynomial_estimator/tasks.h"

namespace zipml::polynomial_estimator {
namespace {

std::vector<ApproximationTarget> targets_of(const Settings& settings) {
  const auto distinct = [&](const char* parameter) {
    const std::vector<double> values = settings.parameters.numbers(parameter);
    return std::set<double>(values.begin(), values.end());
  };
  std::vector<ApproximationTarget> targets;
  for (const double radius : distinct("sigmoid.radii")) {
    targets.push_back(sigmoid_target(radius));
  }
  for (const double gap : distinct("step.gaps")) {
    targets.push_back(step_target(gap));
  }
  return targets;
}

int nearest(const std::vector<int>& values, int wanted) {
  return *std::min_element(values.begin(), values.end(), [&](int a, int b) {
    return std::abs(a - wanted) < std::abs(b - wanted);
  });
}

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : PlannedPoint(info, settings),
      problems_(located(settings, problems)),
      bits_(ascending_integers(settings, "bits")),
      degrees_(ascending_integers(settings, "degrees")) {
  for (const ProblemSpec& problem : problems_) {
    for (const ApproximationTarget& target : targets_of(settings)) {
      for (const int bits : bits_) {
        Cell cell =
            quantized(kMomentsTask, problem, bits,
                      {"approximation", "moments.rows", "moments.draws"});
        for (const auto& [name, value] : to_record(target)) {
          cell.parameters.set(name, value);
        }
        cell.parameters.set("degrees",
                            Value::List(degrees_.begin(), degrees_.end()));
        moments_.push_back({problem, target, bits, {add(std::move(cell))}});
      }
    }
    for (const int bits : bits_) {
      Cell cell = quantized(kStorageTask, problem, bits, {"storage.rows"});
      cell.parameters.set("copies", paper_degree() + 1);
      storage_.push_back({problem, bits, {add(std::move(cell))}});
    }
  }
  for (const bool adversarial : {false, true}) {
    lemma_4_.push_back(
        {adversarial,
         {add(new_cell(
             kLemma4Task,
             {{"adversarial", adversarial},
              {"instances", parameters().at("lemma_4.instances")}}))}});
  }
}

int Cells::paper_bits() const { return nearest(bits_, 4); }
int Cells::paper_degree() const { return nearest(degrees_, 15); }

Cell Cells::quantized(const char* task, const ProblemSpec& problem, int bits,
                      const std::vector<std::string>& parameter_names) const {
  Record record{{"bits", bits}, {"draws", "fresh"}};
  for (const char* name : {"levels", "scaling"}) {
    record.set(name, parameters().at("quantization." + std::string(name)));
  }
  const TrainingSpec spec{.problem = problem,
                          .quantization = quantization_from_record(record)};
  Cell cell = quantization_cell(info(), task, spec, settings().seed, 0);
  for (const std::string& name : parameter_names) {
    cell.parameters.set(name, parameters().at(name));
  }
  return cell;
}

}  // namespace zipml::polynomial_estimator
