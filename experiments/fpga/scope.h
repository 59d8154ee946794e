// What a point of the study is about, read from its settings.
#pragma once

#include <string>
#include <vector>

#include "core/harness/settings.h"
#include "experiments/fpga/data_sets.h"

namespace zipml::fpga {

struct Scope {
  // On the study's platform.
  std::vector<Design> designs = {};
  // "float", and the low-precision ones; likewise.
  std::vector<Design> trained_designs = {};
  std::vector<DataSize> sets = {}, trained_sets = {}, cpu_sets = {};
  DataSize storage_set = {};
  std::vector<int> storage_bits = {};  // ascending
  int threads = 1;                     // of Hogwild!
  int cores = 1;                       // hardware threads of this machine
  double figure_5_link_gbps = 0;

  const Design& full() const { return trained_designs.front(); }
};

// UserError: a design that is not known, a design file with mistakes, a
// bit-serial design to be trained.
Scope scope_of(const Settings& settings);

// The design with the study's clock, link, latency and shell, where the
// parameters design.* set them; and a built-in one by name.
Design on_platform(Design design, const Record& parameters);
Design on_platform(const std::string& name, const Record& parameters);
// The 32-bit design on the same clock, link, latency and shell: what a speed-up
// is over. "pynq-float" for designs with the label in its own line.
Design baseline_of(const Design& design);

}  // namespace zipml::fpga
