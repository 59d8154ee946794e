#include "core/fpga/staleness.h"

#include <catch.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/fpga/design_table.h"
#include "core/fpga/memory_testing.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
  return (a + b - 1) / b;
}

}  // namespace

TEST_CASE("delays at full rate are those of the RTL", "[unit]") {
  const auto missing = [](const std::string& name, std::int64_t features) {
    const std::vector<std::int64_t> delays =
        staleness_delays(find_design(name), features, kReady);
    for (const std::int64_t delay : delays) CHECK(delay == delays.front());
    return delays.front() - 1;
  };
  CHECK(missing("float", 90) == 8);
  CHECK(missing("q8", 90) == 5);
  CHECK(missing("q2", 90) == 16);
  CHECK(missing("float", 672) == 1);
  for (const std::int64_t d : {1, 90, 128, 512, 1000, 2048, 5000}) {
    CHECK(missing("float", d) ==
          ceil_div(43, row_shape(find_design("float"), d).lines));
    for (const int bits : {1, 2, 4, 8}) {
      const Design& design = find_design(fmt::format("q{}", bits));
      CHECK(missing(design.name, d) ==
            ceil_div(tree_depth(design) + 9, row_shape(design, d).lines));
    }
    CHECK(missing("q1split", d) ==
          ceil_div(16, 2 * row_shape(find_design("q1split"), d).lines));
  }
}

TEST_CASE("delays at half rate follow the rule line by line", "[unit]") {
  // q_l = ceil((L - 1 + rho K - l (1 - rho)) / L), K = 44 or D + 10.
  const Memory half = {.lines_per_cycle = 0.5, .latency_cycles = 1};
  for (const std::string name : {"float", "q8", "q2"}) {
    const Design& design = find_design(name);
    const std::int64_t age = name == "float" ? 44 : tree_depth(design) + 10;
    for (const std::int64_t d : {90, 512}) {
      const std::int64_t lines = row_shape(design, d).lines;
      const std::vector<std::int64_t> delays =
          staleness_delays(design, d, half);
      for (std::int64_t l = 0; l < lines; ++l) {
        CHECK(delays[static_cast<std::size_t>(l)] ==
              ceil_div(2 * (lines - 1) + age - l, 2 * lines));
      }
    }
  }
}

TEST_CASE("the simulator's own timing shows the same updates", "[unit]") {
  int late_first_rows = 0;
  int epochs = 0;
  for (const Design& design : design_table()) {
    if (design.structure != Structure::kStreaming) continue;
    for (const double rate : {1.0, 0.5, 0.25}) {
      for (const std::int64_t d : {1, 90, 128, 512, 1000, 2048}) {
        const Memory memory = {.lines_per_cycle = rate, .latency_cycles = 20};
        const std::int64_t samples = 60;
        const std::int64_t lines = row_shape(design, d).lines;
        ++epochs;
        Trace trace;
        const EpochCycles epoch =
            simulate_epoch(design, {samples, d}, memory, &trace);
        REQUIRE(epoch.status == Status::kFinished);
        const std::vector<std::int64_t> delays =
            staleness_delays(design, d, memory);
        REQUIRE(trace.read.size() == delays.size() * samples);
        REQUIRE(trace.update.size() == delays.size() * samples);
        for (std::int64_t i = 0; i < samples; ++i) {
          for (std::int64_t l = 0; l < trace.model_lines; ++l) {
            std::int64_t expected = i - delays[static_cast<std::size_t>(l)];
            // A limited memory's start-up credit serves all lines but the
            // epoch's first one cycle early: a first row of one line is late.
            if (expected == 0 && rate < 1 && lines == 1 &&
                last_visible_sample(trace, i, l) == -1) {
              ++late_first_rows;
              expected = -1;
            }
            expected = std::max<std::int64_t>(-1, expected);
            if (design.splitter.parts > 1 && rate < 0.5) {
              // A splitter that falls idle wakes up to two cycles late.
              REQUIRE(last_visible_sample(trace, i, l) <= expected + 1);
              REQUIRE(last_visible_sample(trace, i, l) >= expected - 1);
              continue;
            }
            INFO(design.name << " rate " << rate << " d " << d << " sample "
                             << i << " line " << l);
            REQUIRE(last_visible_sample(trace, i, l) == expected);
          }
        }
      }
    }
  }  // At most once an epoch, and only in epochs of one-line rows.
  CHECK(epochs == 11 * 3 * 6);
  CHECK(late_first_rows <= 6 * 2 * 3);
}

TEST_CASE("at other rates a line jitters by at most one update", "[unit]") {
  const Memory memory = {.lines_per_cycle = 65.0 / 128, .latency_cycles = 80};
  int same = 0;
  int other = 0;
  for (const Design& design : design_table()) {
    if (design.structure != Structure::kStreaming) continue;
    for (const std::int64_t d : {90, 1000}) {
      Trace trace;
      simulate_epoch(design, {100, d}, memory, &trace);
      const std::vector<std::int64_t> delays =
          staleness_delays(design, d, memory);
      for (std::int64_t i = 0; i < 100; ++i) {
        for (std::int64_t l = 0; l < trace.model_lines; ++l) {
          const std::int64_t expected = std::max<std::int64_t>(
              -1, i - delays[static_cast<std::size_t>(l)]);
          const std::int64_t seen = last_visible_sample(trace, i, l);
          REQUIRE(std::abs(seen - expected) <= 1);
          ++(seen == expected ? same : other);
        }
      }
    }
  }
  // And seldom: most lines see just what the rule says.
  CHECK(same > 20 * other);
}
