#include "experiments/linear/storage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/judge.h"

namespace zipml {

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

Table storage_table() {
  return {
      "storage",
      "Bits a value in the packed sample store",
      "Measured: bits of the packed plane over the number of values (rows are "
      "padded to whole bytes). A draw count holds k draws without their order "
      "in one code: the lower level's index times k plus the count of draws "
      "that went up; since all up in one cell is all down in the next, it has "
      "k s + 1 states for s intervals. The paper claims log2(k) extra bits; "
      "counts of one cell alone would need log2(k + 1).",
      {{"data", "data", "", ColumnFormat::kText},
       {"bits", "bits", "", ColumnFormat::kInteger},
       {"code", "code", "", ColumnFormat::kText},
       {"draws", "draws k", "", ColumnFormat::kInteger},
       {"code_bits", "bits a code", "bits", ColumnFormat::kInteger},
       {"stored", "measured", "bits/value", ColumnFormat::kNumber, 4},
       {"paper", "b + log2(k)", "bits", ColumnFormat::kNumber, 4},
       {"counts", "b + log2(k + 1)", "bits", ColumnFormat::kNumber, 4}},
      {}};
}

void add_storage_rows(Table& table, const std::string& data, int bits,
                      const std::vector<Record>& rows) {
  for (const Record& row : rows) {
    const double k = static_cast<double>(row.integer("draws"));
    table.rows.push_back({data, bits, row.at("code"), row.at("draws"),
                          row.at("bits"), row.at("stored"), bits + std::log2(k),
                          k == 1 ? Value() : Value(bits + std::log2(k + 1))});
  }
}

Verdict extra_bits_verdict(const std::vector<Record>& rows, int draws) {
  const double claimed = std::log2(draws);
  Verdict verdict;
  verdict.claim = "C6";
  verdict.statement =
      draws == 2 ? "The second sample costs 1 extra bit."
                 : fmt::format("{} samples cost log2({}) = {} extra bits.",
                               draws, draws, claimed);
  verdict.where = "section 2.2";
  verdict.metric = "extra bits of a code in the packed store over one draw";
  verdict.paper = claimed;
  double one = 0, many = 0;
  for (const Record& row : rows) {
    if (row.text("code") == "ordered pair") continue;
    if (row.integer("draws") == 1) one = row.number("bits");
    if (row.integer("draws") == draws) {
      many = row.number("bits");
      verdict.ours.n = row.integer("values");
    }
  }
  const double extra = many - one;
  verdict.ours.mean = verdict.ours.low = verdict.ours.high = extra;
  if (many == 0) verdict.ours.n = 0;
  apply(judge_fact(many > 0 && extra == claimed,
                   fmt::format("exactly {} extra bits", claimed),
                   fmt::format("{} bits for one draw, {} for {} without their "
                               "order (the ends of neighbouring cells are "
                               "shared)",
                               one, many, draws)),
        verdict);
  return verdict;
}

}  // namespace zipml
