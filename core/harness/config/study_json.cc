#include "core/harness/config/study_json.h"

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/harness/config/outputs_json.h"
#include "core/harness/value_json.h"

namespace zipml {

nlohmann::ordered_json to_json(const Settings& settings,
                               const OwnFiles& files) {
  return {{"profile", profile_name(settings.profile)},
          {"seed", settings.seed},
          {"repetitions", settings.repetitions},
          {"pooled_seeds", settings.pooled_seeds},
          {"parameters", to_json(with_names(settings.parameters, files))}};
}

nlohmann::ordered_json to_json(const Study& study) {
  nlohmann::ordered_json points = nlohmann::ordered_json::array();
  for (const GridPoint& point : study.points) {
    points.push_back({{"coordinates", to_json(point.coordinates)},
                      {"settings", to_json(point.settings, study.files)}});
  }
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const auto& [path, file] : study.files) {
    files.push_back({{"name", file.name}, {"sha256", file.sha256}});
  }
  nlohmann::ordered_json json = {{"name", study.name},
                                 {"experiment", study.experiment},
                                 {"title", study.title},
                                 {"version", study.version},
                                 {"numerics", to_json(study.numerics)},
                                 {"config", nullptr},
                                 {"profile", profile_name(study.profile)},
                                 {"overrides", study.overrides},
                                 {"files", std::move(files)},
                                 {"points", std::move(points)}};
  if (!study.file.empty()) json["config"] = study.file.filename().string();
  json.update(to_json(study.outputs));
  return json;
}

}  // namespace zipml
