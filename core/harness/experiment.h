// What an experiment is: typed parameters, cells, and findings made of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/harness/parameter.h"
#include "core/harness/value.h"

namespace zipml {

enum class Status {
  kOk,
  kDiverged,     // a result: the run went to infinity
  kTimeout,      // the time for one cell was used up
  kSkipped,      // not applicable; the reason says why
  kFailed,       // an error; the reason is its text
  kInterrupted,  // stopped by the user; never stored
};

std::string_view status_name(Status status);
// std::runtime_error for an unknown name.
Status status_from_name(std::string_view name);

// The unit of work, caching and resuming. Its identity (cell_id) is a hash of
// everything here but `exclusive`, and of the identities of its prerequisites.
struct Cell {
  std::string experiment;
  int version = 1;    // of the experiment: bumped when results change
  std::string task;   // which part of the experiment, e.g. "train"
  Record parameters;  // all that run() reads, data checksum included
  std::uint64_t seed = 0;
  int repetition = 0;
  // Cells whose results run() gets, in this order.
  std::vector<std::shared_ptr<const Cell>> prerequisites;
  // Runs while no other cell does, as a timing must. No part of the identity:
  // it says how the cell is run and not what.
  bool exclusive = false;
};

// 16 bytes of SHA-256 in hexadecimal. Not of white space or source text.
std::string cell_id(const Cell& cell);

struct CellResult {
  Status status = Status::kOk;
  std::string reason;        // for every status but ok
  Record values;             // what there is once
  std::vector<Record> rows;  // what there is many times, e.g. an epoch each
};

// What run() may ask of the outside: whether to stop and, in cells that measure
// time (Cell::exclusive), the clock.
class RunContext {
 public:
  explicit RunContext(
      std::function<bool()> should_stop = [] { return false; },
      std::function<double()> clock = [] { return 0.0; })
      : should_stop_(std::move(should_stop)), clock_(std::move(clock)) {}
  // True once the user interrupts or the cell's time is up; asked between
  // epochs. What run() then returns is discarded.
  bool should_stop() const { return should_stop_(); }
  // Seconds from any beginning, never going back; stands still where nobody
  // gave a clock.
  double seconds() const { return clock_(); }

 private:
  std::function<bool()> should_stop_;
  std::function<double()> clock_;
};

// One grid point of a study, resolved: every parameter has a value.
struct Settings {
  Profile profile = Profile::kQuick;
  Record parameters;  // by full dotted name, all descriptors present
  std::uint64_t seed = 1;
  int repetitions = 1;
};

class CellIds;

// The results of a plan's cells, by identity.
class Results {
 public:
  Results();
  // Replaces an earlier result of the same cell.
  void add(const Cell& cell, CellResult result);
  // The result; std::out_of_range when the cell was not run.
  const CellResult& of(const Cell& cell) const;

 private:
  // Remembers the identities of shared prerequisites; itself thread-safe.
  std::shared_ptr<CellIds> ids_;
  std::map<std::string, CellResult> by_id_;
};

struct ExperimentInfo {
  std::string name;                 // also of its folder and config
  std::string title;                // one line
  std::vector<std::string> claims;  // of the paper, e.g. "C1"
  std::string where;                // in the paper, e.g. "section 2.2"
  int version = 1;
  // Its own parameters; "seed" and "repetitions" are added by the harness.
  std::vector<Parameter> parameters;
  // Default repetitions by profile.
  Defaults repetitions = Value(std::int64_t{5});
};

// Stateless: the same settings give the same plan, the same cell the same
// result, the same results the same findings. run() is called from several
// threads at once.
class Experiment {
 public:
  virtual ~Experiment() = default;

  virtual const ExperimentInfo& info() const = 0;
  // The cells of one grid point, prerequisites reachable through them.
  // UserError when the settings cannot be met (e.g. data not to be had).
  virtual std::vector<Cell> plan(const Settings& settings) const = 0;
  // `prerequisites` are the results of cell.prerequisites, all ok.
  virtual CellResult run(const Cell& cell,
                         std::span<const CellResult> prerequisites,
                         const RunContext& context) const = 0;
  // Tables, figures and verdicts of one grid point. Cells may have any status.
  virtual Findings analyse(const Settings& settings,
                           const Results& results) const = 0;
};

}  // namespace zipml
