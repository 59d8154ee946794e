#include "experiments/fpga/cells.h"

#include <utility>

#include "core/fpga/design_table.h"
#include "core/fpga/measured.h"
#include "experiments/fpga/design_fields.h"
#include "experiments/fpga/figure_5.h"
#include "experiments/fpga/tasks.h"

namespace zipml::fpga {
namespace {

Record with_size(Record record, const Workload& work) {
  record.set("rows", work.samples);
  record.set("features", work.features);
  return record;
}

// The set as it is trained.
DataSize with_intercept(DataSize set) {
  ++set.workload.features;
  return set;
}

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings)
    : PlannedPoint(info, settings), scope_(scope_of(settings)) {
  add_predictions();
  add_agreement();
  for (const DataSize& set : scope_.trained_sets) add_training(set);
  for (const auto* sets : {&scope_.cpu_sets, &scope_.trained_sets}) {
    for (const DataSize& set : *sets) add_timing(set);
  }
}

Cell Cells::epoch_cell(const Design& design, const DataSize& set) const {
  const Workload work =
      workload_of(set, design, parameters().integer("bit_serial_batch"));
  Record record = with_size(to_record(design), work);
  record.set("batch", work.batch);
  return new_cell(kEpochTask, std::move(record));
}

Cell Cells::dimensions_cell(const Design& design) const {
  const DataSize rows = {
      .workload = {.samples = parameters().integer("dimensions.rows")}};
  const Workload work =
      workload_of(rows, design, parameters().integer("bit_serial_batch"));
  Record record = to_record(design);
  record.set("rows", work.samples);
  record.set("batch", work.batch);
  record.set("last", parameters().at("dimensions.last"));
  return new_cell(kDimensionsTask, std::move(record));
}

// Designs share their baseline, whose cells are run once.
void Cells::add_epoch(const Design& design, const DataSize& set) {
  const OnSet key{design.name, set.name};
  if (groups_.epochs.contains(key)) return;
  groups_.epochs[key] = {add(epoch_cell(design, set))};
  groups_.baseline_epochs[key] = {add(epoch_cell(baseline_of(design), set))};
}

void Cells::add_predictions() {
  for (const Design& design : scope_.designs) {
    for (const DataSize& set : scope_.sets) add_epoch(design, set);
    add_epoch(design, scope_.storage_set);
    groups_.dimensions[design.name] = {add(dimensions_cell(design))};
    groups_.baseline_dimensions[design.name] = {
        add(dimensions_cell(baseline_of(design)))};
  }
  // What the paper's claims are about.
  for (const DataSize& set : scope_.sets) {
    for (const char* name : {"float", "q8", "q4", "q2", "q1split"}) {
      add_epoch(on_platform(name, parameters()), set);
    }
  }
  for (const DataSize& set : scope_.cpu_sets) {
    for (const char* name : {"float", "q2"}) {
      add_epoch(on_platform(name, parameters()), set);
    }
  }
  for (const int bits : scope_.storage_bits) {
    for (const Storage storage : {Storage::kCopies, Storage::kBaseAndDraws}) {
      add_epoch(on_platform(quantized_design(bits, storage), parameters()),
                scope_.storage_set);
    }
  }
}

void Cells::add_agreement() {
  groups_.counts = {add(new_cell(kCountsTask, {}))};
  groups_.bit_serial = {
      add(new_cell(kBitSerialTask, to_record(find_design("mlweaving"))))};
  for (const Figure5Point& point : kFigure5Points) {
    for (const LabelPlace place :
         {LabelPlace::kLastLine, LabelPlace::kOwnLine}) {
      Design design = find_design(point.design);
      design.link_bytes_per_second = scope_.figure_5_link_gbps * 1e9;
      design.label_place = place;
      groups_.figure_5[place][{point.design, point.set}] = {
          add(epoch_cell(design, data_size(point.set).value()))};
    }
  }
  for (const NotebookTime& time : notebook_times()) {
    groups_.notebooks[{time.design, time.set}] = {
        add(epoch_cell(find_design(time.design), {time.set, time.workload}))};
  }
}

void Cells::add_training(const DataSize& set) {
  for (const Design& design : scope_.trained_designs) {
    const OnSet key{design.name, set.name};
    groups_.trained_epochs[key] = {
        add(epoch_cell(design, with_intercept(set)))};
    for (const Pipeline pipeline :
         {Pipeline::kHardware, Pipeline::kSequential}) {
      Record training = with_size(to_record(design), set.workload);
      training.set("pipeline",
                   pipeline == Pipeline::kHardware ? "hardware" : "sequential");
      Record search = training;
      search.set("epochs", parameters().at("training.search_epochs"));
      search.set("first_shift", integer("training.first_shift"));
      search.set("last_shift", integer("training.last_shift"));
      groups_.searches[pipeline][key] = {
          add(new_cell(kSearchTask, std::move(search)))};
      training.set("epochs", parameters().at("training.epochs"));
      groups_.training[pipeline][key] = add_repetitions([&](int repetition) {
        Cell cell = new_cell(kTrainTask, training, repetition);
        // Tuned for 32 bits and reused, as the paper does.
        cell.prerequisites = groups_.searches.at(Pipeline::kHardware)
                                 .at({scope_.full().name, set.name});
        return cell;
      });
    }
  }
}

void Cells::add_timing(const DataSize& set) {
  const auto& searches = groups_.searches[Pipeline::kHardware];
  const auto search = searches.find({scope_.full().name, set.name});
  const bool is_trained = search != searches.end();
  for (const int threads : {1, scope_.threads}) {
    Record record = with_size({{"threads", threads}}, set.workload);
    record.set("epochs",
               parameters().at(is_trained ? "training.epochs" : "cpu.epochs"));
    groups_.cpu[set.name][threads] = add_repetitions([&](int repetition) {
      Cell cell = new_timing_cell(kCpuTask, record, repetition);
      if (is_trained) cell.prerequisites = search->second;
      return cell;
    });
  }
}

}  // namespace zipml::fpga
