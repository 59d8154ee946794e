#include "core/fpga/simulator.h"

#include <catch.h>

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/fpga/design_table.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

// Cycles of one epoch, measured by simulating the authors' RTL. A column is a
// design of kDesigns.
struct Measured {
  std::int64_t samples;
  std::int64_t features;
  std::vector<std::int64_t> cycles;
};

const std::vector<std::string> kDesigns = {"float", "q8", "q4",
                                           "q2",    "q1", "q1split"};

// Memory always ready: one line a cycle, one cycle of latency.
const std::vector<Measured> kAlwaysReady = {
    {32, 90, {251, 127, 97, 65, 74, 113}},
    {32, 128, {353, 197, 134, 106, 74, 113}},
    {32, 512, {1169, 617, 356, 229, 172, 277}},
    {32, 1000, {2189, 1142, 615, 352, 221, 359}},
    {32, 2048, {4433, 2297, 1244, 721, 466, 769}},
    {256, 90, {1595, 799, 545, 289, 298, 561}},
    {256, 128, {2369, 1317, 806, 554, 298, 561}},
    {256, 512, {8561, 4425, 2372, 1349, 844, 1621}},
    {256, 1000, {16301, 8310, 4199, 2144, 1117, 2151}},
    {256, 2048, {33329, 16857, 8636, 4529, 2482, 4801}}};

// 65/128 line a cycle (6.5 GB/s at 200 MHz), 80 cycles of latency.
const std::vector<Measured> kLimited = {
    {256, 90, {3161, 1621, 1119, 615, 624, 640}},
    {256, 128, {4680, 2635, 1628, 1128, 624, 640}},
    {256, 512, {16827, 8721, 4683, 2667, 1666, 1700}},
    {256, 1000, {32010, 16327, 8246, 4207, 2187, 2230}},
    {256, 2048, {65414, 33063, 16902, 8825, 4793, 4880}}};

std::int64_t cycles(const std::string& design, std::int64_t samples,
                    std::int64_t features, const Memory& memory) {
  return simulate_epoch(find_design(design),
                        {.samples = samples, .features = features}, memory)
      .cycles;
}

void check_table(const std::vector<Measured>& table, const Memory& memory) {
  for (const Measured& row : table) {
    for (std::size_t i = 0; i < kDesigns.size(); ++i) {
      INFO(kDesigns[i] << " n=" << row.samples << " d=" << row.features);
      CHECK(cycles(kDesigns[i], row.samples, row.features, memory) ==
            row.cycles[i]);
    }
  }
}

}  // namespace

TEST_CASE("the simulator counts the RTL's cycles exactly", "[unit]") {
  check_table(kAlwaysReady, {.lines_per_cycle = 1, .latency_cycles = 1});
}

TEST_CASE("and with a limited memory too", "[unit]") {
  check_table(kLimited, {.lines_per_cycle = 65.0 / 128, .latency_cycles = 80});
}

TEST_CASE("latency alone is paid once an epoch", "[unit]") {
  const Memory memory = {.lines_per_cycle = 1, .latency_cycles = 80};
  CHECK(cycles("float", 256, 90, memory) == 1674);
  CHECK(cycles("q8", 256, 90, memory) == 878);
}
