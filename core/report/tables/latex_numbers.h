// Numbers of a study as LaTeX macros, so that a text never copies one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

struct MacroChoice {
  // Begins every name: letters, not "end...". Empty: "zip" and the study's name
  // ("zipNaiveBias"), so that two studies do not collide; two runs of one need
  // prefixes of their own.
  std::string prefix = {};
  // Each a TABLE, a TABLE.COLUMN or a claim; none: all verdicts.
  std::vector<std::string> only = {};
  // Columns and the text (exact_text) that a row must have there; tables
  // without the column are not asked.
  std::vector<std::pair<std::string, std::string>> where = {};
};

// One \newcommand a number, with a comment that says which it is:
//   \<prefix><Table><Row><Column>      a number of a table that is shown to
//       people; an estimate also with Low and High at the end
//   \<prefix><Claim><Kind><Data>Ours   of a verdict, with OursLow, OursHigh,
//       Paper and Outcome; Kind is the name of its rule
// <Row> is made of the row's leading cells of text and whole numbers (those
// with the column's name before them), without columns that are the same in
// all rows.
// Names are letters only, each word with a capital, digits spelled out. One of
// more than kLongestMacro letters (prefix, Low and such apart) has its words
// cut to three letters, and ends in four letters made of the whole; so do those
// that would be equal, a verdict's made of its metric too. So a name does not
// depend on what else there is; only rows that even so are named alike are told
// apart by their order, with a letter.
// UserError, with the names that there are: a choice that does not exist or
// chooses nothing, a prefix that is not of letters.
std::string latex_numbers(std::string_view study, const Findings& findings,
                          const MacroChoice& choice = {});

inline constexpr std::size_t kLongestMacro = 40;

// "naive_bias 3.5" -> "NaiveBiasThreePointFive": letters of ASCII only.
std::string letters_only(std::string_view text);

}  // namespace zipml
