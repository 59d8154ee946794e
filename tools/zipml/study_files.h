// What a study leaves in results/RUN/STUDY, written and read back.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/harness/run/study_provenance.h"
#include "core/report/compare/question.h"
#include "core/report/figures/gnuplot.h"
#include "tools/zipml/session.h"

namespace zipml {

struct StoredStudy {
  std::string name = {};
  std::string title = {};
  std::string where = {};    // in the paper
  std::string profile = {};  // that it was run in
  Findings findings = {};
  StudyProvenance provenance = {};
};

// findings.json (the truth), study.json (the resolved study), provenance.json,
// and everything that core/report makes of the findings. `should_stop` is
// asked between figures.
void write_study(const Session& session, const Study& study,
                 const Findings& findings, const StudyProvenance& provenance,
                 const GnuplotOptions& gnuplot,
                 const std::function<bool()>& should_stop);
// The parts of write_study that are made from findings.json alone.
void rewrite_study(const Session& session, const StoredStudy& study,
                   const GnuplotOptions& gnuplot = {});

// Figures are not all that a run is for: where gnuplot is missing or cannot
// draw, the options that do without it, and a remark that says so.
GnuplotOptions gnuplot_or_none(const Session& session);

// UserError when there are none or they cannot be read.
StoredStudy read_study(const Session& session, const std::string& name);
// Without its findings, which are not read.
StoredStudy read_origin(const Session& session, const std::string& name);

// What the study was asked. UserError likewise.
StudyQuestion read_question(const Session& session, const std::string& name);

// Says in results/RUN/run.json which profile the run is of.
void mark_run(const Session& session);
// What is said there; empty when nothing is.
std::string marked_profile(const std::filesystem::path& run);

// Whether each verdict's command is worked out, which takes a plan a study.
enum class Recipes { kAdded, kLeftOut };
// The verdicts of every finished study of the run, and for each claim that no
// experiment tries one that says so.
std::vector<StudyVerdicts> verdicts_of_run(const Session& session,
                                           Recipes recipes);

// Keeps the ids of a study's cells in results/RUN/STUDY/cells.txt, so that
// `zipml clean` knows what is wanted, before its first cell runs.
void write_wanted_cells(const Session& session, const Study& study,
                        const std::vector<std::string>& ids);
struct StudyCells {
  std::string experiment = {};
  std::vector<std::string> ids = {};
};
// What is kept there; nothing when there is none.
std::optional<StudyCells> cells_of_study(const Session& session,
                                         const std::string& study);
// Those of every study of the run, finished or not, by experiment. UserError
// when a study keeps none, as of an older version.
std::map<std::string, std::set<std::string>> wanted_cells(
    const Session& session);

// UserError when the folders of the studies cannot be written, as far as can be
// told without writing.
void check_folders(const Session& session, std::span<const Study> studies);

// A study must not take the place of another one: UserError when the folder
// holds other settings by another config or other overrides (--set, --sweep),
// or the run is of another profile.
void check_may_replace(const Session& session, const Study& study);

}  // namespace zipml
