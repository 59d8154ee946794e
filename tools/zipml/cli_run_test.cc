// The built program runs studies: whole, broken off, killed, swept.
#include <catch.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/report/page/escape.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

TEST_CASE("every mistake of a config is reported and nothing runs", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "bad.json",
                        "{\n  \"experiment\": \"naive_bias\",\n"
                        "  \"sgd\": {\"stepsize\": 1, \"epochs\": \"ten\"},\n"
                        "  \"data\": [\"none.csv\"]\n}\n");
  const ProcessResult result = zipml({"run", "bad.json"});
  CHECK(result.status == 2);
  CHECK(result.output.find("bad.json:3:11: /sgd/stepsize: unknown key") !=
        std::string::npos);
  CHECK(result.output.find("bad.json:3:36: /sgd/epochs: ") !=
        std::string::npos);
  CHECK(result.output.find("bad.json:4:12: /data/0: ") != std::string::npos);
  CHECK_FALSE(fs::exists(zipml.folder() / "results"));
}

TEST_CASE("a run makes tables, figures, verdicts and a report, once", "[cli]") {
  const Program zipml;
  const ProcessResult run = zipml(kSmall);
  INFO(run.output);
  REQUIRE(run.status == 0);
  const fs::path results = zipml.folder() / "results/quick/naive_bias";
  const fs::path plots = zipml.folder() / "plots/quick/naive_bias";
  for (const char* file :
       {"tables/excess.md", "tables/excess.csv", "tables/excess.tex",
        "verdicts.json", "findings.json", "provenance.json", "study.json"}) {
    CHECK(fs::exists(results / file));
  }
  for (const char* file : {"loss.gp", "loss.dat", "loss.svg", "loss.pdf",
                           "loss.png", "excess_against_bits.svg"}) {
    CHECK(fs::exists(plots / file));
  }
  const std::string page =
      read_file(zipml.folder() / "results/quick/report.html");
  CHECK(page.find("naive_bias") != std::string::npos);
  CHECK(page.find("http://") == std::string::npos);
  CHECK(
      page.find("<span class=\"number\">C1</span> Naively rounded samples bias "
                "SGD") != std::string::npos);
  // What it drew stands in the page.
  CHECK(page.find("<svg class=\"figure\"") != std::string::npos);
  CHECK(page.find("<img") == std::string::npos);

  const auto document =
      nlohmann::json::parse(zipml({"verify", "--json"}).output);
  CHECK(document.at("schema") == "zipml verdicts 1");
  const auto& verdicts = document.at("verdicts");
  for (const char* member :
       {"study",  "claim",     "kind",       "statement", "where",
        "metric", "paper",     "ours",       "ratio",     "ci95",
        "n",      "tolerance", "verdict",    "reason",    "profile",
        "data",   "stand_in",  "incomplete", "command",   "seconds"}) {
    CHECK(verdicts.at(0).contains(member));
  }
  for (const auto& verdict : verdicts) {
    // A claim that nothing tries would be there too, and say so.
    CHECK(verdict["kind"] != "no_experiment");
    const auto command = verdict.at("command").get<std::string>();
    CHECK(holds(page, "<code>" + escaped(command) + "</code>"));
  }
  // "Will simply diverge" is refuted in any run.
  CHECK(zipml({"verify", "--strict"}).status == 1);

  const ProcessResult plan =
      zipml(with({"plan"}, {kSmall.begin() + 1, kSmall.end()}));
  CHECK(plan.output.find(" 0 to run") != std::string::npos);
  // A run that computes nothing changes nothing, whenever it is.
  const auto files = [&] {
    std::map<std::string, std::string> bytes;
    for (const auto& entry :
         fs::recursive_directory_iterator(zipml.folder() / "results")) {
      // The lock says who had it last.
      if (entry.is_regular_file() && entry.path().filename() != "lock") {
        bytes[entry.path().string()] = read_file(entry.path());
      }
    }
    return bytes;
  };
  const auto before = files();
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // a new date
  const ProcessResult again = zipml(kSmall);
  CHECK(again.status == 0);
  CHECK(files() == before);
  const auto provenance =
      nlohmann::json::parse(read_file(results / "provenance.json"));
  CHECK(provenance["builds"].size() == 1);
  CHECK(provenance["builds"][0]["cells"] == provenance["cells"]);

  // Another study does not take its place unasked.
  const ProcessResult other = zipml(with(kSmall, {"--set", "sgd.alpha=0.1"}));
  CHECK(other.status == 2);
  CHECK(other.output.find("--name") != std::string::npos);
  CHECK(files() == before);
  // Nor does a config without a name of its own.
  write_file_atomically(zipml.folder() / "own.json",
                        R"({"experiment": "naive_bias", "bits": [2]})");
  CHECK(zipml({"run", "own.json"}).status == 2);
  CHECK(files() == before);
  // Whatever an older version has kept of it.
  const std::string kept = read_file(results / "study.json");
  write_file_atomically(results / "study.json", R"({"profile": "quick"})");
  const ProcessResult old = zipml({"run", "own.json"});
  CHECK(old.status == 2);
  CHECK(old.output.find("its defaults") != std::string::npos);
  write_file_atomically(results / "study.json", kept);
  CHECK(zipml(with(kSmall, {"--set", "sgd.alpha=0.1", "--name", "mine"}))
            .status == 0);
  CHECK(fs::exists(zipml.folder() / "results/quick/mine/verdicts.json"));
  fs::remove_all(zipml.folder() / "results/quick/mine");

  // From the stored findings alone.
  const std::string figure = read_file(plots / "loss.svg");
  fs::remove_all(plots);
  fs::remove_all(results / "cells");
  CHECK(zipml({"plot"}).status == 0);
  CHECK(read_file(plots / "loss.svg") == figure);
  CHECK(zipml({"report"}).status == 0);
  CHECK(zipml({"table", "naive_bias", "gap", "--format", "csv"}).output ==
        read_file(results / "tables/gap.csv"));
  CHECK(zipml({"compare", "quick", "quick"}).status == 0);
}

TEST_CASE("a run that is not complete says so everywhere", "[cli]") {
  const Program zipml;
  const std::string told = "cells timed out";
  const ProcessResult run = zipml(with(kSmall, {"--cell-timeout", "1e-9"}));
  INFO(run.output);
  CHECK(run.status == 1);
  CHECK(run.output.find("INCOMPLETE") != std::string::npos);
  const fs::path results = zipml.folder() / "results/quick";
  const std::string page = read_file(results / "report.html");
  CHECK(holds(page, told));
  // With the message of each kind of failure.
  CHECK(holds(page, "timeout"));
  CHECK(holds(page, "(zipml show "));
  CHECK(read_file(results / "naive_bias/verdicts.json").find(told) !=
        std::string::npos);
  CHECK(read_file(results / "naive_bias/verdicts.md").find(told) !=
        std::string::npos);
  const ProcessResult verify = zipml({"verify"});
  CHECK(verify.status == 1);
  CHECK(verify.output.find(told) != std::string::npos);
  // Nothing measured, no number: not 0.00, not nan.
  for (const auto& entry :
       fs::directory_iterator(results / "naive_bias/tables")) {
    const std::string text = read_file(entry.path());
    INFO(entry.path().filename().string());
    CHECK(text.find("(n = 0)") == std::string::npos);
    CHECK(text.find("nan") == std::string::npos);
    CHECK(text.find("NaN") == std::string::npos);
  }

  // Stopped at the first failure: no tables, no page, not "fine".
  const ProcessResult stopped = zipml(with(
      kSmall, {"--cell-timeout", "1e-9", "--fail-fast", "--out", "stopped"}));
  CHECK(stopped.status == 1);
  CHECK_FALSE(fs::exists(zipml.folder() / "stopped/results/quick/report.html"));
}

TEST_CASE("jobs, kills and repeats do not change a byte", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(with(kSmall, {"--out", "one", "--jobs", "1"})).status == 0);
  const auto expected = zipml.tables("one");
  REQUIRE(expected.size() > 10);
  REQUIRE(zipml(with(kSmall, {"--out", "two", "--jobs", "2"})).status == 0);
  CHECK(zipml.tables("two") == expected);

  // Killed three times, each a little later, and then left alone.
  const std::vector<std::string> command =
      with(with({ZIPML_PROGRAM}, kSmall), {"--out", "killed", "--jobs", "2"});
  for (int attempt = 1; attempt <= 3; ++attempt) {
    const pid_t child = start(command, zipml.folder());
    std::this_thread::sleep_for(std::chrono::milliseconds(30 * attempt));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
  }
  REQUIRE(zipml(with(kSmall, {"--out", "killed", "--jobs", "2"})).status == 0);
  CHECK(zipml.tables("killed") == expected);
}

TEST_CASE("a sweep runs any parameter without C++", "[cli]") {
  const Program zipml;
  const ProcessResult run =
      zipml(with(kSmall, {"--sweep", "sgd.batch_size=4,32"}));
  INFO(run.output);
  REQUIRE(run.status == 0);
  const std::string table =
      read_file(zipml.folder() / "results/quick/naive_bias/tables/excess.csv");
  CHECK(table.starts_with("sgd.batch_size,data,bits"));
  CHECK(table.find("\n32,synthetic-5,4,") != std::string::npos);
}

TEST_CASE("Ctrl-C keeps what is finished and says how to go on", "[cli]") {
  const Program zipml;
  std::vector<std::string> slow = with(kSmall, {"--out", "stopped"});
  std::replace(slow.begin(), slow.end(), std::string("sgd.epochs=3"),
               std::string("sgd.epochs=200"));
  const std::vector<std::string> command = with({ZIPML_PROGRAM}, slow);
  int output[2];
  REQUIRE(::pipe(output) == 0);
  const pid_t child = start(command, zipml.folder(), output[1]);
  ::close(output[1]);
  // Its first words mean that it listens to signals.
  std::string text(4096, '\0');
  text.resize(static_cast<std::size_t>(
      std::max<ssize_t>(0, ::read(output[0], text.data(), text.size()))));
  ::kill(child, SIGINT);
  char buffer[4096];
  ssize_t got = 0;
  while ((got = ::read(output[0], buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(output[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  INFO(text);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
  CHECK(text.find("Go on with:") != std::string::npos);
}
