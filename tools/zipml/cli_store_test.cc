// Configs that are what runs, claims, and what runs have on disk.
#include <catch.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

nlohmann::json json_of(const ProcessResult& result) {
  INFO(result.output);
  REQUIRE(result.status == 0);
  return nlohmann::json::parse(result.output);
}

// The program with configs of the test's own beside it.
ProcessResult with_configs(const Program& zipml,
                           const std::vector<std::string>& arguments) {
  return run_process(
      with({"env", "ZIPML_CONFIG_DIR=" + (zipml.folder() / "configs").string(),
            ZIPML_PROGRAM},
           arguments),
      zipml.folder());
}

constexpr const char* kConfig =
    R"({"experiment": "naive_bias", "data": ["synthetic-5"], "bits": [BITS],
        "sgd": {"epochs": 3}, "repetitions": 2})";

void write_config(const Program& zipml, const std::string& name,
                  const std::string& bits) {
  std::string text = kConfig;
  text.replace(text.find("BITS"), 4, bits);
  write_file_atomically(zipml.folder() / "configs" / (name + ".json"), text);
}

}  // namespace

TEST_CASE("a config is what its name runs", "[cli]") {
  const Program zipml;
  fs::create_directories(zipml.folder() / "configs" / "schema");
  write_config(zipml, "naive_bias", "1");
  const auto bits_of = [&](const char* name) {
    const auto plan =
        json_of(with_configs(zipml, {"plan", name, "--offline", "--json"}));
    std::set<int> bits;
    for (const auto& cell : plan["studies"][0]["cells"]) {
      const auto& parameters = cell["parameters"];
      if (parameters.contains("bits"))
        bits.insert(parameters["bits"].get<int>());
    }
    return bits;
  };
  CHECK(bits_of("naive_bias") == std::set<int>{1});
  // An edit changes the run.
  write_config(zipml, "naive_bias", "1, 4");
  CHECK(bits_of("naive_bias") == std::set<int>{1, 4});
  // Without a name every config runs, and one of another name is a study too.
  std::string mine = kConfig;
  mine.replace(mine.find("BITS"), 4, "2");
  mine.insert(1, "\"name\": \"mine\", ");
  write_file_atomically(zipml.folder() / "configs/mine.json", mine);
  CHECK(bits_of("mine") == std::set<int>{2});
  const auto all =
      json_of(with_configs(zipml, {"plan", "--offline", "--json"}));
  REQUIRE(all["studies"].size() == 2);
  CHECK(all["studies"][0]["name"] == "naive_bias");
  CHECK(all["studies"][1]["name"] == "mine");
  REQUIRE(with_configs(zipml, {"run", "naive_bias", "--offline"}).status == 0);
  const auto study = nlohmann::json::parse(
      read_file(zipml.folder() / "results/quick/naive_bias/study.json"));
  CHECK(study["config"] == "naive_bias.json");
  check_mistake(with_configs(zipml, {"run", "mime"}),
                "unknown experiment or config \"mime\" (did you mean "
                "\"mine\"?)");
}

TEST_CASE("a plan says why a cell would run", "[cli]") {
  const Program zipml;
  const auto plan = [&](const std::vector<std::string>& more) {
    return zipml(with(with({"plan"}, {kSmall.begin() + 1, kSmall.end()}), more))
        .output;
  };
  CHECK(holds(plan({}), ": new\n"));
  CHECK(holds(plan({}), "train: "));
  REQUIRE(zipml(kSmall).status == 0);
  CHECK(holds(plan({}), ", 0 to run\n"));
  CHECK(holds(plan({"--force"}), ": forced\n"));
  CHECK(holds(plan({"--force"}), "about 0:0"));  // learnt from the run
  CHECK(holds(plan({"--set", "seed=9"}), ": changed: seed 1 -> 9\n"));
  for (const auto& entry : fs::directory_iterator(
           zipml.folder() / "results/quick/naive_bias/cells")) {
    if (entry.path().extension() != ".json") continue;
    write_file_atomically(entry.path(), "{\"form");
    break;
  }
  CHECK(holds(plan({}), ": damaged\n"));
}

TEST_CASE("verdicts are told by claim, study and outcome", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  REQUIRE(zipml({"run", "chebyshev_error", "--set", "gaps=0.4"}).status == 0);
  const ProcessResult all = zipml({"verify"});
  CHECK(holds(all.output, "C1   Naively rounded samples bias SGD: "));
  CHECK(holds(all.output, ", C19\n"));
  CHECK(holds(all.output, "\nNot in this run: "));
  const auto verdicts = json_of(zipml({"verify", "--json"}))["verdicts"];
  const auto by_claim = json_of(zipml({"verify", "C1", "--json"}))["verdicts"];
  const auto by_study =
      json_of(zipml({"verify", "naive_bias", "--json"}))["verdicts"];
  CHECK(by_study.size() > 0);
  CHECK(by_study.size() < verdicts.size());
  CHECK(by_claim.size() == by_study.size());
  for (const auto& verdict : by_claim) CHECK(verdict["claim"] == "C1");
  const auto refuted = json_of(
      zipml({"verify", "--only", "not reproduced", "--json"}))["verdicts"];
  CHECK(refuted.size() > 0);
  CHECK(refuted.size() < verdicts.size());
  for (const auto& verdict : refuted) {
    CHECK(verdict["verdict"] == "not reproduced");
  }
  check_mistake(zipml({"verify", "C77"}),
                "\"C77\" is neither a claim nor a finished study of this run "
                "(did you mean \"C7\"?)");
  CHECK(zipml({"verify", "--only", "reproduce"}).status == 2);
}

TEST_CASE("a verdict's command computes it anew", "[cli]") {
  const Program zipml;
  // Two sets, of which a verdict is on one.
  std::vector<std::string> two = kSmall;
  for (std::string& word : two) {
    if (word == "data=synthetic-5") word = "data=synthetic-5,synthetic-7";
  }
  REQUIRE(zipml(two).status == 0);
  const auto verdicts = json_of(zipml({"verify", "--json"}))["verdicts"];
  const auto on_one =
      std::find_if(verdicts.begin(), verdicts.end(), [](const auto& verdict) {
        return verdict["data"] == "synthetic-7" && !verdict["ours"].is_null();
      });
  REQUIRE(on_one != verdicts.end());
  std::string command = (*on_one)["command"];
  INFO(command);
  CHECK(command.starts_with(
      "zipml --run again-naive_bias-synthetic-7 run naive_bias --set "));
  CHECK(holds(command, " --set data=synthetic-7"));
  CHECK_FALSE(holds(command, "synthetic-5"));
  CHECK((*on_one)["seconds"] > 0);
  command.replace(0, 5, ZIPML_PROGRAM);
  REQUIRE(run_process({"bash", "-c", command + " --offline"}, zipml.folder())
              .status == 0);
  const auto again = json_of(zipml({"--run", "again-naive_bias-synthetic-7",
                                    "verify", "--json"}))["verdicts"];
  const auto same =
      std::find_if(again.begin(), again.end(), [&](const auto& verdict) {
        return verdict["metric"] == (*on_one)["metric"] &&
               verdict["kind"] == (*on_one)["kind"];
      });
  REQUIRE(same != again.end());
  CHECK((*same)["ours"] == (*on_one)["ours"]);
  CHECK((*same)["verdict"] == (*on_one)["verdict"]);
}

TEST_CASE("runs and cells are looked at, and cleaned", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  const auto runs = json_of(zipml({"runs", "--json"}));
  CHECK(runs["schema"] == "zipml runs 1");
  REQUIRE(runs["runs"].size() == 1);
  CHECK(runs["runs"][0]["name"] == "quick");
  CHECK(runs["runs"][0]["profile"] == "quick");
  const int cells = runs["runs"][0]["cells"];
  const auto plan = json_of(
      zipml(with({"plan", "--json"}, {kSmall.begin() + 1, kSmall.end()})));
  const auto& planned = plan["studies"][0]["cells"];
  CHECK(static_cast<int>(planned.size()) == cells);
  const std::string id = planned[0]["id"];
  const auto cell = json_of(zipml({"show", id.substr(0, 12), "--json"}));
  CHECK(cell["id"] == id);
  CHECK(cell["cell"]["parameters"] == planned[0]["parameters"]);
  CHECK(cell["status"] == "ok");
  CHECK(holds(zipml({"show", id}).output, id));
  CHECK(zipml({"show", "zzz"}).status == 2);
  CHECK(holds(zipml({"show", ""}).output, "cells have ids that begin with"));

  // A study of one's own in the run keeps its cells, also while unfinished.
  const ProcessResult nothing = zipml({"clean", "--dry-run"});
  INFO(nothing.output);
  CHECK(holds(nothing.output, "0 cells that no study wants"));
  // Of other settings some are not wanted any more; first only said.
  REQUIRE(zipml(with(kSmall, {"--replace", "--set", "seed=5"})).status == 0);
  const int more = json_of(zipml({"runs", "--json"}))["runs"][0]["cells"];
  CHECK(more > cells);
  const ProcessResult dry = zipml({"clean", "--dry-run"});
  INFO(dry.output);
  CHECK(holds(dry.output, ": would be removed"));
  CHECK(json_of(zipml({"runs", "--json"}))["runs"][0]["cells"] == more);
  CHECK(holds(zipml({"clean"}).output, ": removed"));
  CHECK(json_of(zipml({"runs", "--json"}))["runs"][0]["cells"] == cells);
  const ProcessResult again = zipml(with(kSmall, {"--set", "seed=5"}));
  CHECK(holds(again.output, "(nothing has changed)"));
  // A study that does not say what it wants is not guessed at.
  fs::remove(zipml.folder() / "results/quick/naive_bias/cells.txt");
  CHECK(zipml({"clean"}).status == 2);
}

TEST_CASE("a quiet run says what it has found, and no more", "[cli]") {
  const Program zipml;
  const ProcessResult quiet = zipml(with(kSmall, {"--quiet"}));
  INFO(quiet.output);
  CHECK(quiet.status == 0);
  CHECK(quiet.output.starts_with("naive_bias: "));
  CHECK(std::count(quiet.output.begin(), quiet.output.end(), '\n') == 2);
}

TEST_CASE("a run's folder is of one profile", "[cli]") {
  const Program zipml;
  const auto run_as = [&](const std::vector<std::string>& words) {
    return zipml(with(kSmall, with({"--run", "mine"}, words)));
  };
  REQUIRE(run_as({}).status == 0);
  const fs::path findings =
      zipml.folder() / "results/mine/naive_bias/findings.json";
  const std::string before = read_file(findings);
  const ProcessResult other = run_as({"--profile", "standard"});
  INFO(other.output);
  CHECK(other.status == 2);
  CHECK(holds(other.output,
              "results/mine: this run is of the profile quick, not standard "
              "(--run NAME names another run; --replace mixes them)\n"));
  CHECK(read_file(findings) == before);
}

TEST_CASE("a damaged index of cells is made again", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  const fs::path index =
      zipml.folder() / "results/quick/naive_bias/cells/index";
  const std::string good = read_file(index);
  std::string swapped = good;
  std::swap_ranges(swapped.begin(), swapped.begin() + 40, swapped.end() - 41);
  for (const std::string& damaged :
       {std::string(), good.substr(0, good.size() / 2), std::string(9999, 'x'),
        std::string(good.size(), '\0'), good + good, swapped}) {
    write_file_atomically(index, damaged);
    const ProcessResult run = zipml(kSmall);
    INFO(run.output);
    CHECK(run.status == 0);
    CHECK(holds(run.output, "(nothing has changed)"));
  }
  fs::remove(index);
  CHECK(holds(zipml(kSmall).output, "(nothing has changed)"));
}

TEST_CASE("what is there and has not changed is not made again", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  const fs::path results = zipml.folder() / "results/quick/naive_bias";
  const auto run = [&] { return zipml(kSmall).output; };
  CHECK(holds(run(), "(nothing has changed)"));
  // What has gone or was altered is made again.
  const std::string table = read_file(results / "tables/excess.md");
  fs::remove(results / "tables/excess.md");
  CHECK_FALSE(holds(run(), "(nothing has changed)"));
  CHECK(read_file(results / "tables/excess.md") == table);
  write_file_atomically(results / "findings.json", "{}");
  CHECK_FALSE(holds(run(), "(nothing has changed)"));
  CHECK(read_file(results / "findings.json") != "{}");
  CHECK(holds(run(), "(nothing has changed)"));
  // A cell that is damaged behind the same size and time is found when it is
  // read, and run again.
  const std::string findings = read_file(results / "findings.json");
  for (const auto& entry : fs::directory_iterator(results / "cells")) {
    if (entry.path().extension() != ".json") continue;
    const auto changed = fs::last_write_time(entry.path());
    std::ofstream(entry.path())
        << std::string(fs::file_size(entry.path()), 'x');
    fs::last_write_time(entry.path(), changed);
    break;
  }
  fs::remove(results / "findings.json");
  const ProcessResult mended = zipml(kSmall);
  INFO(mended.output);
  CHECK(mended.status == 0);
  CHECK_FALSE(holds(mended.output, "INCOMPLETE"));
  CHECK(read_file(results / "findings.json") == findings);
}

TEST_CASE("a second run waits for the first", "[cli]") {
  const Program zipml;
  const fs::path lock = zipml.folder() / "results/quick/lock";
  fs::create_directories(lock.parent_path());
  const int descriptor =
      ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  REQUIRE(::flock(descriptor, LOCK_EX) == 0);
  const fs::path output = zipml.folder() / "output.txt";
  const int file = ::open(output.c_str(), O_RDWR | O_CREAT, 0644);
  const pid_t child =
      start(with({ZIPML_PROGRAM}, kSmall), zipml.folder(), file);
  for (int i = 0; i < 200 && !holds(read_file(output), "waiting"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(holds(read_file(output), "is at work here; waiting for it"));
  CHECK_FALSE(fs::exists(zipml.folder() / "results/quick/naive_bias/cells"));
  ::close(descriptor);
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(holds(read_file(output), "naive_bias: "));
  ::close(file);
}

TEST_CASE("commands answer programs in JSON with its version", "[cli]") {
  const Program zipml;
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{
           {"list"},
           {"describe", "C4"},
           {"describe", "fpga"},
           {"runs"},
           {"data", "list"},
           {"plan", "chebyshev_error"},
           {"cycles", "--design", "q4", "--samples", "1000", "--features",
            "64"}}) {
    const auto json = json_of(zipml(with(command, {"--json"})));
    std::string name = command[0];
    if (name == "data") name += " list";
    CHECK(json.at("schema") == "zipml " + name + " 1");
  }
  // These say by their status that something is to be done.
  for (const char* command : {"doctor", "status"}) {
    const auto json = nlohmann::json::parse(zipml({command, "--json"}).output);
    CHECK(json.at("schema") == std::string("zipml ") + command + " 1");
  }
}
