// cycles: one epoch of one hardware design, simulated and in closed form.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/fpga/closed_form.h"
#include "core/fpga/design_table.h"
#include "core/fpga/simulator.h"
#include "experiments/fpga/design_file.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/json_output.h"

namespace zipml {
namespace {

using fpga::Design;

Design named_design(const CyclesRequest& request) {
  if (!request.design_file.empty()) {
    for (Design& design : fpga::read_designs(request.design_file)) {
      if (design.name == request.design) return std::move(design);
    }
  }
  return fpga::find_design(request.design);
}

Design design_of(const CyclesRequest& request) {
  Design design = named_design(request);
  if (request.bits == 0 || request.bits == design.bits) return design;
  // Its own description has its own bits.
  design.help =
      fmt::format("with {} bits instead of {}", request.bits, design.bits);
  design.bits = request.bits;
  return design;
}

std::string validity_text(fpga::Validity validity) {
  switch (validity) {
    case fpga::Validity::kExact:
      return "exact";
    case fpga::Validity::kRateLimited:
      return "limited by the memory's rate: up to 1 / rate cycles too many";
    case fpga::Validity::kLowerBound:
      return "a lower bound: reads may wait for room in the FIFO";
    case fpga::Validity::kDeadlock:
      return "the hardware hangs";
  }
  return "";
}

// About ten seconds of simulation.
constexpr std::int64_t kMostSimulatedLines = 200'000'000;

std::string count(std::int64_t number, const char* what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace

int cycles_command(Session& session, const CyclesRequest& request) {
  const Design design = design_of(request);
  fpga::check_design(design);
  // A bit-serial design needs whole groups of samples.
  std::int64_t batch = request.batch;
  if (batch == 0) {
    batch = design.structure == fpga::Structure::kBitSerial
                ? design.bit_serial.samples_per_line
                : 1;
  }
  const fpga::Workload work = {
      .samples = request.samples, .features = request.features, .batch = batch};
  fpga::Memory memory = fpga::memory_of(design);
  if (request.rate > 0) memory.lines_per_cycle = request.rate;
  if (request.latency >= 0) memory.latency_cycles = request.latency;

  const fpga::ClosedForm form = fpga::closed_form_epoch(design, work, memory);
  // A design that hangs does so within the lines of its FIFO.
  const bool simulate = form.lines_read <= kMostSimulatedLines;
  fpga::EpochCycles epoch;
  if (simulate) epoch = fpga::simulate_epoch(design, work, memory);
  fpga::require_finished(epoch);
  const std::int64_t cycles = simulate ? epoch.cycles : form.cycles;
  const fpga::RowShape shape = fpga::row_shape(design, work.features);
  const double seconds = static_cast<double>(cycles) / design.clock_hz;
  if (request.json) {
    using Json = nlohmann::ordered_json;
    const auto if_simulated = [&](std::int64_t number) {
      return simulate ? Json(number) : Json(nullptr);
    };
    print_json(session, "cycles",
               {{"design", design.name},
                {"samples", work.samples},
                {"features", work.features},
                {"batch", work.batch},
                {"lines_a_row", shape.lines},
                {"lines_a_cycle", memory.lines_per_cycle},
                {"latency_cycles", memory.latency_cycles},
                {"simulated_cycles", if_simulated(epoch.cycles)},
                {"closed_form_cycles", form.cycles},
                {"closed_form_is", validity_text(form.validity)},
                {"seconds", seconds},
                {"clock_hz", design.clock_hz},
                {"lines_read", simulate ? epoch.lines_read : form.lines_read},
                {"stall_cycles", if_simulated(epoch.stall_cycles)}});
    return kExitOk;
  }

  std::ostream& out = session.output();
  out << fmt::format("design        {}: {}\n", design.name, design.help)
      << fmt::format("workload      {} of {}, batch {}, {} a row\n",
                     count(work.samples, "sample"),
                     count(work.features, "feature"), work.batch,
                     count(shape.lines, "line"))
      << fmt::format("memory        {:.6g} lines a cycle, latency {}\n",
                     memory.lines_per_cycle,
                     count(memory.latency_cycles, "cycle"));
  if (simulate) {
    out << fmt::format("simulated     {}\n", count(epoch.cycles, "cycle"));
  } else {
    out << fmt::format("simulated     not: {} to read, more than {}\n",
                       count(form.lines_read, "line"), kMostSimulatedLines);
  }
  out << fmt::format("closed form   {} ({})\n", count(form.cycles, "cycle"),
                     validity_text(form.validity))
      << fmt::format("time          {:.6g} s at {:g} MHz{}\n", seconds,
                     design.clock_hz * 1e-6,
                     simulate ? "" : ", by the closed form")
      << fmt::format("lines read    {}\n",
                     simulate ? epoch.lines_read : form.lines_read);
  // Only the simulation counts them.
  if (simulate) out << fmt::format("stall cycles  {}\n", epoch.stall_cycles);
  for (const std::string& note : {epoch.note, form.note}) {
    if (!note.empty()) out << "note          " << note << '\n';
  }
  return kExitOk;
}

}  // namespace zipml
