// The built program, before anything runs: what can be known is told.
#include <catch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/data/fetch/loopback_server_testing.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

std::string own_rows(int count) {
  std::string rows = "a,b,y\n";
  for (int i = 0; i < count; ++i) {
    rows += std::to_string(i % 7) + "," + std::to_string(i * i % 11) + "," +
            std::to_string(i % 7 + 2 * (i % 3)) + "\n";
  }
  return rows;
}

std::size_t count_of(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// An environment variable for a while.
class Variable {
 public:
  Variable(std::string name, const std::string& value)
      : name_(std::move(name)) {
    if (const char* before = std::getenv(name_.c_str())) before_ = before;
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  ~Variable() {
    if (before_) {
      ::setenv(name_.c_str(), before_->c_str(), 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("validate, plan and run find every mistake of every study", "[cli]") {
  const Program zipml;
  const fs::path& folder = zipml.folder();
  write_file_atomically(folder / "rows.csv", own_rows(20));
  write_file_atomically(folder / "broken.csv", "a,y\n1,2\nx,3\n");
  // Each seed of the grid has the same mistakes.
  write_file_atomically(
      folder / "steps.json",
      "{\"experiment\": \"naive_bias\", \"name\": \"steps\",\n"
      " \"search\": {\n"
      "   \"from\": 8, \"to\": 1},\n"
      " \"data\": \"synthetic-5\",\n"
      " \"sweep\": {\"product\": {\"seed\": [1, 2]}}}\n");
  write_file_atomically(
      folder / "files.json",
      "{\"experiment\": \"mini_batch\", \"name\": \"files\",\n"
      " \"data\": [\"broken.csv\", \"rows.csv\"],\n"
      " \"preprocessing\": {\"train_rows\": 99999}}\n");
  write_file_atomically(folder / "good.json",
                        "{\"experiment\": \"naive_bias\", \"name\": \"good\",\n"
                        " \"data\": \"synthetic-5\"}\n");
  const std::string mistakes[] = {
      "steps.json:3:12: /search/from: 8 is above search.to, 1: no step would "
      "be tried\n",
      "broken.csv:3:1: ",
      "files.json:3:34: /preprocessing/train_rows: 99999 training rows were "
      "asked for; rows.csv has 20 (0 takes all)\n"};
  for (const char* command : {"validate", "plan", "run"}) {
    INFO(command);
    const ProcessResult result =
        zipml({command, "good.json", "steps.json", "files.json"});
    CHECK(result.status == 2);
    for (const std::string& mistake : mistakes) {
      CHECK(count_of(mistake, result.output) == 1);
    }
    CHECK_FALSE(holds(result.output, "good"));
    CHECK_FALSE(fs::exists(folder / "results"));
  }
  const ProcessResult good = zipml({"validate", "good.json"});
  CHECK(good.status == 0);
  CHECK(good.output == "good.json: valid, naive_bias of 1 grid point\n");
  // A set that only a run fetches is no mistake, and hides none.
  write_file_atomically(
      folder / "far.json",
      "{\"experiment\": \"naive_bias\", \"data\": [\"cadata\"]}\n");
  const ProcessResult far = zipml({"validate", "far.json"});
  CHECK(far.status == 0);
  CHECK(holds(far.output, "far.json: cadata is not here yet"));
  CHECK(holds(far.output, "far.json: valid, naive_bias of 1 grid point\n"));
  const ProcessResult both =
      zipml({"validate", "far.json", "--set", "data=cadata,broken.csv"});
  CHECK(both.status == 2);
  CHECK(both.output.starts_with("broken.csv:3:1: "));
  check_mistake(zipml({"validate", "far.json", "--set", "search.from=8",
                       "--set", "search.to=1"}),
                "far.json: search.from: 8 is above search.to, 1: no step would "
                "be tried");
  // Of the config itself.
  write_file_atomically(
      folder / "idle.json",
      "{\"experimant\": \"naive_bias\", \"data\": \"synthetic-5\",\n"
      " \"sweep\": {\"product\": {\"seed\": [1, 2]},\n"
      "             \"exclude\": [{\"sed\": 77}]}}\n");
  const ProcessResult idle = zipml({"validate", "idle.json"});
  CHECK(idle.status == 2);
  CHECK(idle.output ==
        "idle.json:1:2: /experimant: unknown key (did you mean "
        "\"experiment\"?)\n"
        "idle.json:3:27: /sweep/exclude/0/sed: unknown parameter (did you mean "
        "\"seed\"?)\n");
}

TEST_CASE("status tells of each study, whatever is wrong with one", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "broken.csv", "a,y\n1,2\nx,3\n");
  write_file_atomically(zipml.folder() / "a.json",
                        "{\"experiment\": \"naive_bias\", \"name\": \"a\", "
                        "\"data\": [\"broken.csv\"]}");
  write_file_atomically(zipml.folder() / "b.json",
                        "{\"experiment\": \"naive_bias\", \"name\": \"b\", "
                        "\"data\": [\"synthetic-5\"]}");
  const ProcessResult status = zipml({"status", "a.json", "b.json"});
  CHECK(status.status == 2);
  CHECK(status.output.starts_with("a: cannot run: broken.csv:3:1: "));
  CHECK(holds(status.output, "\nb: "));
  CHECK(std::count(status.output.begin(), status.output.end(), '\n') == 2);
  CHECK(holds(status.output, " to run; "));
}

TEST_CASE("a folder that cannot be written is told beforehand", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "taken", "a file\n");
  check_mistake(zipml(with(kSmall, {"--out", "taken"})),
                "taken: is a file; a folder was expected");
  check_mistake(zipml(with(kSmall, {"--out", "taken/below"})),
                "taken: is a file; a folder was expected");
  const std::string name(300, 'x');
  for (const char* command : {"plan", "status", "run"}) {
    check_mistake(zipml({command, "sgd_rate", "--run", name}),
                  "--run: \"" + name +
                      "\" is no name for a folder: up to 100 letters, digits, "
                      "'.', '_' and '-', not beginning with '.'");
  }
  CHECK(zipml({"plan", "sgd_rate", "--name", name}).status == 2);
}

TEST_CASE("without gnuplot all but the figures is made", "[cli]") {
  const Program zipml;
  const fs::path& folder = zipml.folder();
  write_file_atomically(folder / "a.json",
                        R"({"experiment": "naive_bias", "name": "a"})");
  write_file_atomically(folder / "b.json",
                        R"({"experiment": "naive_bias", "name": "b"})");
  std::vector<std::string> command = {"run", "a.json", "b.json"};
  command.insert(command.end(), kSmall.begin() + 2, kSmall.end());
  REQUIRE(zipml(command).status == 0);
  const fs::path figure = folder / "plots/quick/a/loss.svg";
  REQUIRE(fs::exists(figure));
  const auto without = [&](const std::vector<std::string>& words) {
    return run_process(with({"env", "PATH=/nowhere", ZIPML_PROGRAM}, words),
                       folder);
  };
  const auto other =
      with(command, {"--replace", "--set", "sgd.step_schedule=constant"});
  const ProcessResult run = without(other);
  INFO(run.output);
  CHECK(run.status == 0);
  const std::string remark = "no figures are drawn: gnuplot cannot be run: ";
  CHECK(holds(run.output, remark));
  CHECK(run.output.find(remark) == run.output.rfind(remark));
  CHECK(holds(run.output, "; `zipml plot` draws them later\n"));
  // One of the older settings would be a lie.
  CHECK_FALSE(fs::exists(figure));
  const ProcessResult again = without(other);
  CHECK(holds(again.output, "\nb: "));
  CHECK(holds(again.output, "(nothing has changed)"));
  CHECK_FALSE(holds(again.output, "== a"));
  for (const char* file : {"a/tables/gap.md", "b/tables/gap.md",
                           "b/verdicts.json", "report.html"}) {
    CHECK(fs::exists(folder / "results/quick" / file));
  }
  const ProcessResult report = without({"report"});
  CHECK(report.status == 0);
  CHECK(holds(report.output, remark));
  // What was asked for and is not to be had is a mistake.
  CHECK(without({"plot"}).status == 2);
  CHECK(zipml({"plot"}).status == 0);
  CHECK(fs::exists(figure));
}

TEST_CASE("only run and data get go to the network", "[cli]") {
  const Program zipml;
  const fs::path& folder = zipml.folder();
  // All ways out: a proxy that counts, and package managers that leave a mark.
  const data_testing::LoopbackServer proxy(
      [](const std::string&) {
        return data_testing::answer_with("403 Forbidden", "");
      },
      1000);
  const fs::path mark = folder / "called";
  for (const char* tool : {"apt-get", "npm", "dpkg-deb"}) {
    const fs::path script = folder / "bin" / tool;
    write_file_atomically(
        script, "#!/bin/sh\necho $0 >> '" + mark.string() + "'\nexit 1\n");
    REQUIRE(::chmod(script.c_str(), 0755) == 0);
  }
  const Variable path("PATH", (folder / "bin").string() + ":/usr/bin:/bin");
  const Variable http("http_proxy", proxy.url(""));
  const Variable https("https_proxy", proxy.url(""));
  const Variable all("all_proxy", proxy.url(""));
  const Variable none("no_proxy", "");
  for (const std::vector<std::string>& quiet :
       {std::vector<std::string>{"status"},
        {"plan"},
        {"validate"},
        {"list"},
        {"describe", "naive_bias"},
        {"schema", "naive_bias"},
        {"doctor"},
        {"help", "run"},
        {"data", "list"},
        {"data", "check", "cadata"}}) {
    INFO(quiet[0]);
    const ProcessResult result = zipml(quiet);
    INFO(result.output);
    CHECK(result.status < 2);
    CHECK(proxy.requests().empty());
    CHECK_FALSE(fs::exists(mark));
  }
  // A run that is refused anyway fetches nothing either.
  write_file_atomically(folder / "broken.csv", "a,y\n1,2\nx,3\n");
  CHECK(
      zipml({"run", "naive_bias", "--set", "data=cadata,broken.csv"}).status ==
      2);
  CHECK(proxy.requests().empty());
  CHECK_FALSE(fs::exists(mark));
  // Or this test would notice nothing. What a run has looked at before, it does
  // not tell again.
  write_file_atomically(folder / "rows.csv", own_rows(20));
  const ProcessResult run =
      zipml({"run", "naive_bias", "--set", "data=rows.csv,cadata"});
  INFO(run.output);
  CHECK(run.status == 2);
  CHECK_FALSE(proxy.requests().empty());
  CHECK(count_of("rows.csv: read as ", run.output) == 1);
  const std::size_t before = proxy.requests().size();
  zipml({"data", "get", "cadata", "bank32nh"});
  CHECK(proxy.requests().size() > before);
  CHECK(fs::exists(mark));
}
