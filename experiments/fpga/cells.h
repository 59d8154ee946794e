// The cells of the fpga experiment, made in one place for plan and analysis.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/fpga/measured.h"
#include "core/harness/experiment.h"
#include "experiments/fpga/data_sets.h"

namespace zipml::fpga {

// The designs that the paper's claims are about.
inline constexpr std::array<const char*, 4> kClaimedDesigns = {"q8", "q4", "q2",
                                                               "q1split"};
// Where the RTL has the label, and where an older packing may have had it.
inline constexpr std::array<LabelPlace, 2> kLabelPlaces = {
    LabelPlace::kLastLine, LabelPlace::kOwnLine};

// Whether the pipeline's model is stale, as in the hardware, or every sample
// reads the model of the one before (no hardware does).
enum class Pipeline { kHardware, kSequential };

// One grid point.
class CellMaker {
 public:
  // UserError: a design that is not known, a design file with mistakes, a
  // bit-serial design to be trained.
  CellMaker(const ExperimentInfo& info, const Settings& settings);

  const Settings& settings() const { return settings_; }
  int repetitions() const { return settings_.repetitions; }
  // The designs of the study, on its platform.
  const std::vector<Design>& designs() const { return designs_; }
  // "float", and the low-precision ones.
  const std::vector<Design>& trained_designs() const { return trained_; }
  const std::vector<DataSize>& sets() const { return sets_; }
  const std::vector<DataSize>& trained_sets() const { return trained_sets_; }
  const std::vector<DataSize>& cpu_sets() const { return cpu_sets_; }
  const DataSize& storage_set() const { return storage_set_; }
  std::vector<int> storage_bits() const;
  // Hardware threads of this machine, or the parameter cpu.threads.
  int threads() const { return threads_; }
  int first_shift() const;
  int last_shift() const;

  // The design with the study's clock, link, latency and shell, where the
  // study sets them; and a built-in one by name.
  Design on_platform(Design design) const;
  Design built_in(const std::string& name) const;
  // The 32-bit design on the same clock, link, latency and shell: what a
  // speed-up is over. "pynq-float" for designs with the label in its own line.
  static Design baseline_of(const Design& design);
  // A built-in design, its label as given, on the link that fits Figure 5.
  Design figure_5_design(const std::string& name, LabelPlace label_place) const;
  // The set as it is trained.
  static DataSize with_intercept(DataSize set);

  // Simulator and closed form against all measured counts.
  Cell counts() const;
  // One epoch's time.
  Cell epoch(const Design& design, const DataSize& set) const;
  // Epochs of rows of 8, 16, ... features.
  Cell dimensions(const Design& design) const;
  // MLWeaving's cycles against bits and batch.
  Cell bit_serial() const;
  // A short training run for each step 2^-shift.
  Cell step_search(const DataSize& set, const Design& design,
                   Pipeline pipeline) const;
  Cell training(const DataSize& set, const Design& design, Pipeline pipeline,
                int repetition) const;
  // SGD on this machine, alone: the time is the result.
  Cell cpu(const DataSize& set, int threads, int repetition) const;

  // Every cell.
  std::vector<Cell> all() const;

 private:
  Cell cell(const std::string& task, Record parameters, int repetition) const;
  Design design_named(const std::string& name) const;
  bool is_trained(const DataSize& set) const;

  const ExperimentInfo& info_;
  const Settings& settings_;
  std::vector<Design> file_designs_;
  std::vector<Design> designs_;
  std::vector<Design> trained_;
  std::vector<DataSize> sets_;
  std::vector<DataSize> trained_sets_;
  std::vector<DataSize> cpu_sets_;
  DataSize storage_set_;
  int threads_ = 1;
};

// Runs any of these cells. What they return:
// "counts": a row a count, in the order of measured_counts().
// "epoch": values cycles, stall_cycles, closed_form, validity, lines_per_row,
//   seconds, compute_seconds, link_seconds, bytes_read, values_per_byte, peak,
//   attainable, achieved. Skipped, with the reason, when it does not fit.
// "dimensions": rows features, seconds, compute_seconds.
// "bit_serial": rows bits, batch, cycles, closed_form, lines.
// "search": rows shift, final_loss, overflows; values shift (the best),
//   loss, largest (the smallest shift without overflow).
// "train_fixed_point": rows epoch, loss; values shift, final_loss, overflows.
// Diverged
//   when a word of the model wrapped.
// "cpu": rows epoch, seconds, loss; values seconds_per_epoch (the median),
//   final_loss.
CellResult run_cell(const Cell& cell, std::span<const CellResult> prerequisites,
                    const RunContext& context);

}  // namespace zipml::fpga
