#include "core/fpga/measured.h"

#include <array>

namespace zipml::fpga {
namespace {

constexpr std::array<const char*, 6> kDesigns = {"float", "q8", "q4",
                                                 "q2",    "q1", "q1split"};

// One row of a measured table: a column is a design of kDesigns.
struct Row {
  std::int64_t samples;
  std::int64_t features;
  std::array<std::int64_t, 6> cycles;
};

constexpr Memory kReady = {.lines_per_cycle = 1, .latency_cycles = 1};
constexpr Memory kLatencyOnly = {.lines_per_cycle = 1, .latency_cycles = 80};
// 6.5 GB/s at 200 MHz; 400 ns.
constexpr Memory kLimited = {.lines_per_cycle = 65.0 / 128,
                             .latency_cycles = 80};

constexpr std::array<Row, 10> kAlwaysReady = {{
    {32, 90, {251, 127, 97, 65, 74, 113}},
    {32, 128, {353, 197, 134, 106, 74, 113}},
    {32, 512, {1169, 617, 356, 229, 172, 277}},
    {32, 1000, {2189, 1142, 615, 352, 221, 359}},
    {32, 2048, {4433, 2297, 1244, 721, 466, 769}},
    {256, 90, {1595, 799, 545, 289, 298, 561}},
    {256, 128, {2369, 1317, 806, 554, 298, 561}},
    {256, 512, {8561, 4425, 2372, 1349, 844, 1621}},
    {256, 1000, {16301, 8310, 4199, 2144, 1117, 2151}},
    {256, 2048, {33329, 16857, 8636, 4529, 2482, 4801}},
}};

constexpr std::array<Row, 5> kBandwidthLimited = {{
    {256, 90, {3161, 1621, 1119, 615, 624, 640}},
    {256, 128, {4680, 2635, 1628, 1128, 624, 640}},
    {256, 512, {16827, 8721, 4683, 2667, 1666, 1700}},
    {256, 1000, {32010, 16327, 8246, 4207, 2187, 2230}},
    {256, 2048, {65414, 33063, 16902, 8825, 4793, 4880}},
}};

template <std::size_t N>
void append(const std::array<Row, N>& rows, const Memory& memory,
            std::vector<MeasuredCount>& counts) {
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < kDesigns.size(); ++i) {
      counts.push_back(
          {.design = kDesigns[i],
           .workload = {.samples = row.samples, .features = row.features},
           .memory = memory,
           .cycles = row.cycles[i]});
    }
  }
}

std::vector<MeasuredCount> make_counts() {
  std::vector<MeasuredCount> counts;
  append(kAlwaysReady, kReady, counts);
  append(kBandwidthLimited, kLimited, counts);
  const Workload small = {.samples = 256, .features = 90};
  counts.push_back({.design = "float",
                    .workload = small,
                    .memory = kLatencyOnly,
                    .cycles = 1674});
  counts.push_back({.design = "q8",
                    .workload = small,
                    .memory = kLatencyOnly,
                    .cycles = 878});
  // A mini-batch of mask + 1 samples: no cycle more.
  for (const std::int64_t batch : {2, 4, 16}) {
    const Workload work = {.samples = 256, .features = 90, .batch = batch};
    counts.push_back({.design = "float",
                      .workload = work,
                      .memory = kReady,
                      .cycles = 1595});
    counts.push_back(
        {.design = "q8", .workload = work, .memory = kReady, .cycles = 799});
  }
  constexpr std::array<std::int64_t, 5> kWithShell = {263, 139, 109, 77, 86};
  for (std::size_t i = 0; i < kWithShell.size(); ++i) {
    counts.push_back({.design = kDesigns[i],
                      .workload = {.samples = 32, .features = 90},
                      .memory = kReady,
                      .shell_cycles = 12,
                      .cycles = kWithShell[i]});
  }
  // Rows of 494 lines fill the FIFO: 154 cycles over the closed form's 3999.
  counts.push_back({.design = "float",
                    .workload = {.samples = 6, .features = 7903},
                    .memory = kReady,
                    .cycles = 3999 + 154});
  counts.push_back({.design = "mlweaving",
                    .workload = {.samples = 256, .features = 2048, .batch = 64},
                    .memory = kReady,
                    .cycles = 8830});
  return counts;
}

}  // namespace

const std::vector<MeasuredCount>& measured_counts() {
  static const std::vector<MeasuredCount> counts = make_counts();
  return counts;
}

const std::vector<NotebookTime>& notebook_times() {
  static const std::vector<NotebookTime> times = {
      {.set = "MNIST",
       .design = "pynq-float",
       .workload = {.samples = 10000, .features = 785},
       .epochs = 10,
       .seconds = 0.5233},
      {.set = "MNIST",
       .design = "pynq-q1",
       .workload = {.samples = 10000, .features = 785},
       .epochs = 10,
       .seconds = 0.1405},
      {.set = "YearPredictionMSD",
       .design = "pynq-float",
       .workload = {.samples = 50000, .features = 91},
       .epochs = 10,
       .seconds = 0.330,
       .first_call_seconds = 0.043},
      {.set = "YearPredictionMSD",
       .design = "pynq-q8",
       .workload = {.samples = 50000, .features = 91},
       .epochs = 10,
       .seconds = 0.117},
      {.set = "Galaxy",
       .design = "pynq-float",
       .workload = {.samples = 3000, .features = 2049},
       .epochs = 50,
       .seconds = 2.72}};
  return times;
}

}  // namespace zipml::fpga
