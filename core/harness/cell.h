// The unit of work, caching and resuming, and what came of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

// Its identity (cell_id, core/harness/cell_ids.h) is a hash of everything here
// but `exclusive`, and of the identities of its prerequisites.
struct Cell {
  std::string experiment = {};
  int version = 1;         // of the experiment: bumped when results change
  Record numerics = {};    // the same of each library that it uses
  std::string task = {};   // which part of the experiment, e.g. "train"
  Record parameters = {};  // all that run() reads, data checksum included
  std::uint64_t seed = 0;
  int repetition = 0;
  // Cells whose results run() gets, in this order.
  std::vector<std::shared_ptr<const Cell>> prerequisites = {};
  // Runs while no other cell does, as a timing must. No part of the identity:
  // it says how the cell is run and not what.
  bool exclusive = false;
};

// The cells of one run, one a repetition; a list of one where it is done once.
using CellGroup = std::vector<std::shared_ptr<const Cell>>;

struct CellResult {
  Status status = Status::kOk;
  std::string reason = {};  // for every status but ok
  Record values = {};       // what there is once
  std::vector<Record> rows =
      {};  // what there is many times, e.g. an epoch each

  // Whether values and rows are there: the cell ended, or diverged.
  bool has_values() const {
    return status == Status::kOk || status == Status::kDiverged;
  }
};

}  // namespace zipml
