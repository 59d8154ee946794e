#include "experiments/linear/linear_point.h"

#include <catch.h>

#include <map>
#include <string>

#include "core/base/temporary_folder.h"
#include "core/harness/cell_ids.h"
#include "core/harness/config/config.h"
#include "experiments/registry.h"

using namespace zipml;

TEST_CASE("training runs share the cell of their step search", "[unit]") {
  const TemporaryFolder cache;
  const auto experiments = make_experiments(std::make_shared<DataLibrary>(
      DataPlaces{{}, cache.path(), /*may_download=*/false}));
  std::vector<const ExperimentInfo*> infos;
  for (const auto& experiment : experiments) {
    infos.push_back(&experiment->info());
  }
  const Study study =
      load_study({.experiment = "naive_bias",
                  .sets = {{"data", "synthetic-3,synthetic-4"}}},
                 infos);
  for (const auto& experiment : experiments) {
    if (experiment->info().name != study.experiment) continue;
    const auto point = experiment->plan(study.points[0].settings);
    std::map<std::string, const Cell*> searches;
    for (const auto& cell : point->cells()) {
      for (const auto& needed : cell->prerequisites) {
        const auto [known, is_new] =
            searches.try_emplace(cell_id(*needed), needed.get());
        CHECK(known->second == needed.get());
      }
    }
    CHECK(searches.size() == 2);
  }
}
