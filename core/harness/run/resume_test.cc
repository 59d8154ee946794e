// Kills a run again and again: what is stored and what is made of it must be
// what an uninterrupted run gives, byte for byte.
#include <catch.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include "core/base/temporary_folder.h"
#include "core/harness/run/toy_experiment_testing.h"

using namespace zipml;

namespace {

constexpr const char* kFolderVariable = "ZIPML_RESUME_TEST_FOLDER";
constexpr const char* kJobsVariable = "ZIPML_RESUME_TEST_JOBS";
// When set: cells keep checkpoints.
constexpr const char* kKeepVariable = "ZIPML_RESUME_TEST_KEEP";
// When set, a number: the worker kills itself when it begins that epoch, of all
// that it computes.
constexpr const char* kDieVariable = "ZIPML_RESUME_TEST_DIE";
constexpr const char* kWorker = "the run that another case kills";

Settings settings() { return toy_settings(10, 3); }
constexpr std::size_t kCells = 1 + 10 * 3 + 10;
constexpr std::size_t kEpochsOfCell = 3;

enum class Keep { kNothing, kCheckpoints };

// Runs the worker below in a program of its own: a fork alone would lack
// oneTBB's threads.
pid_t start_worker(const std::filesystem::path& folder, int jobs, Keep keep,
                   std::size_t dies_at = 0) {
  const std::string jobs_text = std::to_string(jobs);
  const std::string dies_at_text = std::to_string(dies_at);
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::setenv(kFolderVariable, folder.c_str(), 1);
  ::setenv(kJobsVariable, jobs_text.c_str(), 1);
  if (keep == Keep::kCheckpoints) ::setenv(kKeepVariable, "1", 1);
  if (dies_at > 0) ::setenv(kDieVariable, dies_at_text.c_str(), 1);
  ::execl("/proc/self/exe", "harness_test", kWorker, nullptr);
  ::_exit(127);
}

// Kills it once at least `files` results are there, plus some microseconds;
// says whether it had finished before.
bool kill_worker(pid_t worker, const std::filesystem::path& folder,
                 std::size_t files, int microseconds) {
  int status = 0;
  while (stored_files(folder).size() < files) {
    if (::waitpid(worker, &status, WNOHANG) == worker) {
      REQUIRE(WIFEXITED(status));
      REQUIRE(WEXITSTATUS(status) == 0);
      return true;
    }
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
  ::kill(worker, SIGKILL);
  ::waitpid(worker, &status, 0);
  return WIFEXITED(status);
}

}  // namespace

TEST_CASE("the run that another case kills", "[unit]") {
  const char* folder = std::getenv(kFolderVariable);
  if (folder == nullptr) return;
  ToyExperiment toy;
  toy.before_each = [] {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  toy.keeps_checkpoints = std::getenv(kKeepVariable) != nullptr;
  const char* dies_at = std::getenv(kDieVariable);
  int epochs = 0;
  if (dies_at != nullptr) {
    toy.before_epoch = [&](const std::string&, int) {
      if (++epochs == std::atoi(dies_at)) ::raise(SIGKILL);
    };
  }
  run_toy(toy, settings(), CellStore(folder),
          {.jobs = std::atoi(std::getenv(kJobsVariable))});
}

TEST_CASE("a run that is killed and resumed gives the same bytes", "[unit]") {
  const TemporaryFolder whole;
  const ToyExperiment toy;
  run_toy(toy, settings(), CellStore(whole.path()));
  const std::string table = toy_table(toy, settings(), CellStore(whole.path()));
  const auto files = stored_files(whole.path());
  REQUIRE(files.size() == kCells);

  std::mt19937 random(1);
  std::uniform_int_distribution<std::size_t> more(0, 8);
  std::uniform_int_distribution<int> pause(0, 3000);
  for (const auto& [jobs, keep] :
       {std::pair(1, Keep::kNothing), std::pair(2, Keep::kNothing),
        std::pair(2, Keep::kCheckpoints)}) {
    const TemporaryFolder broken;
    int killed = 0;
    for (int round = 0; round < 6; ++round) {
      const std::size_t there = stored_files(broken.path()).size();
      const pid_t worker = start_worker(broken.path(), jobs, keep);
      REQUIRE(worker > 0);
      if (kill_worker(worker, broken.path(), there + more(random),
                      pause(random))) {
        break;
      }
      ++killed;
      // Whatever there is at any moment is right.
      for (const auto& [name, bytes] : stored_files(broken.path())) {
        REQUIRE(files.at(name) == bytes);
      }
    }
    CHECK(killed >= 2);
    const CellStore store(broken.path());
    ToyExperiment last;
    last.keeps_checkpoints = keep == Keep::kCheckpoints;
    run_toy(last, settings(), store, {.jobs = jobs});
    CHECK(stored_files(broken.path()) == files);
    CHECK(count_checkpoints(broken.path()) == 0);
    CHECK(toy_table(toy, settings(), store) == table);
  }
}

TEST_CASE("a cell that is killed goes on from what it kept", "[unit]") {
  const TemporaryFolder whole;
  ToyExperiment toy;
  run_toy(toy, settings(), CellStore(whole.path()));

  // Dies before its 20th epoch, again and again, mostly within a cell: 19
  // epochs a worker, of which none is computed twice.
  const TemporaryFolder broken;
  constexpr std::size_t kDiesAt = 20;
  std::size_t done = 0;
  while (done + kDiesAt <= kCells * kEpochsOfCell) {
    const pid_t worker =
        start_worker(broken.path(), 1, Keep::kCheckpoints, kDiesAt);
    REQUIRE(worker > 0);
    int status = 0;
    REQUIRE(::waitpid(worker, &status, 0) == worker);
    REQUIRE(WIFSIGNALED(status));
    done += kDiesAt - 1;
    CHECK(stored_files(broken.path()).size() == done / kEpochsOfCell);
    CHECK(count_checkpoints(broken.path()) ==
          (done % kEpochsOfCell == 0 ? 0 : 1));
  }
  toy.keeps_checkpoints = true;
  toy.before_epoch = [&](const std::string&, int) { ++done; };
  run_toy(toy, settings(), CellStore(broken.path()));
  CHECK(done == kCells * kEpochsOfCell);
  CHECK(stored_files(broken.path()) == stored_files(whole.path()));
  CHECK(count_checkpoints(broken.path()) == 0);
}

TEST_CASE("two programs in one folder do no harm", "[unit]") {
  const TemporaryFolder whole;
  const TemporaryFolder shared;
  const ToyExperiment toy;
  run_toy(toy, settings(), CellStore(whole.path()));
  const pid_t first = start_worker(shared.path(), 2, Keep::kCheckpoints);
  const pid_t second = start_worker(shared.path(), 2, Keep::kCheckpoints);
  for (const pid_t worker : {first, second}) {
    REQUIRE(worker > 0);
    int status = 0;
    REQUIRE(::waitpid(worker, &status, 0) == worker);
    CHECK(status == 0);
  }
  CHECK(stored_files(shared.path()) == stored_files(whole.path()));
}
