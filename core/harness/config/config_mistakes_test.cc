#include <catch.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/config.h"
#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;

namespace {

using Lines = std::vector<std::string>;

// {"experiment": "naive_bias", <rest>}, `rest` on the second line.
std::string config(const std::string& rest) {
  return "{\"experiment\": \"naive_bias\",\n" + rest + "}";
}

}  // namespace

TEST_CASE("each kind of bad config gives its one line", "[unit]") {
  const std::string f = "configs/x.json:";
  const std::vector<std::pair<std::string, std::string>> cases = {
      // Keys.
      {R"("sgd": {"stepsize": 1})",
       "2:9: /sgd/stepsize: unknown key (did you mean \"step_size\"?)"},
      {R"("epoch": 1)", "2:1: /epoch: unknown key (did you mean \"epochs\"?)"},
      {R"("sweeps": {})",
       "2:1: /sweeps: unknown key (did you mean \"sweep\"?)"},
      {R"("quite_unknown": 1)",
       "2:1: /quite_unknown: unknown key (`zipml describe naive_bias` shows "
       "all)"},
      {R"("sgd": {"momentum": 1})",
       "2:9: /sgd/momentum: unknown key (\"sgd\" has step_size, batch_size, "
       "shuffle)"},
      {R"("sgd.step_size": 1)",
       "2:1: /sgd.step_size: unknown key (write {\"sgd\": {\"step_size\": "
       "...}})"},
      {R"("batch_size": 1)",
       "2:1: /batch_size: unknown key (did you mean {\"sgd\": "
       "{\"batch_size\": ...}}?)"},
      {R"("epochs": 1, "epochs": 2)",
       "2:14: /epochs: duplicate key (first at 2:1)"},
      // Types.
      {R"("epochs": "four")",
       "2:11: /epochs: expected an integer from 1 to 1000, found the text "
       "\"four\""},
      {R"("epochs": 1.5)",
       "2:11: /epochs: expected an integer from 1 to 1000, found 1.5"},
      {R"("epochs": [1])",
       "2:11: /epochs: expected an integer from 1 to 1000, found a list of 1"},
      {R"("epochs": null)",
       "2:11: /epochs: expected an integer from 1 to 1000, found null"},
      {R"("sgd": {"shuffle": "yes"})",
       "2:20: /sgd/shuffle: expected true or false, found the text \"yes\""},
      {R"("sgd": {"step_size": true})",
       "2:22: /sgd/step_size: expected a number of at least 0, found true"},
      {R"("note": 1)", "2:9: /note: expected a text, found 1"},
      {R"("sgd": 1)", "2:8: /sgd: expected an object of parameters, found 1"},
      {R"("title": 1)", "2:10: /title: expected a text, found 1"},
      {R"("$schema": [])",
       "2:12: /$schema: expected a text, found an empty list"},
      // Values.
      {R"("epochs": 1001)",
       "2:11: /epochs: expected an integer from 1 to 1000, found 1001"},
      {R"("sgd": {"step_size": -0.1})",
       "2:22: /sgd/step_size: expected a number of at least 0, found -0.1"},
      {R"("bits": [1, 17, 3])",
       "2:13: /bits/1: expected an integer from 1 to 16, found 17"},
      {R"("bits": [])",
       "2:9: /bits: expected a non-empty list of integers, found an empty "
       "list"},
      {R"("rounding": "nearst")",
       "2:13: /rounding: expected one of \"stochastic\", \"nearest\", found "
       "the text \"nearst\" (did you mean \"nearest\"?)"},
      {R"("data": "cadatta")",
       "2:9: /data: the text \"cadatta\" is no known name, and there is no "
       "file configs/cadatta (did you mean \"cadata\"?)"},
      {R"("data": ["cadata", "own/x.csv"])",
       "2:20: /data/1: there is no file configs/own/x.csv"},
      {R"("data": "../..")", "2:9: /data: .. is a folder, not a file"},
      {R"("seed": -1)",
       "2:9: /seed: expected an integer from 0 to 9007199254740991, found -1"},
      {R"("seed": 99999999999999999999)",
       "2:9: /seed: the integer 99999999999999999999 does not fit 64 bits"},
      {R"("repetitions": 0)",
       "2:16: /repetitions: expected an integer from 1 to 10000, found 0"},
      {R"("name": "../x")",
       "2:9: /name: expected up to 100 letters, digits and \"._-\", not "
       "starting with a dot, found the text \"../x\" (it names a folder)"},
      {R"("name": ".x")",
       "2:9: /name: expected up to 100 letters, digits and \"._-\", not "
       "starting with a dot, found the text \".x\" (it names a folder)"},
      // By profile.
      {R"("epochs": {"quick": 1, "papper": 2})",
       "2:24: /epochs/papper: unknown profile (did you mean \"paper\"?)"},
      {R"("epochs": {"quick": 1, "paper": 0})",
       "2:33: /epochs/paper: expected an integer from 1 to 1000, found 0"},
      {R"("epochs": {})",
       "2:11: /epochs: expected an integer from 1 to 1000, found an empty "
       "object (or an object of values by profile: quick, standard, paper)"},
      // Sweeps.
      {R"("sweep": [])",
       "2:10: /sweep: expected an object, found an empty list"},
      {R"("sweep": {"produkt": {}})",
       "2:11: /sweep/produkt: unknown key (did you mean \"product\"?)"},
      {R"("sweep": {"product": 1})",
       "2:22: /sweep/product: expected an object of parameters, found 1"},
      {R"("sweep": {"product": {"batch_size": [1]}})",
       "2:23: /sweep/product/batch_size: unknown parameter (did you mean "
       "\"sgd.batch_size\"?)"},
      {R"("sweep": {"product": {"epochs": []}})",
       "2:33: /sweep/product/epochs: expected a non-empty list of values or a "
       "range, found an empty list"},
      {R"("sweep": {"product": {"rounding": "nearest"}})",
       "2:35: /sweep/product/rounding: expected a non-empty list of values, "
       "found the text \"nearest\""},
      {R"("sweep": {"product": {"epochs": [1, "x"]}})",
       "2:37: /sweep/product/epochs/1: expected an integer from 1 to 1000, "
       "found the text \"x\""},
      {R"("sweep": {"product": {"epochs": [1, 1]}})",
       "2:37: /sweep/product/epochs/1: 1 stands twice on this axis"},
      {R"("sweep": {"product": {"bits": [1, [2, []]]}})",
       "2:39: /sweep/product/bits/1/1: expected an integer from 1 to 16, found "
       "an empty list"},
      {R"("sweep": {"product": {"epochs": {"from": 1, "to": 8, "step": 0}}})",
       "2:33: /sweep/product/epochs: the step is 0"},
      {R"("sweep": {"product": {"epochs": {"from": 8, "to": 1, "step": 1}}})",
       "2:33: /sweep/product/epochs: a step of 1 leads from 8 away from 1"},
      {R"("sweep": {"product": {"epochs": {"from": 1, "to": 8, "factor": 0}}})",
       "2:33: /sweep/product/epochs: the factor must be positive and not 1, "
       "found 0"},
      {R"("sweep": {"product": {"epochs": {"from": 1, "to": 2, "step": 0.5}}})",
       "2:33: /sweep/product/epochs: expected an integer from 1 to 1000, found "
       "1.5"},
      {R"("sweep": {"product": {"epochs": {"from": 1, "step": 1}}})",
       "2:33: /sweep/product/epochs: a range without \"to\""},
      {R"("sweep": {"product": {"epochs": {"from": 1, "to": 2, "stepp": 1}}})",
       "2:54: /sweep/product/epochs/stepp: unknown key (did you mean "
       "\"step\"?)"},
      {R"("sweep": {"product": {"rounding": {"from": 1, "to": 2}}})",
       "2:35: /sweep/product/rounding: a range of a choice: expected a list of "
       "values"},
      {R"("sweep": {"product": {"sgd.step_size": {"from": 0, "to": 1, )"
       R"("step": 1e-9}}})",
       "2:40: /sweep/product/sgd.step_size: more than 100000 values"},
      {R"("sweep": {"product": {"sgd.step_size": {"from": 0, "to": 1, )"
       R"("step": 1e-3}, "epochs": {"from": 1, "to": 1000}}})",
       "2:1: /sweep: more than 100000 grid points"},
      {R"("sweep": {"zip": {"epochs": [1, 2], "seed": [1, 2, 3]}})",
       "2:45: /sweep/zip/seed: zipped axes have one length: 3 values here, 2 "
       "for \"epochs\""},
      {R"("sweep": {"product": {"seed": [1]}, "zip": {"seed": [1]}})",
       "2:45: /sweep/zip/seed: this parameter has an axis already"},
      {R"("sweep": {"exclude": {"seed": 1}})",
       "2:22: /sweep/exclude: expected a list of objects, found an object"},
      {R"("sweep": {"exclude": [{}]})",
       "2:23: /sweep/exclude/0: expected an object of parameters and values, "
       "found an empty one"},
      {R"("sweep": {"exclude": [{"sed": 1}]})",
       "2:24: /sweep/exclude/0/sed: unknown parameter (did you mean "
       "\"seed\"?)"},
      {R"("sweep": {"product": {"seed": [1]}, "exclude": [{"seed": 1}]})",
       "2:1: /sweep: \"exclude\" leaves no grid point"},
      {R"("sweep": {"product": {"seed": [1]}, "exclude": [{"seed": 7}]})",
       "2:49: /sweep/exclude/0: no grid point is like this: it excludes "
       "nothing"},
  };
  for (const auto& [rest, line] : cases) {
    INFO(rest);
    CHECK(example_mistakes(config(rest)) == Lines{f + line});
  }
}

TEST_CASE("a config that is none at all gives one line", "[unit]") {
  const std::string f = "configs/x.json:";
  CHECK(example_mistakes("") == Lines{"configs/x.json: the file is empty"});
  CHECK(example_mistakes("[1]") ==
        Lines{f + "1:1: expected an object, found a list of 1"});
  CHECK(example_mistakes("{\"a\": 1,}") ==
        Lines{f + "1:8: a comma before \"}\" (JSON has no trailing comma)"});
  CHECK(example_mistakes(" {}") ==
        Lines{f + "1:2: no \"experiment\" is named"});
  CHECK(example_mistakes("{\"experiment\": 1}") ==
        Lines{f + "1:16: /experiment: expected an experiment's name, found 1"});
  CHECK(example_mistakes("{\"experiment\": \"naive_bais\"}") ==
        Lines{f +
              "1:16: /experiment: unknown experiment \"naive_bais\" (did you "
              "mean \"naive_bias\"?)"});
  CHECK(example_mistakes("{\"experiment\": \"naive_bias\"}",
                         {.experiment = "double_sampling"}) ==
        Lines{f +
              "1:16: /experiment: this is a study of \"naive_bias\", not of "
              "\"double_sampling\""});
}

TEST_CASE("a missing file or experiment is a UserError", "[unit]") {
  const ExperimentInfo* known[] = {&example_info()};
  const TemporaryFolder folder;
  CHECK_THROWS_AS(load_study({.file = folder.path() / "no.json"}, known),
                  UserError);
  CHECK_THROWS_AS(load_study({.file = folder.path()}, known), UserError);
  CHECK_THROWS_AS(load_study({}, known), UserError);
  try {
    load_study({.experiment = "nave_bias"}, known);
    FAIL("no UserError");
  } catch (const UserError& error) {
    CHECK(std::string(error.what()) ==
          "unknown experiment \"nave_bias\" (did you mean \"naive_bias\"?)");
  }
}

TEST_CASE("all mistakes come at once, in the order of the file", "[unit]") {
  const std::string text =
      "{\n"
      "  \"sweep\": {\"product\": {\"sed\": [1]}},\n"
      "  \"name\": \"a b\", /* a\n comment */ \"epochs\": 0,\n"
      "  \"sgd\": {\"stepsize\": 1, \"batch_size\": 0, \"batch_size\": 1},\n"
      "  \"experiment\": \"naive_bias\"\n"
      "}\n";
  CHECK(
      example_mistakes(text,
                       {.sets = {{"epocs", "1"}}, .sweeps = {{"seed", "x"}}}) ==
      // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one line of several
      Lines{"configs/x.json:2:25: /sweep/product/sed: unknown parameter (did "
            "you mean \"seed\"?)",
            "configs/x.json:3:11: /name: expected up to 100 letters, digits "
            "and \"._-\", not starting with a dot, found the text \"a b\" "
            "(it names a folder)",
            "configs/x.json:4:23: /epochs: expected an integer from 1 to "
            "1000, found 0",
            "configs/x.json:5:11: /sgd/stepsize: unknown key (did you mean "
            "\"step_size\"?)",
            "configs/x.json:5:40: /sgd/batch_size: expected an integer of at "
            "least 1, found 0",
            "configs/x.json:5:43: /sgd/batch_size: duplicate key (first at "
            "5:26)",
            "--set epocs: unknown parameter (did you mean \"epochs\"?)",
            "--sweep seed: expected an integer from 0 to 9007199254740991, "
            "found the text \"x\""});
}

TEST_CASE("random damage gives a study or a UserError", "[property]") {
  const std::string good = R"({
  // A study with everything.
  "experiment": "naive_bias", "name": "my.study_1", "title": "\u00e4\n",
  "seed": 7, "repetitions": {"quick": 2, "paper": 20},
  "data": ["cadata", "cpusmall"], "bits": [1, 2], "note": "x",
  "sgd": {"step_size": 0.25, "batch_size": 4, "shuffle": false},
  "sweep": {"product": {"epochs": {"from": 1, "to": 3, "step": 1},
                        "bits": [1, [2, 3]]},
            "zip": {"sgd.step_size": {"from": 0.1, "to": 1, "factor": 10},
                    "rounding": ["nearest", "stochastic"]},
            "exclude": [{"epochs": 2, "bits": 1}]}
})";
  REQUIRE(example_mistakes(good).empty());
  RandomStream stream({.seed = 5, .purpose = Purpose::kTest});
  const std::string likely = "{}[]\",:/*\\e.-0123456789\n \xc3\xff";
  int studies = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    std::string text = good;
    for (std::uint64_t n = 1 + stream.index(3); n > 0; --n) {
      const std::size_t at = stream.index(text.size());
      const char byte = stream.bernoulli(0.8)
                            ? likely[stream.index(likely.size())]
                            : static_cast<char>(stream.index(256));
      switch (stream.index(4)) {
        case 0:
          text[at] = byte;
          break;
        case 1:
          text.insert(at, 1, byte);
          break;
        case 2:
          text.erase(at, 1 + stream.index(4));
          break;
        default:
          text.insert(at, text.substr(stream.index(text.size()), 12));
      }
    }
    try {
      studies += example_study(text).points.empty() ? 0 : 1;
    } catch (const UserError& error) {
      for (const Diagnostic& mistake : error.diagnostics()) {
        REQUIRE(mistake.position.line > 0);
        REQUIRE(mistake.position.column > 0);
        REQUIRE(!mistake.message.empty());
        REQUIRE(mistake.text().find('\n') == std::string::npos);
      }
    }
  }
  // Damage within comments, blanks and digits leaves studies.
  CHECK(studies > 100);
  CHECK(studies < 3900);
}

TEST_CASE("what is meant by a misspelt \"experiment\" is checked too",
          "[unit]") {
  CHECK(example_mistakes("{\"experimant\": \"naive_bias\", \"epoch\": 1}") ==
        Lines{"configs/x.json:1:2: /experimant: unknown key (did you mean "
              "\"experiment\"?)",
              "configs/x.json:1:30: /epoch: unknown key (did you mean "
              "\"epochs\"?)"});
  for (const char* value : {"\"other\"", "1"}) {
    CHECK(example_mistakes(std::string("{\"Experiment\": ") + value + "}") ==
          Lines{"configs/x.json:1:2: /Experiment: unknown key (did you mean "
                "\"experiment\"?)"});
  }
  CHECK(example_mistakes("{\"note\": \"naive_bias\"}") ==
        Lines{"configs/x.json:1:1: no \"experiment\" is named"});
}

TEST_CASE("an exclusion is idle by the config's fault alone", "[unit]") {
  const std::string text = config(
      R"("sweep": {"product": {"seed": [1, 2], "epochs": [1, 2]},
                   "exclude": [{"seed": 1, "epochs": 2}, {"seed": 1}]})");
  // What one leaves out, another may name too.
  CHECK(example_study(text).points.size() == 2);
  CHECK(example_study(text, {.sets = {{"seed", "3"}}}).points.size() == 2);
  CHECK(example_study(text, {.sweeps = {{"seed", "2,3"}}}).points.size() == 4);
}

TEST_CASE("a mistake that planning finds gets its place in the config",
          "[unit]") {
  const std::string text = config(
      R"("sgd": {"step_size": 1}, "epochs": {"quick": 3, "paper": 4},
"sweep": {"product": {"seed": [1, 2]}})");
  const auto line = [&](const std::string& parameter,
                        StudyRequest request = {}) {
    request.file = "configs/x.json";
    const Study study = example_study(text, request);
    return with_place({.pointer = parameter, .message = "bad"}, study).text();
  };
  CHECK(line("sgd.step_size") == "configs/x.json:2:22: /sgd/step_size: bad");
  CHECK(line("epochs") == "configs/x.json:2:46: /epochs/quick: bad");
  CHECK(line("seed") == "configs/x.json:3:31: /sweep/product/seed: bad");
  CHECK(line("note") == "configs/x.json: note: bad");
  CHECK(line("") == "configs/x.json: bad");
  // The command line has the last word, and so the mistake.
  CHECK(line("epochs", {.sets = {{"epochs", "2"}}}) ==
        "configs/x.json: epochs: bad");
  CHECK(line("sgd.step_size", {.sweeps = {{"sgd.step_size", "1,2"}}}) ==
        "configs/x.json: sgd.step_size: bad");
  const Study study = example_study(text, {.file = "configs/x.json"});
  // Of a file that a parameter is about: where the parameter is given.
  const Diagnostic of_file{
      .file = "a.csv", .pointer = "epochs", .message = "bad"};
  CHECK(with_place(of_file, study).text() ==
        "configs/x.json:2:46: /epochs/quick: a.csv: bad");
  CHECK(
      with_place({.file = "a.csv", .pointer = "note", .message = "bad"}, study)
          .text() == "a.csv: note: bad");
  CHECK(with_place({.file = "a.csv",
                    .position = {3, 1},
                    .pointer = "epochs",
                    .message = "bad"},
                   study)
            .text() == "a.csv:3:1: epochs: bad");
  CHECK(with_place({.pointer = "epochs", .message = "bad"},
                   {.name = "naive_bias"})
            .text() == "naive_bias: epochs: bad");
}
