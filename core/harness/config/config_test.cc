#include "core/harness/config/config.h"

#include <catch.h>

#include <string>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;

TEST_CASE("a study without a file has the profile's defaults", "[unit]") {
  const ExperimentInfo* known[] = {&example_info()};
  const Study study = load_study(
      {.experiment = "naive_bias", .profile = Profile::kPaper}, known);
  CHECK(study.name == "naive_bias");
  CHECK(study.title == "Naive rounding is biased");
  REQUIRE(study.points.size() == 1);
  CHECK(study.points[0].coordinates.empty());
  const Settings& settings = study.points[0].settings;
  CHECK(settings.profile == Profile::kPaper);
  CHECK(settings.seed == 1);
  CHECK(settings.repetitions == 10);
  CHECK(settings.parameters.size() == example_info().parameters.size());
  CHECK(settings.parameters.integer("epochs") == 100);
  CHECK(settings.parameters.texts("data") ==
        std::vector<std::string>{"cadata"});
}

TEST_CASE("a config's values are taken in their canonical form", "[unit]") {
  const Study study = example_study(R"({
    "$schema": "schema/naive_bias.json", "experiment": "naive_bias",
    "name": "my_study", "title": "T", "seed": 9007199254740991,
    "bits": 4, "epochs": 2e1, "rounding": "nearest",
    "sgd": {"step_size": 1, "shuffle": false} /* done */
  })");
  CHECK(study.name == "my_study");
  CHECK(study.title == "T");
  const Settings& settings = study.points.at(0).settings;
  CHECK(settings.seed == 9007199254740991U);
  CHECK(settings.repetitions == 3);
  CHECK(settings.parameters.at("bits") == Value(Value::List{4}));
  CHECK(settings.parameters.at("epochs") == Value(20));
  CHECK(settings.parameters.at("sgd.step_size") == Value(1.0));
  CHECK(settings.parameters.at("sgd.shuffle") == Value(false));
  CHECK(settings.parameters.at("sgd.batch_size") == Value(1));
  // In the descriptors' order, whatever the config's.
  CHECK(settings.parameters.begin()->first == "data");
}

TEST_CASE("values by profile fall back to the default", "[unit]") {
  const std::string text = R"({"experiment": "naive_bias",
      "epochs": {"quick": 7, "paper": 9}, "repetitions": {"paper": 1},
      "bits": {"quick": [1, 2], "standard": 8}})";
  const auto at = [&](Profile profile) {
    return example_study(text, {.profile = profile}).points.at(0).settings;
  };
  CHECK(at(Profile::kQuick).parameters.integer("epochs") == 7);
  CHECK(at(Profile::kStandard).parameters.integer("epochs") == 20);
  CHECK(at(Profile::kPaper).parameters.integer("epochs") == 9);
  CHECK(at(Profile::kQuick).repetitions == 3);
  CHECK(at(Profile::kPaper).repetitions == 1);
  CHECK(at(Profile::kStandard).parameters.at("bits") == Value(Value::List{8}));
}

TEST_CASE("a sweep makes a point of each combination", "[unit]") {
  const Study study = example_study(R"({"experiment": "naive_bias",
      "epochs": 3, "sweep": {
        "product": {"bits": [1, [2, 3]], "seed": {"from": 1, "to": 2}},
        "zip": {"sgd.step_size": [0.1, 0.2], "rounding":
                ["nearest", "nearest"]},
        "exclude": [{"bits": 1, "seed": 2}, {"sgd.step_size": 0.1, "seed": 1,
                    "epochs": 3}]}})");
  // 2 x 2 x 2 without (1, 2, *) and (*, 1, 0.1).
  REQUIRE(study.points.size() == 4);
  const auto check = [&](std::size_t i, const Value::List& bits, int seed,
                         double step) {
    const GridPoint& point = study.points.at(i);
    CHECK(point.coordinates == Record{{"bits", Value(bits)},
                                      {"seed", seed},
                                      {"sgd.step_size", step},
                                      {"rounding", "nearest"}});
    CHECK(point.settings.parameters.at("bits") == Value(bits));
    CHECK(point.settings.parameters.number("sgd.step_size") == step);
    CHECK(point.settings.parameters.integer("epochs") == 3);
    CHECK(point.settings.seed == static_cast<std::uint64_t>(seed));
  };
  check(0, {1}, 1, 0.2);
  check(1, {2, 3}, 1, 0.2);
  check(2, {2, 3}, 2, 0.1);
  check(3, {2, 3}, 2, 0.2);
}

TEST_CASE("files are found from the config's folder", "[unit]") {
  const TemporaryFolder folder;
  const auto config = folder.path() / "configs" / "x.json";
  write_file_atomically(folder.path() / "own" / "a.csv", "1,2\n");
  write_file_atomically(config, R"({"experiment": "naive_bias",
      "data": ["../own/a.csv", "cpusmall"]})");
  const ExperimentInfo* known[] = {&example_info()};
  const Study study = load_study({.file = config}, known);
  CHECK(study.file == config);
  CHECK(study.points.at(0).settings.parameters.texts("data") ==
        std::vector<std::string>{
            (folder.path() / "own" / "a.csv").generic_string(), "cpusmall"});
}

TEST_CASE("the request may name the experiment for the file", "[unit]") {
  CHECK(example_study("{}", {.experiment = "naive_bias"}).experiment ==
        "naive_bias");
}

TEST_CASE("no seed counts at two grid points", "[unit]") {
  const auto load = [](const std::string& seeds) {
    const ExperimentInfo* known[] = {&example_info()};
    return load_study({.experiment = "naive_bias",
                       .sets = {{"pooled_seeds", "2"}},
                       .sweeps = {{"seed", seeds}}},
                      known);
  };
  CHECK(load("1,3,5").points.size() == 3);
  CHECK_THROWS_AS(load("1,2,3"), UserError);
}
