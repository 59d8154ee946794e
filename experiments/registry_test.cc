#include "experiments/registry.h"

#include <catch.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/config.h"
#include "core/harness/config/describe.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/config/schema.h"
#include "core/harness/findings/findings_json.h"
#include "experiments/paper/claims.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = ZIPML_SOURCE_DIR;

struct Registry {
  TemporaryFolder cache;
  std::shared_ptr<DataLibrary> library = std::make_shared<DataLibrary>(
      DataPlaces{{}, cache.path(), /*may_download=*/false});
  std::vector<std::unique_ptr<Experiment>> all = make_experiments(library);
  std::vector<const ExperimentInfo*> infos() const {
    std::vector<const ExperimentInfo*> result;
    for (const auto& experiment : all) result.push_back(&experiment->info());
    return result;
  }
};

// The files that git keeps of the reference run; none where the sources are no
// work tree of git.
std::vector<fs::path> kept_files() {
  std::vector<fs::path> files;
  try {
    const ProcessResult listing =
        run_process({"git", "-c", "core.quotePath=off", "ls-files",
                     "results/reference", "plots/reference"},
                    kRoot);
    if (listing.status != 0) return files;
    std::istringstream lines(listing.output);
    for (std::string line; std::getline(lines, line);) files.push_back(line);
  } catch (const UserError&) {
    // No git.
  }
  return files;
}

// `path` is TOP/reference/STUDY/FILE.
bool is_to_be_kept(const fs::path& path) {
  if (std::distance(path.begin(), path.end()) != 4) return false;
  if (*path.begin() == "plots") return path.extension() == ".svg";
  const fs::path name = path.filename();
  return name == "findings.json" || name == "study.json" ||
         name == "provenance.json" || name == "verdicts.md";
}

}  // namespace

TEST_CASE("folder, registry, config, schema and README agree", "[unit]") {
  const Registry registry;
  const std::string readme = read_file(kRoot / "experiments/README.md");
  const std::string config_readme = read_file(kRoot / "configs/README.md");
  std::set<std::string> names;
  for (const ExperimentInfo* info : registry.infos()) {
    INFO(info->name);
    CHECK(names.insert(info->name).second);
    CHECK(fs::is_directory(kRoot / "experiments" / info->name));
    CHECK(fs::exists(kRoot / "configs" / (info->name + ".json")));
    CHECK(readme.find("`" + info->name + "`") != std::string::npos);
    // What has no claim has nothing to judge.
    CHECK(info->claims.empty() == info->verdict_kinds.empty());
    CHECK(descriptor_mistakes(*info).empty());
    // `zipml schema --write configs/schema` makes them, `zipml describe
    // --markdown` the README of configs.
    CHECK(read_file(kRoot / "configs" / "schema" /
                    (info->name + ".schema.json")) == schema_text(*info));
    CHECK(config_readme.find(describe_markdown(*info)) != std::string::npos);
  }
  for (const auto& entry : fs::directory_iterator(kRoot / "configs")) {
    if (entry.path().extension() != ".json") continue;
    CHECK(names.count(entry.path().stem().string()) == 1);
  }
}

TEST_CASE("every integer parameter fits an int", "[unit]") {
  constexpr double kMost = std::numeric_limits<int>::max();
  const Registry registry;
  for (const ExperimentInfo* info : registry.infos()) {
    for (const Parameter& parameter : info->parameters) {
      if (parameter.type != ParameterType::kInteger) continue;
      INFO(info->name << ": " << parameter.name);
      CHECK(parameter.min >= -kMost);
      CHECK(parameter.max <= kMost);
    }
  }
}

TEST_CASE("a shipped config is its experiment's defaults", "[unit]") {
  const Registry registry;
  const auto infos = registry.infos();
  for (const ExperimentInfo* info : infos) {
    for (const Profile profile :
         {Profile::kQuick, Profile::kStandard, Profile::kPaper}) {
      const Study plain =
          load_study({.experiment = info->name, .profile = profile}, infos);
      const Study shipped =
          load_study({.file = kRoot / "configs" / (info->name + ".json"),
                      .profile = profile},
                     infos);
      INFO(info->name);
      CHECK(shipped.name == info->name);
      // The kept run is made without a config.
      CHECK((shipped.points.size() == 1 || info->claims.empty()));
      for (const GridPoint& point : shipped.points) {
        Record expected = plain.points[0].settings.parameters;
        for (const auto& [name, value] : point.coordinates) {
          if (expected.find(name) != nullptr) expected.set(name, value);
        }
        CHECK(point.settings.parameters == expected);
        CHECK(point.settings.repetitions ==
              plain.points[0].settings.repetitions);
      }
    }
  }
}

TEST_CASE("the config that explains all keys is one", "[unit]") {
  const Registry registry;
  const std::string text = describe_config_markdown();
  CHECK(read_file(kRoot / "configs/README.md").find(text) != std::string::npos);
  const std::string fence = "```jsonc\n";
  const std::size_t start = text.find(fence);
  REQUIRE(start != std::string::npos);
  const std::size_t size = text.find("```", start + fence.size()) - start;
  const Study study = study_from_text(
      {}, text.substr(start, size).substr(fence.size()), registry.infos());
  CHECK(study.points.size() == 9);
  REQUIRE(study.outputs.tables.size() == 1);
  REQUIRE(study.outputs.figures.size() == 1);
  // Every key that a table or a figure may have stands there.
  const std::string schema = schema_text(registry.all.front()->info());
  for (const char* key : {"id", "from", "title", "caption", "columns", "where",
                          "pool", "sort", "x", "y", "lines", "panels", "log_x",
                          "log_y", "bands", "y_min", "y_max", "own_figures"}) {
    const std::string quoted = '"' + std::string(key) + '"';
    INFO(key);
    CHECK(schema.find(quoted + ": {") != std::string::npos);
    CHECK((text.find(quoted) != std::string::npos ||
           text.find("`" + std::string(key) + "`") != std::string::npos));
  }
}

TEST_CASE("claims.md and the experiments name each other", "[unit]") {
  const Registry registry;
  std::map<std::string, std::set<std::string>> claims_of;
  for (const ExperimentInfo* info : registry.infos()) {
    INFO(info->name);
    for (const std::string& number : info->claims) {
      INFO(number);
      CHECK(paper_claim(number) != nullptr);
      claims_of[info->name].insert(number);
    }
  }
  for (const PaperClaim& claim : paper_claims()) {
    INFO(claim.number);
    for (const auto& [experiment, claims] : claims_of) {
      INFO(experiment);
      const bool named = std::count(claim.experiments.begin(),
                                    claim.experiments.end(), experiment) == 1;
      // An experiment tries errata on its way; it is not about each of them.
      if (claim.number[0] == 'X' && named) continue;
      CHECK(named == (claims.count(claim.number) == 1));
    }
    for (const std::string& experiment : claim.experiments) {
      CHECK(claims_of.count(experiment) == 1);
    }
  }
}

TEST_CASE("git keeps of the reference run what cannot be made again",
          "[unit]") {
  const std::vector<fs::path> kept = kept_files();
  if (kept.empty()) WARN("not a work tree of git: its files are not checked");
  for (const fs::path& path : kept) {
    INFO(path.string());
    CHECK(is_to_be_kept(path));
  }
  CHECK(is_to_be_kept("plots/reference/naive_bias/loss.svg"));
  CHECK(is_to_be_kept("results/reference/naive_bias/findings.json"));
  CHECK(!is_to_be_kept("results/reference/naive_bias/tables/gap.csv"));
  CHECK(!is_to_be_kept("results/reference/naive_bias/numbers.tex"));
  CHECK(!is_to_be_kept("results/reference/findings.json"));
  CHECK(!is_to_be_kept("plots/reference/naive_bias/loss.png"));
}

TEST_CASE("the reference run is whole, and says what it leaves out", "[unit]") {
  const Registry registry;
  const std::string readme = read_file(kRoot / "results/README.md");
  for (const ExperimentInfo* info : registry.infos()) {
    INFO(info->name);
    const fs::path results = kRoot / "results/reference" / info->name;
    const fs::path plots = kRoot / "plots/reference" / info->name;
    if (!fs::exists(results)) {
      CHECK(readme.find("`" + info->name + "`") != std::string::npos);
      continue;
    }
    for (const char* name : {"study.json", "provenance.json", "verdicts.md"}) {
      CHECK(fs::exists(results / name));
    }
    const Findings findings =
        findings_from_json(read_file(results / "findings.json"));
    for (const Figure& figure : findings.figures) {
      INFO(figure.id);
      CHECK(fs::exists(plots / (figure.id + ".svg")));
    }
    for (const Verdict& verdict : findings.verdicts) {
      INFO(verdict.claim);
      CHECK(paper_claim(verdict.claim) != nullptr);
    }
  }
}
