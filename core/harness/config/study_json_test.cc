#include "core/harness/config/study_json.h"

#include <catch.h>

#include <nlohmann/json.hpp>

#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;

TEST_CASE("a study as JSON has every value of every point", "[golden]") {
  Study study = example_study(
      R"({"experiment": "naive_bias", "sweep": {"product": {"bits": [4]}}})",
      {.file = "configs/x.json"});
  CHECK(to_json(study).dump() ==
        "{\"name\":\"naive_bias\",\"experiment\":\"naive_bias\","
        "\"title\":\"Naive rounding is biased\",\"config\":\"configs/x.json\","
        "\"profile\":\"quick\",\"overrides\":[],\"points\":[{\"coordinates\":{"
        "\"bits\":[4]},"
        "\"settings\":{\"profile\":\"quick\",\"seed\":1,\"repetitions\":3,"
        "\"pooled_seeds\":1,"
        "\"parameters\":{\"data\":[\"cadata\"],\"bits\":[4],\"epochs\":5,"
        "\"rounding\":\"stochastic\",\"note\":\"\",\"sgd.step_size\":0.5,"
        "\"sgd.batch_size\":1,\"sgd.shuffle\":true,"
        "\"search.step_size\":[0.1,1.0]}}}]}");
  study.file.clear();
  CHECK(to_json(study).at("config").is_null());
}
