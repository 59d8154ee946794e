#include "core/harness/findings/findings_json.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "core/harness/value_json.h"
#include "core/json/text.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 2;

// In the order of their enumerations.
constexpr std::array<std::string_view, 4> kFormatNames = {"text", "integer",
                                                          "number", "percent"};
constexpr std::array<std::string_view, 2> kUseNames = {"shown", "data"};
constexpr std::array<std::string_view, 3> kOriginNames = {"ours", "paper",
                                                          "theory"};
constexpr std::array<std::string_view, 3> kFormNames = {"line", "points",
                                                        "outline"};

template <typename Enum, std::size_t size>
Enum enum_from_json(const Json& json,
                    const std::array<std::string_view, size>& names) {
  const auto& name = json.get_ref<const std::string&>();
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  throw std::runtime_error("findings: unknown name \"" + name + "\"");
}

template <typename Enum, std::size_t size>
std::string_view enum_name(Enum value,
                           const std::array<std::string_view, size>& names) {
  return names.at(static_cast<std::size_t>(value));
}

std::string string_at(const Json& json, const char* key) {
  return json.at(key).get<std::string>();
}

int int_at(const Json& json, const char* key) {
  const std::int64_t integer = integer_from_json(json.at(key));
  if (!std::in_range<int>(integer)) {
    throw std::runtime_error(std::string("findings: ") + key + " is too large");
  }
  return static_cast<int>(integer);
}

// A list of structs, element by element.
template <typename T>
Json list_to_json(const std::vector<T>& list, Json (*convert)(const T&)) {
  Json array = Json::array();
  for (const T& element : list) array.push_back(convert(element));
  return array;
}

template <typename T>
std::vector<T> list_from_json(const Json& array, T (*convert)(const Json&)) {
  if (!array.is_array()) throw std::runtime_error("findings: not an array");
  std::vector<T> list;
  list.reserve(array.size());
  for (const Json& element : array) list.push_back(convert(element));
  return list;
}

Json value_json(const Value& value) { return to_json(value); }
Json double_json(const double& number) { return number_to_json(number); }
Json string_json(const std::string& text) { return text; }
std::string string_from(const Json& json) { return json.get<std::string>(); }

Json column_json(const Column& column) {
  return {{"name", column.name},
          {"label", column.label},
          {"unit", column.unit},
          {"format", enum_name(column.format, kFormatNames)},
          {"digits", column.digits}};
}

Column column_from(const Json& json) {
  return {string_at(json, "name"), string_at(json, "label"),
          string_at(json, "unit"),
          enum_from_json<ColumnFormat>(json.at("format"), kFormatNames),
          int_at(json, "digits")};
}

Json row_json(const std::vector<Value>& row) {
  return list_to_json(row, value_json);
}

std::vector<Value> row_from(const Json& json) {
  return list_from_json(json, value_from_json);
}

// A table that is shown has no "use".
Json table_json(const Table& table) {
  Json json = {{"id", table.id},
               {"title", table.title},
               {"caption", table.caption},
               {"columns", list_to_json(table.columns, column_json)},
               {"rows", list_to_json(table.rows, row_json)}};
  if (table.use != TableUse::kShown) {
    json["use"] = enum_name(table.use, kUseNames);
  }
  return json;
}

Table table_from(const Json& json) {
  Table table{string_at(json, "id"), string_at(json, "title"),
              string_at(json, "caption"),
              list_from_json(json.at("columns"), column_from),
              list_from_json(json.at("rows"), row_from)};
  if (json.contains("use")) {
    table.use = enum_from_json<TableUse>(json.at("use"), kUseNames);
  }
  for (const auto& row : table.rows) {
    if (row.size() != table.columns.size()) {
      throw std::runtime_error("findings: table \"" + table.id +
                               "\" has a ragged row");
    }
  }
  return table;
}

Json series_json(const Series& series) {
  return {{"label", series.label},
          {"origin", enum_name(series.origin, kOriginNames)},
          {"color", series.color},
          {"markers", series.markers},
          {"form", enum_name(series.form, kFormNames)},
          {"x", list_to_json(series.x, double_json)},
          {"y", list_to_json(series.y, double_json)},
          {"low", list_to_json(series.low, double_json)},
          {"high", list_to_json(series.high, double_json)}};
}

// Runs of earlier versions have no "form", and no "infinite" in an axis.
Series series_from(const Json& json) {
  return {string_at(json, "label"),
          enum_from_json<Origin>(json.at("origin"), kOriginNames),
          int_at(json, "color"),
          json.at("markers").get<bool>(),
          json.contains("form")
              ? enum_from_json<SeriesForm>(json.at("form"), kFormNames)
              : SeriesForm::kLine,
          list_from_json(json.at("x"), number_from_json),
          list_from_json(json.at("y"), number_from_json),
          list_from_json(json.at("low"), number_from_json),
          list_from_json(json.at("high"), number_from_json)};
}

Json limit_json(const std::optional<double>& limit) {
  return limit ? number_to_json(*limit) : Json(nullptr);
}

std::optional<double> limit_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return number_from_json(json);
}

Json axis_json(const Axis& axis) {
  return {{"label", axis.label},
          {"logarithmic", axis.logarithmic},
          {"min", limit_json(axis.min)},
          {"max", limit_json(axis.max)},
          {"infinite", axis.infinite}};
}

Axis axis_from(const Json& json) {
  return {string_at(json, "label"), json.at("logarithmic").get<bool>(),
          limit_from(json.at("min")), limit_from(json.at("max")),
          json.value("infinite", Axis().infinite)};
}

Json image_json(const Image& image) {
  return {{"width", image.width},
          {"height", image.height},
          {"values", list_to_json(image.values, double_json)},
          {"low", number_to_json(image.low)},
          {"high", number_to_json(image.high)},
          {"label", image.label},
          {"diverging", image.diverging}};
}

Image image_from(const Json& json) {
  Image image{int_at(json, "width"),
              int_at(json, "height"),
              list_from_json(json.at("values"), number_from_json),
              number_from_json(json.at("low")),
              number_from_json(json.at("high")),
              string_at(json, "label"),
              json.at("diverging").get<bool>()};
  if (image.width < 0 || image.height < 0 ||
      image.values.size() != static_cast<std::size_t>(image.width) *
                                 static_cast<std::size_t>(image.height)) {
    throw std::runtime_error("findings: an image of " +
                             std::to_string(image.width) + " x " +
                             std::to_string(image.height) + " has " +
                             std::to_string(image.values.size()) + " values");
  }
  return image;
}

// A panel of curves has no "image".
Json panel_json(const Panel& panel) {
  Json json = {{"title", panel.title},
               {"x", axis_json(panel.x)},
               {"y", axis_json(panel.y)},
               {"series", list_to_json(panel.series, series_json)}};
  if (panel.image) json["image"] = image_json(*panel.image);
  return json;
}

Panel panel_from(const Json& json) {
  Panel panel{string_at(json, "title"), axis_from(json.at("x")),
              axis_from(json.at("y")),
              list_from_json(json.at("series"), series_from)};
  if (json.contains("image")) panel.image = image_from(json.at("image"));
  if (panel.image && !panel.series.empty()) {
    throw std::runtime_error("findings: panel \"" + panel.title +
                             "\" has an image and series");
  }
  return panel;
}

Json figure_json(const Figure& figure) {
  return {{"id", figure.id},
          {"title", figure.title},
          {"caption", figure.caption},
          {"panels", list_to_json(figure.panels, panel_json)}};
}

Figure figure_from(const Json& json) {
  return {string_at(json, "id"), string_at(json, "title"),
          string_at(json, "caption"),
          list_from_json(json.at("panels"), panel_from)};
}

Json verdict_json(const Verdict& verdict) {
  return {{"claim", verdict.claim},
          {"kind", verdict.kind},
          {"statement", verdict.statement},
          {"where", verdict.where},
          {"metric", verdict.metric},
          {"paper", to_json(verdict.paper)},
          {"ours",
           verdict.ours.n < 1 ? Json(nullptr) : to_json(Value(verdict.ours))},
          {"tolerance", verdict.judgement.tolerance},
          {"verdict", outcome_name(verdict.judgement.outcome)},
          {"reason", verdict.judgement.reason},
          {"by_interval", verdict.judgement.by_interval},
          {"data", verdict.data.name},
          {"stand_in", verdict.data.stands_in_for}};
}

Verdict verdict_from(const Json& json) {
  const Value ours = value_from_json(json.at("ours"));
  return {.claim = string_at(json, "claim"),
          .kind = string_at(json, "kind"),
          .statement = string_at(json, "statement"),
          .where = string_at(json, "where"),
          .metric = string_at(json, "metric"),
          .paper = value_from_json(json.at("paper")),
          .ours = ours.is_null() ? Estimate() : ours.estimate(),
          .data = {string_at(json, "data"), string_at(json, "stand_in")},
          .judgement = {outcome_from_name(string_at(json, "verdict")),
                        string_at(json, "tolerance"), string_at(json, "reason"),
                        json.at("by_interval").get<bool>()}};
}

Json counts_json(const CellCounts& cells) {
  return {{"planned", cells.planned},
          {"failed", cells.failed},
          {"timed_out", cells.timed_out},
          {"not_run", cells.not_run}};
}

CellCounts counts_from(const Json& json) {
  const auto count = [&](const char* name) {
    return integer_from_json(json.at(name));
  };
  return {count("planned"), count("failed"), count("timed_out"),
          count("not_run")};
}

Json public_verdict_json(const Verdict& verdict, const StudyVerdicts& study,
                         const VerdictRecipe* recipe) {
  const std::optional<double> ratio = ratio_to_paper(verdict);
  const Estimate& ours = verdict.ours;
  Json mean = nullptr, interval = nullptr, stand_in = nullptr;
  if (ours.n > 0 && std::isfinite(ours.mean)) {
    mean = ours.mean;
    // A number without sampling error has no interval.
    if (std::isfinite(ours.low) && std::isfinite(ours.high) &&
        ours.low < ours.high) {
      interval = {ours.low, ours.high};
    }
  }
  if (!verdict.data.stands_in_for.empty())
    stand_in = verdict.data.stands_in_for;
  const std::string missing = study.cells.what_is_missing();
  return {{"study", study.study},
          {"claim", verdict.claim},
          {"kind", verdict.kind},
          {"statement", verdict.statement},
          {"where", verdict.where},
          {"metric", verdict.metric},
          {"paper", to_json(verdict.paper)},
          {"ours", mean},
          {"ratio", ratio ? Json(*ratio) : Json(nullptr)},
          {"ci95", interval},
          {"n", ours.n},
          {"tolerance", verdict.judgement.tolerance},
          {"verdict", outcome_name(verdict.judgement.outcome)},
          {"reason", verdict.judgement.reason},
          {"profile", study.profile},
          {"data", verdict.data.name},
          {"stand_in", stand_in},
          {"incomplete", missing.empty() ? Json(nullptr) : Json(missing)},
          {"command", recipe && !recipe->command.empty() ? Json(recipe->command)
                                                         : Json(nullptr)},
          {"seconds", recipe ? Json(recipe->seconds) : Json(nullptr)}};
}

}  // namespace

std::string findings_to_json(const Findings& findings) {
  return indented_json(
      {{"schema", kSchema},
       {"tables", list_to_json(findings.tables, table_json)},
       {"figures", list_to_json(findings.figures, figure_json)},
       {"verdicts", list_to_json(findings.verdicts, verdict_json)},
       {"notes", list_to_json(findings.notes, string_json)},
       {"cells", counts_json(findings.cells)}});
}

Findings findings_from_json(std::string_view text) {
  try {
    const Json json = parse_stored_json(text);
    if (json.at("schema") != kSchema) {
      throw std::runtime_error("findings: schema " + json.at("schema").dump() +
                               " is not one that this version reads");
    }
    return {list_from_json(json.at("tables"), table_from),
            list_from_json(json.at("figures"), figure_from),
            list_from_json(json.at("verdicts"), verdict_from),
            list_from_json(json.at("notes"), string_from),
            counts_from(json.at("cells"))};
  } catch (const Json::exception& error) {
    throw std::runtime_error(std::string("findings: ") + error.what());
  } catch (const std::bad_variant_access&) {
    throw std::runtime_error("findings: a value of another type");
  }
}

std::string verdicts_to_json(std::span<const StudyVerdicts> studies) {
  Json array = Json::array();
  for (const StudyVerdicts& study : studies) {
    for (std::size_t i = 0; i < study.verdicts.size(); ++i) {
      const VerdictRecipe* const recipe =
          study.recipes.empty() ? nullptr : &study.recipes.at(i);
      array.push_back(public_verdict_json(study.verdicts[i], study, recipe));
    }
  }
  return indented_json(
      {{"schema", "zipml verdicts 1"}, {"verdicts", std::move(array)}});
}

}  // namespace zipml
