#include "core/fpga/design_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "core/base/error.h"

namespace zipml::fpga {
namespace {

Design float_design() {
  Design design;
  design.name = "float";
  design.help = "HARP v1, float32 samples: 16 values a line";
  design.format = Format::kFloat;
  design.bits = 32;
  design.draws = 1;
  design.step_path = StepPath::kFloat;
  design.step_shift_interval = 0;
  design.done_cycles = 3;
  design.stages.line_fetch = 2;
  design.stages.model_read = 1;
  design.stages.model_to_float = 6;
  design.stages.multiply = 5;
  design.stages.product_to_fixed = 1;
  design.stages.sum_to_float = 6;
  design.stages.scalar_wait = 0;
  design.stages.subtract = 7;
  design.stages.step = 5;
  design.stages.scale_row = 5;
  design.stages.gradient_to_fixed = 1;
  return design;
}

// Lines of two halves, each with 128 values, through a 128-wide pipeline.
Design split_design() {
  Design design = quantized_design(1);
  design.name = "q1split";
  design.help = "HARP v1, 1 bit, each line in two halves of 128 values";
  design.splitter.parts = 2;
  design.fifo.usable_lines = 118;
  design.done_cycles = 3;
  return design;
}

// One 64-bit word a cycle from a DMA stream, label in a word of its own. The
// IP latencies (multiply 5, subtract 7, fixed to float 2) are read from the
// sources; how the rest of the measured sum is split among the stages is
// deduced, and with it the cycle in which the model is read.
Design pynq_base() {
  Design design;
  design.draws = 1;
  design.line_bits = 64;
  design.label_place = LabelPlace::kOwnLine;
  design.clock_hz = 100e6;
  design.link_bytes_per_second = 0.8e9;
  design.latency_cycles = 0;
  design.shell_cycles = 0;
  design.step_path = StepPath::kFloat;
  design.step_shift_interval = 0;
  design.write_bits = 32;
  design.max_features = 4096;
  design.fifo.usable_lines = 0;  // the stream's own back pressure
  design.stages.reorder = 1;     // the stream's input register
  design.stages.scalar_wait = 0;
  design.stages.sum_to_float = 2;
  design.stages.subtract = 7;
  design.stages.step = 5;
  design.stages.gradient_to_fixed = 1;
  return design;
}

Design pynq_float() {
  Design design = pynq_base();
  design.name = "pynq-float";
  design.help = "PYNQ, float32 samples: 2 values a word";
  design.format = Format::kFloat;
  design.bits = 32;
  design.stages.line_fetch = 0;
  design.stages.model_read = 0;
  design.stages.model_to_float = 2;
  design.stages.multiply = 5;
  design.stages.product_to_fixed = 1;
  design.stages.scale_row = 5;
  return design;
}

Design pynq_quantized(int bits) {
  Design design = pynq_base();
  design.name = fmt::format("pynq-q{}", bits);
  design.help = fmt::format(
      "PYNQ, {} bit{}, one copy rounded to nearest: {} values a word", bits,
      bits == 1 ? "" : "s", 64 / bits);
  design.bits = bits;
  design.stages.line_fetch = 2;
  design.stages.model_read = 1;
  return design;
}

Design mlweaving(int bits) {
  Design design;
  design.name = "mlweaving";
  design.help = "MLWeaving, bit-serial, synchronous with chaining: any bits";
  design.structure = Structure::kBitSerial;
  design.bits = bits;
  design.draws = 1;
  design.step_shift_interval = 0;
  design.shell_cycles = 0;
  design.max_features = 32768;
  return design;
}

std::vector<Design> make_table() {
  std::vector<Design> table = {float_design()};
  for (const int bits : {8, 4, 2, 1}) table.push_back(quantized_design(bits));
  table.push_back(split_design());
  table.push_back(pynq_float());
  for (const int bits : {8, 4, 2, 1}) table.push_back(pynq_quantized(bits));
  table.push_back(mlweaving(8));
  return table;
}

// A number from 1 to `most` without leading zero or sign.
std::optional<int> bits_in(std::string_view text, int most) {
  int bits = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  if (text[0] == '0' || bits < 1 || bits > most) return {};
  return bits;
}

std::optional<Design> named_design(std::string_view name) {
  for (const Design& design : design_table()) {
    if (design.name == name) return design;
  }
  constexpr std::string_view kWeaving = "mlweaving-";
  if (name.starts_with(kWeaving)) {
    const auto bits = bits_in(name.substr(kWeaving.size()), 32);
    if (!bits) return {};
    Design design = mlweaving(*bits);
    design.name = name;
    return design;
  }
  if (!name.starts_with('q')) return {};
  name.remove_prefix(1);
  constexpr std::string_view kBase = "-base";
  const bool base = name.ends_with(kBase);
  if (base) name.remove_suffix(kBase.size());
  const auto bits = bits_in(name, 16);
  if (!bits) return {};
  return quantized_design(*bits,
                          base ? Storage::kBaseAndDraws : Storage::kCopies);
}

}  // namespace

Design quantized_design(int bits, Storage storage) {
  Design design;
  design.bits = bits;
  design.storage = storage;
  design.name =
      fmt::format("q{}{}", bits, storage == Storage::kCopies ? "" : "-base");
  check_design(design);
  const int values = design.line_bits / stored_bits(design);
  design.help = fmt::format(
      "HARP v1, {} bit{}, two draws {}: {} values a line", bits,
      bits == 1 ? "" : "s",
      storage == Storage::kCopies ? "in full" : "as base and draw bits",
      values);
  return design;
}

const std::vector<Design>& design_table() {
  static const std::vector<Design> table = make_table();
  return table;
}

std::vector<std::string> design_names() {
  std::vector<std::string> names;
  for (const Design& design : design_table()) names.push_back(design.name);
  return names;
}

Design find_design(const std::string& name) {
  if (std::optional<Design> design = named_design(name)) return *design;
  std::string known;
  for (const std::string& other : design_names()) {
    known += known.empty() ? other : ", " + other;
  }
  fail_at("design",
          fmt::format("\"{}\" found, one of {}, qB, qB-base (B = 1 to 16) or "
                      "mlweaving-B (B = 1 to 32) expected",
                      name, known),
          did_you_mean(name, design_names()));
}

bool is_design_name(const std::string& name) {
  return named_design(name).has_value();
}

std::string describe_designs() {
  std::size_t width = 0;
  for (const Design& design : design_table()) {
    width = std::max(width, design.name.size());
  }
  std::string text;
  for (const Design& design : design_table()) {
    text += fmt::format("  {:<{}}  {}\n", design.name, width, design.help);
  }
  return text;
}

}  // namespace zipml::fpga
