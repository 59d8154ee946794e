#include "experiments/debiased_single/analysis.h"

#include <fmt/format.h>

#include <functional>
#include <limits>

#include "experiments/linear/step_search_table.h"

namespace zipml::debiased_single {

const RunsByMethod& SetRuns::judged() const {
  const auto own = low.find("own");
  return own != low.end() ? own->second : low.begin()->second;
}

const Runs* find_runs(const RunsByMethod& runs, const std::string& method,
                      int bits) {
  const auto of_method = runs.find(method);
  if (of_method == runs.end()) return nullptr;
  const auto found = of_method->second.find(bits);
  return found == of_method->second.end() ? nullptr : &found->second;
}

std::vector<double> relative_excess(const Runs& runs) {
  const double least = optimum_of(runs);
  std::vector<double> excess = runs.values("final_loss");
  for (double& value : excess) value = value / least - 1;
  return excess;
}

Estimate above_other(const Runs& method, const Runs& other) {
  return mean_ratio_minus_one(pairwise(method.values("final_loss"),
                                       other.values("final_loss"),
                                       std::divides<double>()));
}

double bits_a_value(const Runs& low, const Runs& full) {
  const auto moved = [](const Runs& runs) {
    const std::vector<Record>& rows = runs.front().rows;
    return rows.size() < 2 ? std::numeric_limits<double>::quiet_NaN()
                           : rows[1].number("sample_bits");
  };
  return 32 * moved(low) / moved(full);
}

Findings Cells::analyse(const Results& results) const {
  std::vector<SetRuns> sets;
  for (const Set& set : sets_) {
    SetRuns own{.problem = set.problem,
                .full = Runs(results, set.full),
                .searches = runs_of(results, set.searches),
                .variance = runs_of(results, set.variance),
                .fixed_point = runs_of(results, set.fixed_point)};
    for (const auto& [rule, groups] : set.low) {
      own.low[rule] = runs_of(results, groups);
    }
    sets.push_back(std::move(own));
  }
  Findings findings{
      .tables = make_tables(sets, rules_, bits_),
      .figures = make_figures(sets, rules_, bits_, figure_bits()),
      .verdicts = make_verdicts(sets, bits_, figure_bits()),
      .notes = {fmt::format(
                    "All methods have the same stored bits of a value ({} "
                    "draws): b bits are 2^b levels of one draw and 2^(b-1) of "
                    "two without their order, whose code has 2 (2^(b-1) - 1) + "
                    "1 = 2^b - 1 states. Two draws have at least 3 states: "
                    "there are none in one bit.",
                    parameters().text("quantization.draws")),
                "Neither the pair sum nor one draw less the mean diagonal is "
                "in the paper; both are for least squares (LS-SVM) alone.",
                kTrainingAssumption}};
  findings.tables.push_back(step_search_table(searches_, results));
  return findings;
}

}  // namespace zipml::debiased_single
