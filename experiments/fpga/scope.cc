#include "experiments/fpga/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/fpga/design_table.h"
#include "experiments/fpga/design_file.h"

namespace zipml::fpga {
namespace {

std::vector<DataSize> sizes_in(const Settings& settings,
                               const std::string& parameter) {
  std::vector<DataSize> sets;
  for (const std::string& name : distinct_texts(settings, parameter)) {
    sets.push_back(data_size(name).value());
  }
  return sets;
}

[[noreturn]] void refuse_training(std::string message, std::string hint = "") {
  fail_at("training.designs", std::move(message), std::move(hint));
}

// A built-in design or one of the user's own.
Design trained_design(const std::string& name,
                      const std::vector<Design>& file_designs) {
  std::vector<std::string> known = design_names();
  for (const Design& design : file_designs) {
    if (design.name == name) return design;
    known.push_back(design.name);
  }
  if (is_design_name(name)) return find_design(name);
  refuse_training("\"" + name +
                      "\" found, a built-in design or one of design_file "
                      "expected",
                  did_you_mean(name, known));
}

void check_shifts(const Record& parameters) {
  const auto first = parameters.integer("training.first_shift");
  const auto last = parameters.integer("training.last_shift");
  if (first <= last) return;
  fail_at("training.first_shift",
          fmt::format("{} is above training.last_shift, {}: no step would be "
                      "tried",
                      first, last));
}

}  // namespace

Scope scope_of(const Settings& settings) {
  const Record& parameters = settings.parameters;
  check_shifts(parameters);
  const std::string& file = parameters.text("design_file");
  const std::vector<Design> file_designs =
      file == "none" ? std::vector<Design>() : read_designs(file);
  const auto threads = static_cast<int>(parameters.integer("cpu.threads"));
  Scope scope{.trained_designs = {on_platform("float", parameters)},
              .sets = sizes_in(settings, "sets"),
              .trained_sets = sizes_in(settings, "training.sets"),
              .cpu_sets = sizes_in(settings, "cpu.sets"),
              .storage_set = data_size(parameters.text("storage.set")).value(),
              .storage_bits = ascending_integers(settings, "storage.bits"),
              .threads = threads > 0 ? threads : settings.machine_threads,
              .cores = settings.machine_threads,
              .figure_5_link_gbps = parameters.number("figure_5.link_gbps")};
  for (const std::string& name : distinct_texts(settings, "designs")) {
    scope.designs.push_back(on_platform(name, parameters));
  }
  for (const Design& design : file_designs) {
    scope.designs.push_back(on_platform(design, parameters));
  }
  for (const std::string& name : distinct_texts(settings, "training.designs")) {
    if (name == "float") continue;
    const Design design = trained_design(name, file_designs);
    if (design.structure == Structure::kBitSerial) {
      refuse_training("bit-serial design " + name +
                      " found, a streaming design expected");
    }
    scope.trained_designs.push_back(on_platform(design, parameters));
  }
  return scope;
}

Design on_platform(Design design, const Record& parameters) {
  const double clock = parameters.number("design.clock_mhz");
  const double link = parameters.number("design.link_gbps");
  const auto latency = parameters.integer("design.latency_cycles");
  const auto shell = parameters.integer("design.shell_cycles");
  if (clock > 0) design.clock_hz = clock * 1e6;
  if (link > 0) design.link_bytes_per_second = link * 1e9;
  if (latency >= 0) design.latency_cycles = latency;
  if (shell >= 0) design.shell_cycles = shell;
  return design;
}

Design on_platform(const std::string& name, const Record& parameters) {
  return on_platform(find_design(name), parameters);
}

Design baseline_of(const Design& design) {
  Design baseline = find_design(
      design.label_place == LabelPlace::kOwnLine ? "pynq-float" : "float");
  baseline.clock_hz = design.clock_hz;
  baseline.link_bytes_per_second = design.link_bytes_per_second;
  baseline.latency_cycles = design.latency_cycles;
  baseline.shell_cycles = design.shell_cycles;
  return baseline;
}

}  // namespace zipml::fpga
