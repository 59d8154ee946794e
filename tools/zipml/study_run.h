// Studies run one after the other, and what each has found written.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/harness/run/interrupt.h"
#include "core/harness/run/plan.h"
#include "core/harness/run/runner.h"
#include "core/harness/value.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/cost_book.h"
#include "tools/zipml/download_display.h"
#include "tools/zipml/planned_study.h"
#include "tools/zipml/stamp.h"
#include "tools/zipml/study_files.h"
#include "tools/zipml/study_queue.h"

namespace zipml {

enum class StudyEnd {
  kWritten,      // all of it was tried
  kStopped,      // at a failure, as --fail-fast asks
  kInterrupted,  // by the user
};

class StudyRun {
 public:
  // Of `studies` those that lack data are planned later.
  StudyRun(Session& session, const RunRequest& request, const World& world,
           const InterruptGuard& interrupt, const DownloadDisplay& downloads,
           std::span<const PlannedStudy> studies);

  // What has become of it goes to `output`.
  StudyEnd run(const QueuedStudy& queued, std::ostream& output) {
    return run(queued, output, Try::kFirst);
  }

  // Of the studies that were written: a cell without a result counts more than
  // a table or figure that could not be made.
  int exit_status() const;

 private:
  // The second: a file turned out to be damaged when it was read.
  enum class Try { kFirst, kSecond };
  StudyEnd run(const QueuedStudy& queued, std::ostream& output, Try which);
  // The first plan, but where cells that the study shares with an earlier one
  // may be there by now, or its data has only come.
  Plan plan_now(const QueuedStudy& queued, Try which);
  Plan plan_of(const PlannedStudy& planned) const;
  RunSummary run_cells(const Study& study, const Plan& plan,
                       const CellStore& store);
  // From the cells that were run.
  void learn(const Plan& plan, const Plan& after);
  // What the studies that are not begun are expected to take.
  ExpectedCost later() const;
  StudyEnd end_of_part(const Study& study, const Plan& plan,
                       const RunSummary& summary, std::ostream& output);

  // Of a study that would be made the same of the same.
  std::optional<Stamp> current_stamp(const Study& study, const Plan& plan);
  StudyEnd tell_unchanged(const Study& study, const Stamp& stamp,
                          std::ostream& output);
  // Not with --quiet.
  void tell(const std::string& line) const;
  // Looked for only once something is to be drawn.
  const GnuplotOptions& gnuplot();
  bool draws() { return !gnuplot().program.empty(); }

  Session& session_;
  const RunRequest& request_;
  const World& world_;
  const InterruptGuard& interrupt_;
  const DownloadDisplay& downloads_;
  CostBook costs_;
  std::vector<Plan> first_plans_;  // of all studies, when the run began
  std::optional<std::set<std::string>> part_;  // ids; none: all cells
  std::vector<bool> begun_;                    // studies
  std::set<std::string> changed_;  // experiments that may have new cells
  std::optional<GnuplotOptions> gnuplot_;
  Record measured_;
  std::size_t failures_ = 0;
  bool incomplete_ = false;
  bool mistaken_ = false;
};

}  // namespace zipml
