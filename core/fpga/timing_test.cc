#include "core/fpga/timing.h"

#include <catch.h>
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "core/fpga/design_table.h"
#include "core/fpga/measured.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

// A row of the predictions made with the measured closed forms: float
// milliseconds and the speed-ups of q8, q4, q2 and q1split, as printed (three
// and two decimals).
struct Predicted {
  Workload workload;
  double float_ms;
  double speed_ups[4];
};

const Predicted kPredicted[] = {
    {{10000, 100}, 0.690, {1.75, 3.49, 6.96, 6.85}},
    {{10000, 1000}, 6.204, {1.97, 3.94, 7.87, 15.47}},
    {{20640, 9}, 0.204, {1.00, 1.00, 1.00, 0.98}},
    {{463715, 91}, 27.396, {2.00, 3.00, 6.00, 5.91}},
    {{60000, 781}, 28.949, {1.96, 3.77, 7.00, 12.06}},
    {{6000, 5001}, 18.495, {1.99, 3.96, 7.82, 15.38}},
    {{10000, 2001}, 12.408, {2.00, 3.94, 7.87, 15.48}},
    {{83200, 2048}, 105.679, {1.98, 3.91, 7.59, 14.11}}};

double notebook_seconds(const std::string& design, const Workload& workload,
                        int epochs) {
  return epochs * epoch_time(find_design(design), workload).seconds;
}

}  // namespace

TEST_CASE("the papers' data sets take the predicted time", "[unit]") {
  for (const Predicted& row : kPredicted) {
    INFO("n=" << row.workload.samples << " d=" << row.workload.features);
    const EpochTime base = epoch_time(find_design("float"), row.workload);
    // Half a unit of the last digit printed.
    CHECK(std::abs(base.seconds * 1e3 - row.float_ms) <= 0.0005 + 1e-9);
    const std::string names[] = {"q8", "q4", "q2", "q1split"};
    for (int i = 0; i < 4; ++i) {
      const EpochTime time = epoch_time(find_design(names[i]), row.workload);
      INFO(names[i]);
      CHECK(std::abs(speed_up(time, base) - row.speed_ups[i]) <= 0.005 + 1e-9);
    }
  }
}

TEST_CASE("Figure 5: three of four points with one fitted bandwidth",
          "[unit]") {
  const auto seconds = [](const std::string& name, const Workload& workload) {
    Design design = find_design(name);
    design.link_bytes_per_second = 7.03e9;
    return epoch_time(design, workload).seconds;
  };
  const Workload synthetic = {10000, 100};
  const Workload gisette = {6000, 5000};
  // Digitised from the paper: 1.5 % is what reading a log axis is good for.
  CHECK(seconds("float", synthetic) == Approx(6.37e-4).epsilon(0.015));
  CHECK(seconds("float", gisette) == Approx(1.71e-2).epsilon(0.015));
  CHECK(seconds("q2", gisette) == Approx(2.22e-3).epsilon(0.015));
  // The fourth (1.73e-4) is not met: the released RTL takes half of it.
  CHECK(seconds("q2", synthetic) == Approx(0.92e-4).epsilon(0.01));
}

TEST_CASE("PYNQ: the notebooks' differences, float minus low precision",
          "[unit]") {
  const Workload mnist = {10000, 785};
  const Workload year = {50000, 91};
  // 10 epochs of n (W + 1) + W V + W + c cycles of 10 ns.
  CHECK(notebook_seconds("pynq-float", mnist, 10) ==
        Approx(1e-7 * (10000 * 394 + 393 * 2 + 393 + 32)).epsilon(1e-12));
  CHECK(notebook_seconds("pynq-q1", mnist, 10) ==
        Approx(1e-7 * (10000 * 14 + 13 * 64 + 13 + 28)).epsilon(1e-12));
  CHECK(notebook_seconds("pynq-float", year, 10) ==
        Approx(1e-7 * (50000 * 47 + 46 * 2 + 46 + 32)).epsilon(1e-12));
  CHECK(notebook_seconds("pynq-q8", year, 10) ==
        Approx(1e-7 * (50000 * 13 + 12 * 8 + 12 + 25)).epsilon(1e-12));
  // Measured on the board: 0.383 s and 0.170 s, once the 0.043 s that the
  // first call took longer is off.
  const std::vector<NotebookTime>& times = notebook_times();
  CHECK(notebook_seconds("pynq-float", mnist, 10) -
            notebook_seconds("pynq-q1", mnist, 10) ==
        Approx(times[0].seconds - times[1].seconds).epsilon(0.01));
  CHECK(
      notebook_seconds("pynq-float", year, 10) -
          notebook_seconds("pynq-q8", year, 10) ==
      Approx(times[2].seconds - times[2].first_call_seconds - times[3].seconds)
          .epsilon(0.005));
  // Galaxy: 1.54 s of stream; the host's copies, 11.5 us a word, make 2.72 s.
  CHECK(notebook_seconds("pynq-float", {3000, 2049}, 50) ==
        Approx(1.54).margin(0.01));
}

TEST_CASE("a faster link ends where the pipeline does", "[unit]") {
  const Workload work = {10000, 1000};
  Design split = find_design("q1split");
  Design q2 = find_design("q2");
  split.link_bytes_per_second = q2.link_bytes_per_second = 460e9;  // HBM
  const EpochTime fast = epoch_time(q2, work);
  CHECK(fast.seconds == fast.compute_seconds);
  // 128 values a cycle both: lines of 8 against 2 * 4 halves.
  CHECK(static_cast<double>(fast.epoch.cycles) ==
        Approx(static_cast<double>(epoch_time(split, work).epoch.cycles))
            .epsilon(0.002));
  // A 1024-bit line at the same clock halves the time again.
  q2.line_bits = 1024;
  CHECK(epoch_time(q2, work).seconds == Approx(fast.seconds / 2).epsilon(0.01));
}

TEST_CASE("the paper's extra bit instead of a second copy", "[unit]") {
  const Workload work = {10000, 5000};
  const auto bytes = [&](int bits, Storage storage) {
    return epoch_time(quantized_design(bits, storage), work).bytes_read;
  };
  // 5 bits for 8, 9 for 16, less what does not fill a line.
  CHECK(bytes(4, Storage::kCopies) / bytes(4, Storage::kBaseAndDraws) ==
        Approx(8.0 / 5).epsilon(0.02));
  CHECK(bytes(8, Storage::kCopies) / bytes(8, Storage::kBaseAndDraws) ==
        Approx(16.0 / 9).epsilon(0.03));
  CHECK(bytes(1, Storage::kCopies) == bytes(1, Storage::kBaseAndDraws));
}

TEST_CASE("rooflines bound what is achieved", "[unit]") {
  for (const Design& design : design_table()) {
    const Workload work = {.samples = 10240, .features = 1000, .batch = 64};
    const EpochTime time = epoch_time(design, work);
    const Roofline roof = roofline(design, work, time);
    INFO(design.name);
    // An epoch is a whole number of cycles.
    CHECK(roof.achieved <=
          roof.attainable *
              (1 + 1.0 / static_cast<double>(time.epoch.cycles) + 1e-12));
    CHECK(roof.achieved > 0.6 * roof.attainable);
    CHECK(time.seconds >= time.link_seconds * 0.999);
    CHECK(time.seconds >= time.compute_seconds);
  }
  const Workload work = {10000, 1000};
  const Design& q2 = find_design("q2");
  const Roofline roof = roofline(q2, work, epoch_time(q2, work));
  CHECK(roof.peak == 128 * 200e6);
  CHECK(roof.values_per_byte == Approx(1000.0 / (8 * 64)));
  CHECK(roof.attainable == Approx(1000.0 / 512 * 6.5e9));
}
