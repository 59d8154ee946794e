// Every experiment on tiny data with tiny settings: whole studies for tests, in
// seconds.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/temporary_folder.h"
#include "core/harness/experiment.h"

namespace zipml {

class SmallStudies {
 public:
  SmallStudies();

  const std::vector<std::unique_ptr<Experiment>>& experiments() const {
    return all_;
  }
  // std::out_of_range for an unknown name.
  const Experiment& experiment(const std::string& name) const;
  // What its small study is run with.
  Settings settings(const Experiment& experiment) const;

  // Computes every cell, prerequisites first, and lets `change` spoil what
  // comes of it; the cells that need it still get what was computed.
  using Change = std::function<void(const Cell&, CellResult&)>;
  Results results(
      const Experiment& experiment, const Settings& own,
      const Change& change = [](const Cell&, CellResult&) {}) const;

  // The findings of results that are made up: result_of each cell of the plan
  // and of all that they need. Nothing is computed.
  using ResultOf = std::function<CellResult(const Cell&)>;
  Findings analyse(const Experiment& experiment,
                   const ResultOf& result_of) const;
  Findings analyse(const Experiment& experiment, const Settings& own,
                   const ResultOf& result_of) const;

 private:
  TemporaryFolder cache_;
  std::vector<std::unique_ptr<Experiment>> all_;
};

}  // namespace zipml
