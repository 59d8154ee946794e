#include "core/harness/config/override.h"

#include <catch.h>

#include "core/harness/config/config.h"
#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;

namespace {

const std::string kBare = R"({"experiment": "naive_bias"})";

Record parameters_with(const std::string& name, const std::string& text) {
  return example_study(kBare, {.sets = {{name, text}}})
      .points.at(0)
      .settings.parameters;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("an option splits at the first equals sign", "[unit]") {
  const Override override = parse_override("--set", "note=a=b");
  CHECK(override.name == "note");
  CHECK(override.text == "a=b");
  for (const char* bad : {"note", "=1", ""}) {
    CHECK_THROWS_AS(parse_override("--set", bad), UserError);
  }
}

TEST_CASE("--set reads by the parameter's type", "[unit]") {
  CHECK(parameters_with("epochs", "7").at("epochs") == Value(7));
  CHECK(parameters_with("sgd.step_size", "1").at("sgd.step_size") ==
        Value(1.0));
  CHECK(parameters_with("sgd.step_size", "1e-3").at("sgd.step_size") ==
        Value(1e-3));
  CHECK(parameters_with("shuffle", "false").at("sgd.shuffle") == Value(false));
  CHECK(parameters_with("batch_size", "16").at("sgd.batch_size") == Value(16));
  CHECK(parameters_with("note", "1, [true] ").at("note") ==
        Value("1, [true] "));
  CHECK(parameters_with("bits", "1, 2,3").at("bits") ==
        Value(Value::List{1, 2, 3}));
  CHECK(parameters_with("bits", "[4,5]").at("bits") ==
        Value(Value::List{4, 5}));
  CHECK(parameters_with("bits", "4").at("bits") == Value(Value::List{4}));
  CHECK(parameters_with("data", "cadata,cpusmall").at("data") ==
        Value(Value::List{"cadata", "cpusmall"}));
}

TEST_CASE("numbers may be written as people type them", "[unit]") {
  for (const char* half : {".5", "+0.5", "+.5", "0.50", " .5 ", "5e-1"}) {
    CHECK(parameters_with("sgd.step_size", half).at("sgd.step_size") ==
          Value(0.5));
  }
  for (const char* ten : {"10", "+10", "1e1", "10.", "10.0", "010"}) {
    CHECK(parameters_with("epochs", ten).at("epochs") == Value(10));
  }
  CHECK(parameters_with("bits", "+1,2.,3e0").at("bits") ==
        Value(Value::List{1, 2, 3}));
  // Not of what is no number.
  CHECK(parameters_with("note", ".5").at("note") == Value(".5"));
}

TEST_CASE("--sweep takes lists, ranges and JSON", "[unit]") {
  const auto coordinates = [](const std::string& name,
                              const std::string& text) {
    Value::List values;
    const Study study = example_study(kBare, {.sweeps = {{name, text}}});
    for (const GridPoint& point : study.points) {
      values.push_back(point.coordinates.begin()->second);
    }
    return Value(values);
  };
  CHECK(coordinates("batch_size", "1,16") == Value(Value::List{1, 16}));
  CHECK(coordinates("epochs", "1..4") == Value(Value::List{1, 2, 3, 4}));
  CHECK(coordinates("epochs", "4..1:-1") == Value(Value::List{4, 3, 2, 1}));
  CHECK(coordinates("epochs", "1..64*4") == Value(Value::List{1, 4, 16, 64}));
  CHECK(coordinates("sgd.step_size", "0.1..0.3:0.1") ==
        Value(Value::List{0.1, 0.2, 0.3}));
  CHECK(coordinates("sgd.step_size", ".1..0.3:.1") ==
        Value(Value::List{0.1, 0.2, 0.3}));
  CHECK(coordinates("sgd.step_size", ".1,+.2") == Value(Value::List{0.1, 0.2}));
  CHECK(coordinates("epochs", "1e0..+3") == Value(Value::List{1, 2, 3}));
  CHECK(coordinates("rounding", "nearest,stochastic") ==
        Value(Value::List{"nearest", "stochastic"}));
  CHECK(coordinates("bits", "1..2") ==
        Value(Value::List{Value::List{1}, Value::List{2}}));
  CHECK(coordinates("bits", "[[1,2],3]") ==
        Value(Value::List{Value::List{1, 2}, Value::List{3}}));
  CHECK(coordinates("epochs", R"({"from": 1, "to": 2})") ==
        Value(Value::List{1, 2}));
}

TEST_CASE("overrides replace what the file says", "[unit]") {
  const std::string text = R"({"experiment": "naive_bias", "epochs": 3,
      "sweep": {"product": {"seed": [1, 2], "epochs": [5, 6]},
                "zip": {"bits": [1, 2], "note": ["a", "b"]}}})";
  CHECK(example_study(text).points.size() == 8);
  const Study set = example_study(text, {.sets = {{"seed", "9"}}});
  CHECK(set.points.size() == 4);
  CHECK(set.points[0].settings.seed == 9);
  CHECK(set.points[0].coordinates.find("seed") == nullptr);
  const Study zipped = example_study(text, {.sets = {{"bits", "3"}}});
  CHECK(zipped.points.size() == 8);
  CHECK(zipped.points[1].coordinates ==
        Record{{"seed", 1}, {"epochs", 5}, {"note", "b"}});
  const Study swept =
      example_study(text, {.sweeps = {{"seed", "7"}, {"batch_size", "1,2"}}});
  CHECK(swept.points.size() == 8);
  CHECK(swept.points[7].coordinates == Record{{"seed", 7},
                                              {"epochs", 6},
                                              {"sgd.batch_size", 2},
                                              {"bits", Value::List{2}},
                                              {"note", "b"}});
}

TEST_CASE("mistakes on the command line name the option", "[unit]") {
  const auto set = [](const std::string& name, const std::string& text) {
    return example_mistakes(kBare, {.sets = {{name, text}}});
  };
  const auto sweep = [](const std::string& name, const std::string& text) {
    return example_mistakes(kBare, {.sweeps = {{name, text}}});
  };
  CHECK(set("sgd.stepsize", "1") ==
        Lines{"--set sgd.stepsize: unknown parameter (did you mean "
              "\"sgd.step_size\"?)"});
  CHECK(set("batchsize", "1") ==
        Lines{"--set batchsize: unknown parameter (did you mean "
              "\"batch_size\"?)"});
  CHECK(set("step_size", "1") ==
        Lines{"--set step_size: an ambiguous name (write sgd.step_size or "
              "search.step_size)"});
  CHECK(set("note", "\xff") == Lines{"--set note: the value is not UTF-8"});
  CHECK(set("epochs", "") ==
        Lines{"--set epochs: expected an integer from 1 to 1000, found an "
              "empty text"});
  CHECK(set("epochs", "nan") ==
        Lines{"--set epochs: expected an integer from 1 to 1000, found the "
              "text \"nan\""});
  CHECK(set("bits", "1,,2") ==
        Lines{"--set bits: expected an integer from 1 to 16, found an empty "
              "text"});
  CHECK(set("bits", "[1,]") ==
        Lines{"--set bits: character 3: a comma before \"]\" (JSON has no "
              "trailing comma)"});
  CHECK(set("data", "cadatta") ==
        Lines{"--set data: the text \"cadatta\" is no known name, and there is "
              "no file cadatta (did you mean \"cadata\"?)"});
  CHECK(sweep("epochs", "1..") ==
        Lines{"--sweep epochs/to: expected a number, found an empty text"});
  CHECK(set("epochs", "1.5") ==
        Lines{"--set epochs: expected an integer from 1 to 1000, found 1.5"});
  CHECK(sweep("sgd.step_size", ".1...5:.1") ==
        Lines{"--sweep sgd.step_size: the text \".1...5:.1\" may be read in "
              "two ways (write a range as 0.1..0.5)"});
  CHECK(sweep("epochs", "4..1") ==
        Lines{"--sweep epochs: a step of 1 leads from 4 away from 1 "
              "(FROM..TO:STEP or FROM..TO*FACTOR)"});
  CHECK(sweep("sgd.step_size", "0..1:1e-9") ==
        Lines{"--sweep sgd.step_size: more than 100000 values"});
  CHECK(example_mistakes(kBare, {.sweeps = {{"sgd.step_size", "0..1:1e-3"},
                                            {"seed", "1..1000"}}}) ==
        Lines{"--sweep: more than 100000 grid points"});
  CHECK(example_mistakes(
            kBare, {.sets = {{"seed", "1"}}, .sweeps = {{"seed", "1,2"}}}) ==
        Lines{"--sweep seed: --set sets it too"});
  // Which of the two was meant is not for us to say.
  CHECK(example_mistakes(
            kBare, {.sets = {{"sgd.batch_size", "1"}, {"batch_size", "2"}}}) ==
        Lines{"--set batch_size: sgd.batch_size is set twice"});
  CHECK(example_mistakes(kBare,
                         {.sweeps = {{"seed", "1..3"}, {"seed", "4..5"}}}) ==
        Lines{"--sweep seed: seed is swept twice (one --sweep has all its "
              "values)"});
  CHECK(sweep("sgd.step_size", "0.1..0.5") ==
        Lines{"--sweep sgd.step_size: a step of 1 gives 0.1 alone, and not 0.5 "
              "(FROM..TO:STEP or FROM..TO*FACTOR)"});
}
