// The built program on data: of the user's own, missing, or of no use.
#include <catch.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

TEST_CASE("a file of one's own is its content, and its folder stays private",
          "[cli]") {
  const Program zipml;
  const fs::path& folder = zipml.folder();
  std::string rows = "x,y,price\n";
  for (int i = 0; i < 40; ++i) {
    rows += std::to_string(i % 7) + "," + std::to_string(i * i % 11) + "," +
            std::to_string(0.5 * (i % 7) + i * i % 11) + "\n";
  }
  write_file_atomically(folder / "private" / "rows.csv", rows);
  const auto study = [&](const std::string& name, const fs::path& data) {
    write_file_atomically(folder / "private" / name,
                          "{\"experiment\": \"naive_bias\", \"data\": [\"" +
                              data.string() + "\"]}");
    std::vector<std::string> command = {"private/" + name};
    for (std::size_t i = 2; i < kSmall.size(); ++i) {
      if (kSmall[i] == "data=synthetic-5") {
        command.pop_back();  // its --set
      } else {
        command.push_back(kSmall[i]);
      }
    }
    return command;
  };
  const auto own = study("own.json", folder / "private" / "rows.csv");
  const ProcessResult run = run_process(
      with({ZIPML_PROGRAM, "run", (folder / "private" / "own.json").string(),
            "--out", (folder / "out").string()},
           {own.begin() + 1, own.end()}),
      folder / "private");
  INFO(run.output);
  REQUIRE(run.status == 0);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "out")) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path());
    ++files;
    CHECK(read_file(entry.path()).find("private") == std::string::npos);
    CHECK(read_file(entry.path()).find(folder.string()) == std::string::npos);
  }
  CHECK(files > 20);
  CHECK(read_file(folder / "out/results/quick/naive_bias/tables/gap.csv")
            .find("rows.csv,") != std::string::npos);

  // The same rows from anywhere are done already.
  fs::create_directories(folder / "else");
  write_file_atomically(folder / "else" / "other.csv", rows);
  REQUIRE(run_process({"gzip", "-k", "other.csv"}, folder / "else").status ==
          0);
  for (const char* name : {"other.csv", "other.csv.gz"}) {
    const ProcessResult plan = zipml(with(
        {"plan", "--out", "out"}, study("else.json", folder / "else" / name)));
    INFO(plan.output);
    CHECK(plan.output.find(", 0 to run\n") != std::string::npos);
  }
  write_file_atomically(folder / "else" / "other.csv", rows + "1,2,3\n");
  const ProcessResult changed =
      zipml(with({"plan", "--out", "out"},
                 study("else.json", folder / "else" / "other.csv")));
  CHECK(changed.output.find(" cells, 0 to run,") == std::string::npos);
}

TEST_CASE("a set that nothing can be learned from is refused", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "one.csv", "a,b\n1,2\n");
  check_last_mistake(zipml({"run", "naive_bias", "--set", "data=one.csv"}),
                     "one.csv: 1 row to train on found, at least 2 expected");
  write_file_atomically(zipml.folder() / "flat.libsvm", "3 1:1\n3 1:2\n");
  check_last_mistake(
      zipml({"plan", "end_to_end", "--set", "data=flat.libsvm"}),
      "flat.libsvm: the label is 3 in all 2 rows to train on; labels "
      "that differ were expected");
}

TEST_CASE("plan and status fetch nothing", "[cli]") {
  const Program zipml;
  const std::string line =
      "naive_bias: cadata is not here yet (`zipml data get cadata` fetches it; "
      "--offline takes a stand-in that is here)\n";
  const ProcessResult plan =
      zipml({"plan", "naive_bias", "sgd_rate", "--set", "repetitions=1"});
  CHECK(plan.status == 0);
  CHECK(plan.output.starts_with(line));
  CHECK(plan.output.find("sgd_rate: ") != std::string::npos);
  const ProcessResult status =
      zipml({"status", "naive_bias", "--set", "data=cadata"});
  CHECK(status.status == 1);
  CHECK(status.output == line);
}

TEST_CASE("one content under two names is one data set", "[cli]") {
  const Program zipml;
  std::string rows = "a,y\n";
  for (int i = 0; i < 20; ++i) {
    rows += std::to_string(i * i % 7) + "," + std::to_string(i % 5) + "\n";
  }
  write_file_atomically(zipml.folder() / "one.csv", rows);
  write_file_atomically(zipml.folder() / "copy.csv", rows);
  const ProcessResult run =
      zipml({"run", "naive_bias", "--set", "data=./one.csv,./copy.csv"});
  INFO(run.output);
  CHECK(run.status == 2);
  CHECK(run.output.find("are the same data") != std::string::npos);
}

TEST_CASE("a user's own file is a data set", "[cli]") {
  const Program zipml;
  std::string rows = "a,b,y\n";
  std::string libsvm;
  for (int i = 0; i < 60; ++i) {
    const double a = i % 7 - 3, b = i % 11 - 5;
    const double y = 2 * a - b + (i % 3 - 1) * 0.5;
    rows += std::to_string(a) + "," + std::to_string(b) + "," +
            std::to_string(y) + "\n";
    libsvm += std::to_string(y) + " 1:" + std::to_string(a) +
              " 2:" + std::to_string(b) + "\n";
  }
  write_file_atomically(zipml.folder() / "mine.csv", rows);
  write_file_atomically(zipml.folder() / "mine.libsvm", libsvm);
  write_file_atomically(
      zipml.folder() / "mine.json",
      "{\"experiment\": \"naive_bias\", \"name\": \"mine\",\n"
      " \"data\": [\"mine.csv\", \"mine.libsvm\"], \"bits\": [4],\n"
      " \"file\": {\"label\": \"y\", \"train_rows\": 50}, \"repetitions\": 2,\n"
      " \"sgd\": {\"epochs\": 2}, \"monte_carlo\": {\"rows\": 2, \"draws\": "
      "100},\n"
      " \"title\": \"`touch hacked` \\\"quoted\\\" system('touch "
      "hacked')\"}\n");
  const ProcessResult run = zipml({"run", "mine.json"});
  INFO(run.output);
  REQUIRE(run.status == 0);
  CHECK(read_file(zipml.folder() / "results/quick/mine/tables/excess.csv")
            .find("mine.csv") != std::string::npos);
  CHECK_FALSE(fs::exists(zipml.folder() / "hacked"));

  write_file_atomically(zipml.folder() / "mine.csv", rows + "1,nan,2\n");
  const ProcessResult bad = zipml({"run", "mine.json"});
  CHECK(bad.status == 2);
  CHECK(bad.output.find("mine.csv:62:3: ") != std::string::npos);
}

TEST_CASE("data that is not to be had is said so", "[cli]") {
  const Program zipml;
  const ProcessResult run =
      zipml({"run", "naive_bias", "--offline", "--set", "data=cadata"});
  CHECK(run.status == 2);
  CHECK(run.output.find("zipml data get cadata") != std::string::npos);
  CHECK(zipml({"data", "check", "cadata", "--offline"}).status == 1);
}
