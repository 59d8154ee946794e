#include "experiments/svm_bias/cells.h"

#include <algorithm>
#include <set>

#include "experiments/linear/parameters.h"
#include "experiments/svm_bias/instance.h"

namespace zipml::svm_bias {
namespace {

std::vector<double> ascending(const Settings& settings,
                              const std::string& parameter) {
  const std::vector<double> values = settings.parameters.numbers(parameter);
  const std::set<double> sorted(values.begin(), values.end());
  return {sorted.begin(), sorted.end()};
}

}  // namespace

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings,
                     const LinearProblems& problems)
    : info_(info),
      settings_(settings),
      radii_(ascending(settings, "radius")),
      gaps_(ascending(settings, "gap")),
      degrees_(ascending_integers(settings, "degree")) {
  for (const std::string& name : distinct_texts(settings, "generated")) {
    sources_.push_back({name});
  }
  for (const std::string& data : distinct_texts(settings, "data")) {
    sources_.push_back({data, problems.locate(problem_spec(settings, data))});
  }
}

std::vector<Point> CellMaker::points() const {
  std::vector<Point> points;
  for (const double radius : radii_) {
    for (const double gap : gaps_) {
      for (const int degree : degrees_) points.push_back({radius, gap, degree});
    }
  }
  return points;
}

Cell CellMaker::theorem_4(const Source& source, const Point& point,
                          int repetition) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = kTheoremTask;
  if (!source.is_generated()) cell.parameters = to_record(source.problem);
  cell.parameters.set("source", source.is_generated() ? source.name : "data");
  cell.parameters.set("radius", point.radius);
  cell.parameters.set("gap", point.gap);
  cell.parameters.set("degree", point.degree);
  for (const char* name :
       {"rows", "features", "bits", "form", "fit", "monte_carlo.visits"}) {
    cell.parameters.set(name, settings_.parameters.at(name));
  }
  cell.seed = settings_.seed;
  cell.repetition = repetition;
  return cell;
}

Cell CellMaker::lemma_11(const std::string& family) const {
  Cell cell;
  cell.experiment = info_.name;
  cell.version = info_.version;
  cell.task = kLemmaTask;
  cell.parameters = {{"family", family},
                     {"instances", settings_.parameters.at("instances")}};
  cell.seed = settings_.seed;
  return cell;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells;
  for (const Source& source : sources_) {
    for (const Point& point : points()) {
      for (int repetition = 0; repetition < repetitions(); ++repetition) {
        cells.push_back(theorem_4(source, point, repetition));
      }
    }
  }
  for (const std::string& family : family_names()) {
    cells.push_back(lemma_11(family));
  }
  return cells;
}

}  // namespace zipml::svm_bias
