// An experiment as two tables: what it is (ExperimentInfo) and where each kind
// of its cells is computed (a row a task).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/harness/experiment.h"

namespace zipml {

// How the cells with Cell::task == name are computed. `Resources` is what the
// experiment's cells share, e.g. a cache of data sets; it is thread-safe.
template <typename Resources>
class CellTask {
 public:
  // `compute` takes a cell, then the results of its prerequisites and the
  // resources, each only if it uses them, then the context:
  //   compute(const Cell&, [std::span<const CellResult>], [Resources&],
  //       const RunContext&).
  template <typename Function>
  CellTask(std::string name, Function compute) : name_(std::move(name)) {
    run_ = [compute](const Cell& cell, Prerequisites prerequisites,
                     Resources& resources, const RunContext& context) {
      if constexpr (std::is_invocable_v<Function, const Cell&, Prerequisites,
                                        Resources&, const RunContext&>) {
        return compute(cell, prerequisites, resources, context);
      } else if constexpr (std::is_invocable_v<Function, const Cell&,
                                               Resources&, const RunContext&>) {
        return compute(cell, resources, context);
      } else if constexpr (std::is_invocable_v<Function, const Cell&,
                                               Prerequisites,
                                               const RunContext&>) {
        return compute(cell, prerequisites, context);
      } else {
        return compute(cell, context);
      }
    };
  }

  const std::string& name() const { return name_; }
  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 Resources& resources, const RunContext& context) const {
    return run_(cell, prerequisites, resources, context);
  }

 private:
  using Prerequisites = std::span<const CellResult>;

  std::string name_;
  std::function<CellResult(const Cell&, Prerequisites, Resources&,
                           const RunContext&)>
      run_;
};

// `Point` derives from PlannedPoint and is made of (const ExperimentInfo&,
// const Settings&, Resources&), or of the first two.
template <typename Point, typename Resources>
class TaskExperiment final : public Experiment {
 public:
  // `resources` are the arguments that Resources is made of.
  template <typename... Arguments>
  TaskExperiment(ExperimentInfo info, std::vector<CellTask<Resources>> tasks,
                 Arguments&&... resources)
      : info_(std::move(info)),
        tasks_(std::move(tasks)),
        resources_(std::forward<Arguments>(resources)...) {}

  const ExperimentInfo& info() const override { return info_; }

  std::unique_ptr<const PlannedPoint> plan(
      const Settings& settings) const override {
    if constexpr (std::is_constructible_v<Point, const ExperimentInfo&,
                                          const Settings&>) {
      return std::make_unique<Point>(info_, settings);
    } else {
      return std::make_unique<Point>(info_, settings, resources_);
    }
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    for (const CellTask<Resources>& task : tasks_) {
      if (task.name() == cell.task) {
        return task.run(cell, prerequisites, resources_, context);
      }
    }
    throw std::logic_error(info_.name + " has no task \"" + cell.task + "\"");
  }

 private:
  ExperimentInfo info_;
  std::vector<CellTask<Resources>> tasks_;
  mutable Resources resources_;  // a cache with its own lock
};

// For experiments whose cells share nothing.
struct NoResources {};

}  // namespace zipml
