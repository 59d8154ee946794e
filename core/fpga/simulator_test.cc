#include "core/fpga/simulator.h"

#include <catch.h>

#include "core/fpga/closed_form.h"
#include "core/fpga/design_table.h"
#include "core/fpga/measured.h"

using namespace zipml::fpga;

TEST_CASE("the simulator counts the hardware's cycles exactly", "[unit]") {
  CHECK(measured_counts().size() == 60 + 30 + 2 + 6 + 5 + 1 + 1);
  for (const MeasuredCount& count : measured_counts()) {
    INFO(count.design << " n=" << count.workload.samples
                      << " d=" << count.workload.features << " rate "
                      << count.memory.lines_per_cycle << " latency "
                      << count.memory.latency_cycles << " batch "
                      << count.workload.batch);
    const Design design = find_design(count.design);
    const ClosedForm form =
        closed_form_epoch(design, count.workload, count.memory);
    if (form.validity == Validity::kLowerBound) {
      // Where the FIFO stalls reads the simulator is one cycle over the RTL.
      CHECK(simulate_epoch(design, count.workload, count.memory).cycles ==
            count.cycles + 1);
      CHECK(form.cycles == count.cycles - 154);
      continue;
    }
    CHECK(simulate_epoch(design, count.workload, count.memory).cycles +
              count.shell_cycles ==
          count.cycles);
    // The closed form leaves out the limited memory's start-up credit: at most
    // 1 / rate = 2 cycles more.
    const auto difference = form.cycles + count.shell_cycles - count.cycles;
    CHECK(difference >= 0);
    CHECK(difference <= (count.memory.lines_per_cycle < 1 ? 2 : 0));
  }
}
