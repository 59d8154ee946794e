#include "core/report/compare/compare_testing.h"

#include <fmt/format.h>

#include <utility>

namespace zipml {

StudyQuestion question_of(std::uint64_t seed, int epochs) {
  GridPoint point;
  point.settings.seed = seed;
  point.settings.repetitions = 5;
  point.settings.parameters = {{"bits", Value::List{3, 4}},
                               {"sgd.epochs", epochs}};
  return {.experiment = "naive_bias",
          .version = 2,
          .numerics = {{"sgd", 1}},
          .profile = "quick",
          .points = {point}};
}

ComparedSide side_of(const Table& table, StudyQuestion question) {
  ComparedSide side{.name = "naive_bias", .question = std::move(question)};
  side.findings.tables = {table};
  return side;
}

StudyComparison compare_sides(const ComparedSide& first,
                              const ComparedSide& second) {
  const StudyPair pair{first, second};
  return compare_runs(std::span(&pair, 1)).studies.front();
}

StudyComparison compare_tables(const Table& first, const Table& second,
                               const StudyQuestion& first_question,
                               const StudyQuestion& second_question) {
  return compare_sides(side_of(first, first_question),
                       side_of(second, second_question));
}

std::vector<std::string> lines_of(const StudyComparison& comparison) {
  std::vector<std::string> lines;
  for (const ComparedValue& value : comparison.values) {
    if (value.change == Change::kSame) continue;
    lines.push_back(fmt::format("{}: {}; {}", change_name(value.change),
                                value.row, value.column));
  }
  return lines;
}

}  // namespace zipml
