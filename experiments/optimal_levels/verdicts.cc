#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/statistics.h"
#include "core/harness/findings/judge.h"
#include "experiments/optimal_levels/analysis.h"
#include "experiments/optimal_levels/instances.h"

namespace zipml::optimal_levels {
namespace {

constexpr const char* kDrawn = "drawn points";

Verdict about(std::string statement, std::string where_, std::string metric) {
  Verdict verdict;
  verdict.claim = "C10";
  verdict.statement = std::move(statement);
  verdict.where = std::move(where_);
  verdict.metric = std::move(metric);
  verdict.data = kDrawn;
  return verdict;
}

// A verdict on the largest of `count` numbers without sampling error;
// inconclusive when there is none.
void decide(Verdict& verdict, double value, std::int64_t count, bool holds,
            std::string rule, std::string numbers) {
  verdict.ours = {value, value, value, count};
  Judgement judgement = judge_fact(holds, std::move(rule), std::move(numbers));
  if (count == 0) {
    judgement.outcome = Outcome::kInconclusive;
    judgement.reason = "nothing was measured";
  }
  apply(judgement, verdict);
}

Verdict against_brute_force(const std::vector<Record>& rows,
                            const std::string& statement,
                            const std::string& where_,
                            const std::function<bool(const Record&)>& is_ours) {
  Verdict verdict = about(statement, where_,
                          "share of small instances in which the levels cost "
                          "what brute force finds");
  verdict.paper = 1.0;
  std::int64_t instances = 0, agree = 0;
  double worst = 0;
  for (const Record& row : rows) {
    if (!is_ours(row)) continue;
    instances += row.integer("instances");
    agree += row.integer("agree");
    worst = std::max(worst, row.number("worst"));
  }
  decide(verdict,
         static_cast<double>(agree) /
             static_cast<double>(std::max<std::int64_t>(instances, 1)),
         instances, agree == instances,
         fmt::format("all agree, to a relative {:g} (rounding)", kRounding),
         fmt::format("{} of {} agree; the largest difference is {:.2g}", agree,
                     instances, worst));
  return verdict;
}

Verdict lemma_3(const std::vector<Record>& rows) {
  Verdict verdict = about(
      "Some optimal set of levels stands at points only, ends included.",
      "Lemma 3",
      "largest advantage of levels anywhere in [0, 1], (optimum at points - "
      "found) / optimum");
  verdict.paper = 0.0;
  const double advantage = largest(rows, "advantage");
  const std::int64_t searches = sum(rows, "searches");
  decide(verdict, advantage, searches, advantage <= kRounding,
         fmt::format("no search over the reals beats points by more than a "
                     "relative {:g} (rounding)",
                     kRounding),
         fmt::format("{} searches, of which {} ended at the optimum; largest "
                     "advantage {:.2g}",
                     searches, sum(rows, "reached"), advantage));
  return verdict;
}

Verdict linear_between_points(const std::vector<Record>& rows) {
  Verdict verdict = about(
      "Moving one level between neighbouring points changes MV as A b + C, so "
      "an end is at least as good (the lemma's proof).",
      "Lemma 3",
      "largest departure of MV from a straight line between two points, "
      "relative");
  verdict.paper = 0.0;
  const double bend = largest(rows, "bend");
  const double better = largest(rows, "better");
  const std::int64_t moves = sum(rows, "moves");
  decide(verdict, bend, moves, bend <= kRounding && better <= kRounding,
         fmt::format("straight, and no place between beats both ends, to a "
                     "relative {:g} (rounding)",
                     kRounding),
         fmt::format("{} moves; largest departure {:.2g}, largest gain between "
                     "points {:.2g}",
                     moves, bend, better));
  return verdict;
}

Verdict theorem_2(const std::vector<Record>& rows, const std::string& field,
                  const std::string& statement) {
  Verdict verdict = about(statement, "Theorem 2",
                          "largest (MV on M candidates - optimum) / bound, "
                          "with a = 1 and the b and c of the very points");
  const double worst = largest(rows, "gap", field);
  const auto count = static_cast<std::int64_t>(rows.size());
  decide(verdict, worst, count, worst <= 1, "at most 1 in every case",
         fmt::format("{} cases of shape, k, M and repetition; largest {:.3g}",
                     count, worst));
  return verdict;
}

Verdict gap_falls(const std::vector<Record>& rows, const std::string& x,
                  const std::string& statement) {
  Verdict verdict = about(statement, "Theorem 2, section 3.2",
                          fmt::format("exponent p of the gap ~ {}^p",
                                      x == "candidates" ? "M" : "k"));
  verdict.paper = -1.0;
  verdict.ours = t_interval(gap_exponents(rows, x));
  apply(judge_below(verdict.ours, -1), verdict);
  return verdict;
}

Verdict theorem_9(const std::vector<Record>& rows) {
  Verdict verdict = about("ADAQUANT's MV is at most (1 + 1/gamma) OPT_k.",
                          "Theorem 9", "largest MV / ((1 + 1/gamma) OPT_k)");
  const auto count = static_cast<std::int64_t>(rows.size());
  double worst = 0;
  for (const Record& row : rows) {
    worst = std::max(worst, row.number("greedy_ratio") / row.number("bound"));
  }
  decide(verdict, worst, count, worst <= 1, "at most 1 in every case",
         fmt::format("{} cases of shape, N, k, gamma and repetition; largest "
                     "{:.3g}",
                     count, worst));
  return verdict;
}

Verdict interval_count(const std::vector<Record>& rows,
                       const std::string& limit, const std::string& statement) {
  Verdict verdict = about(statement, "Algorithm 1, Theorem 9",
                          "largest intervals / limit, delta = 0");
  const auto count = static_cast<std::int64_t>(rows.size());
  const double worst = largest(rows, "used", limit);
  decide(verdict, worst, count, worst <= 1, "at most 1 in every case",
         fmt::format("{} cases; largest {:.3g}", count, worst));
  return verdict;
}

Verdict theorem_8(const std::vector<Record>& rows) {
  Verdict verdict =
      about("ADAQUANT takes O(N log N) time.", "Theorem 8",
            "largest number of pairs whose cost is looked at, over N log2 N");
  const auto count = static_cast<std::int64_t>(rows.size());
  double worst = 0;
  for (const Record& row : rows) {
    const double n = row.number("points");
    worst = std::max(worst, row.number("merges") / (n * std::log2(n)));
  }
  const Estimate exponent = t_interval(merge_exponents(rows));
  decide(verdict, worst, count, worst <= 1, "at most 1 at every size",
         fmt::format("largest {:.3g}; the pairs grow as N^{:.3f} [{:.3f}, "
                     "{:.3f}] (a count, not a time)",
                     worst, exponent.mean, exponent.low, exponent.high));
  return verdict;
}

Verdict two_approximation(const Measured& measured) {
  Verdict verdict = about(
      "The dynamic program on ADAQUANT's 4k levels is a general "
      "2-approximation with k intervals.",
      "section 3, supplement I (no proof given)",
      "worst MV of the program over OPT_k");
  verdict.data = "drawn, searched and constructed points";
  verdict.paper = 2.0;
  std::vector<Record> at_gamma_one = where(measured.at("greedy"), "gamma", 1.0);
  const std::vector<Record>& searched = measured.at("adversary");
  const std::vector<Record>& built = measured.at("constructed");
  const double drawn = std::max(largest(at_gamma_one, "program_ratio"),
                                largest(searched, "start_ratio"));
  const double found = largest(searched, "ratio");
  const double of_distinct =
      largest(where(searched, "multiplicity", 1.0), "ratio");
  const double of_family = largest(built, "ratio");
  const double worst = std::max({drawn, found, of_family});
  const auto count = sum(searched, "instances") +
                     static_cast<std::int64_t>(at_gamma_one.size()) +
                     static_cast<std::int64_t>(built.size());
  decide(verdict, worst, count, worst <= 2, "at most 2 in every instance",
         fmt::format("worst drawn {:.4g}, found by hill climbing {:.4g} "
                     "(distinct points {:.4g}), of the constructed family "
                     "{:.4g} (distinct points {:.4g})",
                     drawn, found, of_distinct, of_family,
                     largest(where(built, "distinct", true), "ratio")));
  return verdict;
}

Verdict no_constant(const std::vector<Record>& rows) {
  Verdict verdict = about(
      "No constant would do in its place: on a constructed family the ratio "
      "minus 1 grows as 1 / w (ours).",
      "not in the paper", "exponent p of ratio - 1 ~ w^p, distinct points");
  verdict.data = "constructed points";
  std::vector<double> x, y;
  for (const Record& row : where(rows, "distinct", true)) {
    x.push_back(row.number("width"));
    y.push_back(row.number("excess"));
  }
  verdict.ours = fit_power_law(x, y).slope;
  apply(judge_within(verdict.ours, -1, 0.1), verdict);
  return verdict;
}

Verdict crowding(const CellMaker& cells, const ProblemSpec& data,
                 const Results& results) {
  Verdict verdict = about(
      "Optimal levels are dense where the values are.", "section 3, Fig 3",
      "levels a unit of length between the quartiles over those of the whole "
      "range, mean over features (1 for uniform levels)");
  verdict.data = data.set;
  verdict.data.stands_in_for = data.stand_in_for;
  std::vector<double> values;
  for (const Record& row : features_of(cells, results, data)) {
    // 0: the quartiles coincide.
    if (row.number("crowding") > 0) values.push_back(row.number("crowding"));
  }
  verdict.ours = t_interval(values);
  apply(judge_above(verdict.ours, 1), verdict);
  return verdict;
}

}  // namespace

std::vector<Verdict> make_verdicts(const CellMaker& cells,
                                   const Measured& measured,
                                   const Results& results) {
  const std::vector<Record>& small = measured.at("brute_force");
  const std::vector<Record>& discretised = measured.at("discretised");
  const std::vector<Record>& greedy = measured.at("greedy");
  const auto is_program = [](const Record& row) {
    return row.text("method").starts_with("dynamic_program");
  };
  std::vector<Verdict> verdicts = {
      against_brute_force(small, "The dynamic program finds optimal levels.",
                          "section 3.1, supplement H", is_program),
      against_brute_force(
          small, "So do the faster exact methods, by every way (ours).",
          "not in the paper",
          [&](const Record& row) { return !is_program(row); }),
      lemma_3(measured.at("off_points")),
      linear_between_points(measured.at("off_points")),
      theorem_2(discretised, "printed",
                "The best levels on M candidates cost at most a^2 b k / (4 "
                "M^3) + a^2 b c^2 / (M k) more than the optimum (as "
                "printed)."),
      theorem_2(discretised, "halved",
                "The same with a^2 b c^2 / (2 M k), the sum behind it (ours)."),
      gap_falls(discretised, "candidates",
                "The gap is O(1/(M k)), read as a rate: at the same k it falls "
                "at least as fast as 1/M."),
      gap_falls(discretised, "intervals",
                "The gap is O(1/(M k)), read as a rate: at the same M it falls "
                "at least as fast as 1/k."),
      theorem_9(greedy),
      interval_count(greedy, "limit",
                     "ADAQUANT ends with at most 2 (1 + gamma) k + delta "
                     "intervals (as printed)."),
      interval_count(greedy, "odd_limit",
                     "ADAQUANT ends with at most 2 ceil((1 + gamma) k) + 1 "
                     "intervals: with an odd number left over, every pair "
                     "stays split (ours)."),
      theorem_8(greedy),
      two_approximation(measured),
      no_constant(measured.at("constructed"))};
  for (const ProblemSpec& data : cells.data()) {
    verdicts.push_back(crowding(cells, data, results));
  }
  return verdicts;
}

}  // namespace zipml::optimal_levels
