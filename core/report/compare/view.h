// A comparison for people and programs. First what matters: what is compared,
// how many values are of which class, the verdicts that changed.
#pragma once

#include <string>
#include <vector>

#include "core/report/compare/compare.h"

namespace zipml {

struct ComparisonView {
  std::string first = {}, second = {};  // the runs, as they were named
  // The classes to list; none: all but those that say nothing (no interval, not
  // comparable, within noise, same).
  std::vector<Change> only = {};
  // Every value of them; otherwise at most kListedValues of a study, and
  // kListedVerdicts that changed.
  bool all = false;
};

inline constexpr std::size_t kListedValues = 12;
inline constexpr std::size_t kListedVerdicts = 40;

// For a terminal.
std::string comparison_to_text(const RunComparison& comparison,
                               const ComparisonView& view);

// For a pull request: the summary, a table of the studies, the verdicts that
// changed; the values of each study folded away.
std::string comparison_to_markdown(const RunComparison& comparison,
                                   const ComparisonView& view);

// {"schema": "zipml compare 1", "first", "second", "level", "tested",
// "counts": {class: number}, "only_in_first", "only_in_second": [study],
// "studies": [{"first", "second", "question": ["seed 1 | 2"], "same_draws",
// "same_parameters", "incomplete": [of the first, of the second: a text or
// null], "counts", "values": [{"table", "row", "column", "class", "first",
// "second", "relative", "difference", "p", "by_pairs"}]}]}, with every value,
// or every one of the classes `only`. Values and estimates are written as in
// findings.json (value_json.h); what does not apply is null.
std::string comparison_to_json(const RunComparison& comparison,
                               const ComparisonView& view);

}  // namespace zipml
