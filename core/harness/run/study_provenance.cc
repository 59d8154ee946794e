#include "core/harness/run/study_provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "core/base/text.h"
#include "core/harness/value_json.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 2;
constexpr std::array<const char*, 7> kBuildFields = {
    "version",        "git_commit", "git_state", "compiler",
    "compiler_flags", "build_type", "libraries"};
constexpr std::array<const char*, 5> kMachineFields = {
    "cpu_model", "cpu_features", "cores", "system", "target"};
constexpr const char* kUnknown = "unknown";

std::string text_at(const Record& record, const char* name) {
  const Value* value = record.find(name);
  if (value == nullptr) return kUnknown;
  return value->is_integer() ? fmt::format("{}", value->integer())
                             : value->text();
}

// The fields as one JSON text: what parts are told apart by.
std::string part_of(const Record& measured,
                    std::span<const char* const> fields) {
  Json part = Json::object();
  for (const char* field : fields) part[field] = text_at(measured, field);
  return part.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A sum in another order differs in its last bits.
double to_thousandths(double seconds) {
  return std::round(seconds * 1000) / 1000;
}

Json parts_to_json(const std::map<std::string, std::int64_t>& parts) {
  Json list = Json::array();
  for (const auto& [text, cells] : parts) {
    Json part = Json::parse(text);
    part["cells"] = cells;
    list.push_back(std::move(part));
  }
  return list;
}

std::map<std::string, std::int64_t> parts_from_json(const Json& list) {
  std::map<std::string, std::int64_t> parts;
  for (Json part : list) {
    const auto cells = integer_from_json(part.at("cells"));
    part.erase("cells");
    for (const Json& field : part) field.get_ref<const std::string&>();
    parts[part.dump()] = cells;
  }
  return parts;
}

}  // namespace

std::string command_text(const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) {
    text += (text.empty() ? "" : " ") + shell_word(without_folders(argument));
  }
  return text;
}

Record measured_by(const Provenance& provenance) {
  std::string libraries, features;
  for (const auto& [name, version] : provenance.libraries) {
    libraries +=
        fmt::format("{}{} {}", libraries.empty() ? "" : ", ", name, version);
  }
  for (const std::string& feature : provenance.cpu.features) {
    features += (features.empty() ? "" : " ") + feature;
  }
  return {{"version", provenance.version},
          {"git_commit", provenance.git_commit},
          {"git_state", provenance.git_state},
          {"compiler", provenance.compiler},
          {"compiler_flags", provenance.compiler_flags},
          {"build_type", provenance.build_type},
          {"libraries", libraries},
          {"cpu_model", provenance.cpu.model},
          {"cpu_features", features},
          {"cores", provenance.cores},
          {"system", provenance.system},
          {"target", provenance.target},
          {"command", command_text(provenance.command)}};
}

void StudyProvenance::add_cell(const Record& measured, const std::string& set) {
  ++cells_;
  ++builds_[part_of(measured, kBuildFields)];
  ++machines_[part_of(measured, kMachineFields)];
  static constexpr std::array<const char*, 1> kCommand = {"command"};
  ++commands_[part_of(measured, kCommand)];
  const Value* seconds = measured.find("seconds");
  if (seconds != nullptr) {
    seconds_ += seconds->number();
    if (!set.empty()) seconds_by_data_[set] += seconds->number();
  }
  const Value* memory = measured.find("peak_memory");
  if (memory != nullptr) {
    peak_memory_ = std::max(peak_memory_, memory->integer());
  }
  // Dates are ISO 8601 in UTC: in the order of their letters.
  const Value* finished = measured.find("finished");
  if (finished == nullptr) return;
  const std::string& date = finished->text();
  if (first_finished_.empty() || date < first_finished_) first_finished_ = date;
  last_finished_ = std::max(last_finished_, date);
}

void StudyProvenance::add_seed(std::uint64_t seed) {
  const auto place = std::lower_bound(seeds_.begin(), seeds_.end(), seed);
  if (place == seeds_.end() || *place != seed) seeds_.insert(place, seed);
}

void StudyProvenance::add_data(const std::string& set,
                               const std::string& checksum) {
  data_[set] = checksum;
}

void StudyProvenance::add_data_note(const std::string& set,
                                    const std::string& note) {
  std::vector<std::string>& notes = data_notes_[set];
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) {
    notes.push_back(note);
  }
}

Json StudyProvenance::to_json() const {
  Json json = {{"schema", kSchema},
               {"cells", cells_},
               {"builds", parts_to_json(builds_)},
               {"machines", parts_to_json(machines_)},
               {"commands", parts_to_json(commands_)},
               {"seeds", seeds_},
               {"data", data_},
               {"first_finished", first_finished_},
               {"last_finished", last_finished_},
               {"cell_seconds", to_thousandths(seconds_)},
               {"peak_memory", peak_memory_}};
  if (!data_notes_.empty()) json["data_notes"] = data_notes_;
  for (const auto& [set, seconds] : seconds_by_data_) {
    json["cell_seconds_by_data"][set] = to_thousandths(seconds);
  }
  return json;
}

StudyProvenance StudyProvenance::from_json(const Json& json) {
  StudyProvenance provenance;
  json.at("cells").get_to(provenance.cells_);
  provenance.builds_ = parts_from_json(json.at("builds"));
  provenance.machines_ = parts_from_json(json.at("machines"));
  provenance.commands_ = parts_from_json(json.at("commands"));
  json.at("seeds").get_to(provenance.seeds_);
  json.at("data").get_to(provenance.data_);
  json.at("first_finished").get_to(provenance.first_finished_);
  json.at("last_finished").get_to(provenance.last_finished_);
  json.at("cell_seconds").get_to(provenance.seconds_);
  json.at("peak_memory").get_to(provenance.peak_memory_);
  // Older versions kept the sum alone.
  if (json.contains("cell_seconds_by_data")) {
    json.at("cell_seconds_by_data").get_to(provenance.seconds_by_data_);
  }
  // Only where files of one's own were read.
  if (json.contains("data_notes")) {
    json.at("data_notes").get_to(provenance.data_notes_);
  }
  return provenance;
}

std::vector<std::pair<std::string, std::string>> StudyProvenance::lines()
    const {
  std::vector<std::pair<std::string, std::string>> lines;
  const auto add_parts = [&](const char* name,
                             const std::map<std::string, std::int64_t>& parts) {
    for (const auto& [text, cells] : parts) {
      std::string words;
      const Json part = Json::parse(text);
      for (const auto& [field, value] : part.items()) {
        words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", field,
                             value.get<std::string>());
      }
      if (parts.size() > 1) words += fmt::format(" ({} cells)", cells);
      lines.emplace_back(name, words);
    }
  };
  lines.emplace_back("cells", fmt::format("{}", cells_));
  add_parts("build", builds_);
  add_parts("machine", machines_);
  add_parts("asked for by", commands_);
  std::string seeds;
  for (const std::uint64_t seed : seeds_) {
    seeds += fmt::format("{}{}", seeds.empty() ? "" : ", ", seed);
  }
  lines.emplace_back("seeds", seeds);
  for (const auto& [set, checksum] : data_) {
    lines.emplace_back("data " + set, "SHA-256 " + checksum);
    const auto notes = data_notes_.find(set);
    if (notes == data_notes_.end()) continue;
    for (const std::string& note : notes->second) {
      lines.emplace_back("data " + set, note);
    }
  }
  lines.emplace_back("computed", first_finished_ + " to " + last_finished_);
  lines.emplace_back("time of all cells", fmt::format("{:.1f} s", seconds_));
  constexpr double kMebibyte = 1 << 20;
  lines.emplace_back(
      "peak memory of the process",
      fmt::format("{:.0f} MiB", static_cast<double>(peak_memory_) / kMebibyte));
  return lines;
}

double StudyProvenance::seconds_of(const std::string& set) const {
  const auto found = seconds_by_data_.find(set);
  return found == seconds_by_data_.end() ? seconds_ : found->second;
}

std::set<StudyBuild> StudyProvenance::builds() const {
  std::set<StudyBuild> builds;
  for (const auto& [text, cells] : builds_) {
    const Json build = Json::parse(text);
    const auto field = [&build](const char* name) {
      return build.value(name, std::string(kUnknown));
    };
    builds.insert({field("version"), field("git_commit"), field("git_state")});
  }
  return builds;
}

bool StudyProvenance::is_of_one_clean_build() const {
  if (builds_.size() != 1) return false;
  return Json::parse(builds_.begin()->first).at("git_state") == "clean";
}

}  // namespace zipml
