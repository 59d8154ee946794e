#include "experiments/fpga/design_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>

#include "core/base/name_table.h"

namespace zipml::fpga {
namespace {

constexpr std::array<Named<Structure>, 2> kStructures = {
    {{"streaming", Structure::kStreaming},
     {"bit_serial", Structure::kBitSerial}}};
constexpr std::array<Named<Format>, 2> kFormats = {
    {{"float", Format::kFloat}, {"fixed", Format::kFixed}}};
constexpr std::array<Named<Storage>, 2> kStorages = {
    {{"copies", Storage::kCopies}, {"base_and_draws", Storage::kBaseAndDraws}}};
constexpr std::array<Named<LabelPlace>, 2> kLabelPlaces = {
    {{"last_line", LabelPlace::kLastLine}, {"own_line", LabelPlace::kOwnLine}}};
constexpr std::array<Named<StepPath>, 2> kStepPaths = {
    {{"shift", StepPath::kShift}, {"float", StepPath::kFloat}}};

const auto& names_of(Structure) { return kStructures; }
const auto& names_of(Format) { return kFormats; }
const auto& names_of(Storage) { return kStorages; }
const auto& names_of(LabelPlace) { return kLabelPlaces; }
const auto& names_of(StepPath) { return kStepPaths; }

// The one list of fields; `visit` takes a name and a reference.
template <typename AnyDesign, typename Visit>
void visit_fields(AnyDesign& design, Visit&& visit) {
  visit("structure", design.structure);
  visit("format", design.format);
  visit("bits", design.bits);
  visit("draws", design.draws);
  visit("storage", design.storage);
  visit("stored_bits", design.stored_bits);
  visit("values_per_line", design.values_per_line);
  visit("line_bits", design.line_bits);
  visit("label_bits", design.label_bits);
  visit("label_place", design.label_place);
  visit("clock_hz", design.clock_hz);
  visit("link_bytes_per_second", design.link_bytes_per_second);
  visit("latency_cycles", design.latency_cycles);
  visit("shell_cycles", design.shell_cycles);
  auto& stages = design.stages;
  visit("stages.reorder", stages.reorder);
  visit("stages.line_fetch", stages.line_fetch);
  visit("stages.model_read", stages.model_read);
  visit("stages.model_to_float", stages.model_to_float);
  visit("stages.multiply", stages.multiply);
  visit("stages.product_to_fixed", stages.product_to_fixed);
  visit("stages.tree_input", stages.tree_input);
  visit("stages.tree_levels", stages.tree_levels);
  visit("stages.accumulate", stages.accumulate);
  visit("stages.sum_to_float", stages.sum_to_float);
  visit("stages.scalar_wait", stages.scalar_wait);
  visit("stages.subtract", stages.subtract);
  visit("stages.step", stages.step);
  visit("stages.scale_row", stages.scale_row);
  visit("stages.gradient_to_fixed", stages.gradient_to_fixed);
  visit("stages.model_subtract", stages.model_subtract);
  visit("stages.handover", stages.handover);
  visit("fifo.usable_lines", design.fifo.usable_lines);
  visit("fifo.read_latency", design.fifo.read_latency);
  visit("fifo.count_latency", design.fifo.count_latency);
  visit("splitter.parts", design.splitter.parts);
  visit("splitter.write_latency", design.splitter.write_latency);
  visit("splitter.wake_latency", design.splitter.wake_latency);
  auto& serial = design.bit_serial;
  visit("bit_serial.samples_per_line", serial.samples_per_line);
  visit("bit_serial.features_per_line", serial.features_per_line);
  visit("bit_serial.labels_per_line", serial.labels_per_line);
  visit("bit_serial.group_gap", serial.group_gap);
  visit("bit_serial.update_latency", serial.update_latency);
  visit("bit_serial.buffer_lines", serial.buffer_lines);
  visit("step_path", design.step_path);
  visit("step_shift_interval", design.step_shift_interval);
  visit("model_bits", design.model_bits);
  visit("fraction_bits", design.fraction_bits);
  visit("write_bits", design.write_bits);
  visit("done_cycles", design.done_cycles);
  visit("max_features", design.max_features);
}

// Reads one value of a field's type; says what was expected when it is not.
template <typename Field>
std::string read_field(const JsonNode& node, Field& field, std::string& hint) {
  if constexpr (std::is_enum_v<Field>) {
    const auto names = names_in(names_of(field));
    if (node.is_text()) {
      for (const auto& row : names_of(field)) {
        if (node.text == row.name) {
          field = row.value;
          return "";
        }
      }
      hint = did_you_mean(node.text, names);
    }
    return fmt::format("one of \"{}\"", fmt::join(names, "\", \""));
  } else if constexpr (std::is_same_v<Field, double>) {
    if (!node.is_number()) return "a number";
    field = node.as_number();
    return "";
  } else {
    if (node.kind != JsonNode::Kind::kInteger ||
        node.integer < std::numeric_limits<Field>::min() ||
        node.integer > std::numeric_limits<Field>::max()) {
      return "an integer";
    }
    field = static_cast<Field>(node.integer);
    return "";
  }
}

std::vector<std::string> field_names() {
  std::vector<std::string> names;
  Design design;
  visit_fields(design,
               [&](const char* name, const auto&) { names.push_back(name); });
  return names;
}

// Fields and groups below `group` ("" or "stages."), one part each.
std::vector<std::string> keys_in(const std::string& group) {
  std::vector<std::string> keys;
  for (const std::string& name : field_names()) {
    if (!name.starts_with(group)) continue;
    const std::string rest = name.substr(group.size());
    const std::string key = rest.substr(0, rest.find('.'));
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      keys.push_back(key);
    }
  }
  return keys;
}

void set_group(const JsonNode& object, const std::string& pointer,
               const std::string& group, Design& design, Mistakes& mistakes) {
  std::vector<std::string> keys = keys_in(group);
  if (group.empty()) keys.insert(keys.end(), {"base", "help"});
  for (const JsonMember& member : object.members) {
    if (group.empty() && (member.key == "base" || member.key == "help")) {
      continue;
    }
    const std::string place = child_pointer(pointer, member.key);
    const std::string name = group + member.key;
    if (std::find(keys.begin(), keys.end(), member.key) == keys.end()) {
      mistakes.add(member.position, place, "unknown field of a design",
                   did_you_mean(member.key, keys));
      continue;
    }
    if (!keys_in(name + ".").empty()) {
      if (member.value.is_object()) {
        set_group(member.value, place, name + ".", design, mistakes);
      } else {
        mistakes.add(member.value.position, place,
                     "expected an object, found " + found_text(member.value));
      }
      continue;
    }
    std::string hint;
    std::string expected;
    visit_fields(design, [&](const char* field, auto& value) {
      if (name == field) expected = read_field(member.value, value, hint);
    });
    if (!expected.empty() && !member.value.is_reported) {
      mistakes.add(member.value.position, place,
                   fmt::format("expected {}, found {}", expected,
                               found_text(member.value)),
                   hint);
    }
  }
}

}  // namespace

Record to_record(const Design& design) {
  Record record = {{"name", design.name}};
  visit_fields(design, [&](const char* name, const auto& value) {
    using Field = std::decay_t<decltype(value)>;
    if constexpr (std::is_enum_v<Field>) {
      record.set(name, name_in(names_of(value), value));
    } else {
      record.set(name, value);
    }
  });
  return record;
}

Design design_from_record(const Record& record) {
  Design design;
  design.name = record.text("name");
  visit_fields(design, [&](const char* name, auto& value) {
    using Field = std::decay_t<decltype(value)>;
    if constexpr (std::is_enum_v<Field>) {
      value = value_in(names_of(value), record.text(name), name);
    } else if constexpr (std::is_same_v<Field, double>) {
      value = record.number(name);
    } else {
      value = static_cast<Field>(record.integer(name));
    }
  });
  return design;
}

void set_fields(const JsonNode& object, const std::string& pointer,
                Design& design, Mistakes& mistakes) {
  set_group(object, pointer, "", design, mistakes);
}

}  // namespace zipml::fpga
