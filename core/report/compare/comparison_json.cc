#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/harness/value_json.h"
#include "core/json/text.h"
#include "core/report/compare/view.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchemaName = "zipml compare 1";
constexpr int kValueOnALine = 1000;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json counts_json(const ChangeCounts& counts) {
  Json json = Json::object();
  for (std::size_t i = 0; i < kChangeCount; ++i) {
    json[std::string(change_name(static_cast<Change>(i)))] = counts[i];
  }
  return json;
}

Json compared_json(const ComparedValue& value) {
  const auto relative = value.relative();
  const auto& difference = value.difference;
  return {{"table", value.table},
          {"row", text_or_null(value.row)},
          {"column", text_or_null(value.column)},
          {"class", change_name(value.change)},
          {"first", to_json(value.first)},
          {"second", to_json(value.second)},
          {"relative", relative ? number_to_json(*relative) : Json(nullptr)},
          {"difference",
           difference ? to_json(Value(difference->value)) : Json(nullptr)},
          {"p", difference ? number_to_json(difference->p) : Json(nullptr)},
          {"by_pairs", value.by_pairs}};
}

Json study_json(const StudyComparison& study, const ComparisonView& view) {
  Json values = Json::array();
  for (const ComparedValue& value : study.values) {
    const bool wanted =
        view.only.empty() || std::find(view.only.begin(), view.only.end(),
                                       value.change) != view.only.end();
    if (wanted) values.push_back(compared_json(value));
  }
  return {{"first", study.first_name},
          {"second", study.second_name},
          {"question", study.question.parts},
          {"same_draws", study.question.same_draws},
          {"same_parameters", study.question.same_parameters},
          {"incomplete",
           {text_or_null(study.first_cells.what_is_missing()),
            text_or_null(study.second_cells.what_is_missing())}},
          {"counts", counts_json(study.counts())},
          {"values", std::move(values)}};
}

}  // namespace

std::string comparison_to_json(const RunComparison& comparison,
                               const ComparisonView& view) {
  Json studies = Json::array();
  for (const StudyComparison& study : comparison.studies) {
    studies.push_back(study_json(study, view));
  }
  return indented_json({{"schema", kSchemaName},
                        {"first", view.first},
                        {"second", view.second},
                        {"level", comparison.level},
                        {"tested", comparison.tested},
                        {"counts", counts_json(comparison.counts())},
                        {"only_in_first", comparison.only_in_first},
                        {"only_in_second", comparison.only_in_second},
                        {"studies", std::move(studies)}},
                       kValueOnALine);
}

}  // namespace zipml
