#include "tools/zipml/stamp.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/run/cell_index.h"
#include "core/json/text.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

// "SIZE TIME" of a file; "-" when there is none.
std::string mark_text(const fs::path& file) {
  const std::optional<FileMark> mark = mark_of(file);
  return mark ? fmt::format("{} {}", mark->size, mark->changed) : "-";
}

// All files below the folder, by their path from it.
void add_marks(const fs::path& folder, const std::string& prefix,
               std::map<std::string, std::string>& marks) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    const fs::path& path = entry->path();
    if (entry->is_directory()) {
      if (path.filename() == "cells") entry.disable_recursion_pending();
      continue;
    }
    if (path.filename() == kStampFileName) continue;
    marks[prefix + path.lexically_relative(folder).string()] = mark_text(path);
  }
}

std::map<std::string, std::string> marks_of(const Session& session,
                                            const std::string& study) {
  std::map<std::string, std::string> marks;
  add_marks(session.results(study), "results/", marks);
  add_marks(session.plots(study), "plots/", marks);
  return marks;
}

void write_quietly(const fs::path& file, const Json& json) {
  try {
    write_file_atomically(file, indented_json(json));
  } catch (const UserError&) {
    // Then it is made again next time.
  }
}

// Null when it is not to be had.
Json read_quietly(const fs::path& file) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return nullptr;
  try {
    return parse_stored_json(read_file(file));
  } catch (const std::exception&) {
    return nullptr;
  }
}

}  // namespace

void write_stamp(const Session& session, const std::string& study,
                 const Stamp& stamp) {
  write_quietly(session.results(study) / kStampFileName,
                {{"inputs", stamp.inputs},
                 {"summary", stamp.summary},
                 {"complete", stamp.is_complete},
                 {"files", marks_of(session, study)}});
}

std::optional<Stamp> read_stamp(const Session& session,
                                const std::string& study) {
  const Json json = read_quietly(session.results(study) / kStampFileName);
  try {
    if (json.is_null()) return std::nullopt;
    if (json.at("files").get<std::map<std::string, std::string>>() !=
        marks_of(session, study)) {
      return std::nullopt;
    }
    return Stamp{json.at("inputs").get<std::string>(),
                 json.at("summary").get<std::string>(),
                 json.at("complete").get<bool>()};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

void make_if_changed(const fs::path& file, std::span<const fs::path> sources,
                     const std::function<void()>& make) {
  const auto marks = [&] {
    std::map<std::string, std::string> all;
    all["program"] = mark_text("/proc/self/exe");
    all[file.filename().string()] = mark_text(file);
    for (const fs::path& source : sources) {
      const fs::path near = source.lexically_relative(file.parent_path());
      all[(near.empty() ? source.filename() : near).string()] =
          mark_text(source);
    }
    return all;
  };
  const fs::path stamp = file.string() + ".stamp";
  const Json known = read_quietly(stamp);
  if (fs::exists(file) && known == Json(marks())) return;
  make();
  write_quietly(stamp, Json(marks()));
}

}  // namespace zipml
