// Configs as people get them wrong: exactly what `zipml validate` says of each.
#include <catch.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "tools/zipml/commands.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

struct Malformed {
  std::string text;
  Lines lines;  // that it gives
};

// The working folder of a test: what configs name, and nothing else.
class ConfigFolder {
 public:
  ConfigFolder() : before_(fs::current_path()) {
    fs::current_path(folder_.path());
    write_file_atomically(
        "rows.csv", "area,rooms,price\n1,2,3\n2,3,5\n3,5,7\n4,4,9\n5,1,11\n");
    write_file_atomically(
        "same_rows.csv",
        "area,rooms,price\n1,2,3\n2,3,5\n3,5,7\n4,4,9\n5,1,11\n");
    write_file_atomically("classes.csv", "a,b,y\n1,2,0\n2,1,1\n3,3,0\n4,5,1\n");
    write_file_atomically("bad.csv",
                          "area,rooms,price\n1,2,3\n2,x,5\n3,5\n4,4,9\n");
    write_file_atomically("text.csv", "hello world\n");
    write_file_atomically("city.csv",
                          "area,city,price\n1,Bergen,3\n2,Oslo,5\n");
    write_file_atomically("missing.csv",
                          "area,rooms,price\n1,NA,3\n2,3,5\n3,5,7\n");
    write_file_atomically("empty.csv", "");
    write_file_atomically("one.csv", "a,b\n1,2\n");
    write_file_atomically("constant.csv", "a,b\n1,2\n3,2\n5,2\n");
    write_file_atomically(
        "designs.json", "{\n \"mine\": {\"base\": \"q4\",\n \"bitz\": 3}\n}\n");
  }
  ~ConfigFolder() { fs::current_path(before_); }
  ConfigFolder(const ConfigFolder&) = delete;
  ConfigFolder& operator=(const ConfigFolder&) = delete;

 private:
  fs::path before_;
  TemporaryFolder folder_;
};

// What `zipml --offline validate c.json` prints; none when it is valid.
Lines mistakes_of(const std::string& text) {
  write_file_atomically("c.json", text);
  std::ostringstream output, remarks;
  CommonOptions options;
  options.cache = "cache";
  options.offline = true;
  options.only_look = true;
  const Selected selected{
      .names = {"c.json"}, .sets = {}, .sweeps = {}, .study_name = {}};
  Lines lines;
  try {
    Session session(options, output, remarks);
    validate_command(session, selected);
  } catch (const UserError& error) {
    for (const Diagnostic& mistake : error.diagnostics()) {
      lines.push_back(mistake.text());
    }
  }
  return lines;
}

// What follows the experiment, from the second line on.
std::string naive_bias(const std::string& rest) {
  return "{\"experiment\": \"naive_bias\",\n" + rest + "}";
}

void check_all(const std::vector<Malformed>& configs) {
  const ConfigFolder folder;
  std::set<std::string> texts;
  for (const Malformed& config : configs) {
    INFO(config.text);
    CHECK(mistakes_of(config.text) == config.lines);
    CHECK(texts.insert(config.text).second);
  }
}

}  // namespace

TEST_CASE("a sound config has no mistakes", "[cli]") {
  const ConfigFolder folder;
  CHECK(mistakes_of(naive_bias("\"data\": \"rows.csv\"")).empty());
}

TEST_CASE("a config that is no JSON", "[cli]") {
  check_all({
      {"", {"c.json: the file is empty"}},
      {"# a comment\n{\"experiment\": \"naive_bias\"}",
       {"c.json:1:1: expected a value, found \"#\""}},
      {"[]", {"c.json:1:1: expected an object, found an empty list"}},
      {"{\"experiment\": \"naive_bias\"\n \"bits\": 1}",
       {"c.json:2:2: expected \",\" or \"}\", found \"bits\""}},
      {"{\"experiment\": \"naive_bias\", \"bits\": [1, 2}",
       {"c.json:1:43: expected \",\" or \"]\", found \"}\""}},
      {"{\"experiment\": \"naive_bias\", \"bits\": [1, 2,]}",
       {"c.json:1:43: a comma before \"]\" (JSON has no trailing comma)"}},
      {"{\"experiment\": \"naive_bias\", \"bits\": [1, 2],\n}",
       {"c.json:1:44: a comma before \"}\" (JSON has no trailing comma)"}},
      {"{\"experiment\": 'naive_bias'}",
       {"c.json:1:16: texts stand in double quotes, found \"'\""}},
      {"{experiment: \"naive_bias\"}",
       {"c.json:1:2: unexpected word \"experiment\" (texts and keys stand in "
        "double quotes)"}},
      {"{\"experiment\": \"naive_bias\"} /* never\nends",
       {"c.json:1:30: this comment never ends"}},
      {"{\"experiment\": \"naive_bias\", \"title\": \"a\nb\"}",
       {"c.json:1:39: this text has no closing quote on its line"}},
      {"{\"experiment\": \"naive_bias\", \"title\": \"a\\qb\"}",
       {"c.json:1:41: unknown escape \"\\q\" in a text (a backslash is written "
        "\"\\\\\")"}},
      {"{\"experiment\": \"naive_bias\"} {}",
       {"c.json:1:30: expected the end of the file, found \"{\""}},
      {"{\"experiment\": \"naive_bias\"",
       {"c.json:1:28: the file ends inside the object that starts at 1:1"}},
      {naive_bias("\"sgd\": {\"alpha\": .5}"),
       {"c.json:2:18: \".5\" is not a number as JSON writes them (write 0.5)"}},
      {naive_bias("\"sgd\": {\"alpha\": 0.1.2}"),
       {"c.json:2:18: \"0.1.2\" is not a number as JSON writes them"}},
      {naive_bias("\"bits\": [01]"),
       {"c.json:2:10: \"01\" is not a number as JSON writes them (write 1)"}},
      {naive_bias("\"sgd\": {\"alpha\": NaN}"),
       {"c.json:2:18: unexpected word \"NaN\" (texts and keys stand in double "
        "quotes)"}},
      {naive_bias("\"repetitions\": True"),
       {"c.json:2:16: unexpected word \"True\" (did you mean \"true\"?)"}},
      {naive_bias("\"seed\" 3"),
       {"c.json:2:8: expected \":\" after the key, found \"3\""}},
  });
}

TEST_CASE("a config with other keys", "[cli]") {
  check_all({
      {"{}", {"c.json:1:1: no \"experiment\" is named"}},
      {"{\"experiment\": 7}",
       {"c.json:1:16: /experiment: expected an experiment's name, found 7"}},
      {"{\"experiment\": \"naive-bias\"}",
       {"c.json:1:16: /experiment: unknown experiment \"naive-bias\" (did you "
        "mean \"naive_bias\"?)"}},
      {"{\"experiment\": \"c1\"}",
       {"c.json:1:16: /experiment: unknown experiment \"c1\" (`zipml list` "
        "shows all)"}},
      {"{\"experimant\": \"naive_bias\", \"bitts\": 1}",
       {"c.json:1:2: /experimant: unknown key (did you mean \"experiment\"?)",
        "c.json:1:30: /bitts: unknown key (did you mean \"bits\"?)"}},
      {"{\"experiment\": \"naive_bias\",\n \"experiment\": \"refetch\"}",
       {"c.json:2:2: /experiment: duplicate key (first at 1:2)"}},
      {naive_bias("\"bit\": 1"),
       {"c.json:2:1: /bit: unknown key (did you mean \"bits\"?)"}},
      {naive_bias("\"epochs\": 5"),
       {"c.json:2:1: /epochs: unknown key (did you mean {\"sgd\": {\"epochs\": "
        "...}}?)"}},
      {naive_bias("\"sgd.epochs\": 5"),
       {"c.json:2:1: /sgd.epochs: unknown key (write {\"sgd\": {\"epochs\": "
        "...}})"}},
      {naive_bias("\"sgd\": {\"epoch\": 5, \"momentum\": 0.9}"),
       {"c.json:2:9: /sgd/epoch: unknown key (did you mean \"epochs\"?)",
        "c.json:2:21: /sgd/momentum: unknown key (\"sgd\" has epochs, "
        "epochs_large_sets, batch_size, step_schedule, order, alpha)"}},
      {naive_bias("\"learning_rate\": 0.1"),
       {"c.json:2:1: /learning_rate: unknown key (`zipml describe naive_bias` "
        "shows all)"}},
      {naive_bias("\"sgd\": {\"epochs\": 5, \"epochs\": 6}"),
       {"c.json:2:22: /sgd/epochs: duplicate key (first at 2:9)"}},
      {naive_bias("\"sgd\": {\"epochs\": 5},\n\"sgd\": {\"batch_size\": 6}"),
       {"c.json:3:1: /sgd: duplicate key (first at 2:1)"}},
      {naive_bias("\"sgd\": [5]"),
       {"c.json:2:8: /sgd: expected an object of parameters, found a list of "
        "1"}},
      {naive_bias("\"Sweep\": {}"),
       {"c.json:2:1: /Sweep: unknown key (did you mean \"sweep\"?)"}},
      {naive_bias("\"name\": \"my study\""),
       {"c.json:2:9: /name: expected up to 100 letters, digits and \"._-\", "
        "not starting with a dot, found the text \"my study\" (it names a "
        "folder)"}},
      {naive_bias("\"name\": \".hidden\""),
       {"c.json:2:9: /name: expected up to 100 letters, digits and \"._-\", "
        "not starting with a dot, found the text \".hidden\" (it names a "
        "folder)"}},
      {naive_bias("\"data\": \"synthetic-10\", \"name\": \"refetch\""),
       {"c.json:2:33: /name: \"refetch\" is the name of another experiment in "
        "a run's folder (choose another)"}},
      {naive_bias("\"data\": \"synthetic-10\", \"name\": \"report.html\""),
       {"c.json:2:33: /name: \"report.html\" is the name of a file in a "
        "run's folder (choose another)"}},
      {naive_bias("\"title\": [\"a\"]"),
       {"c.json:2:10: /title: expected a text, found a list of 1"}},
  });
}

TEST_CASE("a value of another type or out of its range", "[cli]") {
  check_all({
      {naive_bias("\"sgd\": {\"epochs\": \"5\"}"),
       {"c.json:2:19: /sgd/epochs: expected an integer from 1 to 100000, found "
        "the text \"5\""}},
      {naive_bias("\"sgd\": {\"epochs\": 2.5}"),
       {"c.json:2:19: /sgd/epochs: expected an integer from 1 to 100000, found "
        "2.5"}},
      {naive_bias("\"sgd\": {\"epochs\": 0}"),
       {"c.json:2:19: /sgd/epochs: expected an integer from 1 to 100000, found "
        "0"}},
      {naive_bias("\"sgd\": {\"epochs\": [5]}"),
       {"c.json:2:19: /sgd/epochs: expected an integer from 1 to 100000, found "
        "a list of 1"}},
      {naive_bias("\"sgd\": {\"alpha\": -1}"),
       {"c.json:2:18: /sgd/alpha: expected a number of at least 0, found -1"}},
      {naive_bias("\"sgd\": {\"alpha\": null}"),
       {"c.json:2:18: /sgd/alpha: expected a number of at least 0, found "
        "null"}},
      {naive_bias("\"search\": {\"factor\": 1}"),
       {"c.json:2:22: /search/factor: expected a number from 1.01 to 1000000, "
        "found 1"}},
      {naive_bias("\"bits\": [4, 17]"),
       {"c.json:2:13: /bits/1: expected an integer from 1 to 16, found 17"}},
      {naive_bias("\"bits\": []"),
       {"c.json:2:9: /bits: expected a non-empty list of integers, found an "
        "empty list"}},
      {naive_bias("\"bits\": \"4\""),
       {"c.json:2:9: /bits: expected an integer from 1 to 16, found the text "
        "\"4\""}},
      {naive_bias("\"bits\": [[4]]"),
       {"c.json:2:10: /bits/0: expected an integer from 1 to 16, found a list "
        "of 1"}},
      {naive_bias("\"sgd\": {\"step_schedule\": \"per-epoch\"}"),
       {"c.json:2:26: /sgd/step_schedule: expected one of \"constant\", "
        "\"per_epoch\", \"per_update\", found the text \"per-epoch\" (did you "
        "mean \"per_epoch\"?)"}},
      {naive_bias("\"sgd\": {\"order\": \"random\"}"),
       {"c.json:2:18: /sgd/order: expected one of \"shuffled\", "
        "\"with_replacement\", \"sequential\", found the text \"random\""}},
      {naive_bias("\"quantization\": {\"draws\": true}"),
       {"c.json:2:27: /quantization/draws: expected one of \"fresh\", "
        "\"stored\", found true"}},
      {naive_bias("\"file\": {\"task\": \"classification\"}"),
       {"c.json:2:18: /file/task: expected \"regression\", found the text "
        "\"classification\""}},
      {naive_bias("\"seed\": -1"),
       {"c.json:2:9: /seed: expected an integer from 0 to 9007199254740991, "
        "found -1"}},
      {naive_bias("\"seed\": 123456789012345678901"),
       {"c.json:2:9: /seed: the integer 123456789012345678901 does not fit 64 "
        "bits"}},
      {naive_bias("\"repetitions\": 0"),
       {"c.json:2:16: /repetitions: expected an integer from 1 to 10000, found "
        "0"}},
      {naive_bias("\"pooled_seeds\": 0"),
       {"c.json:2:17: /pooled_seeds: expected an integer from 1 to 1000, found "
        "0"}},
      {naive_bias("\"data\": [\"cadatta\"]"),
       {"c.json:2:10: /data/0: the text \"cadatta\" is no known name, and "
        "there is no file cadatta (did you mean \"cadata\"?)"}},
      {naive_bias("\"data\": [\"cod-rna\"]"),
       {"c.json:2:10: /data/0: the text \"cod-rna\" is no known name, and "
        "there is no file cod-rna (known names: synthetic-10, synthetic-100, "
        "synthetic-1000, cadata, cpusmall, YearPredictionMSD, bank32nh, "
        "bank32fm, kin32fm, building, abelone)"}},
      {naive_bias("\"data\": [\"rows.csv\", \"no.csv\"]"),
       {"c.json:2:22: /data/1: there is no file no.csv"}},
      {naive_bias("\"data\": [\".\"]"),
       {"c.json:2:10: /data/0: . is a folder, not a file"}},
      {naive_bias("\"sgd\": {\"epochs\": {\"fast\": 5}}"),
       {"c.json:2:20: /sgd/epochs/fast: unknown profile (the profiles are "
        "quick, standard and paper)"}},
      {naive_bias("\"sgd\": {\"epochs\": {\"quik\": 5}}"),
       {"c.json:2:20: /sgd/epochs/quik: unknown profile (did you mean "
        "\"quick\"?)"}},
      {naive_bias("\"sgd\": {\"epochs\": {\"quick\": 5, \"paper\": \"many\"}}"),
       {"c.json:2:41: /sgd/epochs/paper: expected an integer from 1 to 100000, "
        "found the text \"many\""}},
      {naive_bias("\"sgd\": {\"epochs\": {\"quick\": {\"standard\": 5}}}"),
       {"c.json:2:29: /sgd/epochs/quick: expected an integer from 1 to 100000, "
        "found an object"}},
      {naive_bias("\"sgd\": {\"epochs\": {}}"),
       {"c.json:2:19: /sgd/epochs: expected an integer from 1 to 100000, found "
        "an empty object (or an object of values by profile: quick, standard, "
        "paper)"}},
  });
}

TEST_CASE("a sweep that leads nowhere", "[cli]") {
  check_all({
      {naive_bias("\"sweep\": [1]"),
       {"c.json:2:10: /sweep: expected an object, found a list of 1"}},
      {naive_bias("\"sweep\": {\"bits\": [1, 2]}"),
       {"c.json:2:11: /sweep/bits: unknown key (a sweep has product, zip and "
        "exclude)"}},
      {naive_bias("\"sweep\": {\"product\": [1]}"),
       {"c.json:2:22: /sweep/product: expected an object of parameters, found "
        "a list of 1"}},
      {naive_bias("\"sweep\": {\"product\": {\"bit\": [1, 2]}}"),
       {"c.json:2:23: /sweep/product/bit: unknown parameter (did you mean "
        "\"bits\"?)"}},
      {naive_bias("\"sweep\": {\"product\": {\"batch_size\": [1, 2]}}"),
       {"c.json:2:23: /sweep/product/batch_size: unknown parameter (did you "
        "mean \"sgd.batch_size\"?)"}},
      {naive_bias("\"sweep\": {\"product\": {\"quite_other\": [1, 2]}}"),
       {"c.json:2:23: /sweep/product/quite_other: unknown parameter (`zipml "
        "describe naive_bias` shows all)"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": 16}}"),
       {"c.json:2:41: /sweep/product/sgd.batch_size: expected a non-empty list "
        "of values or a range, found 16"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": []}}"),
       {"c.json:2:41: /sweep/product/sgd.batch_size: expected a non-empty list "
        "of values or a range, found an empty list"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": [1, 16, 1]}}"),
       {"c.json:2:49: /sweep/product/sgd.batch_size/2: 1 stands twice on this "
        "axis"}},
      {naive_bias(
           "\"sweep\": {\"product\": {\"sgd.batch_size\": [1, \"16\"]}}"),
       {"c.json:2:45: /sweep/product/sgd.batch_size/1: expected an integer "
        "from 1 to 1000000, found the text \"16\""}},
      {naive_bias("\"sweep\": {\"product\": {\"data\": [\"synthetic-10\", "
                  "\"synthetik-10\"]}}"),
       {"c.json:2:48: /sweep/product/data/1: the text \"synthetik-10\" is no "
        "known name, and there is no file synthetik-10 (did you mean "
        "\"synthetic-10\"?)"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": {\"from\": 1, "
                  "\"to\": 64, \"factor\": 1}}}"),
       {"c.json:2:41: /sweep/product/sgd.batch_size: the factor must be "
        "positive and not 1, found 1"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": {\"from\": "
                  "64, \"to\": 1, \"factor\": 2}}}"),
       {"c.json:2:41: /sweep/product/sgd.batch_size: a factor of 2 leads from "
        "64 away from 1"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": {\"from\": "
                  "64, \"to\": 1}}}"),
       {"c.json:2:41: /sweep/product/sgd.batch_size: a step of 1 leads from 64 "
        "away from 1 (say in which \"step\" or \"factor\")"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": {\"from\": 1, "
                  "\"to\": 4, \"step\": 0}}}"),
       {"c.json:2:41: /sweep/product/sgd.batch_size: the step is 0"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.batch_size\": {\"from\": 1, "
                  "\"to\": 4, \"step\": 0.5}}}"),
       {"c.json:2:41: /sweep/product/sgd.batch_size: expected an integer from "
        "1 to 1000000, found 1.5"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.alpha\": {\"from\": 0.1, "
                  "\"to\": 0.5}}}"),
       {"c.json:2:36: /sweep/product/sgd.alpha: a step of 1 gives 0.1 alone, "
        "and not 0.5 (say in which \"step\" or \"factor\")"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.alpha\": {\"from\": 0.1, "
                  "\"to\": 0.5, \"step\": 0.1, \"factor\": 2}}}"),
       {"c.json:2:36: /sweep/product/sgd.alpha: a range with both step and "
        "factor"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.alpha\": {\"from\": 0.1, "
                  "\"until\": 0.5}}}"),
       {"c.json:2:36: /sweep/product/sgd.alpha: a range without \"to\"",
        "c.json:2:50: /sweep/product/sgd.alpha/until: unknown key (a range has "
        "from, to and step or factor)"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.alpha\": {\"from\": -1, "
                  "\"to\": 1, \"step\": 0.5}}}"),
       {"c.json:2:36: /sweep/product/sgd.alpha: expected a number of at least "
        "0, found -1"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.alpha\": {\"from\": 0, "
                  "\"to\": 1, \"factor\": 2}}}"),
       {"c.json:2:36: /sweep/product/sgd.alpha: no factor leads from 0 to 1"}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.alpha\": {\"from\": \"a\", "
                  "\"to\": 1, \"step\": 0.5}}}"),
       {"c.json:2:45: /sweep/product/sgd.alpha/from: expected a number, found "
        "the text \"a\""}},
      {naive_bias("\"sweep\": {\"product\": {\"sgd.order\": {\"from\": 1, "
                  "\"to\": 2}}}"),
       {"c.json:2:36: /sweep/product/sgd.order: a range of a choice: expected "
        "a list of values"}},
      {naive_bias("\"sweep\": {\"product\": {\"seed\": {\"from\": 1, \"to\": "
                  "1000000}}}"),
       {"c.json:2:31: /sweep/product/seed: more than 100000 values (say in "
        "which \"step\" or \"factor\")"}},
      {naive_bias("\"sweep\": {\"product\": {\"seed\": {\"from\": 1, \"to\": "
                  "1000},\n\"sgd.batch_size\": {\"from\": 1, \"to\": 1000}}}"),
       {"c.json:2:1: /sweep: more than 100000 grid points"}},
      {naive_bias("\"sweep\": {\"zip\": {\"seed\": [1, 2, 3], "
                  "\"sgd.batch_size\": [1, 16]}}"),
       {"c.json:2:56: /sweep/zip/sgd.batch_size: zipped axes have one length: "
        "2 values here, 3 for \"seed\""}},
      {naive_bias("\"sweep\": {\"product\": {\"seed\": [1]}, \"zip\": "
                  "{\"seed\": [1]}}"),
       {"c.json:2:45: /sweep/zip/seed: this parameter has an axis already"}},
      {naive_bias("\"sweep\": {\"product\": {\"seed\": [1, 2]}, \"exclude\": "
                  "[{\"seed\": 77}]}"),
       {"c.json:2:52: /sweep/exclude/0: no grid point is like this: it "
        "excludes nothing"}},
      {naive_bias("\"sweep\": {\"product\": {\"seed\": [1, 2]}, \"exclude\": "
                  "[{\"seed\": 1}, {\"seed\": 2}]}"),
       {"c.json:2:1: /sweep: \"exclude\" leaves no grid point"}},
      {naive_bias("\"sweep\": {\"product\": {\"seed\": [1, 2]}, \"exclude\": "
                  "{\"seed\": 1}}"),
       {"c.json:2:51: /sweep/exclude: expected a list of objects, found an "
        "object"}},
      {naive_bias(
           "\"sweep\": {\"product\": {\"seed\": [1, 2]}, \"exclude\": [{}]}"),
       {"c.json:2:52: /sweep/exclude/0: expected an object of parameters and "
        "values, found an empty one"}},
      {naive_bias("\"sweep\": {\"product\": {\"seed\": [1, 2]}, \"exclude\": "
                  "[{\"sed\": 1}]}"),
       {"c.json:2:53: /sweep/exclude/0/sed: unknown parameter (did you mean "
        "\"seed\"?)"}},
      {naive_bias(
           "\"pooled_seeds\": 3, \"sweep\": {\"product\": {\"seed\": [1, 2]}}"),
       {"c.json:2:20: /sweep: seeds of grid points overlap: pooled_seeds takes "
        "seed, seed + 1, ... at each"}},
  });
}

TEST_CASE("parameters that contradict each other", "[cli]") {
  check_all({
      {naive_bias(
           "\"data\": \"synthetic-10\", \"search\": {\"from\": 8, \"to\": 1}"),
       {"c.json:2:44: /search/from: 8 is above search.to, 1: no step would be "
        "tried"}},
      {naive_bias("\"data\": \"synthetic-10\", \"sweep\": {\"product\": "
                  "{\"search.from\": [1, 32]}}"),
       {"c.json:2:62: /sweep/product/search.from: 32 is above search.to, 16: "
        "no step would be tried"}},
      {naive_bias("\"data\": \"synthetic-10\", \"preprocessing\": "
                  "{\"train_rows\": 99999}"),
       {"c.json:2:57: /preprocessing/train_rows: 99999 training rows were "
        "asked for; synthetic-10 has 10000 (0 takes all)"}},
      {naive_bias("\"data\": \"synthetic-10\", \"preprocessing\": "
                  "{\"train_rows\": {\"quick\": 1}}"),
       {"c.json:2:67: /preprocessing/train_rows/quick: 1 training row was "
        "asked for, at least 2 were expected"}},
      {naive_bias(
           "\"data\": \"synthetic-10\", \"file\": {\"label\": \"price\"}"),
       {"c.json:2:43: /file/label: has no effect: none of the data is a file "
        "of one's own"}},
      {naive_bias("\"data\": [\"rows.csv\", \"same_rows.csv\"]"),
       {"c.json:2:9: /data: rows.csv and same_rows.csv are the same data (give "
        "it once)"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"test_seed\": 3}"),
       {"c.json:2:43: /file/test_seed: has no effect on the data as it was "
        "read"}},
      {"{\"experiment\": \"sgd_rate\",\n\"problem\": {\"rows\": 10, "
       "\"features\": 10}}",
       {"c.json:2:37: /problem/features: 10 features need more rows than "
        "problem.rows, 10"}},
      {"{\"experiment\": \"fpga\",\n\"training\": {\"first_shift\": 9, "
       "\"last_shift\": 3}}",
       {"c.json:2:29: /training/first_shift: 9 is above training.last_shift, "
        "3: no step would be tried"}},
      {"{\"experiment\": \"fpga\",\n\"training\": {\"designs\": [\"float\", "
       "\"mlweaving-4\"]}}",
       {"c.json:2:25: /training/designs: bit-serial design mlweaving-4 found, "
        "a streaming design expected"}},
      {"{\"experiment\": \"fpga\",\n\"training\": {\"designs\": [\"q99\"]}}",
       {"c.json:2:25: /training/designs: \"q99\" found, a built-in design or "
        "one of design_file expected"}},
  });
}

TEST_CASE("a file of one's own that is not as the config has it", "[cli]") {
  check_all({
      {naive_bias("\"data\": \"bad.csv\""),
       {"bad.csv:3:3: column 1 (rooms): value \"x\" is not a number "
        "(file.drop=rooms leaves the column out, file.categories=one_hot makes "
        "features of it)",
        "bad.csv:4: 2 fields; 3 were expected, as in line 1"}},
      {naive_bias("\"data\": \"text.csv\""),
       {"text.csv: has no rows of data; rows of numbers were expected"}},
      {naive_bias("\"data\": \"city.csv\""),
       {"city.csv:2:3: column 1 (city): value \"Bergen\" is not a number "
        "(file.drop=city leaves the column out, file.categories=one_hot makes "
        "features of it)",
        "city.csv:3:3: column 1 (city): value \"Oslo\" is not a number"}},
      {naive_bias("\"data\": \"missing.csv\""),
       {"missing.csv:2:3: column 1 (rooms): value \"NA\" is missing; a number "
        "was expected (file.missing=drop leaves such rows out, mean fills "
        "in)"}},
      {naive_bias("\"data\": \"empty.csv\""),
       {"empty.csv: is empty; rows of numbers were expected"}},
      {naive_bias("\"data\": \"one.csv\""),
       {"one.csv: 1 row to train on found, at least 2 expected"}},
      {naive_bias("\"data\": \"constant.csv\""),
       {"constant.csv: the label is 2 in all 3 rows to train on; labels that "
        "differ were expected"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"label\": \"prize\"}"),
       {"c.json:2:39: /file/label: rows.csv: there is no column \"prize\" (did "
        "you mean \"price\"?)"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"label\": \"7\"}"),
       {"c.json:2:39: /file/label: rows.csv: there is no column 7; they are 0 "
        "to 2"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"drop\": [\"rooms\", "
                  "\"aera\"]}"),
       {"c.json:2:38: /file/drop: rows.csv: there is no column \"aera\" (did "
        "you mean \"area\"?)"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"drop\": [\"area\", "
                  "\"rooms\"]}"),
       {"c.json:2:38: /file/drop: rows.csv: leaves no features"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"columns\": "
                  "[\"price\"], \"label\": \"price\"}"),
       {"c.json:2:41: /file/columns: rows.csv: \"price\" is the label"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"columns\": [\"area\"], "
                  "\"drop\": [\"rooms\"]}"),
       {"c.json:2:59: /file/drop: rows.csv: file.columns decides which columns "
        "are used (give one of the two)"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"train_rows\": 99}"),
       {"c.json:2:44: /file/train_rows: rows.csv: has 5 rows; 99 were asked "
        "for to train on"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"test\": \"200\"}"),
       {"c.json:2:38: /file/test: rows.csv: has 5 rows; 200 were asked for to "
        "test on, which leaves none to train on"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"test\": \"120%\"}"),
       {"c.json:2:38: /file/test: found \"120%\"; a share above 0% and below "
        "100% was expected"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"test\": \"1%\"}"),
       {"c.json:2:38: /file/test: rows.csv: 1% of its 5 rows are 0 rows; some "
        "to train and some to test on were expected"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"test\": \"no.csv\"}"),
       {"c.json:2:38: /file/test: there is no file no.csv"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"labels\": \"no.csv\"}"),
       {"c.json:2:40: /file/labels: there is no file no.csv"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"format\": \"cvs\"}"),
       {"c.json:2:40: /file/format: expected one of \"auto\", \"csv\", "
        "\"libsvm\", \"idx\", \"npy\", \"safetensors\", found the text \"cvs\" "
        "(did you mean \"csv\"?)"}},
      {naive_bias("\"data\": \"rows.csv\", \"file\": {\"format\": \"npy\"}"),
       {"rows.csv: starts with \"area,roo\"; an .npy file starts with "
        "\"\\x93NUMPY\""}},
      {"{\"experiment\": \"refetch\", \"data\": \"rows.csv\"}",
       {"rows.csv: the label has 5 values (3, 5, 7, 9, 11); two classes were "
        "expected (file.label names the column of the label)"}},
      {"{\"experiment\": \"nonlinear\", \"data\": \"classes.csv\"}",
       {"c.json: preprocessing.train_rows: 300 training rows were asked for; "
        "classes.csv has 4 (0 takes all)"}},
      {"{\"experiment\": \"fpga\", \"design_file\": \"no.json\"}",
       {"c.json:1:39: /design_file: there is no file no.json"}},
      {"{\"experiment\": \"fpga\", \"design_file\": \"designs.json\"}",
       {"designs.json:3:2: /mine/bitz: unknown field of a design (did you mean "
        "\"bits\"?)"}},
      {"{\"experiment\": \"tomography\", \"volume\": \"rows.csv\"}",
       {"rows.csv: starts with \"area,roo\"; an .npy file starts with "
        "\"\\x93NUMPY\""}},
  });
}

TEST_CASE("the parameters of other experiments", "[cli]") {
  check_all({
      {"{\"experiment\": \"deep\", \"device\": \"gpu\"}",
       {"c.json:1:34: /device: expected one of \"cpu\", \"cuda\", found the "
        "text \"gpu\" (did you mean \"cpu\"?)"}},
      {"{\"experiment\": \"deep\", \"sgd\": {\"momentum\": 1.5}}",
       {"c.json:1:44: /sgd/momentum: expected a number from 0 to 0.9999, found "
        "1.5"}},
      {"{\"experiment\": \"fpga\", \"designs\": [\"flot\"]}",
       {"c.json:1:36: /designs/0: expected one of \"float\", \"q8\", \"q4\", "
        "\"q2\", \"q1\", \"q1split\", \"pynq-float\", \"pynq-q8\", "
        "\"pynq-q4\", \"pynq-q2\", \"pynq-q1\", \"mlweaving\", found the text "
        "\"flot\" (did you mean \"float\"?)"}},
      {"{\"experiment\": \"tomography\", \"side\": 0}",
       {"c.json:1:38: /side: expected an integer from 16 to 1024, found 0"}},
      {"{\"experiment\": \"tomography\", \"methods\": [\"naiv\"]}",
       {"c.json:1:42: /methods/0: expected one of \"nearest\", \"naive\", "
        "\"double_sampling\", \"double_sampling_plain\", \"pair_sum\", "
        "\"debiased_single\", found the text \"naiv\" (did you mean "
        "\"naive\"?)"}},
      {"{\"experiment\": \"chebyshev_error\", \"step\": {\"gaps\": [0]}}",
       {"c.json:1:53: /step/gaps/0: expected a number from 0.01 to 0.9, found "
        "0"}},
      {"{\"experiment\": \"chebyshev_error\", \"paper_degree\": 1000}",
       {"c.json:1:51: /paper_degree: expected an integer from 1 to 61, found "
        "1000"}},
      {"{\"experiment\": \"optimal_levels\", \"shapes\": [\"normal\", "
       "\"cluster\"]}",
       {"c.json:1:55: /shapes/1: expected one of \"uniform\", \"normal\", "
        "\"log-normal\", \"heavy tail\", \"clusters\", \"ties\", "
        "\"geometric\", found the text \"cluster\" (did you mean "
        "\"clusters\"?)"}},
      {"{\"experiment\": \"variance_bounds\", \"dimensions\": [0]}",
       {"c.json:1:50: /dimensions/0: expected an integer from 1 to 10000, "
        "found 0"}},
      {"{\"experiment\": \"cpu_speed\", \"threads\": 4096}",
       {"c.json:1:40: /threads: expected an integer from 1 to 256, found "
        "4096"}},
      {"{\"experiment\": \"end_to_end\", \"modes\": [\"sampel\"]}",
       {"c.json:1:40: /modes/0: expected one of \"sample\", \"model\", "
        "\"gradient\", \"end_to_end\", found the text \"sampel\" (did you mean "
        "\"sample\"?)"}},
      {"{\"experiment\": \"end_to_end\", \"channels\": {\"codec\": \"l2\"}}",
       {"c.json:1:52: /channels/codec: expected one of \"row_l2\", "
        "\"row_max\", \"row_l2_nearest\", \"natural\", \"row_optimal\", found "
        "the text \"l2\""}},
      {"{\"experiment\": \"end_to_end\", \"model\": {\"regularizer\": "
       "\"lasso\"}}",
       {"c.json:1:55: /model/regularizer: expected one of \"none\", \"l1\", "
        "\"l2\", \"box\", \"l2_ball\", \"nonnegative\", found the text "
        "\"lasso\""}},
      {"{\"experiment\": \"nonlinear\", \"losses\": [\"logistik\"]}",
       {"c.json:1:40: /losses/0: expected one of \"hinge\", \"logistic\", "
        "found the text \"logistik\" (did you mean \"logistic\"?)"}},
      {"{\"experiment\": \"svm_bias\", \"data\": [\"unit\"]}",
       {"c.json:1:37: /data/0: the text \"unit\" is no known name, and there "
        "is no file unit (known names: cod-rna, gisette, fashion-mnist-2-4, "
        "mnist-4-9, fashion-mnist-2-4-products, mnist-4-9-products, mushroom, "
        "shuttle)"}},
      {"{\"experiment\": \"scaling_and_storage\", \"fixed_points\": {\"rows\": "
       "[1, 1.5]}}",
       {"c.json:1:68: /fixed_points/rows/1: expected an integer from 1 to "
        "1000000000, found 1.5"}},
  });
}
