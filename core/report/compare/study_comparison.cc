#include "core/report/compare/study_comparison.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/report/compare/matching.h"
#include "core/report/compare/repetition_pairs.h"
#include "core/report/format.h"
#include "core/report/verdicts.h"

namespace zipml {
namespace {

constexpr const char* kVerdicts = "verdicts";

// What a value can say of its own noise.
enum class Noise {
  kUnknown,  // an estimate of one value
  kNumber,   // a number: exact, or a mean that hides how noisy it is
  kExact,    // a text, an integer, a truth value
  kKnown,    // an estimate with an interval
};

Noise noise_of(const Value& value) {
  if (value.is_estimate()) {
    const Estimate& estimate = value.estimate();
    if (!std::isfinite(estimate.high - estimate.low)) return Noise::kUnknown;
    return estimate.low == estimate.high ? Noise::kNumber : Noise::kKnown;
  }
  if (value.is_number() && !value.is_integer()) return Noise::kNumber;
  return Noise::kExact;
}

bool has_number(const Value& value) {
  return value.is_number() || value.is_estimate();
}

// Of two different values that no interval judges.
Change without_interval(const Value& first, const Value& second,
                        const QuestionDifference& question) {
  const Noise before = noise_of(first), after = noise_of(second);
  if (before == Noise::kUnknown || after == Noise::kUnknown) {
    return Change::kNoInterval;
  }
  if (question.same_question()) return Change::kChanged;
  // A number may be a mean, of which a text or a count can be made.
  const bool exact = before == Noise::kExact && after == Noise::kExact;
  return exact && question.same_draws ? Change::kChanged : Change::kNoInterval;
}

// Of two values of a cell, the tested ones provisionally within noise.
Change change_of(const ComparedValue& value,
                 const QuestionDifference& question) {
  const Value& first = value.first;
  const Value& second = value.second;
  if (first == second) return Change::kSame;
  const bool comparable = !first.is_null() && !second.is_null() &&
                          has_number(first) == has_number(second);
  if (!comparable) {
    return question.same_question() ? Change::kChanged : Change::kNotComparable;
  }
  if (value.difference) return Change::kWithinNoise;
  return without_interval(first, second, question);
}

// Where one side has no partner.
Change missing(bool in_first, const QuestionDifference& question) {
  // The same parameters make other rows by chance alone.
  if (question.same_parameters && !question.same_draws) {
    return Change::kNotComparable;
  }
  return in_first ? Change::kOnlyInFirst : Change::kOnlyInSecond;
}

class StudyComparer {
 public:
  explicit StudyComparer(const StudyPair& pair)
      : first_(pair.first), second_(pair.second) {
    result_.first_name = first_.name;
    result_.second_name = second_.name;
    result_.first_cells = first_.findings.cells;
    result_.second_cells = second_.findings.cells;
    result_.question = difference_of(first_.question, second_.question);
    context_.parameters = parameter_names(first_.question);
    context_.parameters.merge(parameter_names(second_.question));
    context_.first_fixed = fixed_parameters(first_.question);
    context_.second_fixed = fixed_parameters(second_.question);
    context_.same_parameters = result_.question.same_parameters;
  }

  StudyComparison compare() {
    const auto& tables = first_.findings.tables;
    const auto& others = second_.findings.tables;
    const auto with_id = [](const std::vector<Table>& all,
                            const std::string& id) {
      return std::find_if(all.begin(), all.end(),
                          [&](const Table& table) { return table.id == id; });
    };
    for (const Table& table : tables) {
      const auto other = with_id(others, table.id);
      if (other == others.end()) {
        add_missing(table.id, "", "", true);
      } else {
        compare_tables(table, *other);
      }
    }
    for (const Table& table : others) {
      if (with_id(tables, table.id) == tables.end()) {
        add_missing(table.id, "", "", false);
      }
    }
    compare_verdicts();
    apply_apart();
    return std::move(result_);
  }

 private:
  // A column of both tables.
  struct SharedColumn {
    const Column* column = nullptr;
    std::size_t first = 0, second = 0;
    bool identifies = false;
  };

  void add_missing(const std::string& table, const std::string& row,
                   const std::string& column, bool in_first) {
    result_.values.push_back({.table = table,
                              .row = row,
                              .column = column,
                              .change = missing(in_first, result_.question)});
  }

  std::vector<SharedColumn> shared_columns(const Table& first,
                                           const Table& second,
                                           const MatchedRows& matched) {
    std::vector<SharedColumn> shared;
    const auto find = [](const Table& table, const std::string& name) {
      return std::find_if(
          table.columns.begin(), table.columns.end(),
          [&](const Column& column) { return column.name == name; });
    };
    for (std::size_t i = 0; i < first.columns.size(); ++i) {
      const Column& column = first.columns[i];
      const bool identifies = matched.key.contains(column.name);
      const auto other = find(second, column.name);
      if (other != second.columns.end()) {
        shared.push_back(
            {&column, i,
             static_cast<std::size_t>(other - second.columns.begin()),
             identifies});
      } else if (!identifies) {
        add_missing(first.id, "", column.name, true);
      }
    }
    for (const Column& column : second.columns) {
      if (find(first, column.name) == first.columns.end() &&
          !matched.key.contains(column.name)) {
        add_missing(first.id, "", column.name, false);
      }
    }
    return shared;
  }

  void compare_tables(const Table& first, const Table& second) {
    const MatchedRows matched = match_rows(first, second, context_);
    const auto columns = shared_columns(first, second, matched);
    EstimatePlace before{.table = first.id}, after{.table = first.id};
    for (const SharedColumn& column : columns) {
      if (!column.identifies) continue;
      before.key.push_back(column.first);
      after.key.push_back(column.second);
    }
    for (const Match& row : matched.rows) {
      if (!row.is_in_both()) {
        add_missing(first.id, row.name, "", row.first.has_value());
        continue;
      }
      const auto& left = first.rows[*row.first];
      const auto& right = second.rows[*row.second];
      const std::size_t begin = result_.values.size();
      bool other_words = false;
      for (const SharedColumn& column : columns) {
        if (column.identifies) continue;
        ComparedValue value{.table = first.id,
                            .row = row.name,
                            .column = column.column->name,
                            .first = measured(left[column.first]),
                            .second = measured(right[column.second])};
        if (value.first.is_null() && value.second.is_null()) continue;
        value.first_text = display_text(value.first, *column.column);
        value.second_text = display_text(value.second, *column.column);
        value.format = column.column->format;
        other_words =
            other_words || (value.first.is_text() && value.second.is_text() &&
                            !(value.first == value.second));
        before.row = *row.first;
        before.column = column.first;
        after.row = *row.second;
        after.column = column.second;
        add(std::move(value), before, after);
      }
      if (!other_words) continue;
      set_apart(begin);
      const Value& label = left.front();
      if (result_.question.same_parameters && !result_.question.same_draws &&
          label.is_text()) {
        result_.choices.insert(label.text().substr(0, label.text().find(',')));
      }
    }
  }

  // A row that says other words is of something else: its estimates are not
  // compared, nor are the same ones elsewhere.
  void set_apart(std::size_t begin) {
    for (std::size_t i = begin; i < result_.values.size(); ++i) {
      const ComparedValue& value = result_.values[i];
      if (value.difference) apart_.insert(key_of(value));
    }
  }

  void apply_apart() {
    for (ComparedValue& value : result_.values) {
      if (!value.difference || !apart_.contains(key_of(value))) continue;
      value.change = Change::kNotComparable;
      value.difference.reset();
      value.by_pairs = false;
    }
  }

  void compare_verdicts() {
    const auto& verdicts = first_.findings.verdicts;
    const auto& others = second_.findings.verdicts;
    EstimatePlace before, after;
    for (const Match& match : match_verdicts(verdicts, others, context_)) {
      if (!match.is_in_both()) {
        add_missing(kVerdicts, match.name, "", match.first.has_value());
        continue;
      }
      const Verdict& left = verdicts[*match.first];
      const Verdict& right = others[*match.second];
      ComparedValue ours{.table = kVerdicts,
                         .row = match.name,
                         .column = "ours",
                         .first = measured(left.ours),
                         .second = measured(right.ours),
                         .first_text = ours_text(left),
                         .second_text = ours_text(right)};
      const bool has_number = !ours.first.is_null() || !ours.second.is_null();
      add_outcome(match.name, left.judgement, right.judgement);
      if (!has_number) continue;
      before.row = *match.first;
      after.row = *match.second;
      const std::size_t begin = result_.values.size();
      add(std::move(ours), before, after);
      if (!(left.paper == right.paper)) set_apart(begin);
    }
  }

  void add_outcome(const std::string& verdict, const Judgement& first,
                   const Judgement& second) {
    ComparedValue outcome{
        .table = kVerdicts,
        .row = verdict,
        .column = "verdict",
        .change = Change::kSame,
        .first_text = std::string(outcome_name(first.outcome)),
        .second_text = std::string(outcome_name(second.outcome))};
    outcome.first = outcome.first_text;
    outcome.second = outcome.second_text;
    if (first.outcome != second.outcome) {
      const bool undecided = first.outcome == Outcome::kInconclusive ||
                             second.outcome == Outcome::kInconclusive;
      const bool by_chance = undecided && !result_.question.same_draws &&
                             (first.by_interval || second.by_interval);
      // Until all numbers are judged.
      outcome.change =
          by_chance ? Change::kVerdictUndecided : Change::kVerdictChanged;
    }
    result_.values.push_back(std::move(outcome));
  }

  void add(ComparedValue value, const EstimatePlace& before,
           const EstimatePlace& after) {
    if (value.first.is_estimate() && value.second.is_estimate() &&
        !(value.first == value.second)) {
      test(value, before, after);
    }
    value.change = change_of(value, result_.question);
    result_.values.push_back(std::move(value));
  }

  void test(ComparedValue& value, const EstimatePlace& before,
            const EstimatePlace& after) {
    value.difference =
        independent_difference(value.first.estimate(), value.second.estimate());
    if (!value.difference) return;
    const auto paired =
        difference_by_repetition(first_, before, second_, after);
    if (!paired) return;
    // One of two tests is chosen by its result, and pays for it.
    value.by_pairs = paired->p < value.difference->p;
    if (value.by_pairs) value.difference = paired;
    value.difference->p = std::min(1.0, 2 * value.difference->p);
  }

  const ComparedSide& first_;
  const ComparedSide& second_;
  MatchContext context_;
  std::set<EstimatesKey> apart_;
  StudyComparison result_;
};

}  // namespace

EstimatesKey key_of(const ComparedValue& value) {
  const Estimate& a = value.first.estimate();
  const Estimate& b = value.second.estimate();
  return {a.mean, a.low, a.high, static_cast<double>(a.n),
          b.mean, b.low, b.high, static_cast<double>(b.n)};
}

StudyComparison compare_study(const StudyPair& pair) {
  return StudyComparer(pair).compare();
}

}  // namespace zipml
