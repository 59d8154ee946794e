// Data sets as the hardware sees them: their sizes are enough for the time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/fpga/design.h"

namespace zipml::fpga {

struct DataSize {
  std::string name = {};
  Workload workload = {};
};

// The linear-model sets of the paper's Table 1 with their training rows, and
// its words for them.
const std::vector<DataSize>& paper_sets();
std::vector<std::string> paper_set_names();

// A paper set, or any size as "ROWSxFEATURES", e.g. "83200x2048".
std::optional<DataSize> data_size(const std::string& name);
bool is_data_size(const std::string& name);

// What the design can run of it: a bit-serial design takes whole mini-batches
// of `bit_serial_batch` samples, the last one padded; others ignore the batch.
Workload workload_of(const DataSize& set, const Design& design,
                     std::int64_t bit_serial_batch);

}  // namespace zipml::fpga
