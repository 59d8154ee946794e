#include <catch.h>

#include "core/base/temporary_folder.h"
#include "experiments/svm_bias/tasks.h"

using namespace zipml;
using namespace zipml::svm_bias;

namespace {

CellResult run(const std::string& source, const std::string& form) {
  const TemporaryFolder cache;
  LinearProblems problems{std::make_shared<DataLibrary>(
      DataPlaces{{}, cache.path(), /*may_download=*/false})};
  Cell cell;
  cell.task = kTheoremTask;
  cell.seed = 1;
  cell.parameters = {{"source", source}, {"radius", 2.0},
                     {"gap", 0.3},       {"degree", 5},
                     {"rows", 50},       {"features", 4},
                     {"bits", 3},        {"form", form},
                     {"fit", "minimax"}, {"monte_carlo.visits", 40'000}};
  return run_theorem_4(cell, problems, RunContext());
}

}  // namespace

TEST_CASE("the exact moments of Theorem 4 are those of the estimator",
          "[unit]") {
  for (const std::string form : {"monomial", "symmetrised"}) {
    INFO(form);
    const Record values = run("unit_vectors", form).values;
    // 4 coordinates: a false alarm in 2,000. The variance of a square of at
    // most some 10 times its mean over 40,000 visits is known to 2 %.
    CHECK(values.number("largest_score") < 3.9);
    CHECK(values.number("measured_variance") == Approx(1).epsilon(0.05));
    CHECK(values.integer("scores") == 4);
    CHECK(values.number("bias") <= values.number("corrected_bias"));
    CHECK(values.number("variance") <= values.number("corrected_variance"));
  }
}

TEST_CASE("copies refute Theorem 4's bias as printed", "[unit]") {
  const Record values = run("copies", "monomial").values;
  CHECK(values.integer("in_gap") == 50);
  CHECK(values.number("isotropy") == Approx(50));
  CHECK(values.number("bias") > values.number("printed_bias"));
  CHECK(values.number("bias") <= values.number("corrected_bias"));
}
