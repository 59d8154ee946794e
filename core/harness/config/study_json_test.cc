#include "core/harness/config/study_json.h"

#include <catch.h>

#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;

namespace {

void check_equal(const Settings& a, const Settings& b) {
  CHECK(a.profile == b.profile);
  CHECK(a.parameters == b.parameters);
  CHECK(a.seed == b.seed);
  CHECK(a.repetitions == b.repetitions);
}

// A value that the parameter takes, other than its default as a rule.
Value random_value(const Parameter& parameter, RandomStream& stream) {
  switch (parameter.type) {
    case ParameterType::kInteger:
      return static_cast<std::int64_t>(1 + stream.index(16));
    case ParameterType::kNumber:
      return 10 * stream.uniform() * stream.uniform();
    case ParameterType::kBoolean:
      return stream.bernoulli(0.5);
    case ParameterType::kText:
      return stream.bernoulli(0.5) ? "NaN" : "\"quoted\" \u00e4\n";
    case ParameterType::kChoice:
    case ParameterType::kNameOrFile:
      return parameter.choices[stream.index(parameter.choices.size())];
  }
  return {};
}

Settings random_settings(std::uint64_t seed) {
  RandomStream stream({.seed = seed, .purpose = Purpose::kTest});
  Settings settings{.profile = Profile::kStandard, .parameters = {}};
  settings.seed = stream.bits() >> 11;
  settings.repetitions = static_cast<int>(1 + stream.index(100));
  for (const Parameter& parameter : example_info().parameters) {
    if (!parameter.is_list) {
      settings.parameters.set(parameter.name, random_value(parameter, stream));
      continue;
    }
    Value::List list;
    for (std::uint64_t n = 1 + stream.index(4); n > 0; --n) {
      list.push_back(random_value(parameter, stream));
    }
    settings.parameters.set(parameter.name, list);
  }
  return settings;
}

}  // namespace

TEST_CASE("settings read back from their config to the bit", "[property]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Settings settings = random_settings(seed);
    const Study study{.name = "x-1",
                      .experiment = "naive_bias",
                      .title = "a \"title\"",
                      .file = {},
                      .points = {{settings, {}}}};
    const std::string text =
        config_text(study, study.points[0], example_info());
    INFO(text);
    const Study again = example_study(text, {.profile = settings.profile});
    CHECK(again.name == study.name);
    CHECK(again.title == study.title);
    REQUIRE(again.points.size() == 1);
    check_equal(again.points[0].settings, settings);
  }
}

TEST_CASE("a config written elsewhere finds the same files", "[unit]") {
  const TemporaryFolder folder;
  const auto data = folder.path() / "own" / "a.csv";
  write_file_atomically(data, "1,2\n");
  const ExperimentInfo* known[] = {&example_info()};
  const Study study =
      load_study({.experiment = "naive_bias",
                  .sets = {{"data", "cadata," + data.string()}}},
                 known);
  const auto results = folder.path() / "results" / "quick";
  const std::string text =
      config_text(study, study.points[0], example_info(), results);
  CHECK(text.find("\"../../own/a.csv\"") != std::string::npos);
  write_file_atomically(results / "config.json", text);
  const Study again = load_study({.file = results / "config.json"}, known);
  check_equal(again.points.at(0).settings, study.points.at(0).settings);
}

TEST_CASE("a study as JSON has every value of every point", "[golden]") {
  Study study = example_study(
      R"({"experiment": "naive_bias", "sweep": {"product": {"bits": [4]}}})",
      {.file = "configs/x.json"});
  CHECK(to_json(study).dump() ==
        "{\"name\":\"naive_bias\",\"experiment\":\"naive_bias\","
        "\"title\":\"Naive rounding is biased\",\"config\":\"configs/x.json\","
        "\"profile\":\"quick\",\"points\":[{\"coordinates\":{\"bits\":[4]},"
        "\"settings\":{\"profile\":\"quick\",\"seed\":1,\"repetitions\":3,"
        "\"parameters\":{\"data\":[\"cadata\"],\"bits\":[4],\"epochs\":5,"
        "\"rounding\":\"stochastic\",\"note\":\"\",\"sgd.step_size\":0.5,"
        "\"sgd.batch_size\":1,\"sgd.shuffle\":true,"
        "\"search.step_size\":[0.1,1.0]}}}]}");
  study.file.clear();
  CHECK(to_json(study).at("config").is_null());
  const Settings& settings = study.points[0].settings;
  check_equal(settings_from_json(to_json(settings)), settings);
  CHECK_THROWS_AS(settings_from_json({{"seed", 1}}), std::runtime_error);
}
