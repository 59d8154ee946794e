// A run in parts: shards, array jobs, and putting them together.
#include <catch.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

using Parts = std::vector<std::string>;

// The names of the cells below what was given as --out.
std::set<std::string> cells_in(const fs::path& out) {
  std::set<std::string> names;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(
           out / "results/quick/naive_bias/cells", missing)) {
    if (entry.path().extension() == ".json") {
      names.insert(entry.path().filename().string());
    }
  }
  return names;
}

// As if the cells of another run had taken minutes.
void teach_costs(const Program& zipml) {
  write_file_atomically(zipml.folder() / "cache/costs-quick.json",
                        R"({"naive_bias/train": [1, 60.0, 1000],
          "naive_bias/fixed_point": [1, 60.0, 1000],
          "naive_bias/monte_carlo": [1, 60.0, 1000],
          "naive_bias/step_search": [1, 60.0, 1000]})");
}

// A whole run below "whole", to compare with.
void run_whole(const Program& zipml) {
  REQUIRE(zipml(with(kSmall, {"--out", "whole"})).status == 0);
}

// The parts below `folder` put together are the whole run, to the byte.
void check_merged(const Program& zipml, const Parts& parts) {
  const ProcessResult merged = zipml(with({"merge", "--out", "merged"}, parts));
  INFO(merged.output);
  REQUIRE(merged.status == 0);
  const ProcessResult plan = zipml(
      with({"plan", "--out", "merged"}, {kSmall.begin() + 1, kSmall.end()}));
  CHECK(holds(plan.output, ", 0 to run"));
  REQUIRE(zipml(with(kSmall, {"--out", "merged"})).status == 0);
  CHECK(zipml.tables("merged") == zipml.tables("whole"));
  CHECK(cells_in(zipml.folder() / "merged") ==
        cells_in(zipml.folder() / "whole"));
}

}  // namespace

TEST_CASE("shards put together are the whole run", "[cli]") {
  const Program zipml;
  run_whole(zipml);
  std::size_t sum = 0;
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    const std::string out = std::string("part") + shard[0];
    const ProcessResult run =
        zipml(with(kSmall, {"--out", out, "--shard", shard}));
    INFO(run.output);
    CHECK(run.status == 0);
    CHECK(holds(run.output, "no tables before `zipml merge`"));
    sum += cells_in(zipml.folder() / out).size();
    CHECK_FALSE(fs::exists(zipml.folder() / out /
                           "results/quick/naive_bias/findings.json"));
  }
  CHECK(sum == cells_in(zipml.folder() / "whole").size());
  check_merged(zipml, {"part1", "part2", "part3"});
  // Again: nothing is copied twice.
  CHECK(holds(zipml({"merge", "--out", "merged", "part1"}).output,
              "0 cells copied"));
}

TEST_CASE("what is no shard, task or part is told", "[cli]") {
  const Program zipml;
  for (const char* shard : {"0/3", "4/3", "2", "a/b", "1/3x", ""}) {
    check_mistake(zipml(with(kSmall, {"--shard", shard})),
                  std::string("--shard: \"") + shard +
                      "\" is no shard: i/n with 1 <= i <= n was expected, "
                      "e.g. 2/8");
  }
  write_file_atomically(zipml.folder() / "tasks.txt", "a b\nc\n");
  check_mistake(zipml(with(kSmall, {"--tasks", "tasks.txt", "--task", "3"})),
                "tasks.txt: has 2 tasks; --task is 3");
  check_mistake(zipml(with(kSmall, {"--tasks", "tasks.txt"})),
                "--tasks: needs --task, the line of it");
  const ProcessResult strange =
      zipml(with(kSmall, {"--tasks", "tasks.txt", "--task", "1"}));
  CHECK(strange.status == 2);
  CHECK(holds(strange.output,
              "tasks.txt: has cells that this run does not want, a for one"));
  CHECK(zipml(with(kSmall, {"--emit-slurm", "j", "--force"})).status == 2);
  fs::create_directories(zipml.folder() / "empty");
  check_mistake(zipml({"merge", "empty"}),
                "empty: has no results/quick (--run or --profile of the parts "
                "is wanted here too)");
}

TEST_CASE("results that differ are not merged", "[cli]") {
  const Program zipml;
  run_whole(zipml);
  const fs::path whole = zipml.folder() / "whole";
  fs::copy(whole, zipml.folder() / "other", fs::copy_options::recursive);
  // Another result under the same name, whole in itself.
  const std::string name = *cells_in(whole).begin();
  const fs::path cell =
      zipml.folder() / "other/results/quick/naive_bias/cells" / name;
  std::string text = read_file(cell);
  const std::size_t begin = text.find("\"result\": ") + 10;
  const std::size_t end = text.find(",\n\"sha256\"");
  nlohmann::ordered_json ordered =
      nlohmann::ordered_json::parse(text.substr(begin, end - begin));
  ordered["reason"] = "another";
  const std::string changed = ordered.dump();
  const std::string sum = sha256(text.substr(begin, end - begin));
  text.replace(text.find(sum), sum.size(), sha256(changed));
  text.replace(begin, end - begin, changed);
  write_file_atomically(cell, text);
  const ProcessResult merge = zipml({"merge", "--out", "whole", "other"});
  CHECK(merge.status == 2);
  CHECK(holds(merge.output, name));
  CHECK(holds(merge.output, "they cannot both be right"));
  // A damaged one is left out.
  write_file_atomically(cell, text.substr(0, text.size() / 2));
  const ProcessResult damaged = zipml({"merge", "--out", "new", "other"});
  CHECK(damaged.status == 1);
  CHECK(holds(damaged.output, ", 1 damaged and left out"));
}

TEST_CASE("an array job's tasks put together are the whole run", "[cli]") {
  const Program zipml;
  run_whole(zipml);
  teach_costs(zipml);
  const ProcessResult emit =
      zipml(with(kSmall, {"--out", "local", "--emit-slurm", "job", "--minutes",
                          "1", "--max-tasks", "4"}));
  INFO(emit.output);
  REQUIRE(emit.status == 0);
  CHECK(holds(emit.output, "sbatch job/job.sh"));
  CHECK(holds(emit.output, "parallel"));
  const std::string tasks = read_file(zipml.folder() / "job/tasks.txt");
  const auto count = std::count(tasks.begin(), tasks.end(), '\n');
  CHECK(count == 4);
  Parts parts;
  for (int task = 1; task <= count; ++task) {
    const std::string number = std::to_string(task);
    REQUIRE(run_process(
                {"env", "SLURM_ARRAY_TASK_ID=" + number, "bash", "job/job.sh"},
                zipml.folder())
                .status == 0);
    parts.push_back("job/parts/" + number);
  }
  check_merged(zipml, parts);
  // Not over a job that is there, and not of nothing.
  check_mistake(zipml(with(kSmall, {"--emit-slurm", "job"})),
                "job: has a job already (choose another folder)");
  check_mistake(zipml(with(kSmall, {"--out", "whole", "--emit-slurm", "none"})),
                "every cell is there: nothing to run");
}

TEST_CASE("a real Slurm runs the array, and nothing differs", "[slow]") {
  const Program zipml;
  run_whole(zipml);
  teach_costs(zipml);
  REQUIRE(zipml(with(kSmall, {"--out", "local", "--emit-slurm", "job",
                              "--minutes", "1", "--max-tasks", "4"}))
              .status == 0);
  const ProcessResult job = run_process(
      {ZIPML_SLURM, "sbatch", "--wait", "job/job.sh"}, zipml.folder());
  INFO(job.output);
  constexpr int kNoSlurm = 77;  // tools/test installs it
  if (job.status == kNoSlurm) {
    WARN(job.output);
    return;
  }
  REQUIRE(job.status == 0);
  Parts parts;
  for (const auto& entry :
       fs::directory_iterator(zipml.folder() / "job/parts")) {
    parts.push_back("job/parts/" + entry.path().filename().string());
  }
  CHECK(parts.size() == 4);
  check_merged(zipml, parts);
}
