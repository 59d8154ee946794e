#include "experiments/registry.h"

#include <catch.h>

#include <filesystem>
#include <set>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/config.h"
#include "core/harness/config/describe.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/config/schema.h"

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

}  // namespace

TEST_CASE("folder, registry, config, schema and README agree", "[unit]") {
  const Registry registry;
  const std::string readme = read_file(kRoot / "README.md");
  const std::string config_readme = read_file(kRoot / "configs/README.md");
  std::set<std::string> names;
  for (const ExperimentInfo* info : registry.infos()) {
    INFO(info->name);
    CHECK(names.insert(info->name).second);
    CHECK(fs::is_directory(kRoot / "experiments" / info->name));
    CHECK(fs::exists(kRoot / "configs" / (info->name + ".json")));
    CHECK(readme.find("`" + info->name + "`") != std::string::npos);
    CHECK(!info->claims.empty());
    CHECK(descriptor_mistakes(*info).empty());
    // `zipml schema --write configs/schema` makes them, `zipml reference` the
    // README of configs.
    CHECK(read_file(kRoot / "configs" / "schema" /
                    (info->name + ".schema.json")) == schema_text(*info));
    CHECK(config_readme.find(reference_markdown(*info)) != std::string::npos);
  }
  for (const auto& entry : fs::directory_iterator(kRoot / "configs")) {
    if (entry.path().extension() != ".json") continue;
    CHECK(names.count(entry.path().stem().string()) == 1);
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
      REQUIRE(shipped.points.size() == 1);
      CHECK(shipped.name == info->name);
      CHECK(shipped.points[0].settings.parameters ==
            plain.points[0].settings.parameters);
      CHECK(shipped.points[0].settings.repetitions ==
            plain.points[0].settings.repetitions);
    }
  }
}
