#include "experiments/nonlinear/cells.h"

#include <catch.h>

using namespace zipml;
using namespace zipml::nonlinear;

TEST_CASE("8 bits and degree 15 are 16 draws of 4 bits, as in section 5.4",
          "[unit]") {
  const DrawBudget paper = draw_budget(8, 15, LevelConvention::kWholeRange);
  CHECK(paper.base_bits == 4);
  CHECK(paper.draws == 16);
  CHECK(paper.degree() == 15);
}

TEST_CASE("draws fill their bits and never more", "[unit]") {
  for (const LevelConvention convention :
       {LevelConvention::kWholeRange, LevelConvention::kPerSign}) {
    // One level each side of zero needs 2 bits.
    const int fewest = convention == LevelConvention::kWholeRange ? 1 : 2;
    for (int total = fewest; total <= 12; ++total) {
      const DrawBudget budget = draw_budget(total, 15, convention);
      const auto bits = [&](int base, int draws) {
        return code_bits(
            draws == 1 ? SampleCode::kSingle : SampleCode::kDrawCount,
            interval_count(base, convention), draws);
      };
      CHECK(bits(budget.base_bits, budget.draws) <= total);
      const bool more_fit = budget.draws < 16 &&
                            bits(budget.base_bits, budget.draws + 1) <= total;
      const bool finer_fit = bits(budget.base_bits + 1, budget.draws) <= total;
      CHECK(!more_fit);
      CHECK(!finer_fit);
    }
  }
}
