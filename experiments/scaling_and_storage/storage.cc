// Bits of k stored draws in the packed sample store.
#include "experiments/linear/storage.h"

#include "experiments/scaling_and_storage/tasks.h"

namespace zipml::scaling_and_storage {

CellResult run_storage(const Cell& cell, LinearProblems& problems,
                       const RunContext& context) {
  std::vector<int> draws;
  for (const auto count : cell.parameters.integers("storage.draws")) {
    draws.push_back(static_cast<int>(count));
  }
  return zipml::run_storage(
      cell, draws, cell.parameters.integer("storage.rows"), problems, context);
}

}  // namespace zipml::scaling_and_storage
