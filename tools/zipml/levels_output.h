// Levels as text and as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "tools/zipml/commands.h"
#include "tools/zipml/levels_summary.h"

namespace zipml {

// A row of the table of --each.
struct LevelsRow {
  std::string name = {};      // of the column or tensor
  LevelsSummary levels = {};  // of no points where there is a problem
  std::string problem = {};  // why there are no levels; or "one distinct value"
};

// What of a request and its method the output needs.
struct LevelsHead {
  std::string file = {};
  std::size_t levels = 16;  // that were asked for
  const optimal::Method& method;
};

// Lines that begin with '#', then the levels, one a line: numbers for `zipml
// levels` again.
std::string levels_text(const LevelsHead& head, const LevelsSummary& levels);

// One object of
//   schema                   1
//   file                     as it was given
//   column, tensor           its name, where it has one; a column without one
//                            has its number
//   points, distinct         how many numbers, how many of them different
//   method, guarantee        exact, certified or none (optimal::Guarantee)
//   levels                   ascending
//   variance                 mean rounding variance, squared units
//   uniform_variance         of the levels asked for at equal steps
//   ratio                    uniform_variance / variance; null where that is 0
//   gap                      no levels have a variance below variance - gap,
//   least_possible_variance  which is this
// A number that no double holds is the text "Infinity".
nlohmann::ordered_json levels_json(const LevelsHead& head,
                                   const std::string& kind,
                                   const std::string& name,
                                   const LevelsSummary& levels);

// A Markdown table; `kind` is "column" or "tensor".
std::string levels_table_text(const LevelsHead& head, const std::string& kind,
                              const std::vector<LevelsRow>& rows);
// One object of schema, file, method, guarantee, and "columns" or "tensors":
// an array with an object each of the other members of levels_json, and of
// largest_magnitude, and problem where there is one. Where no levels can be
// made it is name and problem alone.
nlohmann::ordered_json levels_table_json(const LevelsHead& head,
                                         const std::string& kind,
                                         const std::vector<LevelsRow>& rows);

}  // namespace zipml
