#include "experiments/linear/storage.h"

#include "experiments/double_sampling/tasks.h"

namespace zipml::double_sampling {

CellResult run_storage(const Cell& cell, LinearProblems& problems,
                       const RunContext& context) {
  constexpr int kDraws[] = {1, 2, 4, 16};
  return zipml::run_storage(
      cell, kDraws, cell.parameters.integer("storage.rows"), problems, context);
}

}  // namespace zipml::double_sampling
