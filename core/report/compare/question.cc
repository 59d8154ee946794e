#include "core/report/compare/question.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/harness/value_json.h"
#include "core/harness/value_text.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;
using TextSet = std::set<std::string>;

GridPoint point_from_json(const Json& json) {
  const Json& settings = json.at("settings");
  GridPoint point;
  point.coordinates = record_from_json(json.at("coordinates"));
  point.settings.profile =
      profile_from_name(settings.at("profile").get<std::string>());
  point.settings.seed = settings.at("seed").get<std::uint64_t>();
  point.settings.repetitions = settings.at("repetitions").get<int>();
  point.settings.pooled_seeds = settings.value("pooled_seeds", 1);
  point.settings.parameters = record_from_json(settings.at("parameters"));
  return point;
}

std::string value_text(const Value& value) {
  return value.is_text() ? value.text() : compact_json(value);
}

// What decides the random numbers of a point.
Record draws_of(const Settings& settings) {
  return {{"seed", Value(static_cast<std::int64_t>(settings.seed))},
          {"repetitions", settings.repetitions},
          {"pooled_seeds", settings.pooled_seeds}};
}

// The values that each field takes, by its name.
std::map<std::string, TextSet> values_of(const std::vector<Record>& records) {
  std::map<std::string, TextSet> values;
  for (const Record& record : records) {
    for (const auto& [name, value] : record) {
      values[name].insert(value_text(value));
    }
  }
  return values;
}

template <typename Part>
std::vector<Record> of_points(const StudyQuestion& question, const Part& part) {
  std::vector<Record> records;
  for (const GridPoint& point : question.points) {
    records.push_back(part(point.settings));
  }
  return records;
}

TextSet lines_of(const std::vector<Record>& records) {
  TextSet texts;
  for (const Record& record : records) texts.insert(record_text(record));
  return texts;
}

void add_differences(const std::vector<Record>& first,
                     const std::vector<Record>& second, const std::string& what,
                     std::vector<std::string>& parts) {
  const auto before = values_of(first);
  const auto after = values_of(second);
  for (const auto& [name, values] : before) {
    const auto other = after.find(name);
    if (other == after.end() || values == other->second) continue;
    parts.push_back(fmt::format("{}{} {} | {}", what, name,
                                fmt::join(values, ", "),
                                fmt::join(other->second, ", ")));
  }
}

// The names that only one of both has, in order.
std::vector<std::string> names_of_one(const std::vector<Record>& first,
                                      const std::vector<Record>& second) {
  const auto before = values_of(first);
  const auto after = values_of(second);
  std::vector<std::string> names;
  for (const auto& [name, values] : before) {
    if (!after.contains(name)) names.push_back(name);
  }
  for (const auto& [name, values] : after) {
    if (!before.contains(name)) names.push_back(name);
  }
  return names;
}

std::vector<Record> without(const std::vector<Record>& records,
                            const std::vector<std::string>& names) {
  std::vector<Record> left;
  for (const Record& record : records) {
    Record& own = left.emplace_back();
    for (const auto& [name, value] : record) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        own.set(name, value);
      }
    }
  }
  return left;
}

// Whether both have the same records, in any order. Adds to `parts` in what
// they differ.
bool agree(const std::vector<Record>& first, const std::vector<Record>& second,
           const std::string& what, std::vector<std::string>& parts) {
  if (lines_of(first) == lines_of(second)) return true;
  const std::size_t known = parts.size();
  add_differences(first, second, what, parts);
  if (parts.size() == known) parts.push_back("other grid points");
  return false;
}

}  // namespace

StudyQuestion question_from_json(const Json& study) {
  StudyQuestion question;
  question.experiment = study.at("experiment").get<std::string>();
  question.version = study.value("version", 1);
  question.numerics = record_from_json(study.value("numerics", Json::object()));
  question.profile = study.at("profile").get<std::string>();
  for (const Json& file : study.value("files", Json::array())) {
    question.files.set(file.at("name").get<std::string>(),
                       file.at("sha256").get<std::string>());
  }
  for (const Json& point : study.at("points")) {
    question.points.push_back(point_from_json(point));
  }
  return question;
}

QuestionDifference difference_of(const StudyQuestion& first,
                                 const StudyQuestion& second) {
  QuestionDifference difference;
  std::vector<std::string>& parts = difference.parts;
  const auto parameters = [](const Settings& own) { return own.parameters; };
  const auto named = [](const char* name, Value value) {
    return std::vector<Record>{{{name, std::move(value)}}};
  };
  difference.same_parameters =
      agree(named("experiment", first.experiment),
            named("experiment", second.experiment), "", parts);
  agree(named("version", first.version), named("version", second.version), "",
        parts);
  agree({first.numerics}, {second.numerics}, "version of ", parts);
  agree(named("profile", first.profile), named("profile", second.profile), "",
        parts);
  difference.same_draws =
      agree(of_points(first, draws_of), of_points(second, draws_of), "", parts);
  const std::vector<Record> before = of_points(first, parameters);
  const std::vector<Record> after = of_points(second, parameters);
  const std::vector<std::string> unknown = names_of_one(before, after);
  if (!agree(without(before, unknown), without(after, unknown), "", parts)) {
    difference.same_parameters = false;
  }
  if (!unknown.empty()) {
    parts.push_back(
        fmt::format("parameters of one only: {}", fmt::join(unknown, ", ")));
  }
  if (!(first.files == second.files)) {
    parts.emplace_back("other files");
    difference.same_parameters = false;
  }
  return difference;
}

std::set<std::string> parameter_names(const StudyQuestion& question) {
  std::set<std::string> names = {"repetitions", "pooled_seeds"};
  for (const GridPoint& point : question.points) {
    for (const auto& [name, value] : point.settings.parameters) {
      names.insert(name);
      names.insert(name.substr(name.rfind('.') + 1));
    }
  }
  return names;
}

Record fixed_parameters(const StudyQuestion& question) {
  std::vector<Record> all;
  for (const GridPoint& point : question.points) {
    Record own = point.settings.parameters;
    for (const auto& [name, value] : draws_of(point.settings)) {
      own.set(name, value);
    }
    all.push_back(std::move(own));
  }
  Record fixed;
  if (all.empty()) return fixed;
  for (const auto& field : all.front()) {
    const bool everywhere =
        std::all_of(all.begin(), all.end(), [&](const Record& own) {
          const Value* other = own.find(field.first);
          return other != nullptr && *other == field.second;
        });
    if (everywhere) fixed.set(field.first, field.second);
  }
  return fixed;
}

}  // namespace zipml
