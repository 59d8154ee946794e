#include "experiments/linear/storage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/judge.h"
#include "core/harness/findings/table_of.h"

namespace zipml {
namespace {

// A row of the table.
struct PackedCode {
  const PackedSet* set;
  const Record* row;

  double k() const { return static_cast<double>(row->integer("draws")); }
};

// A column of what run_storage measured, by its name there.
ColumnOf<PackedCode> measured(Column column, const char* name) {
  return {std::move(column),
          [name](const PackedCode& code) { return code.row->at(name); }};
}

}  // namespace

CellResult run_storage(const Cell& cell, std::span<const int> draws,
                       std::int64_t rows, LinearProblems& problems,
                       const RunContext& context) {
  const QuantizedProblem quantized(cell.parameters, problems);
  const LinearProblem& problem = *quantized.problem;
  const CounterHash hash(
      {.seed = cell.seed, .purpose = Purpose::kSampleQuantization});
  const std::size_t packed_rows =
      std::min(problem.rows(), static_cast<std::size_t>(rows));
  const auto values =
      static_cast<std::int64_t>(packed_rows * problem.feature_count());
  CellResult result;
  const auto measure = [&](SampleCode code, int count) {
    if (context.should_stop()) return;
    const PackedSamples packed(quantized.quantizer, code, count,
                               problem.features.data(), packed_rows, hash);
    result.rows.push_back({{"code", std::string(sample_code_name(code))},
                           {"draws", count},
                           {"bits", packed.bits_per_value()},
                           {"stored", 8 * static_cast<double>(packed.bytes()) /
                                          static_cast<double>(values)},
                           {"values", values}});
  };
  for (const int count : draws) {
    measure(count == 1 ? SampleCode::kSingle : SampleCode::kDrawCount, count);
  }
  measure(SampleCode::kOrderedPair, 2);
  return result;
}

Table storage_table(const std::vector<PackedSet>& sets) {
  std::vector<PackedCode> codes;
  for (const PackedSet& set : sets) {
    for (const Record& row : set.rows) codes.push_back({&set, &row});
  }
  return table_of<PackedCode>(
      {"storage", "Bits a value in the packed sample store",
       "Measured: bits of the packed plane over the number of values (rows are "
       "padded to whole bytes). A draw count holds k draws without their order "
       "in one code: the lower level's index times k plus the count of draws "
       "that went up; since all up in one cell is all down in the next, it has "
       "k s + 1 states for s intervals. The paper claims log2(k) extra bits; "
       "counts of one cell alone would need log2(k + 1)."},
      codes,
      {{data_column(), [](const auto& code) { return code.set->data; }},
       {bits_column(), [](const auto& code) { return code.set->bits; }},
       measured(text_column("code", "code"), "code"),
       measured(integer_column("draws", "draws k"), "draws"),
       measured(integer_column("code_bits", "bits a code", "bits"), "bits"),
       measured(number_column("stored", "measured", "bits/value"), "stored"),
       {number_column("paper", "b + log2(k)", "bits"),
        [](const auto& code) { return code.set->bits + std::log2(code.k()); }},
       {number_column("counts", "b + log2(k + 1)", "bits"),
        [](const auto& code) {
          return code.k() == 1
                     ? Value()
                     : Value(code.set->bits + std::log2(code.k() + 1));
        }}});
}

Verdict extra_bits_verdict(const std::vector<Record>& rows, int draws,
                           DataLabel data) {
  const double claimed = std::log2(draws);
  double one = 0, many = 0;
  std::int64_t values = 0;
  for (const Record& row : rows) {
    if (row.text("code") == "ordered pair") continue;
    if (row.integer("draws") == 1) one = row.number("bits");
    if (row.integer("draws") == draws) {
      many = row.number("bits");
      values = row.integer("values");
    }
  }
  const Estimate extra = Estimate::exact(many - one, values);
  return {.claim = "C6",
          .kind = "extra_bits",
          .statement =
              draws == 2
                  ? "The second sample costs 1 extra bit."
                  : fmt::format("{} samples cost log2({}) = {} extra bits.",
                                draws, draws, claimed),
          .where = "section 2.2",
          .metric = "extra bits of a code in the packed store over one draw",
          .paper = claimed,
          .ours = extra,
          .data = std::move(data),
          .judgement = judge_fact(
              extra, extra.mean == claimed,
              fmt::format("exactly {} extra bits", claimed),
              fmt::format("{} bits for one draw, {} for {} without their order "
                          "(the ends of neighbouring cells are shared)",
                          one, many, draws))};
}

}  // namespace zipml
