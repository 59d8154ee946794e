#include "core/harness/config/describe.h"

#include <catch.h>

#include <sstream>
#include <string>

#include "core/base/text.h"
#include "core/harness/config/example_experiment_testing.h"

using namespace zipml;

namespace {

ExperimentInfo small_info() {
  ExperimentInfo info = example_info();
  info.claims = {"C1", "C2"};
  info.parameters.resize(4);
  info.parameters.erase(info.parameters.begin());
  info.parameters[0].help =
      "Bits of a value, of which there are as many as the levels between which "
      "the rounding draws one need.";
  return info;
}

}  // namespace

TEST_CASE("describe is for a terminal", "[golden]") {
  CHECK(describe_text(small_info(), {{"C1", "Samples are biased"}}) ==
        R"(naive_bias: Naive rounding is biased
Claims of the paper, section 2.2:
  C1: Samples are biased
  C2

Parameters (in a config "a.b" is {"a": {"b": ...}}):

  bits
      Bits of a value, of which there are as many as the levels between which
      the rounding draws one need.
      list of integers: 1 to 16, in bits
      default [1,2,3]

  epochs
      Passes over the data.
      integer: 1 to 1000
      default 5 / 20 / 100 (quick / standard / paper)

  rounding
      How values are rounded: up | down by chance, or to the nearest.
      choice: stochastic, nearest
      default "stochastic"

  seed
      Seed of all random streams.
      integer: 0 to 9007199254740991
      default 1

  repetitions
      How often each cell is repeated with other random streams.
      integer: 1 to 10000
      default 3 / 5 / 10 (quick / standard / paper)

  pooled_seeds
      The repetitions of so many seeds (seed, seed + 1, ...) make one sample.
      integer: 1 to 1000
      default 1

A config has besides these a name, a title, a sweep, tables and figures
(configs/README.md); `zipml new NAME` writes one to begin with.
)");
}

TEST_CASE("as Markdown the parameters are a table", "[golden]") {
  CHECK(describe_markdown(small_info()) ==
        "## naive_bias\n\nNaive rounding is biased (claims C1, C2; section "
        "2.2)\n\n"
        "| name | type | default | range | unit | help |\n"
        "|---|---|---|---|---|---|\n"
        "| `bits` | list of integers | `[1,2,3]` | 1 to 16 | bits | Bits of a "
        "value, of which there are as many as the levels between which the "
        "rounding draws one need. |\n"
        "| `epochs` | integer | `5 / 20 / 100` | 1 to 1000 |  | Passes over "
        "the data. |\n"
        "| `rounding` | choice | `\"stochastic\"` | stochastic, nearest |  | "
        "How values are rounded: up \\| down by chance, or to the nearest. |\n"
        "| `seed` | integer | `1` | 0 to 9007199254740991 |  | Seed of all "
        "random streams. |\n"
        "| `repetitions` | integer | `3 / 5 / 10` | 1 to 10000 |  | How often "
        "each cell is repeated with other random streams. |\n"
        "| `pooled_seeds` | integer | `1` | 1 to 1000 |  | The repetitions of "
        "so many seeds (seed, seed + 1, ...) make one sample. |\n");
}

TEST_CASE("no line is longer than asked, but for long words", "[unit]") {
  for (const int width : {40, 60, 80}) {
    std::istringstream lines(describe_text(small_info(), {}, width));
    std::string line;
    while (std::getline(lines, line)) {
      const bool fits =
          display_width(line) <= width || line.starts_with("Parameters (");
      CHECK(fits);
    }
  }
}
