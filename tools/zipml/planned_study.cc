#include "tools/zipml/planned_study.h"

#include <algorithm>
#include <utility>

#include "core/harness/findings/merge_findings.h"
#include "core/harness/run/collect.h"

namespace zipml {
namespace {

// What is wrong with the tables and figures of the config, before anything has
// run: whatever the results, the same tables and columns are made of them.
void check_outputs(PlannedStudy& planned) {
  const Study& study = *planned.study;
  const bool is_planned = planned.mistakes.empty() && planned.missing.empty();
  if (study.outputs.empty() || !is_planned) return;
  std::vector<PointFindings> points;
  for (std::size_t i = 0; i < planned.points.size(); ++i) {
    const PlannedPoint& point = *planned.points[i];
    points.push_back({study.points[i].coordinates,
                      point.analyse(results_before_run(point.cells()))});
  }
  std::vector<Diagnostic> mistakes = check_chosen(
      study.outputs, swept_names(study), merge_findings(std::move(points)));
  for (Diagnostic& mistake : mistakes) {
    planned.mistakes.push_back(with_place(std::move(mistake), study));
  }
}

// What is wrong at no place of a config (a set that cannot be had) is told
// once, and of no config when several want it.
void add_of_study(std::vector<Diagnostic>& all,
                  const std::vector<Diagnostic>& of_study) {
  const auto has_place = [](const Diagnostic& one) {
    return one.position.line > 0 || !one.pointer.empty();
  };
  for (const Diagnostic& mistake : of_study) {
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const Diagnostic& other) {
          return !has_place(mistake) && !has_place(other) &&
                 other.message == mistake.message;
        });
    if (known == all.end()) {
      add_distinct(all, {mistake});
    } else if (known->file != mistake.file) {
      known->file.clear();
    }
  }
}

}  // namespace

std::vector<Study> studies_of(const Session& session,
                              const Selected& selected) {
  return session.studies(selected.names, selected.sets, selected.sweeps,
                         selected.study_name);
}

Selection selection_of(const RunRequest& request) {
  if (request.force) return Selection::kAll;
  return request.only_failed ? Selection::kOnlyFailed : Selection::kUnfinished;
}

std::function<void(const std::string&)> waiting_words(const Session& session) {
  return [&session](const std::string& who) {
    session.remarks() << session.results().string() << ": " << who
                      << " is at work here; waiting for it" << std::endl;
  };
}

bool is_complete(const PlannedStudy& planned) {
  return planned.mistakes.empty() && planned.missing.empty();
}

PlannedStudy plan_study(const Session& session, const Study& study) {
  PlannedStudy planned{.study = &study};
  const Experiment& experiment = session.experiment(study.experiment);
  for (const GridPoint& point : study.points) {
    try {
      planned.points.push_back(experiment.plan(point.settings));
      const CellGroup& more = planned.points.back()->cells();
      planned.cells.insert(planned.cells.end(), more.begin(), more.end());
    } catch (const MissingData& missing) {
      add_distinct(planned.missing, missing.diagnostics());
      planned.missing_sets.insert(planned.missing_sets.end(),
                                  missing.sets().begin(), missing.sets().end());
    } catch (const UserError& error) {
      std::vector<Diagnostic> mistakes = error.diagnostics();
      for (Diagnostic& mistake : mistakes) {
        mistake = with_place(std::move(mistake), study);
      }
      add_distinct(planned.mistakes, mistakes);
    }
  }
  check_outputs(planned);
  return planned;
}

std::vector<PlannedStudy> plan_studies(const Session& session,
                                       std::span<const Study> studies) {
  std::vector<PlannedStudy> all;
  std::vector<Diagnostic> mistakes;
  for (const Study& study : studies) {
    all.push_back(plan_study(session, study));
    add_of_study(mistakes, all.back().mistakes);
  }
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
  return all;
}

}  // namespace zipml
