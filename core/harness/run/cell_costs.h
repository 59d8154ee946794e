// What cells cost, learnt from those that were run.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/harness/cell.h"

namespace zipml {

struct CellCost {
  double seconds = 0;            // that it takes
  std::int64_t peak_memory = 0;  // bytes of the process meanwhile
};

// Expects of a cell the mean seconds, and the most memory, of those that are
// most like it: of its experiment and task with the same data and the same
// words among its parameters (its method, say), else the same data, else any.
// A scale of the work by numbers (epochs, rows) is not thought of.
class CellCosts {
 public:
  // Of a cell that was run. Without seconds (0) it says nothing.
  void add(const Cell& cell, const CellCost& cost);
  // Nothing when no cell of its task is known.
  std::optional<CellCost> of(const Cell& cell) const;

  // All that is known, for another run; and added to what is known already.
  nlohmann::ordered_json to_json() const;
  // nlohmann::json::exception when it is not what to_json gives.
  void add_json(const nlohmann::ordered_json& json);

 private:
  struct Sum {
    std::int64_t cells = 0;
    double seconds = 0;
    std::int64_t peak_memory = 0;
  };

  void add_to(const std::string& kind, const Sum& sum);

  // By kind, which is all that is alike in words.
  std::map<std::string, Sum> sums_;
};

}  // namespace zipml
