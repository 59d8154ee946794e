#include "core/fpga/closed_form.h"

#include <catch.h>
#include <fmt/format.h>

#include <bit>
#include <string>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/fpga/design_table.h"
#include "core/fpga/memory_testing.h"
#include "core/fpga/simulator.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

// std::bit_width: libraries differ in its type (LWG 3656).
std::int64_t binary_digits(std::int64_t value) {
  return static_cast<std::int64_t>(
      std::bit_width(static_cast<std::uint64_t>(value)));
}

std::int64_t formula(const std::string& design, std::int64_t samples,
                     std::int64_t features, const Memory& memory = kReady) {
  return closed_form_epoch(find_design(design),
                           {.samples = samples, .features = features}, memory)
      .cycles;
}

// A streaming design of the table, or a width and storage nobody has built.
Design random_design(RandomStream& stream) {
  const std::uint64_t kind = stream.index(14);
  if (kind < 11) return design_table()[kind];
  return quantized_design(
      static_cast<int>(1 + stream.index(16)),
      stream.bernoulli(0.5) ? Storage::kCopies : Storage::kBaseAndDraws);
}

double random_rate(RandomStream& stream) {
  const std::uint64_t kind = stream.index(4);
  if (kind == 0) return 1;
  if (kind == 1) return 65.0 / 128;
  if (kind == 2) return static_cast<double>(1 + stream.index(128)) / 128;
  return stream.uniform(0.02, 1.5);
}

}  // namespace

TEST_CASE("rows take the RTL's number of lines", "[unit]") {
  // ceil((32 + w d) / 512), and the two packings as the host programs write
  // them, for every dimension.
  for (std::int64_t d = 1; d <= 8192; ++d) {
    CHECK(row_shape(find_design("float"), d).lines == d / 16 + 1);
    for (const int bits : {1, 2, 4, 8}) {
      const Design& design = find_design(fmt::format("q{}", bits));
      const std::int64_t words = (2 * bits * d + 31) / 32;
      REQUIRE(row_shape(design, d).lines == words / 16 + 1);
      REQUIRE(row_shape(design, d).lines == (32 + 2 * bits * d + 511) / 512);
    }
  }
  // Base and draw bits: 3 bits for the 2-bit design's 4, 170 values a line.
  const Design base = quantized_design(2, Storage::kBaseAndDraws);
  CHECK(row_shape(base, 160).lines == 1);
  CHECK(row_shape(base, 161).lines == 2);
  CHECK(row_shape(base, 330).lines == 2);
  CHECK(row_shape(base, 331).lines == 3);
}

TEST_CASE("the published forms of each design", "[unit]") {
  for (const std::int64_t d : {9, 90, 1000, 5000}) {
    for (const std::int64_t n : {1, 7, 300}) {
      const std::int64_t lines = row_shape(find_design("float"), d).lines;
      CHECK(formula("float", n, d) == n * lines + 2 * lines + 46 + 1);
      for (const std::int64_t b : {1, 2, 4, 8}) {
        const std::string name = fmt::format("q{}", b);
        const std::int64_t row = row_shape(find_design(name), d).lines;
        const std::int64_t depth = 8 - binary_digits(b) + 1;
        CHECK(formula(name, n, d) ==
              n * row + row * (1 + 16 / b) + depth + 16 + 1);
      }
      const std::int64_t row = row_shape(find_design("q1split"), d).lines;
      CHECK(formula("q1split", n, d) == 2 * n * row + 18 * row + 30 + 1);
    }
  }
}

TEST_CASE("PYNQ: n (W + 1) + W V + W + c", "[unit]") {
  const Memory stream = {.lines_per_cycle = 1, .latency_cycles = 0};
  for (const std::int64_t d : {91, 785, 2049}) {
    for (const std::int64_t n : {32, 64, 500}) {
      std::int64_t words = (d + 1) / 2;
      const std::int64_t expected = n * (words + 1) + 2 * words + words + 32;
      CHECK(formula("pynq-float", n, d, stream) == expected);
      CHECK(simulate_epoch(find_design("pynq-float"), {n, d}, stream).cycles ==
            expected);
      for (const std::int64_t bits : {1, 2, 4, 8}) {
        const std::string name = fmt::format("pynq-q{}", bits);
        const std::int64_t values = 64 / bits;
        words = (d + values - 1) / values;
        const std::int64_t cycles = n * (words + 1) + words * values + words +
                                    22 + binary_digits(values) - 1;
        CHECK(formula(name, n, d, stream) == cycles);
        CHECK(simulate_epoch(find_design(name), {n, d}, stream).cycles ==
              cycles);
      }
    }
  }
}

TEST_CASE("MLWeaving: the measured example and its formula", "[unit]") {
  Design design = find_design("mlweaving");
  const Workload example = {.samples = 256, .features = 2048, .batch = 64};
  CHECK(closed_form_epoch(design, example, kReady).cycles == 8830);
  CHECK(simulate_epoch(design, example, kReady).cycles == 8830);
  for (const int bits : {2, 3, 4, 8, 16, 32}) {
    design.bits = bits;
    for (const std::int64_t batch : {8, 16, 64, 256}) {
      for (const std::int64_t d : {1, 64, 65, 500, 2048}) {
        const Workload work = {.samples = 512, .features = d, .batch = batch};
        const std::int64_t chunks = (d + 63) / 64;
        const std::int64_t groups = batch / 8;
        const std::int64_t expected =
            512 / batch * (groups * (chunks * bits + 2) + bits + 41) +
            (chunks - 1) * bits + 4 * chunks + 2;
        INFO("bits " << bits << " batch " << batch << " d " << d);
        CHECK(closed_form_epoch(design, work, kReady).cycles == expected);
        CHECK(simulate_epoch(design, work, kReady).cycles == expected);
      }
    }
  }
}

TEST_CASE("simulator and closed form agree within the stated range",
          "[property]") {
  RandomStream stream({.seed = 6, .purpose = Purpose::kTest});
  int exact = 0;
  int limited = 0;
  int outside = 0;
  for (int trial = 0; trial < 6000; ++trial) {
    const Design design = random_design(stream);
    // Half of the rows short, half of any length up to the design's limit; one
    // latency in eight too long for the FIFO.
    const auto features = static_cast<std::int64_t>(
        stream.bernoulli(0.5)
            ? stream.uniform(1, 300)
            : stream.uniform(1, static_cast<double>(design.max_features) + 1));
    const Workload work = {
        .samples = static_cast<std::int64_t>(1 + stream.index(40)),
        .features = features};
    const std::uint64_t longest = stream.bernoulli(0.125) ? 1000 : 250;
    const Memory memory = {
        .lines_per_cycle = random_rate(stream),
        .latency_cycles = static_cast<std::int64_t>(stream.index(longest))};
    const ClosedForm form = closed_form_epoch(design, work, memory);
    const EpochCycles epoch = simulate_epoch(design, work, memory);
    INFO(design.name << " n=" << work.samples << " d=" << features << " rate "
                     << memory.lines_per_cycle << " latency "
                     << memory.latency_cycles);
    // The start-up credit of the memory, which the closed form leaves out:
    // line k is served ceil(k / rho) - 1 cycles after the first.
    const std::int64_t lines = work.samples * row_shape(design, features).lines;
    const LineRate rate(memory.lines_per_cycle);
    const std::int64_t credit =
        lines == 1 ? 1 - rate.cycles(1)
                   : rate.cycles(lines - 1) - rate.cycles(lines);
    switch (form.validity) {
      case Validity::kExact:
        ++exact;
        REQUIRE(epoch.status == Status::kFinished);
        REQUIRE(epoch.cycles == form.cycles);
        REQUIRE(epoch.lines_read == form.lines_read);
        break;
      case Validity::kRateLimited:
        ++limited;
        REQUIRE(epoch.status == Status::kFinished);
        if (design.splitter.parts == 1) {
          REQUIRE(epoch.cycles - form.cycles == credit);
          REQUIRE(credit >= -rate.cycles(1));
        } else {
          // The second half costs one cycle more; a splitter that is still
          // running when the last line comes saves up to two.
          REQUIRE(epoch.cycles - form.cycles <= credit + 1);
          REQUIRE(epoch.cycles - form.cycles >= credit - 1);
        }
        break;
      case Validity::kLowerBound:
        ++outside;
        REQUIRE(epoch.status != Status::kDeadlock);
        REQUIRE(epoch.cycles - form.cycles >= credit - 1);
        break;
      case Validity::kDeadlock:
        ++outside;
        REQUIRE(epoch.status == Status::kDeadlock);
        break;
    }
  }
  // The three regions are all visited often.
  CHECK(exact > 1000);
  CHECK(limited > 1000);
  CHECK(outside > 200);
}

TEST_CASE("MLWeaving takes the longer of computing and reading", "[property]") {
  RandomStream stream({.seed = 7, .purpose = Purpose::kTest});
  int memory_bound = 0;
  for (int trial = 0; trial < 500; ++trial) {
    Design design = find_design("mlweaving");
    design.bits = static_cast<int>(1 + stream.index(16));
    const auto batch = static_cast<std::int64_t>(8 * (1 + stream.index(16)));
    const Workload work = {
        .samples = batch * static_cast<std::int64_t>(1 + stream.index(20)),
        .features = static_cast<std::int64_t>(1 + stream.index(3000)),
        .batch = batch};
    const Memory memory = {
        .lines_per_cycle = stream.uniform(0.1, 1),
        .latency_cycles = static_cast<std::int64_t>(stream.index(200))};
    const ClosedForm form = closed_form_epoch(design, work, memory);
    const EpochCycles epoch = simulate_epoch(design, work, memory);
    INFO("bits " << design.bits << " batch " << batch << " n " << work.samples
                 << " d " << work.features << " rate "
                 << memory.lines_per_cycle);
    REQUIRE(epoch.lines_read == form.lines_read);
    if (form.validity == Validity::kExact) {
      REQUIRE(epoch.cycles == form.cycles);
    } else {
      // A steady epoch of lines / rho cycles, rounded up or down.
      ++memory_bound;
      REQUIRE(epoch.cycles <= form.cycles);
      REQUIRE(epoch.cycles >= form.cycles - 1);
    }
  }
  CHECK(memory_bound > 100);
  CHECK(memory_bound < 450);
}

TEST_CASE("an epoch of any length that 64 bits can count", "[unit]") {
  // n L / rho with 438 lines a row, by hand: 438e9 * 128 / 65, rounded up.
  const Design& design = find_design("float");
  const Workload work = {.samples = 1'000'000'000, .features = 7000};
  Memory memory = {.lines_per_cycle = 65.0 / 128, .latency_cycles = 1};
  const ClosedForm form = closed_form_epoch(design, work, memory);
  CHECK(form.lines_read == 438'000'000'000);
  CHECK(form.cycles == 862'523'076'924 + 2 * 438 + 46 + 1);
  memory.lines_per_cycle = 1e-9;
  CHECK_THROWS_AS(closed_form_epoch(design, work, memory), UserError);
  Design serial = find_design("mlweaving");
  CHECK_THROWS_AS(
      closed_form_epoch(
          serial, {.samples = 1'000'000'000, .features = 7000, .batch = 8},
          {.lines_per_cycle = 1e-10, .latency_cycles = 1}),
      UserError);
}

TEST_CASE("outside the range: stalls, then a deadlock", "[unit]") {
  const Design& design = find_design("float");
  const auto epoch = [&](std::int64_t lines, std::int64_t samples) {
    const Workload work = {.samples = samples, .features = 16 * lines - 1};
    REQUIRE(row_shape(design, work.features).lines == lines);
    return simulate_epoch(design, work, kReady);
  };
  const auto validity = [&](std::int64_t lines) {
    return closed_form_epoch(design, {6, 16 * lines - 1}, kReady).validity;
  };
  // Stated with the measurements: valid for L <= about 461 and LAT rho + L + 44
  // <= 502. The request rule itself first costs a cycle at 465.
  CHECK(validity(457) == Validity::kExact);
  CHECK(validity(458) == Validity::kLowerBound);
  CHECK(epoch(461, 6).stall_cycles == 0);
  CHECK(epoch(464, 6).stall_cycles == 0);
  CHECK(epoch(465, 6).stall_cycles > 0);
  CHECK(epoch(465, 6).status == Status::kStalled);
  // Measured on the RTL: +154 cycles at L = 494, n = 6. The rule gives five
  // stalls of 31 cycles, one cycle more than was measured.
  CHECK(epoch(494, 6).stall_cycles == 155);
  // Measured: L = 503 finishes, L = 504 hangs after 503 reads.
  CHECK(validity(503) == Validity::kLowerBound);
  CHECK(epoch(503, 6).status == Status::kStalled);
  CHECK(validity(504) == Validity::kDeadlock);
  const EpochCycles hung = epoch(504, 6);
  CHECK(hung.status == Status::kDeadlock);
  CHECK(hung.lines_read == 503);
  CHECK_THROWS_AS(require_finished(hung), UserError);
}

TEST_CASE("a whole run ends with the last write's answer", "[unit]") {
  CHECK(run_cycles(find_design("float"), 1595, 3, 1) == 3 * 1595 + 1 + 3);
  CHECK(run_cycles(find_design("q8"), 799, 3, 1) == 3 * 799 + 1 + 4);
  CHECK(run_cycles(find_design("q1split"), 561, 3, 1) == 3 * 561 + 1 + 3);
}
