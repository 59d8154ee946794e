#include "tools/zipml/levels_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/harness/findings/table_of.h"
#include "core/report/tables/markdown.h"

namespace zipml {
namespace {

using Json = nlohmann::ordered_json;
using Limits = std::numeric_limits<double>;

const char* guarantee_name(optimal::Guarantee guarantee) {
  switch (guarantee) {
    case optimal::Guarantee::kExact:
      return "exact";
    case optimal::Guarantee::kCertified:
      return "certified";
    case optimal::Guarantee::kNone:
      return "none";
  }
  return "";
}

// A variance that is not known to be 0.
std::string variance_text(double variance) {
  if (std::isinf(variance)) return fmt::format("above {:.6g}", Limits::max());
  if (variance == 0) return fmt::format("below {:.6g}", Limits::denorm_min());
  return fmt::format("{:.6g}", variance);
}

// What is known of how good the levels are.
std::string certificate(const LevelsHead& head, const LevelsSummary& levels) {
  if (levels.every_point_has_a_level()) {
    return "every point has a level of its own";
  }
  switch (head.method.guarantee) {
    case optimal::Guarantee::kExact:
      return fmt::format("no {} levels have a smaller variance", head.levels);
    case optimal::Guarantee::kCertified:
      return fmt::format(
          "certified gap {}: no {} levels have a variance below {}",
          levels.gap == 0 ? "0" : variance_text(levels.gap), head.levels,
          levels.least_possible_variance == 0
              ? "0"
              : variance_text(levels.least_possible_variance));
    case optimal::Guarantee::kNone:
      return fmt::format(
          "not the least variance of {} levels: `exact` gives it", head.levels);
  }
  return "";
}

Json number_json(double number) {
  if (std::isnan(number)) return nullptr;
  if (std::isinf(number)) return "Infinity";
  return number;
}

// The members after those that name the set and the method.
void add_numbers(Json& object, const LevelsSummary& levels) {
  object["levels"] = levels.levels;
  object["variance"] = number_json(levels.variance);
  object["uniform_variance"] = number_json(levels.uniform_variance);
  object["ratio"] = number_json(levels.ratio);
  object["gap"] = number_json(levels.gap);
  object["least_possible_variance"] =
      number_json(levels.least_possible_variance);
}

bool has_levels(const LevelsRow& row) { return !row.levels.levels.empty(); }

// Null where there are no levels.
std::function<Value(const LevelsRow&)> number_of(double LevelsSummary::*field) {
  return [field](const LevelsRow& row) {
    return has_levels(row) ? Value(row.levels.*field) : Value();
  };
}

std::int64_t bits_for(std::size_t levels) {
  return std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::bit_width(levels - 1)));
}

}  // namespace

std::string levels_text(const LevelsHead& head, const LevelsSummary& levels) {
  const bool all = levels.every_point_has_a_level();
  std::string text =
      fmt::format("# {} points, {} levels by {}\n", levels.points,
                  levels.levels.size(), head.method.name);
  text += fmt::format(
      "# variance {} (mean rounding variance, squared units of the points)\n",
      all ? "0" : variance_text(levels.variance));
  text += fmt::format("# uniform levels: variance {}",
                      all ? "0" : variance_text(levels.uniform_variance));
  if (std::isfinite(levels.ratio)) {
    text += fmt::format(", {:.4g} times that", levels.ratio);
  }
  text += fmt::format("\n# {}\n", certificate(head, levels));
  for (const double level : levels.levels) text += fmt::format("{}\n", level);
  return text;
}

Json levels_json(const LevelsHead& head, const std::string& kind,
                 const std::string& name, const LevelsSummary& levels) {
  Json object{{"schema", "zipml levels 1"}, {"file", head.file}};
  if (!name.empty()) object[kind] = name;
  object["points"] = levels.points;
  object["distinct"] = levels.distinct;
  object["method"] = head.method.name;
  object["guarantee"] = guarantee_name(head.method.guarantee);
  add_numbers(object, levels);
  return object;
}

std::string levels_table_text(const LevelsHead& head, const std::string& kind,
                              const std::vector<LevelsRow>& rows) {
  const auto number = [](const char* label, double LevelsSummary::*field) {
    return ColumnOf<LevelsRow>{
        {.label = label, .format = ColumnFormat::kNumber}, number_of(field)};
  };
  const auto count = [](const char* label, auto of) {
    return ColumnOf<LevelsRow>{
        {.label = label, .format = ColumnFormat::kInteger},
        [of](const LevelsRow& row) {
          return has_levels(row) ? Value(static_cast<std::int64_t>(of(row)))
                                 : Value();
        }};
  };
  const bool is_optimal = head.method.guarantee == optimal::Guarantee::kExact;
  std::vector<ColumnOf<LevelsRow>> columns = {
      {{.label = kind},
       [](const LevelsRow& row) { return Value(printable(row.name)); }},
      {{.label = "numbers", .format = ColumnFormat::kInteger},
       [](const LevelsRow& row) {
         return Value(static_cast<std::int64_t>(row.levels.points));
       }},
      count("levels",
            [](const LevelsRow& row) { return row.levels.levels.size(); }),
      count("bits",
            [](const LevelsRow& row) {
              return bits_for(row.levels.levels.size());
            }),
      number("uniform variance", &LevelsSummary::uniform_variance),
      number(is_optimal ? "optimal variance" : "variance",
             &LevelsSummary::variance),
      number("ratio", &LevelsSummary::ratio),
  };
  if (head.method.guarantee == optimal::Guarantee::kCertified) {
    columns.push_back(number("certified gap", &LevelsSummary::gap));
  }
  columns.push_back(number("largest magnitude", &LevelsSummary::largest));
  const bool any_problem =
      std::any_of(rows.begin(), rows.end(),
                  [](const LevelsRow& row) { return !row.problem.empty(); });
  if (any_problem) {
    columns.push_back({{.label = "remark"}, [](const LevelsRow& row) {
                         return Value(row.problem);
                       }});
  }
  const TableHead table{
      .title = printable(head.file),
      .caption = fmt::format(
          "Up to {} levels by {}; ratio is uniform over {} variance. Variances "
          "are mean rounding variances, in squared units of the numbers.",
          head.levels, head.method.name, is_optimal ? "optimal" : "this")};
  return table_to_markdown(table_of(table, rows, columns));
}

Json levels_table_json(const LevelsHead& head, const std::string& kind,
                       const std::vector<LevelsRow>& rows) {
  Json sets = Json::array();
  for (const LevelsRow& row : rows) {
    Json& set = sets.emplace_back(Json::object());
    set[kind] = row.name;
    set["points"] = row.levels.points;
    if (has_levels(row)) {
      set["distinct"] = row.levels.distinct;
      add_numbers(set, row.levels);
      set["largest_magnitude"] = row.levels.largest;
    }
    if (!row.problem.empty()) set["problem"] = row.problem;
  }
  Json object{{"schema", "zipml levels 1"}, {"file", head.file}};
  object["method"] = head.method.name;
  object["guarantee"] = guarantee_name(head.method.guarantee);
  object[kind + "s"] = std::move(sets);
  return object;
}

}  // namespace zipml
