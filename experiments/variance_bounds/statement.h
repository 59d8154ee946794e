// The bounds that are tried: a row each in the table of statement.cc.
#pragma once

#include <string>
#include <vector>

#include "experiments/variance_bounds/quantity.h"

namespace zipml::variance_bounds {

// What a statement says of ||a||.
enum class SampleNorm { kAny, kAtMostOne, kOne };

struct Statement {
  const char* id = "";     // "lemma_2_printed_per_sign"
  const char* lemma = "";  // "Lemma 2": a panel of the figure
  const char* claim = "";  // of results/paper/claims.md, behind which it stands
  const char* where = "";  // in the paper; empty in the table: as `lemma`
  bool printed = false;    // or corrected, ours
  // What sets it apart: "row scaling", "b = 0"; or empty.
  const char* about = "";
  const char* erratum = "";  // known, that refutes it: "X1"; or empty
  const char* words = "";    // the bound, in symbols
  Quantity quantity = Quantity::kProjection;
  double (*bound)(const Instance&) = nullptr;
  // The instances it speaks of.
  std::vector<SampleScaling> scalings = {SampleScaling::kRow,
                                         SampleScaling::kColumn};
  std::vector<LevelConvention> conventions = {LevelConvention::kPerSign,
                                              LevelConvention::kWholeRange};
  SampleNorm norm = SampleNorm::kAny;
  bool zero_label = false;
  int max_samples = 1;

  // Over which dimension the closed form is too long.
  bool takes(std::int64_t features) const {
    return !is_end_to_end(quantity) || features <= kEndToEndFeatures;
  }
  // "printed, row scaling", "corrected".
  std::string version() const;
  // "1/s per sign", "2/s over the range" or "both".
  std::string steps() const;
  // "row", "column" or "both".
  std::string scaling() const;
};

const std::vector<Statement>& statements();
const Statement& statement(const std::string& id);

// An instance against a bound.
struct Comparison {
  double exact = 0;
  double bound = 0;
  double unquantized = 0;
  // What cancels in the bound: ||g'||^2 where it is taken off, else 0.
  double cancelled = 0;

  // What the arithmetic may be off: 1e-9 of the larger side and 1e-12 of what
  // cancels, some ten thousand roundings of doubles.
  double arithmetic() const;
  // exact > bound by more than that.
  bool violates() const;
  // exact / bound; of a bound that is not above zero (by more than that)
  // infinite if it is violated, else 0.
  double ratio() const;
  // How much of what the bound allows quantization to add it does add:
  // (exact - unquantized) / (bound - unquantized); 0 when it allows nothing.
  double tightness() const;
  // What a search makes large: the ratio of a bound that is violated, else the
  // tightness. (The ratio of a bound that holds is 1 already where quantization
  // does nothing.)
  double objective() const { return violates() ? ratio() : tightness(); }
};
Comparison compare(const Statement& statement, const Instance& instance);

}  // namespace zipml::variance_bounds
