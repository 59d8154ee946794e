// From the stored results of a study's cells to all that is told of it.
#pragma once

#include <vector>

#include "core/base/error.h"
#include "core/harness/experiment.h"
#include "core/harness/findings/findings.h"
#include "core/harness/run/store.h"
#include "core/harness/run/study_provenance.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/session.h"

namespace zipml {

// What is made of the stored results of a study.
struct StudyResults {
  Findings findings;
  // Why tables or figures of the config are not among them.
  std::vector<Diagnostic> mistakes;
  StudyProvenance provenance;
};

// Each grid point analysed, all of them merged, with the tables and figures
// that the config asks for.
StudyResults results_of(const Session& session, const PlannedStudy& planned,
                        const CellStore& store, const ExperimentInfo& info);

}  // namespace zipml
