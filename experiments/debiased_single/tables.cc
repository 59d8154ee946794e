#include <cmath>

#include "core/harness/findings/table_of.h"
#include "core/quantize/packed_samples.h"
#include "core/sgd/method.h"
#include "experiments/debiased_single/analysis.h"

namespace zipml::debiased_single {
namespace {

// A row of most tables.
struct SetAtBits {
  const SetRuns* set;
  StepRule rule;  // of training
  int bits;
};

std::vector<SetAtBits> rows_of(const std::vector<SetRuns>& sets,
                               const std::vector<StepRule>& rules,
                               const std::vector<int>& bits) {
  std::vector<SetAtBits> rows;
  for (const SetRuns& set : sets) {
    for (const StepRule& rule : rules) {
      for (const int own : bits) rows.push_back({&set, rule, own});
    }
  }
  return rows;
}

ColumnOf<SetAtBits> data() {
  return {data_column(),
          [](const SetAtBits& row) { return row.set->problem.title(); }};
}

ColumnOf<SetAtBits> stored_bits() {
  return {integer_column("bits", "stored bits"), &SetAtBits::bits};
}

// A column a method: `value` of its runs, null where it has none.
template <typename ValueOf>
void add_methods(std::vector<ColumnOf<SetAtBits>>& columns,
                 Column (*make)(std::string, std::string),
                 const RunsByMethod& (*runs_of_row)(const SetAtBits&),
                 const ValueOf& value) {
  for (const ComparedMethod& method : kMethods) {
    columns.push_back({make(method.name, method_label(method.name)),
                       [=, name = method.name](const SetAtBits& row) {
                         const Runs* runs =
                             find_runs(runs_of_row(row), name, row.bits);
                         return runs == nullptr ? Value() : value(*runs);
                       }});
  }
}

Column ratio_column(std::string name, std::string label) {
  return number_column(std::move(name), std::move(label), "", 3);
}

Column share_column(std::string name, std::string label) {
  return percent_column(std::move(name), std::move(label), 3);
}

Table excess_table(const std::vector<SetRuns>& sets,
                   const std::vector<StepRule>& rules,
                   const std::vector<int>& bits) {
  std::vector<ColumnOf<SetAtBits>> columns = {
      data(),
      {text_column("rule", "step"), &SetAtBits::rule},
      stored_bits(),
      {share_column("full", "32-bit"), [](const SetAtBits& row) {
         return known(interval(relative_excess(row.set->full)));
       }}};
  add_methods(
      columns, share_column,
      [](const SetAtBits& row) -> const RunsByMethod& {
        return row.set->low.at(row.rule);
      },
      [](const Runs& runs) { return known(interval(relative_excess(runs))); });
  return table_of<SetAtBits>(
      {"excess", "Final loss above the least one, at equal stored bits",
       "Final loss over that of the exact optimum, minus 1: mean and 95 % t "
       "interval over repetitions. Step: of a search for each method and "
       "number of bits (own), or of the one for 32 bits (shared). Empty: a run "
       "diverged, or, for two draws in one bit, there is no such code: they "
       "have at least 3 states."},
      rows_of(sets, rules, bits), columns);
}

double over_full(const Runs& runs, const char* name) {
  const CellResult& result = runs.front();
  if (!result.has_values()) return std::nan("");
  return result.values.number(name) / result.values.number("full_variance");
}

Table variance_table(const std::vector<SetRuns>& sets,
                     const std::vector<int>& bits) {
  std::vector<ColumnOf<SetAtBits>> columns = {data(), stored_bits()};
  const auto variances = [](const SetAtBits& row) -> const RunsByMethod& {
    return row.set->variance;
  };
  add_methods(columns, ratio_column, variances, [](const Runs& runs) {
    return known(over_full(runs, "variance"));
  });
  for (const char* biased : {"nearest", "naive"}) {
    columns.push_back({ratio_column(std::string(biased) + "_bias",
                                    "squared bias, " + method_label(biased)),
                       [=](const SetAtBits& row) {
                         const Runs* runs =
                             find_runs(row.set->variance, biased, row.bits);
                         return runs == nullptr
                                    ? Value()
                                    : known(over_full(*runs, "squared_bias"));
                       }});
  }
  return table_of<SetAtBits>(
      {"variance",
       "Exact variance of a drawn row's gradient over that at 32 "
       "bits",
       "E ||g - E g||^2 over a row drawn uniformly and its rounding, at the "
       "exact optimum, over the same of the gradient of full-precision rows: 1 "
       "is what SGD has without rounding. In closed form, for fresh draws. The "
       "squared biases ||E g - full gradient||^2 are over the same; those of "
       "the first three methods are zero."},
      rows_of(sets, {""}, bits), columns);
}

Table fixed_point_table(const std::vector<SetRuns>& sets,
                        const std::vector<int>& bits) {
  std::vector<SetAtBits> rows = rows_of(sets, {""}, bits);
  std::erase_if(
      rows, [](const SetAtBits& row) { return row.set->fixed_point.empty(); });
  std::vector<ColumnOf<SetAtBits>> columns = {data(), stored_bits()};
  for (const char* method :
       {"debiased_single", "pair_sum", "nearest", "naive"}) {
    const bool pair = std::string(method) == "pair_sum";
    columns.push_back(
        {share_column(method, pair ? "two draws" : method_label(method)),
         [=](const SetAtBits& row) {
           const Runs* runs = find_runs(row.set->fixed_point, method, row.bits);
           if (runs == nullptr) return Value();
           std::vector<double> excess = runs->values("excess");
           for (double& value : excess) value /= optimum_of(row.set->full);
           return known(interval(excess));
         }});
  }
  return table_of<SetAtBits>(
      {"fixed_point", "Where stored draws lead",
       "Loss at the zero of the mean gradient over the stored draws, in every "
       "order, over the least one, minus 1: mean and 95 % t interval over "
       "repetitions, each with draws of its own. Training that ends above it "
       "has not come so far, or has the noise of its steps. One draw less the "
       "mean diagonal and the pair sum: (P^T P / K - diag(d))^-1 P^T b / K, "
       "with what each takes off. Empty: in some repetition that matrix is "
       "indefinite, and training leaves along its negative direction; or there "
       "is no such code."},
      rows, columns);
}

// What b stored bits hold.
struct Resolution {
  int bits;

  int single() const { return (1 << bits) - 1; }  // steps, s + 1 states
  int unordered() const { return ((1 << bits) - 1) / 2; }  // 2 s + 1 states
  int ordered() const { return ((1 << bits) - 1) / 3; }    // 3 s + 1 states
};

ColumnOf<Resolution> levels(const char* name, const char* label,
                            int (Resolution::*steps)() const) {
  return {integer_column(name, label), [steps](const Resolution& row) {
            const int own = (row.*steps)();
            return own == 0 ? Value() : Value(own + 1);
          }};
}

ColumnOf<Resolution> lost(const char* name, const char* label,
                          int (Resolution::*steps)() const) {
  return {number_column(name, label, "bits", 3),
          [steps](const Resolution& row) {
            const int own = (row.*steps)();
            return own == 0 ? Value()
                            : Value(std::log2(row.single()) - std::log2(own));
          }};
}

Table resolution_table(const std::vector<int>& bits) {
  std::vector<Resolution> rows;
  for (const int own : bits) rows.push_back({own});
  return table_of<Resolution>(
      {"resolution", "Levels that b stored bits hold",
       "Of s steps one draw has s + 1 states, two draws without their order "
       "2 s + 1 and with it 3 s + 1. What the second draw costs is the "
       "logarithm of the steps that it leaves no room for: 1 bit and log2 3 = "
       "1.58 bits, and a little less or more where the states do not fill the "
       "code. Two draws in one bit: there is no such code."},
      rows,
      {{integer_column("bits", "stored bits"), &Resolution::bits},
       levels("single", "one draw", &Resolution::single),
       levels("unordered", "two, without order", &Resolution::unordered),
       levels("ordered", "two, in order", &Resolution::ordered),
       lost("unordered_lost", "lost without order", &Resolution::unordered),
       lost("ordered_lost", "lost in order", &Resolution::ordered)});
}

// The step that a method's own search chose.
Value chosen_step(const CellResult& search) {
  for (const Record& row : search.rows) {
    if (row.number("alpha") == search.values.number("alpha")) {
      return row.at("scale");
    }
  }
  return Value();
}

Table steps_table(const std::vector<SetRuns>& sets,
                  const std::vector<int>& bits) {
  std::vector<ColumnOf<SetAtBits>> columns = {data(), stored_bits()};
  add_methods(
      columns, ratio_column,
      [](const SetAtBits& row) -> const RunsByMethod& {
        return row.set->searches;
      },
      [](const Runs& runs) { return chosen_step(runs.front()); });
  return table_of<SetAtBits>(
      {"steps", "The steps that each method's own search chose",
       "alpha tr(S) of the smallest final loss among the steps that the search "
       "for 32 bits tries too, on draws and sample orders that no other run "
       "has."},
      rows_of(sets, {""}, bits), columns);
}

}  // namespace

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<StepRule>& rules,
                               const std::vector<int>& bits) {
  return {excess_table(sets, rules, bits), variance_table(sets, bits),
          fixed_point_table(sets, bits), resolution_table(bits),
          steps_table(sets, bits)};
}

}  // namespace zipml::debiased_single
