// Studies planned: their cells, or what stands in the way, all of it at once.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/harness/config/config.h"
#include "core/harness/experiment.h"
#include "core/harness/run/plan.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/session.h"

namespace zipml {

// The studies that the words of a command select.
std::vector<Study> studies_of(const Session& session, const Selected& selected);

// Which cells the request is about.
Selection selection_of(const RunRequest& request);

// Each of its grid points planned, once for all that follows.
struct PlannedStudy {
  const Study* study = nullptr;
  std::vector<std::unique_ptr<const PlannedPoint>> points = {};
  CellGroup cells = {};  // of all points
  // What is wrong with its settings, its data or the tables and figures that
  // its config asks for, each mistake once, with its place in the config
  // (with_place). Points that have one are not planned.
  std::vector<Diagnostic> mistakes = {};
  // Data that only a run fetches (MissingData), likewise, and its names.
  std::vector<Diagnostic> missing = {};
  std::vector<std::string> missing_sets = {};
};

// For RunLock: says that another program is at work in the run's folder.
std::function<void(const std::string&)> waiting_words(const Session& session);

// Nothing stands in the way of its cells.
bool is_complete(const PlannedStudy& planned);

// `study` must outlive what is planned of it.
PlannedStudy plan_study(const Session& session, const Study& study);

// All of them. UserError with every mistake of every study.
std::vector<PlannedStudy> plan_studies(const Session& session,
                                       std::span<const Study> studies);

}  // namespace zipml
