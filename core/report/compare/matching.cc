#include "core/report/compare/matching.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/report/compare/keys.h"
#include "core/report/compare/row_keys.h"

namespace zipml {

MatchedRows match_rows(const Table& first, const Table& second,
                       const MatchContext& context) {
  RowKeys keys = row_keys(first, second, context);
  return {match_keys(keys.first, keys.second), std::move(keys.columns)};
}

std::vector<Match> match_verdicts(std::span<const Verdict> first,
                                  std::span<const Verdict> second,
                                  const MatchContext& context) {
  const auto keys_of = [&](const Verdict& verdict) {
    const std::string rule =
        verdict.claim + "\n" + verdict.kind + "\n" + verdict.data.name + "\n";
    const std::string metric = without_seeds(verdict.metric);
    std::string name = verdict.claim;
    if (!verdict.kind.empty()) name += " " + verdict.kind;
    name += ": " + verdict.metric;
    if (!verdict.data.name.empty()) name += ", " + verdict.data.name;
    return Keys{
        rule + verdict.metric, rule + metric,
        context.same_parameters ? rule + without_computed_numbers(metric) : "",
        std::move(name)};
  };
  std::vector<Keys> before, after;
  std::transform(first.begin(), first.end(), std::back_inserter(before),
                 keys_of);
  std::transform(second.begin(), second.end(), std::back_inserter(after),
                 keys_of);
  return match_keys(before, after);
}

}  // namespace zipml
