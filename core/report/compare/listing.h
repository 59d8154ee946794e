// What the forms of a comparison for people have in common.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/report/compare/view.h"

namespace zipml {

// "31 moved, 2 changed", of those classes that have any, from `first` to
// `last`; with "only in RUN" in place of first and second.
std::string counts_text(const ChangeCounts& counts, const ComparisonView& view,
                        Change first, Change last);

// "moved", "only in quick".
std::string class_text(Change change, const ComparisonView& view);

// Which studies are compared, the counts over all, and what "moved" means: a
// sentence or line each, without markup.
std::vector<std::string> summary_lines(const RunComparison& comparison,
                                       const ComparisonView& view);

// "naive_bias", or "naive_bias | mine" where the names differ.
std::string study_text(const StudyComparison& study);

// What differs in the question, and which cells are missing.
std::vector<std::string> remarks_on(const StudyComparison& study,
                                    const ComparisonView& view);

// A verdict that changed, with the change of its number (null: none).
struct ChangedVerdict {
  const StudyComparison* study = nullptr;
  const ComparedValue* outcome = nullptr;
  const ComparedValue* ours = nullptr;
};
std::vector<ChangedVerdict> changed_verdicts(const RunComparison& comparison);

// "within noise, p = 1.2e-3"
std::string judged_text(const ComparedValue& value, const ComparisonView& view);

// "reproduced, 15.7 [13.4, 17.9], n = 5"
std::string verdict_text(const std::string& outcome, const std::string& ours);

// A value, and how many are like it: the same two estimates elsewhere; unless
// everything is listed, also other rows of its table that are in one only, and
// of its column that changed.
struct ListedValue {
  const ComparedValue* value = nullptr;
  std::size_t alike = 0;
};
// What is listed of a study: class after class, moved numbers by their p value.
// Verdicts that changed have a list of their own, so they are left out.
std::vector<ListedValue> listed_values(const StudyComparison& study,
                                       const ComparisonView& view);

// "excess; cadata, bits 3; naive (and 7 like it)"
std::string place_text(const ListedValue& listed);
// " (and 7 like it)", or nothing.
std::string alike_text(const ListedValue& listed);

// "+100 %, difference 0.020 [0.018, 0.022], p = 1e-9 (by repetition)"; empty
// where there is nothing to say.
std::string difference_text(const ComparedValue& value);

}  // namespace zipml
