#include "experiments/fpga/cells.h"

#include <algorithm>
#include <thread>

#include "core/base/error.h"
#include "core/fpga/design_table.h"
#include "experiments/fpga/design_fields.h"
#include "experiments/fpga/design_file.h"
#include "experiments/fpga/figure_5.h"
#include "experiments/linear/parameters.h"

namespace zipml::fpga {
namespace {

std::string pipeline_name(Pipeline pipeline) {
  return pipeline == Pipeline::kHardware ? "hardware" : "sequential";
}

void set_size(const DataSize& set, Record& parameters) {
  parameters.set("rows", set.workload.samples);
  parameters.set("features", set.workload.features);
}

std::vector<DataSize> sizes(const Settings& settings,
                            const std::string& parameter) {
  std::vector<DataSize> sets;
  for (const std::string& name : distinct_texts(settings, parameter)) {
    sets.push_back(data_size(name).value());
  }
  return sets;
}

}  // namespace

CellMaker::CellMaker(const ExperimentInfo& info, const Settings& settings)
    : info_(info), settings_(settings) {
  const Record& parameters = settings.parameters;
  const std::string& file = parameters.text("design_file");
  if (file != "none") file_designs_ = read_designs(file);
  for (const std::string& name : distinct_texts(settings, "designs")) {
    designs_.push_back(built_in(name));
  }
  for (const Design& design : file_designs_) {
    designs_.push_back(on_platform(design));
  }
  trained_.push_back(built_in("float"));
  for (const std::string& name : distinct_texts(settings, "training.designs")) {
    if (name == "float") continue;
    trained_.push_back(design_named(name));
    if (trained_.back().structure == Structure::kBitSerial) {
      throw UserError({.file = "",
                       .position = {},
                       .pointer = "training.designs",
                       .message = "bit-serial design " + name +
                                  " found, a streaming design expected",
                       .hint = ""});
    }
  }
  sets_ = sizes(settings, "sets");
  trained_sets_ = sizes(settings, "training.sets");
  cpu_sets_ = sizes(settings, "cpu.sets");
  storage_set_ = data_size(parameters.text("storage.set")).value();
  const auto threads = static_cast<int>(parameters.integer("cpu.threads"));
  threads_ =
      threads > 0
          ? threads
          : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

DataSize CellMaker::with_intercept(DataSize set) {
  ++set.workload.features;
  return set;
}

Design CellMaker::on_platform(Design design) const {
  const Record& parameters = settings_.parameters;
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

Design CellMaker::built_in(const std::string& name) const {
  return on_platform(find_design(name));
}

Design CellMaker::design_named(const std::string& name) const {
  const auto found =
      std::find_if(file_designs_.begin(), file_designs_.end(),
                   [&](const Design& design) { return design.name == name; });
  if (found != file_designs_.end()) return on_platform(*found);
  if (is_design_name(name)) return built_in(name);
  std::vector<std::string> known = design_names();
  for (const Design& design : file_designs_) known.push_back(design.name);
  throw UserError({.file = "",
                   .position = {},
                   .pointer = "training.designs",
                   .message = "\"" + name +
                              "\" found, a built-in design or one of "
                              "design_file expected",
                   .hint = did_you_mean(name, known)});
}

Design CellMaker::baseline_of(const Design& design) {
  Design baseline = find_design(
      design.label_place == LabelPlace::kOwnLine ? "pynq-float" : "float");
  baseline.clock_hz = design.clock_hz;
  baseline.link_bytes_per_second = design.link_bytes_per_second;
  baseline.latency_cycles = design.latency_cycles;
  baseline.shell_cycles = design.shell_cycles;
  return baseline;
}

Design CellMaker::figure_5_design(const std::string& name,
                                  LabelPlace label_place) const {
  Design design = find_design(name);
  design.link_bytes_per_second =
      settings_.parameters.number("figure_5.link_gbps") * 1e9;
  design.label_place = label_place;
  return design;
}

std::vector<int> CellMaker::storage_bits() const {
  return ascending_integers(settings_, "storage.bits");
}

int CellMaker::first_shift() const {
  return static_cast<int>(settings_.parameters.integer("training.first_shift"));
}

int CellMaker::last_shift() const {
  return std::max(
      first_shift(),
      static_cast<int>(settings_.parameters.integer("training.last_shift")));
}

bool CellMaker::is_trained(const DataSize& set) const {
  return std::any_of(
      trained_sets_.begin(), trained_sets_.end(),
      [&](const DataSize& other) { return other.name == set.name; });
}

Cell CellMaker::cell(const std::string& task, Record parameters,
                     int repetition) const {
  return {.experiment = info_.name,
          .version = info_.version,
          .task = task,
          .parameters = std::move(parameters),
          .seed = settings_.seed,
          .repetition = repetition,
          .prerequisites = {}};
}

Cell CellMaker::counts() const { return cell("counts", {}, 0); }

Cell CellMaker::epoch(const Design& design, const DataSize& set) const {
  const Workload work = workload_of(
      set, design, settings_.parameters.integer("bit_serial_batch"));
  Record parameters = to_record(design);
  set_size(set, parameters);
  parameters.set("rows", work.samples);
  parameters.set("batch", work.batch);
  return cell("epoch", std::move(parameters), 0);
}

Cell CellMaker::dimensions(const Design& design) const {
  Record parameters = to_record(design);
  const DataSize rows = {
      "", {.samples = settings_.parameters.integer("dimensions.rows")}};
  const Workload work = workload_of(
      rows, design, settings_.parameters.integer("bit_serial_batch"));
  parameters.set("rows", work.samples);
  parameters.set("batch", work.batch);
  parameters.set("last", settings_.parameters.at("dimensions.last"));
  return cell("dimensions", std::move(parameters), 0);
}

Cell CellMaker::bit_serial() const {
  return cell("bit_serial", to_record(find_design("mlweaving")), 0);
}

Cell CellMaker::step_search(const DataSize& set, const Design& design,
                            Pipeline pipeline) const {
  Record parameters = to_record(design);
  set_size(set, parameters);
  parameters.set("pipeline", pipeline_name(pipeline));
  parameters.set("epochs", settings_.parameters.at("training.search_epochs"));
  parameters.set("first_shift", first_shift());
  parameters.set("last_shift", last_shift());
  return cell("search", std::move(parameters), 0);
}

Cell CellMaker::training(const DataSize& set, const Design& design,
                         Pipeline pipeline, int repetition) const {
  Record parameters = to_record(design);
  set_size(set, parameters);
  parameters.set("pipeline", pipeline_name(pipeline));
  parameters.set("epochs", settings_.parameters.at("training.epochs"));
  Cell training = cell("train_fixed_point", std::move(parameters), repetition);
  // Tuned for 32 bits and reused, as the paper does.
  training.prerequisites.push_back(std::make_shared<const Cell>(
      step_search(set, built_in("float"), Pipeline::kHardware)));
  return training;
}

Cell CellMaker::cpu(const DataSize& set, int threads, int repetition) const {
  Record parameters = {{"threads", threads}};
  set_size(set, parameters);
  parameters.set("epochs",
                 settings_.parameters.at(is_trained(set) ? "training.epochs"
                                                         : "cpu.epochs"));
  Cell timed = cell("cpu", std::move(parameters), repetition);
  timed.exclusive = true;
  if (is_trained(set)) {
    timed.prerequisites.push_back(std::make_shared<const Cell>(
        step_search(set, built_in("float"), Pipeline::kHardware)));
  }
  return timed;
}

std::vector<Cell> CellMaker::all() const {
  std::vector<Cell> cells = {counts(), bit_serial()};
  // Cells that appear twice are run once.
  const auto add_epoch = [&](const Design& design, const DataSize& set) {
    cells.push_back(epoch(design, set));
    cells.push_back(epoch(baseline_of(design), set));
  };
  for (const Design& design : designs_) {
    for (const DataSize& set : sets_) add_epoch(design, set);
    add_epoch(design, storage_set_);
    cells.push_back(dimensions(design));
    cells.push_back(dimensions(baseline_of(design)));
  }
  for (const DataSize& set : sets_) {
    for (const char* name : kClaimedDesigns) add_epoch(built_in(name), set);
  }
  for (const Figure5Point& point : kFigure5Points) {
    const DataSize set = data_size(point.set).value();
    for (const LabelPlace place : kLabelPlaces) {
      cells.push_back(epoch(figure_5_design(point.design, place), set));
    }
  }
  for (const DataSize& set : cpu_sets_) {
    for (const char* name : {"float", "q2"}) {
      cells.push_back(epoch(built_in(name), set));
    }
  }
  for (const NotebookTime& notebook : notebook_times()) {
    cells.push_back(
        epoch(find_design(notebook.design), {notebook.set, notebook.workload}));
  }
  for (const int bits : storage_bits()) {
    for (const Storage storage : {Storage::kCopies, Storage::kBaseAndDraws}) {
      add_epoch(on_platform(quantized_design(bits, storage)), storage_set_);
    }
  }
  for (const DataSize& set : trained_sets_) {
    for (const Design& design : trained_) {
      for (const Pipeline pipeline :
           {Pipeline::kHardware, Pipeline::kSequential}) {
        cells.push_back(step_search(set, design, pipeline));
        for (int i = 0; i < repetitions(); ++i) {
          cells.push_back(training(set, design, pipeline, i));
        }
      }
      cells.push_back(epoch(design, with_intercept(set)));
    }
  }
  std::vector<DataSize> timed = cpu_sets_;
  timed.insert(timed.end(), trained_sets_.begin(), trained_sets_.end());
  for (const DataSize& set : timed) {
    for (int i = 0; i < repetitions(); ++i) {
      cells.push_back(cpu(set, 1, i));
      cells.push_back(cpu(set, threads(), i));
    }
  }
  return cells;
}

}  // namespace zipml::fpga
