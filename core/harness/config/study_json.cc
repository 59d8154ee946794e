#include "core/harness/config/study_json.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/base/error.h"
#include "core/harness/config/parameter_set.h"
#include "core/harness/value_json.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// A path as a config in `folder` names it.
std::string seen_from(const fs::path& folder, const std::string& path) {
  if (folder.empty()) return path;
  const fs::path relative =
      fs::path(path).lexically_relative(folder.lexically_normal());
  return relative.empty() ? path : relative.generic_string();
}

Value relocated(const Parameter& parameter, const Value& value,
                const fs::path& folder) {
  if (parameter.type != ParameterType::kNameOrFile) return value;
  if (value.is_list()) {
    Value::List list;
    for (const Value& element : value.list()) {
      list.push_back(relocated(parameter, element, folder));
    }
    return list;
  }
  return is_known_name(parameter, value.text())
             ? value
             : Value(seen_from(folder, value.text()));
}

// As a config has it: to_json would tell the text "NaN" from the number.
Json config_json(const Value& value) {
  if (value.is_text()) return value.text();
  if (!value.is_list()) return to_json(value);
  Json list = Json::array();
  for (const Value& element : value.list()) {
    list.push_back(config_json(element));
  }
  return list;
}

// Sets object["a"]["b"] for the name "a.b".
void set_nested(Json& object, std::string_view name, Json value) {
  const std::size_t dot = name.find('.');
  Json& member = object[std::string(name.substr(0, dot))];
  if (dot == std::string_view::npos) {
    member = std::move(value);
  } else {
    set_nested(member, name.substr(dot + 1), std::move(value));
  }
}

}  // namespace

Json to_json(const Settings& settings) {
  return {{"profile", profile_name(settings.profile)},
          {"seed", settings.seed},
          {"repetitions", settings.repetitions},
          {"parameters", to_json(settings.parameters)}};
}

Settings settings_from_json(const Json& json) {
  try {
    return {.profile = profile_from_name(json.at("profile").get<std::string>()),
            .parameters = record_from_json(json.at("parameters")),
            .seed = json.at("seed").get<std::uint64_t>(),
            .repetitions = json.at("repetitions").get<int>()};
  } catch (const Json::exception& error) {
    throw std::runtime_error(std::string("not settings: ") + error.what());
  } catch (const UserError& error) {
    throw std::runtime_error(std::string("not settings: ") + error.what());
  }
}

Json to_json(const Study& study) {
  Json points = Json::array();
  for (const GridPoint& point : study.points) {
    points.push_back({{"coordinates", to_json(point.coordinates)},
                      {"settings", to_json(point.settings)}});
  }
  Json json = {{"name", study.name},
               {"experiment", study.experiment},
               {"title", study.title},
               {"config", nullptr},
               {"profile", profile_name(study.profile)},
               {"points", std::move(points)}};
  if (!study.file.empty()) json["config"] = study.file.generic_string();
  return json;
}

std::string config_text(const Study& study, const GridPoint& point,
                        const ExperimentInfo& info, const fs::path& folder) {
  Json config = {{"experiment", study.experiment},
                 {"name", study.name},
                 {"title", study.title},
                 {"seed", point.settings.seed},
                 {"repetitions", point.settings.repetitions}};
  const ParameterSet parameters(info);
  for (const auto& [name, value] : point.settings.parameters) {
    const Parameter* parameter = parameters.find(name);
    if (parameter == nullptr) {
      throw std::out_of_range("no parameter \"" + name + "\"");
    }
    set_nested(config, name, config_json(relocated(*parameter, value, folder)));
  }
  return config.dump(2) + '\n';
}

}  // namespace zipml
