// Which rows and verdicts of two versions of a study are the same.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

// What matching knows of the studies.
struct MatchContext {
  // Columns of these names identify rows (parameter_names).
  std::set<std::string> parameters = {};
  // Of each study, the parameters with one value: what stands for the column of
  // a swept parameter where only the other study has swept it.
  Record first_fixed = {}, second_fixed = {};
  // Then labels that differ in computed numbers ("0.73") only are the same.
  bool same_parameters = false;
};

// An element of both, or of one.
struct Match {
  std::optional<std::size_t> first = {}, second = {};
  std::string name = {};  // for people; without double

  bool is_in_both() const { return first && second; }
};

struct MatchedRows {
  // In the order of the first table, then what only the second has.
  std::vector<Match> rows = {};
  std::set<std::string> key = {};  // the names of the columns that identify
};

// Rows are matched by the cells of their leading columns, up to the first with
// an interval: by the first, if it holds texts, by those named after a
// parameter, and by as many others, from the left, as it takes for each row to
// be the only one. Of numbers that are no
// integers, those count that both tables have, as others are computed; words
// that follow one count after it. The
// columns of seeds ("seed", "swept_seed") decide where both tables have the
// same; other rows of other seeds match in their order. So do rows that are not
// told apart.
MatchedRows match_rows(const Table& first, const Table& second,
                       const MatchContext& context);

// By claim, kind, metric and data; the seeds in a swept study's metrics, and
// verdicts that are not told apart, as rows.
std::vector<Match> match_verdicts(std::span<const Verdict> first,
                                  std::span<const Verdict> second,
                                  const MatchContext& context);

}  // namespace zipml
