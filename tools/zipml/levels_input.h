// The numbers that levels are made for, from a file of any format.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tools/zipml/commands.h"

namespace zipml {

// A column, a tensor, or all that a file holds.
struct NumberSet {
  std::string name =
      {};  // as --column or --tensor takes it; empty: it has none
  std::vector<double> numbers = {};  // finite; -0 is 0
  // Why no levels can be made: "3 NaN, 1 infinity"; empty where they can.
  std::string problem = {};
};

// Who reads sets. Each function may be called in between any others.
struct NumberSetReader {
  // What was decided where the file left it open, and what was left out: a line
  // without its end.
  std::function<void(const std::string&)> remark = {};
  // Set `i` of `count` is read next.
  std::function<void(std::size_t i, std::size_t count)> begin = {};
  // In the order of the file.
  std::function<void(NumberSet)> take = {};
};

// What LevelsRequest::each says.
enum class EachSet { kNone, kColumn, kTensor };
// UserError for another word.
EachSet each_set(const LevelsRequest& request);

// Reads what the request names: the column, the tensor, or all numbers of an
// array; of a table the only column. With `each`, every column of numbers or
// every tensor, of which one is in memory at a time (of a table, all).
// UserError of one line, in the command's words: options that do not go
// together, several columns or tensors and none named, and all of read_table
// and the readers of tensors; without `each`, a set with a problem or without
// numbers.
void read_number_sets(const LevelsRequest& request,
                      const NumberSetReader& reader);

}  // namespace zipml
