// From nothing to a study of one's own: the walk of the README, as written, and
// what else `new` makes of what people have.
#include <catch.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

// The fenced blocks of a language in a section of the README.
std::vector<std::string> blocks_of(const std::string& heading,
                                   const std::string& language) {
  const std::string readme =
      read_file(fs::path(ZIPML_SOURCE_DIR) / "README.md");
  std::istringstream lines(readme);
  std::vector<std::string> blocks;
  bool in_section = false, in_block = false;
  for (std::string line; std::getline(lines, line);) {
    if (!in_block && line.starts_with("## ")) in_section = line == heading;
    if (!in_section) continue;
    if (line == "```" + language) {
      in_block = true;
      blocks.emplace_back();
    } else if (line == "```") {
      in_block = false;
    } else if (in_block) {
      blocks.back() += line + '\n';
    }
  }
  return blocks;
}

// Whether the shell does these commands, one after the other, with the program
// on its path.
ProcessResult perform(const Program& zipml, const std::string& commands) {
  const fs::path bin = zipml.folder() / "bin";
  fs::create_directories(bin);
  std::error_code there_already;
  fs::create_symlink(ZIPML_PROGRAM, bin / "zipml", there_already);
  const std::string script =
      "set -e\nPATH=" + bin.string() + ":$PATH\n" + commands;
  return run_process({"sh", "-c", script}, zipml.folder());
}

// The cells of a study by their files, with the time they were written.
std::map<std::string, timespec> cells_of(const Program& zipml) {
  std::map<std::string, timespec> cells;
  for (const auto& entry : fs::recursive_directory_iterator(
           zipml.folder() / "results/quick/study/cells")) {
    // The index beside them is a cache.
    if (entry.path().extension() != ".json") continue;
    struct stat status {};
    REQUIRE(::stat(entry.path().c_str(), &status) == 0);
    cells[entry.path().string()] = status.st_mtim;
  }
  return cells;
}

// Whether each of `before` is as it was.
bool untouched(const std::map<std::string, timespec>& before,
               const std::map<std::string, timespec>& after) {
  for (const auto& [path, time] : before) {
    const auto own = after.find(path);
    if (own == after.end() || own->second.tv_sec != time.tv_sec ||
        own->second.tv_nsec != time.tv_nsec) {
      return false;
    }
  }
  return true;
}

std::size_t lines_of(const fs::path& file) {
  const std::string text = read_file(file);
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string replaced(std::string text, const std::string& from,
                     const std::string& to) {
  const std::size_t place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

// Forty rows whose label the features tell.
std::string small_csv() {
  std::string text = "size,age,price\n";
  for (int i = 0; i < 40; ++i) {
    const int size = i % 7, age = i * i % 11;
    text += fmt::format("{},{},{}\n", size, age, 3 * size - age + i % 3);
  }
  return text;
}

// A study of a moment.
const std::string kQuickStudy = R"({
  "experiment": "study", "name": "own", "data": ["own.csv"],
  "method": "naive", "mode": "sample", "bits": [2, 4], "repetitions": 2,
  "sgd": {"epochs": 3}, "search": {"factor": 8},
  "sweep": {"product": {"sgd.batch_size": [1, 8]}},
  "tables": [{"id": "by_batch", "from": "results", "columns":
    ["sgd.batch_size", "bits", "final_loss"], "where": {"method": "naive"}}],
  "figures": [{"id": "loss", "from": "results", "x": "sgd.batch_size",
    "y": "final_loss", "lines": ["method", "bits"]}],
  "own_figures": false
})";

}  // namespace

TEST_CASE("the walk of the README is done as it is written", "[cli]") {
  const auto blocks = blocks_of("## A study of your own", "sh");
  REQUIRE(blocks.size() == 3);
  // The first one builds; that what it calls is there is all that is checked.
  std::istringstream words(blocks[0]);
  int named = 0;
  for (std::string word; words >> word;) {
    if (!word.starts_with("tools/")) continue;
    CHECK(fs::exists(fs::path(ZIPML_SOURCE_DIR) / word));
    ++named;
  }
  CHECK(named == 2);
  CHECK(holds(blocks[0], "build/unity/tools/zipml"));
  CHECK(holds(read_file(fs::path(ZIPML_SOURCE_DIR) / "CMakePresets.json"),
              "unity"));

  const Program zipml;
  const ProcessResult walk = perform(zipml, blocks[1]);
  INFO(walk.output);
  REQUIRE(walk.status == 0);
  const fs::path results = zipml.folder() / "results/quick";
  const fs::path table = results / "mine/tables/by_batch.csv";
  CHECK(read_file(table).starts_with("sgd.batch_size,method,bits,final_loss"));
  // 32 bits and two methods at two numbers of bits, by four batch sizes.
  CHECK(lines_of(table) == 1 + 4 * 5);
  for (const char* figure : {"loss_against_batch", "loss_by_epoch"}) {
    for (const char* ending : {".svg", ".pdf", ".png", ".gp", ".dat"}) {
      CHECK(fs::exists(zipml.folder() / "plots/quick/mine" /
                       (std::string(figure) + ending)));
    }
  }
  CHECK(fs::exists(results / "report.html"));
  // The label was found, a fifth of the rows do not train.
  const auto study =
      nlohmann::json::parse(read_file(results / "mine/study.json"));
  const nlohmann::json& parameters =
      study.at("points").at(0).at("settings").at("parameters");
  CHECK(parameters.at("file.label") == "price");
  CHECK(parameters.at("file.test") == "20%");
  CHECK(study.at("figures").size() == 2);

  const auto before = cells_of(zipml);
  const ProcessResult more = perform(zipml, blocks[2]);
  INFO(more.output);
  REQUIRE(more.status == 0);
  CHECK(lines_of(table) == 1 + 4 * 7);
  const auto after = cells_of(zipml);
  CHECK(untouched(before, after));
  // Three repetitions of two methods with one bit, by four batch sizes.
  CHECK(after.size() == before.size() + 24);
}

TEST_CASE("another figure computes nothing anew", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "own.csv", small_csv());
  write_file_atomically(zipml.folder() / "own.json", kQuickStudy);
  const ProcessResult first = zipml({"run", "own.json"});
  INFO(first.output);
  REQUIRE(first.status == 0);
  const fs::path plots = zipml.folder() / "plots/quick/own";
  CHECK(fs::exists(plots / "loss.svg"));
  // The experiment's own, of each of the points, are not wanted.
  CHECK_FALSE(fs::exists(plots / "above_32_bits_1.svg"));
  const auto before = cells_of(zipml);

  std::string changed = replaced(kQuickStudy, R"("id": "loss")",
                                 R"("id": "bits", "title": "By bits")");
  changed = replaced(changed, R"("x": "sgd.batch_size")", R"("x": "bits")");
  changed = replaced(changed, R"("lines": ["method", "bits"])",
                     R"("lines": "sgd.batch_size", "where": {"bits": [2, 4]})");
  changed =
      replaced(changed, R"("own_figures": false)", R"("own_figures": true)");
  write_file_atomically(zipml.folder() / "own.json", changed);
  const ProcessResult second = zipml({"run", "own.json"});
  INFO(second.output);
  REQUIRE(second.status == 0);
  const auto after = cells_of(zipml);
  CHECK(untouched(before, after));
  CHECK(after.size() == before.size());
  CHECK_FALSE(fs::exists(plots / "loss.svg"));
  CHECK(fs::exists(plots / "above_32_bits_2.svg"));
  CHECK(holds(read_file(plots / "bits.gp"), "By bits"));

  // From stored results alone.
  const std::string figure = read_file(plots / "bits.svg");
  const std::string table =
      read_file(zipml.folder() / "results/quick/own/tables/by_batch.md");
  fs::remove_all(plots);
  fs::remove_all(zipml.folder() / "results/quick/own/tables");
  fs::remove(zipml.folder() / "own.json");
  fs::remove(zipml.folder() / "own.csv");
  REQUIRE(zipml({"plot", "own"}).status == 0);
  CHECK(read_file(plots / "bits.svg") == figure);
  REQUIRE(zipml({"report"}).status == 0);
  CHECK(read_file(zipml.folder() / "results/quick/own/tables/by_batch.md") ==
        table);
  CHECK(zipml({"table", "own", "by_batch"}).output == table);
}

TEST_CASE("a wrong column is told with its place, before anything runs",
          "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "own.csv", small_csv());
  std::string wrong =
      replaced(kQuickStudy, R"("y": "final_loss")", R"("y": "final_los")");
  wrong = replaced(wrong, R"("from": "results", "columns")",
                   R"("from": "result", "columns")");
  write_file_atomically(zipml.folder() / "own.json", wrong);
  for (const char* command : {"validate", "plan", "run"}) {
    const ProcessResult result = zipml({command, "own.json"});
    INFO(command << ": " << result.output);
    CHECK(result.status == 2);
    CHECK(holds(result.output,
                "own.json:6:41: /tables/0/from: there is no table \"result\" "
                "(did you mean \"results\"?)\n"));
    CHECK(holds(result.output,
                "own.json:9:10: /figures/0/y: the table \"results\" has no "
                "column \"final_los\" (did you mean \"final_loss\"?)\n"));
  }
  CHECK_FALSE(fs::exists(zipml.folder() / "results"));
  // A swept parameter that the command line no longer sweeps.
  write_file_atomically(zipml.folder() / "own.json", kQuickStudy);
  const ProcessResult fixed =
      zipml({"plan", "own.json", "--set", "sgd.batch_size=4"});
  CHECK(fixed.status == 2);
  CHECK(holds(fixed.output,
              "/figures/0/x: the table \"results\" has no column "
              "\"sgd.batch_size\" ("));
  CHECK(holds(fixed.output, "a swept parameter is one, too)"));
}

TEST_CASE("what only results tell loses nothing else", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "own.csv", small_csv());
  const std::string wrong = replaced(
      kQuickStudy, R"("lines": ["method", "bits"])", R"("lines": "method")");
  write_file_atomically(zipml.folder() / "own.json", wrong);
  CHECK(zipml({"validate", "own.json"}).status == 0);
  const ProcessResult run = zipml({"run", "own.json"});
  INFO(run.output);
  CHECK(run.status == 2);
  CHECK(holds(run.output,
              "own.json:8:22: /figures/0/id: the line \"naive\" has several "
              "values at sgd.batch_size = 1 (\"lines\", \"panels\", \"where\" "
              "or \"pool\" must tell apart: bits, levels)\n"));
  const fs::path results = zipml.folder() / "results/quick";
  CHECK(lines_of(results / "own/tables/by_batch.csv") == 1 + 4);
  CHECK(fs::exists(results / "own/findings.json"));
  CHECK(fs::exists(results / "report.html"));
  CHECK_FALSE(fs::exists(zipml.folder() / "plots/quick/own/loss.svg"));
  // A cell without a result counts more.
  CHECK(
      zipml({"run", "own.json", "--force", "--cell-timeout", "1e-9"}).status ==
      1);
}

TEST_CASE("new looks at the file, and its config runs as it is", "[cli]") {
  const Program zipml;
  // Two classes by name, text in a feature, a missing value, the label first.
  std::string text = "target,size,city\n";
  for (int i = 0; i < 60; ++i) {
    const int size = i % 9;
    text += fmt::format("{},{},{}\n", size > 4 ? "dear" : "cheap",
                        i == 7 ? "NA" : std::to_string(size),
                        i % 2 == 0 ? "Oslo" : "Bergen");
  }
  write_file_atomically(zipml.folder() / "flats.csv", text);
  const ProcessResult made = zipml({"new", "flats", "--data", "flats.csv"});
  INFO(made.output);
  REQUIRE(made.status == 0);
  for (const char* next : {"zipml validate flats.json", "zipml plan flats.json",
                           "zipml run flats.json"}) {
    CHECK(holds(made.output, next));
  }
  const std::string config = read_file(zipml.folder() / "flats.json");
  INFO(config);
  for (const char* part :
       {"\"data\": [\"flats.csv\"]", "\"label\": \"target\"",
        "\"missing\": \"mean\"", "\"categories\": \"one_hot\"",
        "\"loss\": [\"logistic\"]", "// Its columns: target, size, city.",
        "two classes", "\"accuracy\""}) {
    INFO(part);
    CHECK(holds(config, part));
  }
  // The smallest that shows that it runs.
  const ProcessResult run =
      zipml({"run", "flats.json", "--set", "sgd.epochs=2", "--set",
             "search.factor=16", "--set", "repetitions=2"});
  INFO(run.output);
  CHECK(run.status == 0);
  CHECK(lines_of(zipml.folder() / "results/quick/flats/tables/by_batch.csv") ==
        1 + 4 * 5);

  // Never over what is there.
  const ProcessResult again = zipml({"new", "flats.json"});
  check_mistake(again, "flats.json: is there already (choose another name)");
  CHECK(read_file(zipml.folder() / "flats.json") == config);
}

TEST_CASE("new tells what it cannot use", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "text.csv", "a,b\nx,1\nx,2\n");
  check_mistake(zipml({"new", "a/b"}),
                "\"a/b\" is no name for a study: up to 100 letters, digits, "
                "'.', '_' and '-', not beginning with '.' (the config is "
                "written into this folder)");
  check_mistake(zipml({"new", "naive_bias"}),
                "\"naive_bias\" is the name of an experiment (choose another)");
  check_mistake(zipml({"new", "mine", "--experiment", "naive_bia"}),
                "unknown experiment \"naive_bia\" (did you mean "
                "\"naive_bias\"?)");
  check_mistake(zipml({"new", "mine", "--data", "cadat"}),
                "--data: \"cadat\" is no known set, and there is no such file "
                "(did you mean \"cadata\"?)");
  check_mistake(zipml({"new", "mine", "--data", "-"}),
                "--data: \"-\" is no known set, and there is no such file");
  check_mistake(
      zipml({"new", "mine", "--data", "cod-rna", "--experiment", "naive_bias"}),
      "--data: cod-rna is not for naive_bias (`zipml describe "
      "naive_bias` names its sets)");
  check_mistake(
      zipml({"new", "mine", "--data", "cadata", "--experiment", "sgd_rate"}),
      "--data: sgd_rate has no data (`zipml describe sgd_rate`)");
  check_mistake(zipml({"new", "mine", "--data", "cadata", "--label", "x"}),
                "--label: cadata has its own");
  const ProcessResult wrong =
      zipml({"new", "mine", "--data", "text.csv", "--label", "price"});
  CHECK(wrong.status == 2);
  CHECK(holds(wrong.output, "price"));
  CHECK_FALSE(fs::exists(zipml.folder() / "mine.json"));
}

TEST_CASE("new writes a valid config of every experiment", "[cli]") {
  const Program zipml;
  const auto list = nlohmann::json::parse(zipml({"list", "--json"}).output);
  int experiments = 0;
  for (const auto& info : list.at("experiments")) {
    const std::string experiment = info.at("name");
    INFO(experiment);
    const std::string name = "my_" + experiment;
    REQUIRE(zipml({"new", name, "--experiment", experiment}).status == 0);
    const ProcessResult valid = zipml({"validate", name + ".json"});
    INFO(valid.output);
    CHECK(valid.status == 0);
    ++experiments;
  }
  CHECK(experiments >= 20);
}
