#include "core/harness/config/study_json.h"

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/harness/value_json.h"

namespace zipml {

nlohmann::ordered_json to_json(const Settings& settings) {
  return {{"profile", profile_name(settings.profile)},
          {"seed", settings.seed},
          {"repetitions", settings.repetitions},
          {"pooled_seeds", settings.pooled_seeds},
          {"parameters", to_json(settings.parameters)}};
}

nlohmann::ordered_json to_json(const Study& study) {
  nlohmann::ordered_json points = nlohmann::ordered_json::array();
  for (const GridPoint& point : study.points) {
    points.push_back({{"coordinates", to_json(point.coordinates)},
                      {"settings", to_json(point.settings)}});
  }
  nlohmann::ordered_json json = {{"name", study.name},
                                 {"experiment", study.experiment},
                                 {"title", study.title},
                                 {"config", nullptr},
                                 {"profile", profile_name(study.profile)},
                                 {"overrides", study.overrides},
                                 {"points", std::move(points)}};
  if (!study.file.empty())
    json["config"] = without_folders(study.file.generic_string());
  return json;
}

}  // namespace zipml
