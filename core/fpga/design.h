// One description a hardware design, as data: what a "what if" study changes.
//
// Source of the numbers: the public RTL of the ZipML prototypes (HARP v1:
// floatFSGD, qFSGD, qFSGD_Q1; PYNQ; MLWeaving), read and simulated cycle by
// cycle. Nothing here computes time; simulator.h and closed_form.h do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zipml::fpga {

// How the data path is organised.
enum class Structure {
  kStreaming,  // a row flows through once; the model is stale, never stalls
  kBitSerial,  // MLWeaving: bit planes of 8 samples; waits for the new model
};

// What one stored value is.
enum class Format {
  kFloat,  // float32; products converted to fixed point by truncation
  kFixed,  // an integer level k of 2^(bits-1) + 1 uniform levels
};

// How the draws of one quantized value lie in memory.
enum class Storage {
  kCopies,        // every draw in full: bits * draws (what the RTL does)
  kBaseAndDraws,  // lower level and one bit a draw: (bits - 1) + draws; for two
                  // draws the paper's "one extra bit" (section 2.2)
};

enum class LabelPlace {
  kLastLine,  // in the last bits of the row's last line (HARP v1)
  kOwnLine,   // in a line of its own after the row (PYNQ)
};

// How the gradient's scalar is scaled by the step size.
enum class StepPath {
  kShift,  // fixed point, arithmetic right shift
  kFloat,  // converted to float32, multiplied
};

// Latencies in cycles along a row, in the order a line meets them. r is the
// cycle in which the reorder buffer (or splitter) delivers the line.
struct Stages {
  int reorder = 2;     // response -> r
  int line_fetch = 6;  // r -> line and model line at the multipliers' door
  int model_read = 5;  // r -> the model line is read (inside line_fetch)
  int model_to_float = 0;
  int multiply = 1;
  int product_to_fixed = 0;
  int tree_input = 1;    // the adder tree's input register
  int tree_levels = -1;  // -1: ceil(log2(values per cycle))
  int accumulate = 1;
  int sum_to_float = 0;
  int scalar_wait = 3;  // for the row and label FIFOs, where not hidden
  int subtract = 1;     // minus the label
  int step = 0;         // times the step size
  int scale_row = 1;    // scalar times row
  int gradient_to_fixed = 0;
  int model_subtract = 0;
  int handover = 2;  // last update -> write-back -> next epoch's first read
};

// The FIFO that limits how many lines may be requested. A request is made
// only while (requested - delivered) + lines counted in the FIFO < usable.
struct Fifo {
  int usable_lines = 502;  // 0: never limits
  int read_latency = 3;    // read command -> data out
  int count_latency = 1;   // cycles in which a delivered line counts nowhere
};

// Cuts each line into `parts` that enter the pipeline one a cycle (Q1-split).
struct Splitter {
  int parts = 1;
  int write_latency = 2;  // r -> line can be read
  int wake_latency = 4;   // r -> read command, when the splitter was idle
};

// MLWeaving's constants (Structure::kBitSerial).
struct BitSerial {
  int samples_per_line = 8;
  int features_per_line = 64;
  int labels_per_line = 16;
  int group_gap = 2;        // cycles after each group of samples_per_line
  int update_latency = 41;  // last group's end -> first chunk, less its bits
  int buffer_lines = 2048;  // read ahead, also across epochs
};

struct Design {
  std::string name;
  std::string help;
  Structure structure = Structure::kStreaming;

  // Samples.
  Format format = Format::kFixed;
  int bits = 2;   // of one draw, 1 to 16; 32 for float
  int draws = 2;  // independent samples of each value
  Storage storage = Storage::kCopies;
  int stored_bits = 0;  // bits a value takes with its draws; 0: by `storage`
  int values_per_line = 0;  // 0: floor(line_bits / stored bits)
  int line_bits = 512;
  int label_bits = 32;
  LabelPlace label_place = LabelPlace::kLastLine;

  // Platform.
  double clock_hz = 200e6;
  double link_bytes_per_second = 6.5e9;
  std::int64_t latency_cycles = 80;  // read request -> response
  std::int64_t shell_cycles = 12;    // of the surrounding shell, an epoch

  // Data path.
  Stages stages;
  Fifo fifo;
  Splitter splitter;
  BitSerial bit_serial;
  StepPath step_path = StepPath::kShift;
  int step_shift_interval = 128;  // epochs until the shift grows by 1; 0: never
  int model_bits = 32;            // of one value of the model
  int fraction_bits = 23;
  int write_bits = 512;              // of the model written back in one cycle
  int done_cycles = 4;               // last write's response -> done
  std::int64_t max_features = 8192;  // 0: no limit
};

// A data set as the hardware sees it. `features` counts the intercept.
struct Workload {
  std::int64_t samples = 0;
  std::int64_t features = 0;
  std::int64_t batch = 1;  // changes cycles only where the design waits
};

// What a row of `features` values occupies. All counts are lines.
struct RowShape {
  std::int64_t stored_bits = 0;      // w: one value with all its draws
  std::int64_t values_per_line = 0;  // E
  std::int64_t lines = 0;            // L: read for each row, label included
  std::int64_t model_lines = 0;      // of E / parts values, one a cycle
  std::int64_t values_per_model_line = 0;
  std::int64_t write_lines = 0;  // cycles in which the model is written back
};

// w = 32 (float), bits * draws or bits - 1 + draws, or design.stored_bits.
int stored_bits(const Design& design);

// E = floor(line_bits / w) and
// L = 1 + ceil(max(0, d - floor((line_bits - label_bits) / w)) / E), which is
// ceil((label_bits + w d) / line_bits) whenever w divides both; with the label
// in its own line L = ceil(d / E) + 1. A value never straddles two lines.
// Bit-serial designs: lines are those of one sample group, ceil(d / 64) bits.
RowShape row_shape(const Design& design, std::int64_t features);

// Depth of the adder tree: ceil(log2(values that enter it each cycle)).
int tree_depth(const Design& design);

// r of the row's last part -> start of scalar times row, in cycles.
int scalar_latency(const Design& design);
// Start of scalar times row -> first new model line, in cycles.
int update_latency(const Design& design);
// r -> first new model line: 44 (float), depth + 14 (quantized).
int new_model_latency(const Design& design);

// Every mistake of the description, each with the name of its field: UserError.
void check_design(const Design& design);
// Sizes below 1, more features than the design holds, a batch that the
// bit-serial design cannot run: UserError.
void check_workload(const Design& design, const Workload& workload);

}  // namespace zipml::fpga
