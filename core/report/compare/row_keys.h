// Which columns of a table identify its rows.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/report/compare/keys.h"
#include "core/report/compare/matching.h"

namespace zipml {

struct RowKeys {
  std::set<std::string> columns = {};  // their names
  std::vector<Keys> first = {}, second = {};
};

// match_rows (matching.h) says how they are chosen.
RowKeys row_keys(const Table& first, const Table& second,
                 const MatchContext& context);

}  // namespace zipml
