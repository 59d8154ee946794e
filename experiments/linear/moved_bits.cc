#include "experiments/linear/moved_bits.h"

namespace zipml {

MovedBits moved_bits(const Runs& runs) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].rows.size() < 2) continue;
    const Record& first = runs[i].rows[1];  // after one epoch
    return {first.number("sample_bits"), first.number("model_bits"),
            first.number("gradient_bits")};
  }
  return {};
}

}  // namespace zipml
