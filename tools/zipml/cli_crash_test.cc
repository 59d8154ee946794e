// The built program killed, out of space, on damaged files, and twice in one
// folder: nothing is lost, nothing half-written is read, and in the end every
// file is that of a run that nothing has disturbed.
#include <catch.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporary_folder.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

using FileBytes = std::map<std::string, std::string>;

std::vector<std::string> run_in(const std::string& out) {
  return with(kSmall, {"--out", out, "--jobs", "2"});
}

fs::path cells_of(const Program& zipml, const std::string& out) {
  return zipml.folder() / out / "results/quick/naive_bias/cells";
}

// The results of cells that are there whole, by name.
FileBytes whole_cells(const fs::path& folder) {
  FileBytes cells;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    if (entry.path().extension() == ".json") {
      cells[entry.path().filename().string()] = read_file(entry.path());
    }
  }
  return cells;
}

// The figures, of which a run has one version.
FileBytes figures_of(const Program& zipml, const std::string& out) {
  FileBytes files;
  const fs::path folder = zipml.folder() / out / "plots/quick/naive_bias";
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension().string().size() > 4) continue;  // half-written
    files[entry.path().filename().string()] = read_file(entry.path());
  }
  return files;
}

// What a run that nothing disturbs makes.
struct Undisturbed {
  explicit Undisturbed(const Program& zipml) {
    const auto began = std::chrono::steady_clock::now();
    const ProcessResult run = zipml(run_in("undisturbed"));
    took = std::chrono::steady_clock::now() - began;
    INFO(run.output);
    REQUIRE(run.status == 0);
    tables = zipml.tables("undisturbed");
    drawn = figures_of(zipml, "undisturbed");
    REQUIRE(tables.size() > 10);
    REQUIRE(drawn.size() > 5);
    CHECK(tables.contains("findings.json"));
    CHECK(tables.contains("verdicts.json"));
  }

  void check(const Program& zipml, const std::string& out) const {
    CHECK(zipml.tables(out) == tables);
    CHECK(figures_of(zipml, out) == drawn);
    CHECK(whole_cells(cells_of(zipml, out)).size() ==
          whole_cells(cells_of(zipml, "undisturbed")).size());
  }

  std::chrono::duration<double> took{};
  FileBytes tables, drawn;
};

void check_ended_well(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

std::string document_of(const std::string& cell) {
  return nlohmann::json::parse(cell).at("result").dump();
}

}  // namespace

TEST_CASE("killed at 100 random moments, a run ends as if never", "[slow]") {
  const Program zipml;
  const Undisturbed undisturbed(zipml);
  std::mt19937 random(20261130);
  std::uniform_real_distribution<double> moment(0, undisturbed.took.count());
  constexpr int kKills = 100, kKillsOfOneRun = 5;
  int broken_off = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    const std::string out = "killed" + std::to_string(kill / kKillsOfOneRun);
    const FileBytes before = whole_cells(cells_of(zipml, out));
    const pid_t child =
        start(with({ZIPML_PROGRAM}, run_in(out)), zipml.folder());
    std::this_thread::sleep_for(std::chrono::duration<double>(moment(random)));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) ++broken_off;
    // What one run has finished no other one touches.
    for (const auto& [name, bytes] : before) {
      INFO(name);
      CHECK(read_file(cells_of(zipml, out) / name) == bytes);
    }
    // A cell is there whole or not at all.
    for (const auto& [name, bytes] : whole_cells(cells_of(zipml, out))) {
      INFO(name);
      CHECK(nlohmann::json::accept(bytes));
    }
    if (kill % kKillsOfOneRun != kKillsOfOneRun - 1) continue;
    const FileBytes kept = whole_cells(cells_of(zipml, out));
    const ProcessResult rest = zipml(run_in(out));
    INFO(rest.output);
    REQUIRE(rest.status == 0);
    undisturbed.check(zipml, out);
    for (const auto& [name, bytes] : kept) {
      CHECK(read_file(cells_of(zipml, out) / name) == bytes);
    }
    fs::remove_all(zipml.folder() / out);
  }
  // Or this test would have killed nothing.
  CHECK(broken_off > kKills / 4);
}

TEST_CASE("on a full file system a run stops, and goes on once there is space",
          "[slow]") {
  const Program zipml;
  const Undisturbed undisturbed(zipml);
  const fs::path disk = zipml.folder() / "disk";
  fs::create_directories(disk);
  const auto mount = [&](const std::string& size, unsigned long flags) {
    return ::mount("tmpfs", disk.c_str(), "tmpfs", flags,
                   ("size=" + size).c_str()) == 0;
  };
  if (!mount("64k", 0)) {
    WARN("skipped: no file system can be mounted here: "
         << std::strerror(errno));
    return;
  }
  struct Unmount {
    fs::path disk;
    ~Unmount() { ::umount2(disk.c_str(), MNT_DETACH); }
  } const unmount{disk};
  const std::string reason = "No space left on device";
  int stopped_in_cells = 0, stopped_later = 0;
  // A page more each time, so that each kind of file is the one that does not
  // fit.
  std::vector<int> kilobytes = {64, 128, 256, 512};
  while (kilobytes.back() < 8192) kilobytes.push_back(kilobytes.back() + 300);
  for (const int size : kilobytes) {
    for (const auto& entry : fs::directory_iterator(disk)) {
      fs::remove_all(entry.path());
    }
    REQUIRE(mount(std::to_string(size) + "k", MS_REMOUNT));
    const ProcessResult full = zipml(run_in("disk/out"));
    INFO(size << " kB: " << full.output);
    if (full.status == 0) break;
    CHECK(full.status == 2);
    CHECK(holds(last_line(full.output), reason));
    const FileBytes kept = whole_cells(cells_of(zipml, "disk/out"));
    ++(kept.size() < whole_cells(cells_of(zipml, "undisturbed")).size()
           ? stopped_in_cells
           : stopped_later);
    REQUIRE(mount("64m", MS_REMOUNT));
    const ProcessResult rest = zipml(run_in("disk/out"));
    INFO(rest.output);
    REQUIRE(rest.status == 0);
    undisturbed.check(zipml, "disk/out");
    for (const auto& [name, bytes] : kept) {
      CHECK(read_file(cells_of(zipml, "disk/out") / name) == bytes);
    }
  }
  CHECK(stopped_in_cells > 0);
  CHECK(stopped_later > 0);
}

TEST_CASE("cells that are damaged are computed again, and only these",
          "[slow]") {
  const Program zipml;
  const Undisturbed undisturbed(zipml);
  std::mt19937 random(1611'05402);
  const fs::path folder = cells_of(zipml, "undisturbed");
  const FileBytes good = whole_cells(folder);
  const auto below = [&](std::size_t size) {
    return std::uniform_int_distribution<std::size_t>(0, size - 1)(random);
  };
  const auto flip_bit = [&](std::string& text, std::size_t begin,
                            std::size_t end) {
    char& byte = text[begin + below(end - begin)];
    byte = static_cast<char>(byte ^ (1 << below(7)));
  };
  // Each damage to a cell of its own, of the middle of what it holds.
  const std::vector<std::function<std::string(const std::string&)>> damages = {
      [](const std::string&) { return std::string(); },
      [&](const std::string& cell) {
        return cell.substr(0, below(cell.find("\"measured\"")));
      },
      [&](const std::string& cell) {  // one bit of its result
        std::string flipped = cell;
        const std::size_t begin = cell.find("\"result\"");
        const std::size_t end = cell.find("\"sha256\"");
        flip_bit(flipped, begin, end);
        return flipped;
      },
      [&](const std::string& cell) {  // one of what it is the result of
        std::string flipped = cell;
        const std::size_t begin = cell.find("\"cell\"");
        const std::size_t end = cell.find("\"result\"");
        flip_bit(flipped, begin, end);
        return flipped;
      },
      [](const std::string& cell) { return std::string(cell.size(), '\0'); },
      [](const std::string& cell) { return cell + cell; },
      [&](const std::string& cell) {  // another cell's whole file
        return cell == good.begin()->second ? good.rbegin()->second
                                            : good.begin()->second;
      }};
  for (const auto& damage : damages) {
    for (int cell = 0; cell < 4; ++cell) {
      const auto victim = std::next(
          good.begin(), static_cast<std::ptrdiff_t>(below(good.size())));
      const std::string damaged = damage(victim->second);
      INFO(victim->first << ":\n" << damaged);
      // A bit of white space between two tokens says nothing.
      const auto as_json = nlohmann::json::parse(damaged, nullptr, false);
      if (as_json == nlohmann::json::parse(victim->second)) continue;
      write_file_atomically(folder / victim->first, damaged);
      const ProcessResult plan =
          zipml(with({"plan", "--out", "undisturbed"},
                     {kSmall.begin() + 1, kSmall.end()}));
      CHECK_FALSE(holds(plan.output, ", 0 to run,"));
      const ProcessResult run = zipml(run_in("undisturbed"));
      INFO(run.output);
      REQUIRE(run.status == 0);
      undisturbed.check(zipml, "undisturbed");
      const FileBytes now = whole_cells(folder);
      CHECK(document_of(now.at(victim->first)) == document_of(victim->second));
    }
  }
}

TEST_CASE("what is made of the cells is made again when it is damaged",
          "[slow]") {
  const Program zipml;
  const Undisturbed undisturbed(zipml);
  const fs::path study =
      zipml.folder() / "undisturbed/results/quick/naive_bias";
  for (const auto& [name, bytes] : undisturbed.tables) {
    INFO(name);
    for (const std::string& damaged :
         {std::string(), bytes.substr(0, bytes.size() / 2),
          std::string("\xff") + bytes}) {
      write_file_atomically(study / name, damaged);
      const ProcessResult run = zipml(run_in("undisturbed"));
      INFO(run.output);
      REQUIRE(run.status == 0);
      CHECK(zipml.tables("undisturbed") == undisturbed.tables);
    }
  }
}

TEST_CASE("two programs in one folder make one run", "[slow]") {
  const Program zipml;
  const Undisturbed undisturbed(zipml);
  constexpr int kTimes = 10;
  for (int time = 0; time < kTimes; ++time) {
    const std::string out = "both" + std::to_string(time);
    const pid_t first =
        start(with({ZIPML_PROGRAM}, run_in(out)), zipml.folder());
    // At once, and with one in the middle of its way.
    std::this_thread::sleep_for(undisturbed.took * time / kTimes);
    const pid_t second =
        start(with({ZIPML_PROGRAM}, run_in(out)), zipml.folder());
    check_ended_well(first);
    check_ended_well(second);
    undisturbed.check(zipml, out);
    fs::remove_all(zipml.folder() / out);
  }
  // One of the two killed.
  const pid_t killed =
      start(with({ZIPML_PROGRAM}, run_in("other")), zipml.folder());
  const pid_t other =
      start(with({ZIPML_PROGRAM}, run_in("other")), zipml.folder());
  std::this_thread::sleep_for(undisturbed.took / 3);
  ::kill(killed, SIGKILL);
  int status = 0;
  ::waitpid(killed, &status, 0);
  check_ended_well(other);
  undisturbed.check(zipml, "other");
}
