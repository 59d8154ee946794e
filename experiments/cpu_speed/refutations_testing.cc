#include <memory>

#include "experiments/cpu_speed/tasks.h"
#include "experiments/cpu_speed/variants.h"
#include "experiments/refutation_testing.h"
#include "experiments/small_studies_testing.h"

namespace zipml {
namespace cpu_speed {
namespace {

// float32 takes 1 s; low precision a fourth, twice as long, or either by turns.
CellResult made_up(const Cell& cell, Truth truth) {
  if (truth == Truth::kNothing || cell.task != kEpochTask) return no_result();
  CellResult result;
  for (const Variant& own : variants()) {
    result.rows.push_back(
        {{"variant", own.name}, {"round", 0}, {"difference", 0.0}});
    for (int round = 1; round <= 6; ++round) {
      double seconds = 1;
      if (own.is_packed()) {
        const bool slow = truth == Truth::kFails ||
                          (truth == Truth::kNoise && round % 2 == 0);
        seconds = (slow ? 2 : 0.25) + 0.001 * round;
        if (truth == Truth::kNoise && !slow) seconds = 0.8;
      }
      result.rows.push_back(
          {{"variant", own.name}, {"round", round}, {"seconds", seconds}});
    }
  }
  result.values = {{"rows", 1000}};
  return result;
}

}  // namespace
}  // namespace cpu_speed

std::vector<Refutation> cpu_speed_refutations() {
  const auto studies = std::make_shared<const SmallStudies>();
  return {{.experiment = "cpu_speed",
           .kind = "faster_on_a_cpu",
           .verdicts = [=](Truth truth) {
             return studies
                 ->analyse(studies->experiment("cpu_speed"),
                           [truth](const Cell& cell) {
                             return cpu_speed::made_up(cell, truth);
                           })
                 .verdicts;
           }}};
}

}  // namespace zipml
