// list, describe, validate, schema and doctor.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/check.h"
#include "core/deep/network_engine.h"
#include "core/harness/config/describe.h"
#include "core/harness/config/schema.h"
#include "core/harness/provenance.h"
#include "core/harness/value_json.h"
#include "core/kernels/target.h"
#include "core/report/figures/gnuplot.h"
#include "experiments/paper/claims.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/json_output.h"
#include "tools/zipml/planned_study.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

Json claim_json(const PaperClaim& claim) {
  return {{"number", claim.number},
          {"title", claim.title},
          {"text", claim.text},
          {"where", claim.where},
          {"experiments", claim.experiments}};
}

Json info_json(const ExperimentInfo& info) {
  return {{"name", info.name},
          {"title", info.title},
          {"claims", info.claims},
          {"where", info.where},
          {"version", info.version}};
}

void print_list_json(const Session& session) {
  Json experiments = Json::array(), claims = Json::array();
  for (const ExperimentInfo* info : session.infos()) {
    experiments.push_back(info_json(*info));
  }
  for (const PaperClaim& claim : paper_claims()) {
    claims.push_back(claim_json(claim));
  }
  print_json(
      session, "list",
      {{"experiments", std::move(experiments)}, {"claims", std::move(claims)}});
}

Json parameter_json(const Parameter& parameter) {
  Json defaults = Json::object();
  for (const Profile profile :
       {Profile::kQuick, Profile::kStandard, Profile::kPaper}) {
    defaults[std::string(profile_name(profile))] =
        to_json(parameter.defaults.of(profile));
  }
  return {{"name", parameter.name},
          {"help", parameter.help},
          {"defaults", std::move(defaults)}};
}

}  // namespace

int list_command(Session& session, bool json) {
  if (json) {
    print_list_json(session);
    return kExitOk;
  }
  std::ostream& output = session.output();
  output << "Experiments, each with a config of its name:\n";
  for (const ExperimentInfo* info : session.infos()) {
    output << fmt::format("  {:20} {}\n", info->name, info->title);
  }
  output << "\nWhat the paper claims, and who tries it:\n";
  for (const PaperClaim& claim : paper_claims()) {
    // Errata and theorems are told by `describe`.
    if (!claim.number.starts_with("C")) continue;
    output << fmt::format(
        "  {:4} {}\n       ({})\n", claim.number, claim.title,
        claim.experiments.empty()
            ? "no experiment"
            : fmt::format("{}", fmt::join(claim.experiments, ", ")));
  }
  output
      << "\n`zipml describe NAME` explains an experiment, and `zipml describe "
         "C1` a claim;\nresults/paper/claims.md has them all.\n";
  return kExitOk;
}

int describe_command(Session& session, const std::string& name, bool json) {
  if (name.empty()) {
    fail({.message = "describe needs an experiment, a claim, or --markdown",
          .hint = "`zipml list` names them"});
  }
  if (const PaperClaim* claim = paper_claim(name)) {
    if (json) {
      print_json(session, "describe", {{"claim", claim_json(*claim)}});
    } else {
      session.output() << claim_text(*claim);
    }
    return kExitOk;
  }
  const ExperimentInfo& info = session.experiment(name).info();
  if (!json) {
    session.output() << describe_text(info, claim_titles());
    return kExitOk;
  }
  Json parameters = Json::array();
  for (const Parameter& parameter : info.parameters) {
    parameters.push_back(parameter_json(parameter));
  }
  Json experiment = info_json(info);
  experiment["parameters"] = std::move(parameters);
  print_json(session, "describe", {{"experiment", std::move(experiment)}});
  return kExitOk;
}

int describe_markdown_command(Session& session) {
  session.output() << "# The parameters of every experiment\n\n"
                      "Made by `zipml describe --markdown` from the "
                      "parameters' descriptors. A dotted\nname `sgd.epochs` "
                      "is `{\"sgd\": {\"epochs\": ...}}` in a config. What the "
                      "claims say\nis in "
                      "[claims.md](../results/paper/claims.md).\n\n"
                   << describe_config_markdown();
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

namespace {

// Of those that experiments ask for first.
constexpr std::array kDoctorSets = {"cadata", "cpusmall", "YearPredictionMSD",
                                    "bank32nh", "building"};

int doctor_json(const Session& session, const Provenance& own) {
  const std::string problem = drawing_problem();
  const std::optional<std::string> no_engine = missing_network_engine();
  Json sets = Json::object();
  for (const char* name : kDoctorSets) {
    sets[name] = session.data().find(name).has_value();
  }
  print_json(session, "doctor",
             {{"version", own.version},
              {"git_commit", own.git_commit},
              {"git_state", own.git_state},
              {"compiler", own.compiler},
              {"build_type", own.build_type},
              {"system", own.system},
              {"cpu", own.cpu.model},
              {"cores", own.cores},
              {"kernels", target_name(current_target())},
              {"draws", problem.empty()},
              {"drawing_problem", problem},
              {"networks", no_engine ? "" : network_library_version()},
              {"configs", session.options().configs.string()},
              {"data", std::move(sets)}});
  return problem.empty() ? kExitOk : kExitFailure;
}

}  // namespace

int doctor_command(Session& session, bool json) {
  const Provenance own = collect_provenance();
  std::ostream& output = session.output();
  if (json) return doctor_json(session, own);
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
  for (const char* name : kDoctorSets) {
    const bool there = session.data().find(name).has_value();
    output << fmt::format(
        "    {:18} {}\n", name,
        there ? "there" : fmt::format("not there: zipml data get {}", name));
  }
  return problem.empty() ? kExitOk : kExitFailure;
}

}  // namespace zipml
