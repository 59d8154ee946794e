#include "tools/zipml/repetition_findings.h"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "core/base/error.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/findings/merge_findings.h"
#include "core/harness/run/cell_graph.h"
#include "core/harness/run/collect.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

using PointPlan = std::unique_ptr<const PlannedPoint>;

// A repetition of a study, in the numbering of its cells.
struct RepetitionPlace {
  std::uint64_t seed = 1;
  int repetition = 0;

  friend bool operator==(const RepetitionPlace&,
                         const RepetitionPlace&) = default;
};

// Of a cell: its task and parameters, seed and repetition.
using CellPlace = std::tuple<std::string, std::uint64_t, int>;

std::string words_of(const Cell& cell) {
  return cell.task + '\n' + record_text(cell.parameters);
}

// A grid point with all repetitions and with one, and the results of the
// former.
class StoredPoint {
 public:
  StoredPoint(const Experiment& experiment, const GridPoint& point,
              const Session& session)
      : experiment_(experiment), coordinates_(point.coordinates) {
    Settings settings = point.settings;
    settings.machine_threads = session.options().machine_threads;
    settings.machine_cpu = session.options().machine_cpu;
    const PointPlan all = experiment.plan(settings);
    settings.repetitions = settings.pooled_seeds = 1;
    one_ = experiment.plan(settings);
    const CellStore store(session.cells(experiment.info().name));
    collected_ = collect_results(all->cells(), store);
    for (const CellNode& node : cell_graph(all->cells())) {
      places_.emplace(CellPlace{words_of(*node.cell), node.cell->seed,
                                node.cell->repetition},
                      node.cell);
    }
  }

  bool is_complete() const { return collected_.counts.complete(); }

  // Empty when a cell of one repetition is none of all.
  std::vector<PointFindings> at(const RepetitionPlace& place) const {
    Results results;
    for (const CellNode& node : cell_graph(one_->cells())) {
      const auto cell = stored(*node.cell, place);
      if (cell == nullptr) return {};
      results.add(*node.cell, collected_.results.of(cell));
    }
    return {{coordinates_,
             finish_findings(one_->analyse(results), experiment_.info())}};
  }

 private:
  // What takes the place of a cell of the first repetition: the same of that
  // seed and repetition, or of that seed, where it is not repeated, or the cell
  // itself, where it is done once.
  std::shared_ptr<const Cell> stored(const Cell& cell,
                                     const RepetitionPlace& place) const {
    const std::string words = words_of(cell);
    for (const auto& [seed, repetition] :
         {std::pair(place.seed, place.repetition),
          std::pair(place.seed, cell.repetition),
          std::pair(cell.seed, cell.repetition)}) {
      const auto found = places_.find({words, seed, repetition});
      if (found != places_.end()) return found->second;
    }
    return nullptr;
  }

  const Experiment& experiment_;
  Record coordinates_;
  PointPlan one_;
  Collected collected_;
  std::map<CellPlace, std::shared_ptr<const Cell>> places_;
};

// Of all grid points alike, or none.
std::vector<RepetitionPlace> repetitions_of(const StudyQuestion& question) {
  if (question.points.empty()) return {};
  const Settings& first = question.points.front().settings;
  const bool alike =
      std::all_of(question.points.begin(), question.points.end(),
                  [&](const GridPoint& point) {
                    return point.settings.seed == first.seed &&
                           point.settings.repetitions == first.repetitions &&
                           point.settings.pooled_seeds == first.pooled_seeds;
                  });
  std::vector<RepetitionPlace> places;
  if (!alike) return places;
  for (int seed = 0; seed < first.pooled_seeds; ++seed) {
    for (int repetition = 0; repetition < first.repetitions; ++repetition) {
      places.push_back(
          {first.seed + static_cast<std::uint64_t>(seed), repetition});
    }
  }
  return places;
}

// Whether this program computes the study as the one that stored it did.
bool is_of_today(const StudyQuestion& question, const ExperimentInfo& info) {
  return question.version == info.version &&
         question.numerics == info.numerics &&
         std::all_of(question.points.begin(), question.points.end(),
                     [&](const GridPoint& point) {
                       return std::all_of(
                           info.parameters.begin(), info.parameters.end(),
                           [&](const Parameter& parameter) {
                             return point.settings.parameters.find(
                                        parameter.name) != nullptr;
                           });
                     });
}

std::vector<StoredPoint> stored_points(const Session& session,
                                       const StudyQuestion& question,
                                       std::string& missing) {
  std::vector<StoredPoint> points;
  try {
    const Experiment& experiment = session.experiment(question.experiment);
    if (!is_of_today(question, experiment.info())) {
      missing = "another version of the program computed it";
      return {};
    }
    for (const GridPoint& point : question.points) {
      points.emplace_back(experiment, point, session);
      if (points.back().is_complete()) continue;
      missing = "not all of its cells are stored";
      return {};
    }
  } catch (const UserError& error) {
    missing = error.diagnostics().front().text();
    return {};
  }
  return points;
}

}  // namespace

bool share_repetitions(const StudyQuestion& first,
                       const StudyQuestion& second) {
  const std::vector<RepetitionPlace> others = repetitions_of(second);
  int shared = 0;
  for (const RepetitionPlace& place : repetitions_of(first)) {
    shared += std::find(others.begin(), others.end(), place) != others.end();
  }
  return shared >= 2;
}

StudyRepetitions findings_by_repetition(const Session& session,
                                        const StudyQuestion& question) {
  StudyRepetitions all;
  const std::vector<StoredPoint> points =
      stored_points(session, question, all.missing);
  if (points.empty()) return all;
  for (const RepetitionPlace& place : repetitions_of(question)) {
    std::vector<PointFindings> findings;
    for (const StoredPoint& point : points) {
      std::vector<PointFindings> own = point.at(place);
      if (own.empty()) return {{}, "it has no plan for one repetition alone"};
      findings.push_back(std::move(own.front()));
    }
    all.findings.push_back(
        {place.seed, place.repetition, merge_findings(std::move(findings))});
  }
  return all;
}

}  // namespace zipml
