// list, describe, validate, schema and doctor.
#include <fmt/format.h>

#include <cstdlib>
#include <optional>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/check.h"
#include "core/deep/network_engine.h"
#include "core/harness/config/describe.h"
#include "core/harness/config/schema.h"
#include "core/harness/provenance.h"
#include "core/kernels/target.h"
#include "core/report/figures/gnuplot.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/planned_study.h"

namespace zipml {
namespace fs = std::filesystem;

int list_command(Session& session) {
  for (const ExperimentInfo* info : session.infos()) {
    session.output() << fmt::format(
        "{:20} {:16} {}\n", info->name,
        fmt::format("{}", fmt::join(info->claims, " ")), info->title);
  }
  session.output() << "\nzipml describe NAME explains an experiment, and "
                      "zipml describe C1 a claim\n(results/paper/claims.md "
                      "has them all).\n";
  return kExitOk;
}

int describe_command(Session& session, const std::string& name) {
  if (name.empty()) {
    fail({.message = "describe needs an experiment, a claim, or --markdown",
          .hint = "`zipml list` names them"});
  }
  if (const PaperClaim* claim = paper_claim(name)) {
    session.output() << claim_text(*claim);
  } else {
    session.output() << describe_text(session.experiment(name).info(),
                                      claim_titles());
  }
  return kExitOk;
}

int describe_markdown_command(Session& session) {
  session.output() << "# The parameters of every experiment\n\n"
                      "Made by `zipml describe --markdown` from the "
                      "parameters' descriptors. A dotted\nname `sgd.epochs` "
                      "is `{\"sgd\": {\"epochs\": ...}}` in a config. What the "
                      "claims say\nis in "
                      "[claims.md](../results/paper/claims.md).\n";
  for (const ExperimentInfo* info : session.infos()) {
    session.output() << '\n' << describe_markdown(*info);
  }
  return kExitOk;
}

int validate_command(Session& session, const Selected& selected) {
  const std::vector<Study> studies = session.studies(
      selected.names, selected.sets, selected.sweeps, selected.study_name);
  for (const PlannedStudy& planned : plan_studies(session, studies)) {
    const Study& study = *planned.study;
    const std::string name =
        study.file.empty() ? study.name : study.file.string();
    for (const Diagnostic& set : planned.missing) {
      session.remarks() << name << ": " << set.text() << '\n';
    }
    session.output() << fmt::format("{}: valid, {} of {} grid point{}\n", name,
                                    study.experiment, study.points.size(),
                                    study.points.size() == 1 ? "" : "s");
  }
  return kExitOk;
}

int schema_command(Session& session, const std::string& experiment,
                   const fs::path& write_to) {
  if (experiment.empty() && write_to.empty()) {
    fail({.message = "schema needs an experiment, or --write FOLDER"});
  }
  if (write_to.empty()) {
    session.output() << schema_text(session.experiment(experiment).info());
    return kExitOk;
  }
  for (const ExperimentInfo* info : session.infos()) {
    if (!experiment.empty() && info->name != experiment) continue;
    const fs::path path = write_to / (info->name + ".schema.json");
    write_file_atomically(path, schema_text(*info));
    session.output() << path.string() << '\n';
  }
  return kExitOk;
}

int doctor_command(Session& session) {
  const Provenance own = collect_provenance();
  std::ostream& output = session.output();
  output << fmt::format("zipml {} ({}, {})\n", own.version, own.git_commit,
                        own.git_state);
  output << fmt::format("  built with {} ({})\n", own.compiler, own.build_type);
  output << fmt::format("  system: {}\n", own.system);
  output << fmt::format("  CPU: {}, {} cores; kernels: {}\n", own.cpu.model,
                        own.cores, target_name(current_target()));
  const std::string problem = drawing_problem();
  if (problem.empty()) {
    output << "  gnuplot: draws SVG, PDF and PNG\n";
  } else {
    output << fmt::format("  gnuplot: {}\n  run tools/setup\n", problem);
  }
  const std::optional<std::string> no_engine = missing_network_engine();
  output << fmt::format(
      "  networks: {}\n",
      no_engine ? *no_engine : "libtorch " + network_library_version());
  output << "  data:\n";
  for (const char* name :
       {"cadata", "cpusmall", "YearPredictionMSD", "bank32nh", "building"}) {
    const bool there = session.data().find(name).has_value();
    output << fmt::format(
        "    {:18} {}\n", name,
        there ? "there" : fmt::format("not there: zipml data get {}", name));
  }
  return problem.empty() ? kExitOk : kExitFailure;
}

}  // namespace zipml
