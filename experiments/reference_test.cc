// The kept run is what README says: every experiment, as it is today.
#include <catch.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "core/base/file.h"
#include "core/harness/findings/findings_json.h"
#include "core/harness/findings/finish_findings.h"
#include "core/harness/run/study_provenance.h"
#include "core/harness/value_json.h"
#include "experiments/paper/claims.h"
#include "experiments/registry.h"

using namespace zipml;

namespace {

using Json = nlohmann::ordered_json;

const std::filesystem::path kReference =
    std::filesystem::path(ZIPML_SOURCE_DIR) / "results/reference";

std::vector<std::unique_ptr<Experiment>> experiments() {
  return make_experiments(std::make_shared<DataLibrary>(
      DataPlaces{.folders = {}, .cache = "none", .may_download = false}));
}

// A network's claims are about runs of the paper's length.
std::string kept_profile(const std::string& experiment) {
  return experiment == "deep" ? "paper" : "standard";
}

Findings kept_findings(const std::string& experiment) {
  return findings_from_json(
      read_file(kReference / experiment / "findings.json"));
}

}  // namespace

TEST_CASE("every experiment that has claims has a kept run of today's version",
          "[unit]") {
  for (const auto& experiment : experiments()) {
    const ExperimentInfo& info = experiment->info();
    if (info.claims.empty()) continue;
    const std::string profile = kept_profile(info.name);
    INFO(info.name << ": zipml --run reference --profile " << profile << " run "
                   << info.name << ", of a clean commit");
    const auto folder = kReference / info.name;
    REQUIRE(std::filesystem::exists(folder / "study.json"));
    const Json study = Json::parse(read_file(folder / "study.json"));
    CHECK(study.at("profile") == profile);
    CHECK(study.at("overrides").empty());
    CHECK(study.at("version") == info.version);
    CHECK(study.at("numerics") == to_json(info.numerics));
    const Json provenance = Json::parse(read_file(folder / "provenance.json"));
    CHECK(StudyProvenance::from_json(provenance).is_of_one_clean_build());
    const Findings findings = kept_findings(info.name);
    CHECK(findings.cells.complete());
    // It tries what it says that it tries.
    for (const std::string& claim : info.claims) {
      INFO(claim);
      CHECK(std::any_of(
          findings.verdicts.begin(), findings.verdicts.end(),
          [&](const Verdict& verdict) { return verdict.claim == claim; }));
    }
  }
}

TEST_CASE("every claim of the paper has a kept verdict", "[unit]") {
  std::set<std::string> judged;
  std::vector<const ExperimentInfo*> infos;
  const auto all = experiments();
  for (const auto& experiment : all) {
    infos.push_back(&experiment->info());
    if (experiment->info().claims.empty()) continue;
    for (const Verdict& verdict :
         kept_findings(experiment->info().name).verdicts) {
      if (counts_for_claim(verdict)) judged.insert(verdict.claim);
    }
  }
  for (const Verdict& verdict : untested_claims(claim_titles(), infos)) {
    judged.insert(verdict.claim);
  }
  for (const auto& [claim, title] : claim_titles()) {
    if (!claim.starts_with('C')) continue;
    INFO(claim << ": " << title);
    CHECK(judged.contains(claim));
  }
}
