#include "core/harness/run/run_lock.h"

#include <catch.h>
#include <unistd.h>

#include <fmt/format.h>

#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"

using namespace zipml;

TEST_CASE("one has a run's folder, others wait", "[unit]") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "results" / "quick";
  const auto silent = [](const std::string&) { FAIL("nobody else is here"); };
  const auto never = [] { return false; };
  std::optional<RunLock> first;
  first.emplace(run, silent, never);
  CHECK(first->is_held());
  // A second descriptor is a second holder, as of another process.
  std::string told;
  int asked = 0;
  const RunLock second(
      run, [&](const std::string& who) { told += who; },
      [&] { return ++asked == 3; });
  CHECK_FALSE(second.is_held());
  CHECK(told == fmt::format("process {}", ::getpid()));
  // Free once it is let go.
  const RunLock third(
      run, [&](const std::string&) { first.reset(); }, never);
  CHECK(third.is_held());
}

TEST_CASE("a folder that cannot be made is told", "[unit]") {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "file", "");
  CHECK_THROWS_AS(RunLock(
                      folder.path() / "file" / "quick",
                      [](const std::string&) {}, [] { return true; }),
                  UserError);
}
