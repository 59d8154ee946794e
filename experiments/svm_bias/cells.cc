#include "experiments/svm_bias/cells.h"

#include <set>

#include "experiments/linear/parameters.h"
#include "experiments/svm_bias/instance.h"
#include "experiments/svm_bias/tasks.h"

namespace zipml::svm_bias {
namespace {

std::vector<Source> sources_of(const Settings& settings,
                               const LinearProblems& problems) {
  std::vector<Source> sources;
  for (const std::string& name : distinct_texts(settings, "generated")) {
    sources.push_back({.name = name});
  }
  for (const ProblemSpec& problem : located(settings, problems)) {
    sources.push_back({.name = problem.data, .problem = problem});
  }
  return sources;
}

std::vector<double> ascending_numbers(const Settings& settings,
                                      const std::string& parameter) {
  const std::vector<double> values = settings.parameters.numbers(parameter);
  const std::set<double> sorted(values.begin(), values.end());
  return {sorted.begin(), sorted.end()};
}

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings,
             const LinearProblems& problems)
    : PlannedPoint(info, settings) {
  const std::vector<double> radii = ascending_numbers(settings, "radius");
  const std::vector<double> gaps = ascending_numbers(settings, "gap");
  const std::vector<int> degrees = ascending_integers(settings, "degree");
  figure_point_ = {radii.front(), gaps[gaps.size() / 2], degrees.back()};
  least_gap_ = gaps.front();
  std::vector<Point> points;
  for (const double radius : radii) {
    for (const double gap : gaps) {
      for (const int degree : degrees) points.push_back({radius, gap, degree});
    }
  }
  for (const Source& source : sources_of(settings, problems)) {
    OnSource& on_source = sources_.emplace_back(OnSource{.source = source});
    for (const Point& point : points) {
      on_source.points.push_back({point, add_repetitions([&](int repetition) {
                                    return theorem_4(source, point, repetition);
                                  })});
    }
  }
  for (const std::string& family : family_names()) {
    lemma_11_.push_back(add(new_cell(
        kLemmaTask,
        {{"family", family}, {"instances", parameters().at("instances")}})));
  }
}

Cell Cells::theorem_4(const Source& source, const Point& point,
                      int repetition) const {
  Record record;
  if (!source.is_generated()) record = to_record(source.problem);
  record.set("source", source.is_generated() ? source.name : "data");
  record.set("radius", point.radius);
  record.set("gap", point.gap);
  record.set("degree", point.degree);
  for (const char* name :
       {"rows", "features", "bits", "form", "fit", "monte_carlo.visits"}) {
    record.set(name, parameters().at(name));
  }
  return new_cell(kTheoremTask, std::move(record), repetition);
}

}  // namespace zipml::svm_bias
