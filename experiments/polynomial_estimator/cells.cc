#include "experiments/polynomial_estimator/cells.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "experiments/linear/parameters.h"

namespace zipml::polynomial_estimator {
namespace {

std::set<double> distinct(const Settings& settings, const char* parameter) {
  const std::vector<double> values = settings.parameters.numbers(parameter);
  return {values.begin(), values.end()};
}

int nearest(const std::vector<int>& values, int wanted) {
  return *std::min_element(values.begin(), values.end(), [&](int a, int b) {
    return std::abs(a - wanted) < std::abs(b - wanted);
  });
}

}  // namespace

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info), settings_(settings) {
  for (const std::string& data : distinct_texts(settings, "data")) {
    problems_.push_back(problems.locate(problem_spec(settings, data)));
  }
  for (const double radius : distinct(settings, "sigmoid.radii")) {
    targets_.push_back(sigmoid_target(radius));
  }
  for (const double gap : distinct(settings, "step.gaps")) {
    targets_.push_back(step_target(gap));
  }
  bits_ = ascending_integers(settings, "bits");
  degrees_ = ascending_integers(settings, "degrees");
}

int CellMaker::paper_bits() const { return nearest(bits_, 4); }
int CellMaker::paper_degree() const { return nearest(degrees_, 15); }

QuantizationSpec CellMaker::quantization(int bits) const {
  Record record{{"bits", bits}, {"draws", "fresh"}};
  for (const char* name : {"levels", "scaling"}) {
    record.set(name,
               settings_.parameters.at("quantization." + std::string(name)));
  }
  return quantization_from_record(record);
}

Cell CellMaker::quantized(const char* task, const ProblemSpec& problem,
                          int bits) const {
  TrainingSpec spec;
  spec.problem = problem;
  spec.quantization = quantization(bits);
  return quantization_cell(info_, task, spec, settings_.seed, 0);
}

Cell CellMaker::moments(const ProblemSpec& problem,
                        const ApproximationTarget& target, int bits) const {
  Cell cell = quantized(kMomentsTask, problem, bits);
  for (const auto& [name, value] : to_record(target)) {
    cell.parameters.set(name, value);
  }
  cell.parameters.set("degrees", Value::List(degrees_.begin(), degrees_.end()));
  for (const char* name : {"approximation", "moments.rows", "moments.draws"}) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  return cell;
}

Cell CellMaker::storage(const ProblemSpec& problem, int bits) const {
  Cell cell = quantized(kStorageTask, problem, bits);
  cell.parameters.set("copies", paper_degree() + 1);
  cell.parameters.set("storage.rows", settings_.parameters.at("storage.rows"));
  return cell;
}

Cell CellMaker::lemma_4(bool adversarial) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = kLemma4Task;
  cell.seed = settings_.seed;
  cell.parameters = {
      {"adversarial", adversarial},
      {"instances", settings_.parameters.at("lemma_4.instances")}};
  return cell;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const ProblemSpec& problem : problems_) {
    for (const int bits : bits_) {
      for (const ApproximationTarget& target : targets_) {
        cells.push_back(moments(problem, target, bits));
      }
      cells.push_back(storage(problem, bits));
    }
  }
  for (const bool adversarial : {false, true}) {
    cells.push_back(lemma_4(adversarial));
  }
  return cells;
}

}  // namespace zipml::polynomial_estimator
