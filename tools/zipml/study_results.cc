#include "tools/zipml/study_results.h"

#include <map>
#include <string>
#include <utility>

#include "core/harness/findings/chosen_outputs.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/findings/merge_findings.h"
#include "core/harness/run/cell_graph.h"
#include "core/harness/run/collect.h"

namespace zipml {
namespace {

// Of the cells of a study that have a result: every cell knows its own.
StudyProvenance provenance_of(const Session& session,
                              const PlannedStudy& planned,
                              const std::map<std::string, Record>& measured) {
  StudyProvenance provenance;
  for (const CellNode& node : cell_graph(planned.cells)) {
    provenance.add_seed(node.cell->seed);
    const Record& parameters = node.cell->parameters;
    const Value* set = data_name(parameters);
    if (const auto own = measured.find(node.id); own != measured.end()) {
      const bool has_name = set != nullptr && set->is_text();
      provenance.add_cell(own->second, has_name ? set->text() : "");
    }
    const Value* checksum = parameters.find("checksum");
    if (set != nullptr && checksum != nullptr && !checksum->text().empty()) {
      provenance.add_data(set->text(), checksum->text());
      for (const std::string& note :
           session.data().remarks_of(checksum->text())) {
        provenance.add_data_note(set->text(), note);
      }
    }
  }
  return provenance;
}

}  // namespace

StudyResults results_of(const Session& session, const PlannedStudy& planned,
                        const CellStore& store, const ExperimentInfo& info) {
  std::vector<PointFindings> points;
  std::map<std::string, Record> measured;
  for (std::size_t i = 0; i < planned.points.size(); ++i) {
    const PlannedPoint& point = *planned.points[i];
    Collected collected = collect_results(point.cells(), store);
    measured.merge(std::move(collected.measured));
    Findings findings = point.analyse(collected.results);
    findings.cells = collected.counts;
    points.push_back({planned.study->points[i].coordinates,
                      finish_findings(std::move(findings), info)});
  }
  const Study& study = *planned.study;
  Findings findings = merge_findings(std::move(points));
  std::vector<Diagnostic> mistakes =
      add_chosen(study.outputs, swept_names(study), findings);
  for (Diagnostic& mistake : mistakes) {
    mistake = with_place(std::move(mistake), study);
  }
  return {std::move(findings), std::move(mistakes),
          provenance_of(session, planned, measured)};
}

}  // namespace zipml
