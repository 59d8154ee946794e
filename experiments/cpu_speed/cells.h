// The cells of cpu_speed: a timing for each size of rows and set.
#pragma once

#include <memory>
#include <vector>

#include "core/harness/experiment.h"

namespace zipml::cpu_speed {

class Cells final : public PlannedPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings);

  // Every size of set with each number of features.
  const CellGroup& epochs() const { return epochs_; }
  const std::shared_ptr<const Cell>& loss() const { return loss_; }

  Findings analyse(const Results& results) const override;

 private:
  CellGroup epochs_;
  std::shared_ptr<const Cell> loss_;
};

}  // namespace zipml::cpu_speed
