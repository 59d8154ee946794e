// Temporary: the old shape of an experiment, until all have the new one.
#pragma once

#include "core/harness/experiment.h"

namespace zipml {

class LegacyExperiment : public Experiment {
 public:
  virtual std::vector<Cell> plan_cells(const Settings& settings) const = 0;
  virtual Findings analyse_cells(const Settings& settings,
                                 const Results& results) const = 0;

  std::unique_ptr<const PlannedPoint> plan(
      const Settings& settings) const final {
    return std::make_unique<Point>(*this, settings);
  }

 private:
  class Point final : public PlannedPoint {
   public:
    Point(const LegacyExperiment& experiment, const Settings& settings)
        : PlannedPoint(experiment.info(), settings), experiment_(experiment) {
      for (Cell& cell : experiment.plan_cells(settings)) add(std::move(cell));
    }
    Findings analyse(const Results& results) const override {
      return experiment_.analyse_cells(settings(), results);
    }

   private:
    const LegacyExperiment& experiment_;
  };
};

}  // namespace zipml
