#include "experiments/linear/precision_mode.h"

#include "core/base/name_table.h"
#include "experiments/linear/parameters.h"

namespace zipml {
namespace {

struct Mode {
  bool samples;
  bool model;
  bool gradient;
  const char* label;
};

constexpr std::array<Named<Mode>, 5> kModes = {{
    {"none", {false, false, false, "32-bit"}},
    {"gradient", {false, false, true, "gradient only"}},
    {"model", {false, true, false, "model only"}},
    {"sample", {true, false, false, "samples only"}},
    {"end_to_end", {true, true, true, "end to end"}},
}};

const Mode& mode_of(const std::string& name) {
  return value_in(kModes, name, "precision mode");
}

}  // namespace

std::vector<std::string> precision_mode_names() { return names_in(kModes); }

std::string precision_mode_label(const std::string& mode) {
  return mode_of(mode).label;
}

TrainingSpec with_mode(TrainingSpec spec, const Settings& settings,
                       const std::string& mode, const std::string& method,
                       int bits) {
  const Mode& own = mode_of(mode);
  spec.method = own.samples ? method : "32-bit";
  spec.quantization =
      own.samples ? quantization_spec(settings, bits) : QuantizationSpec();
  spec.channels =
      channel_spec(settings, own.model ? bits : 0, own.gradient ? bits : 0);
  return spec;
}

}  // namespace zipml
