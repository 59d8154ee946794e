// The cells of fpga.
#pragma once

#include <compare>
#include <map>
#include <string>

#include "core/harness/experiment.h"
#include "experiments/fpga/scope.h"

namespace zipml::fpga {

// Whether the pipeline's model is stale, as in the hardware, or every sample
// reads the model of the one before (no hardware does).
enum class Pipeline { kHardware, kSequential };

// A design on a data set, by their names.
struct OnSet {
  std::string design = {}, set = {};

  friend auto operator<=>(const OnSet&, const OnSet&) = default;
};

// What is kept of a plan: its cells (CellGroup) or their results (Runs).
template <typename Group>
struct Groups {
  Group counts = {}, bit_serial = {};
  // An epoch of a design on the study's platform, and of the 32-bit design on
  // the same one.
  std::map<OnSet, Group> epochs = {}, baseline_epochs = {};
  std::map<std::string, Group> dimensions = {}, baseline_dimensions = {};
  // On the link that fits Figure 5.
  std::map<LabelPlace, std::map<OnSet, Group>> figure_5 = {};
  std::map<OnSet, Group> notebooks = {};
  // The trained sets, with their intercept.
  std::map<OnSet, Group> trained_epochs = {};
  std::map<Pipeline, std::map<OnSet, Group>> searches = {}, training = {};
  // By set and number of threads.
  std::map<std::string, std::map<int, Group>> cpu = {};
};

class Cells final : public PlannedPoint {
 public:
  // UserError as scope_of().
  Cells(const ExperimentInfo& info, const Settings& settings);

  const Scope& scope() const { return scope_; }

  Findings analyse(const Results& results) const override;

 private:
  Cell epoch_cell(const Design& design, const DataSize& set) const;
  Cell dimensions_cell(const Design& design) const;

  // To the plan: what is simulated on the platform (with the baseline), what
  // the authors' hardware and plots say, training on a set, its time here.
  void add_epoch(const Design& design, const DataSize& set);
  void add_predictions();
  void add_agreement();
  void add_training(const DataSize& set);
  void add_timing(const DataSize& set);

  Scope scope_;
  Groups<CellGroup> groups_;
};

}  // namespace zipml::fpga
