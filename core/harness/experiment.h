// What an experiment is: typed parameters, cells, and findings made of them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/narrow.h"
#include "core/harness/cell.h"
#include "core/harness/findings/findings.h"
#include "core/harness/parameter.h"
#include "core/harness/results.h"
#include "core/harness/run_context.h"
#include "core/harness/settings.h"

namespace zipml {

struct ExperimentInfo {
  std::string name = {};                 // also of its folder and config
  std::string title = {};                // one line
  std::vector<std::string> claims = {};  // of the paper, e.g. "C1"
  std::string where = {};                // in the paper, e.g. "section 2.2"
  int version = 1;
  // Its own parameters; "seed", "repetitions" and "pooled_seeds" are added by
  // the harness.
  std::vector<Parameter> parameters = {};
  // Default repetitions by profile.
  Defaults repetitions = 5;
  // The rules of its verdicts (Verdict::kind): all that it may ever give.
  std::vector<std::string> verdict_kinds = {};
  // The numerics version of each library whose code decides its numbers: part
  // of the identity of every cell.
  Record numerics = {};
};

// A cell of the experiment, with its name and versions filled in.
Cell make_cell(const ExperimentInfo& info, std::string task, Record parameters,
               std::uint64_t seed, int repetition);

// A grid point of a study, planned: the cells to run, and what their results
// mean. An experiment derives from it, adds its cells in the constructor and
// keeps their groups under names of its own; the analysis looks results up by
// these (core/harness/runs.h), so that no cell is thought of twice.
class PlannedPoint {
 public:
  virtual ~PlannedPoint() = default;
  PlannedPoint(const PlannedPoint&) = delete;
  PlannedPoint& operator=(const PlannedPoint&) = delete;

  const Settings& settings() const { return settings_; }
  // Of all seeds that are pooled: repetition i is done with seed_of(i), and is
  // the repetition_of(i)-th of this seed.
  int repetitions() const {
    return settings_.repetitions * settings_.pooled_seeds;
  }
  // In the order in which they were added; prerequisites are reachable through
  // them.
  const CellGroup& cells() const { return cells_; }

  // Tables, figures and verdicts. Cells may have any status.
  virtual Findings analyse(const Results& results) const = 0;

 protected:
  // `info` must outlive the point.
  PlannedPoint(const ExperimentInfo& info, Settings settings)
      : info_(info), settings_(std::move(settings)) {}

  const ExperimentInfo& info() const { return info_; }
  const Record& parameters() const { return settings_.parameters; }
  // An integer parameter of this point.
  int integer(const std::string& parameter) const {
    return narrow<int>(parameters().integer(parameter), parameter);
  }

  std::uint64_t seed_of(int repetition) const {
    return settings_.seed +
           static_cast<std::uint64_t>(repetition / settings_.repetitions);
  }
  int repetition_of(int repetition) const {
    return repetition % settings_.repetitions;
  }

  // A cell of this experiment, with its name, versions and seed filled in.
  Cell new_cell(std::string task, Record parameters, int repetition = 0) const;

  // The same of a timing: it runs while no other cell does, and is not the same
  // on another CPU (the parameter "cpu").
  Cell new_timing_cell(std::string task, Record parameters,
                       int repetition = 0) const;

  // To the plan.
  std::shared_ptr<const Cell> add(Cell cell);
  std::shared_ptr<const Cell> add(std::shared_ptr<const Cell> cell);
  // cell_of(0), cell_of(1), ...: one a repetition.
  template <typename CellOf>
  CellGroup add_repetitions(const CellOf& cell_of) {
    CellGroup group;
    for (int repetition = 0; repetition < repetitions(); ++repetition) {
      group.push_back(add(cell_of(repetition)));
    }
    return group;
  }

 private:
  const ExperimentInfo& info_;
  Settings settings_;
  CellGroup cells_;
};

// Stateless: the same settings give the same plan, the same cell the same
// result, the same results the same findings. run() is called from several
// threads at once.
class Experiment {
 public:
  virtual ~Experiment() = default;

  virtual const ExperimentInfo& info() const = 0;
  // The experiment must outlive the point. UserError when the settings cannot
  // be met (e.g. data not to be had).
  virtual std::unique_ptr<const PlannedPoint> plan(
      const Settings& settings) const = 0;
  // `prerequisites` are the results of cell.prerequisites, all ok.
  virtual CellResult run(const Cell& cell,
                         std::span<const CellResult> prerequisites,
                         const RunContext& context) const = 0;
};

}  // namespace zipml
