#include <catch.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/file.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;

namespace {

// kSmall as run NAME in the folder x, of four repetitions, with more settings.
std::vector<std::string> run_named(const std::string& name,
                                   const std::vector<std::string>& more = {}) {
  std::vector<std::string> small = kSmall;
  std::replace(small.begin(), small.end(), std::string("repetitions=2"),
               std::string("repetitions=4"));
  return with({"--out", "x", "--run", name}, with(small, more));
}

std::vector<std::string> compared(const std::string& first,
                                  const std::string& second,
                                  const std::vector<std::string>& more = {}) {
  return with({"--out", "x", "compare", first, second}, more);
}

std::int64_t count(const nlohmann::json& json, const char* name) {
  return json.at("counts").at(name).get<std::int64_t>();
}

}  // namespace

TEST_CASE("two seeds of a study are within noise", "[cli]") {
  const Program program;
  REQUIRE(program(run_named("one")).status == 0);
  REQUIRE(program(run_named("two", {"--set", "seed=2"})).status == 0);
  const ProcessResult result = program(compared("one", "two"));
  INFO(result.output);
  CHECK(result.status == 0);
  CHECK(holds(result.output, "one against two: 1 study in both\n"));
  CHECK(holds(result.output, "numbers: none moved or changed\n"));
  CHECK(holds(result.output, " within noise"));
  CHECK(holds(result.output, "asked: seed 1 | 2\n"));

  const auto json = nlohmann::json::parse(
      program(compared("one", "two", {"--format", "json"})).output);
  CHECK(json.at("schema") == "zipml compare 1");
  CHECK(count(json, "moved") == 0);
  CHECK(count(json, "within noise") >= 10);
  CHECK(json.at("tested").get<std::int64_t>() > 0);

  // A run is the same as itself.
  const ProcessResult same = program(compared("one", "one"));
  CHECK(same.status == 0);
  CHECK(holds(same.output, "the others: "));
  // Also under another profile's name.
  const auto folder = program.folder() / "x" / "results";
  std::filesystem::copy(folder / "one", folder / "standard",
                        std::filesystem::copy_options::recursive);
  CHECK(program(compared("one", "standard")).status == 0);
  CHECK_FALSE(holds(same.output, "within noise"));
}

TEST_CASE("what a comparison finds decides the exit status", "[cli]") {
  const Program program;
  REQUIRE(program(run_named("one")).status == 0);
  // Another step size moves the losses.
  REQUIRE(program(run_named("two", {"--set", "sgd.alpha=0.001"})).status == 0);
  const ProcessResult moved = program(compared("one", "two", {"--all"}));
  INFO(moved.output);
  CHECK(moved.status != 0);
  CHECK(holds(moved.output, "asked: sgd.alpha 0.0 | 0.001"));

  // Another outcome in the stored verdicts alone.
  const auto folder = program.folder() / "x" / "results";
  std::filesystem::copy(folder / "one", folder / "edited",
                        std::filesystem::copy_options::recursive);
  const auto file = folder / "edited" / "naive_bias" / "findings.json";
  auto findings = nlohmann::ordered_json::parse(read_file(file));
  auto& verdict = findings.at("verdicts").at(0).at("verdict");
  verdict = verdict == "partly" ? "not reproduced" : "partly";
  write_file_atomically(file, findings.dump());
  const ProcessResult changed = program(compared("one", "edited"));
  CHECK(changed.status == 3);
  CHECK(holds(changed.output, "verdicts: 1 changed, "));
  CHECK(holds(changed.output, "== Verdicts changed\n  naive_bias: C1 "));
  CHECK(program(compared("one", "edited", {"--only", "same"})).status == 3);

  // A number of the same question.
  findings = nlohmann::ordered_json::parse(
      read_file(folder / "one" / "naive_bias" / "findings.json"));
  for (auto& table : findings.at("tables")) {
    if (table.at("id") != "excess") continue;
    for (auto& value : table.at("rows").at(0)) {
      if (value.is_number_float()) value = value.get<double>() * 1.0001;
    }
  }
  write_file_atomically(file, findings.dump());
  const ProcessResult number = program(compared("one", "edited"));
  INFO(number.output);
  CHECK(number.status == 1);
  CHECK(holds(number.output, "  changed: excess; synthetic-5"));

  // A study less.
  std::filesystem::remove_all(folder / "edited" / "naive_bias");
  REQUIRE(program(run_named("edited", {"--name", "other"})).status == 0);
  const ProcessResult less = program(compared("one", "edited"));
  CHECK(less.status == 1);
  CHECK(holds(less.output,
              "0 studies in both; only in one: naive_bias; only "
              "in edited: other\n"));
  CHECK(program(compared("one/naive_bias", "edited/other")).status == 0);
}

TEST_CASE("studies that share their streams are compared pair by pair",
          "[cli]") {
  const Program program;
  REQUIRE(program(run_named("one", {"--set", "sgd.alpha=0.02"})).status == 0);
  REQUIRE(program(run_named("two", {"--set", "sgd.alpha=0.021"})).status == 0);
  const auto count_pairs = [&] {
    const std::string output =
        program(compared("one", "two", {"--format", "json"})).output;
    // After what was remarked.
    const auto json = nlohmann::json::parse(output.substr(output.find('{')));
    int pairs = 0;
    for (const auto& value : json.at("studies").at(0).at("values")) {
      pairs += value.at("by_pairs").get<bool>() ? 1 : 0;
    }
    return pairs;
  };
  CHECK(count_pairs() >= 5);

  // Without the cells of this program's version the intervals decide.
  const auto folder = program.folder() / "x" / "results" / "two" / "naive_bias";
  const std::string kept = read_file(folder / "study.json");
  auto study = nlohmann::ordered_json::parse(kept);
  study.at("version") = 1;
  study.at("points").at(0).at("settings").at("parameters").erase("file.label");
  write_file_atomically(folder / "study.json", study.dump());
  CHECK(count_pairs() == 0);
  CHECK(holds(program(compared("one", "two")).output,
              "by intervals and not by repetition: naive_bias (another version "
              "of the program computed it)\n"));
  write_file_atomically(folder / "study.json", kept);
  std::filesystem::remove_all(folder / "cells");
  CHECK(count_pairs() == 0);
  CHECK(holds(program(compared("one", "two")).output,
              "by intervals and not by repetition: naive_bias (not all of its "
              "cells are stored)\n"));
}

TEST_CASE("mistakes of a comparison say what there is", "[cli]") {
  const Program program;
  check_mistake(program(compared("one", "two")),
                "x/results: no finished run \"one\"; there is none");
  REQUIRE(program(run_named("one")).status == 0);
  check_mistake(program(compared("one", "ome")),
                "x/results: no finished run \"ome\"; there is one (did you "
                "mean \"one\"?)");
  check_mistake(program(compared("one", "one/naive_bais")),
                "x/results/one: no finished study \"naive_bais\"; there is "
                "naive_bias (did you mean \"naive_bias\"?)");
  check_mistake(program(compared("one", "one/naive_bias")),
                "a run and a study cannot be compared (one/naive_bias is a "
                "study)");
  check_mistake(program(compared("one", "one", {"--only", "moves"})),
                "unknown class \"moves\" (did you mean \"moved\"?)");
  check_mistake(program(compared("one", "one", {"--format", "md"})),
                "--format: unknown format \"md\"; known: text, markdown, "
                "json");
  check_mistake(program(compared("one", "one", {"--level", "2"})),
                "--level: expected a number from 1e-09 to 0.5, found \"2\"");
}
