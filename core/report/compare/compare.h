// Two runs, number by number and verdict by verdict: what differs by more than
// its noise.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/significance.h"
#include "core/harness/findings/findings.h"
#include "core/report/compare/question.h"

namespace zipml {

// What became of a number, a text or an outcome, from the first to the second.
enum class Change {
  kVerdictChanged,  // the outcome is another one
  // Both have an interval, and the difference is significant
  // (RunComparison::level).
  kMoved,
  // The same question has another answer, and no interval says that it is
  // noise: an exact number, a text, one that was not measured in one of them.
  kChanged,
  kOnlyInFirst,  // a table, row, column or verdict
  kOnlyInSecond,
  // The outcome is inconclusive in one of them, by an interval, its number has
  // not moved, and other seeds or repetitions were asked for: noise alone does
  // that.
  kVerdictUndecided,
  // A number without an interval (n = 1, say) differs, and what was asked does
  // too: other seeds, repetitions or parameters. It may be noise.
  kNoInterval,
  // With other seeds chance may have made it: it has no partner; it is of
  // something else, as another text in its row says, or another value of the
  // paper beside its verdict; or it has moved, and the two runs have made other
  // choices for its data (StudyComparison::choices).
  kNotComparable,
  kWithinNoise,  // both have an interval: not significant
  kSame,
};
inline constexpr std::size_t kChangeCount = 10;

// "verdict changed", "moved", "changed", "only in first", "only in second",
// "no interval", "not comparable", "within noise", "same".
std::string_view change_name(Change change);
// Also with '-' for each space. UserError, with a suggestion, for an unknown
// name.
Change change_from_name(const std::string& name);

struct ComparedValue {
  std::string table = {};   // its id; "verdicts"
  std::string row = {};     // empty: the table, or a column of it
  std::string column = {};  // its name; empty: the row or table as a whole
  Change change = Change::kSame;
  Value first = {}, second = {};
  std::string first_text = {}, second_text = {};  // for people
  ColumnFormat format = ColumnFormat::kNumber;    // of its column
  // Of two numbers with intervals that are not the same.
  std::optional<Difference> difference = {};
  // In place of the interval alone: the differences repetition by repetition.
  bool by_pairs = false;

  // second / first - 1, where both are numbers and the first is not 0.
  std::optional<double> relative() const;
};

// What one repetition alone has found.
struct RepetitionFindings {
  std::uint64_t seed = 1;
  int repetition = 0;
  Findings findings = {};
};

// One of the two studies that are compared.
struct ComparedSide {
  std::string name = {};
  StudyQuestion question = {};
  Findings findings = {};
  // Every repetition alone, or nothing: where both sides have the same ones,
  // numbers are compared pair by pair too.
  std::vector<RepetitionFindings> repetitions = {};
};

struct StudyPair {
  ComparedSide first, second;
};

using ChangeCounts = std::array<std::int64_t, kChangeCount>;

struct StudyComparison {
  std::string first_name = {}, second_name = {};
  QuestionDifference question = {};
  CellCounts first_cells = {}, second_cells = {};
  // The labels of rows that say other words though other seeds alone were asked
  // for: "synthetic-100", where the search for a step has chosen another one.
  // Intervals over repetitions are of the choices that a run has made, and say
  // nothing of others.
  std::set<std::string> choices = {};
  // All, the same ones too; of each class in the order of the tables, then the
  // verdicts.
  std::vector<ComparedValue> values = {};

  // Numbers, texts and outcomes of the class; what is in one only is one,
  // however many cells it has.
  ChangeCounts counts() const;
};

struct RunComparison {
  std::vector<StudyComparison> studies = {};
  // The names of those without a partner.
  std::vector<std::string> only_in_first = {}, only_in_second = {};
  // The chance that even one number of two runs that do not differ is called
  // moved is at most this.
  double level = 0.01;
  std::int64_t tested = 0;  // pairs of different estimates that were judged

  ChangeCounts counts() const;
  // Studies without a partner, and what is missing in others.
  bool is_missing_some() const;
};

inline constexpr double kComparisonLevel = 0.01;

// Values are matched as matching.h says. Of two estimates, each with an
// interval, independent_difference (core/base/significance.h) gives the p
// value; where both sides hold the same repetitions, and the estimates are
// their means or geometric means, it is twice the smaller of that and the
// paired test's. Those of all studies together are judged by holm_rejected at
// `level`, the same two estimates once.
RunComparison compare_runs(std::span<const StudyPair> pairs,
                           double level = kComparisonLevel);

}  // namespace zipml
