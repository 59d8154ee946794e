#include "core/report/compare/repetition_pairs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace zipml {
namespace {

// By seed and repetition.
using ByRepetition = std::map<std::pair<std::uint64_t, int>, double>;

const Table* table_named(const Findings& findings, const std::string& id) {
  const auto found =
      std::find_if(findings.tables.begin(), findings.tables.end(),
                   [&](const Table& table) { return table.id == id; });
  return found == findings.tables.end() ? nullptr : &*found;
}

// What stands there, given that the findings have the same rows and verdicts as
// `whole`; null if not.
Value value_at(const Findings& findings, const EstimatePlace& place,
               const Findings& whole) {
  if (place.table.empty()) {
    if (findings.verdicts.size() != whole.verdicts.size()) return {};
    const Verdict& own = findings.verdicts[place.row];
    const Verdict& all = whole.verdicts[place.row];
    const bool same = own.claim == all.claim && own.kind == all.kind &&
                      own.metric == all.metric &&
                      own.data.name == all.data.name;
    return same ? Value(own.ours) : Value();
  }
  const Table* table = table_named(findings, place.table);
  const Table* all = table_named(whole, place.table);
  if (table == nullptr || all == nullptr || table->columns != all->columns ||
      table->rows.size() != all->rows.size()) {
    return {};
  }
  const auto& row = table->rows[place.row];
  const bool same =
      std::all_of(place.key.begin(), place.key.end(), [&](std::size_t column) {
        return row[column] == all->rows[place.row][column];
      });
  return same ? row[place.column] : Value();
}

// Empty when one of them has none.
ByRepetition values_at(const ComparedSide& side, const EstimatePlace& place) {
  ByRepetition values;
  for (const RepetitionFindings& own : side.repetitions) {
    const Value value = value_at(own.findings, place, side.findings);
    const bool is_one = value.is_estimate() && value.estimate().n == 1;
    if (!is_one || !std::isfinite(value.number())) return {};
    values[{own.seed, own.repetition}] = value.number();
  }
  return values;
}

bool is_near(double a, double b, double scale) {
  // Sums in another order.
  constexpr double kRounding = 1e-6;
  return std::abs(a - b) <= kRounding * scale;
}

bool is_interval_of(const Estimate& estimate, const ByRepetition& values,
                    MeanKind kind) {
  std::vector<double> list;
  for (const auto& [repetition, value] : values) list.push_back(value);
  const Estimate own = interval_of(list, kind);
  const double width = estimate.high - estimate.low;
  return own.n == estimate.n && own.n >= 2 && std::isfinite(width) &&
         is_near(own.mean, estimate.mean, width) &&
         is_near(own.low, estimate.low, width) &&
         is_near(own.high, estimate.high, width);
}

}  // namespace

std::optional<Difference> difference_by_repetition(
    const ComparedSide& first, const EstimatePlace& first_place,
    const ComparedSide& second, const EstimatePlace& second_place) {
  const ByRepetition before = values_at(first, first_place);
  const ByRepetition after = values_at(second, second_place);
  if (before.empty() || after.empty()) return std::nullopt;
  const Value first_whole =
      value_at(first.findings, first_place, first.findings);
  const Value second_whole =
      value_at(second.findings, second_place, second.findings);
  std::vector<double> a, b;
  for (const auto& [repetition, value] : before) {
    const auto partner = after.find(repetition);
    if (partner == after.end()) continue;
    a.push_back(value);
    b.push_back(partner->second);
  }
  for (const MeanKind kind :
       {MeanKind::kPlain, MeanKind::kGeometric, MeanKind::kGeometricMinusOne}) {
    if (is_interval_of(first_whole.estimate(), before, kind) &&
        is_interval_of(second_whole.estimate(), after, kind)) {
      return difference_of_pairs(a, b, kind);
    }
  }
  return std::nullopt;
}

}  // namespace zipml
