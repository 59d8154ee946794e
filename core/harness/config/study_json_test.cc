#include "core/harness/config/study_json.h"

#include <catch.h>

#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;

TEST_CASE("a study as JSON has every value of every point", "[golden]") {
  Study study = example_study(
      R"({"experiment": "naive_bias", "sweep": {"product": {"bits": [4]}}})",
      {.file = "configs/x.json"});
  CHECK(to_json(study).dump() ==
        "{\"name\":\"naive_bias\",\"experiment\":\"naive_bias\","
        "\"title\":\"Naive rounding is biased\",\"version\":1,"
        "\"numerics\":{},\"config\":\"x.json\","
        "\"profile\":\"quick\",\"overrides\":[],\"files\":[],"
        "\"points\":[{\"coordinates\":{"
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

TEST_CASE("a study as JSON names files without their folders", "[unit]") {
  const TemporaryFolder folder;
  const std::string root = folder.path().string();
  write_file_atomically(folder.path() / "a" / "x.csv", "1,2\n");
  write_file_atomically(folder.path() / "b" / "x.csv", "3,4\n");
  const Study study = example_study(
      R"({"experiment": "naive_bias", "note": "a/x.csv",
          "sweep": {"product": {"data": ["cadata", "a/x.csv", "b/x.csv"]}}})",
      {.file = folder.path() / "x.json"});
  const auto json = to_json(study);
  CHECK(json.dump().find(root) == std::string::npos);
  CHECK(json.at("files") ==
        nlohmann::ordered_json::array(
            {{{"name", "x.csv"}, {"sha256", sha256("1,2\n")}},
             {{"name", "x.csv (2)"}, {"sha256", sha256("3,4\n")}}}));
  const auto& points = json.at("points");
  for (const char* place : {"/coordinates/data", "/settings/parameters/data"}) {
    const nlohmann::json::json_pointer data(place);
    CHECK(points.at(0).at(data) == nlohmann::ordered_json::array({"cadata"}));
    CHECK(points.at(1).at(data) == nlohmann::ordered_json::array({"x.csv"}));
    CHECK(points.at(2).at(data) ==
          nlohmann::ordered_json::array({"x.csv (2)"}));
  }
  // The experiment still gets the path.
  CHECK(study.points[2].settings.parameters.at("data").list().at(0).text() ==
        root + "/b/x.csv");
}
