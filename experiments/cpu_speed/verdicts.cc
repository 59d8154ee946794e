#include <fmt/format.h>

#include "core/base/statistics.h"
#include "core/harness/findings/judge.h"
#include "experiments/cpu_speed/analysis.h"

namespace zipml::cpu_speed {

std::vector<Verdict> make_verdicts(const Measured& measured) {
  std::vector<Verdict> verdicts;
  for (const int bits : {8, 4, 2}) {
    const std::string name = fmt::format("pair_{}", bits);
    // Of each set the mean over rounds: the least favourable decides.
    std::vector<Judgement> parts;
    Estimate least;
    for (const auto& set : measured.sets) {
      for (const Speed& own : set) {
        if (own.variant->name != name) continue;
        const Estimate ratio = t_interval(own.ratios);
        parts.push_back(with_reason(judge_above(ratio, 1),
                                    fmt::format(" with {} features in {:g} MiB",
                                                own.features, own.megabytes)));
        if (least.n == 0 || ratio.mean < least.mean) least = ratio;
      }
    }
    verdicts.push_back(
        {.claim = "C7",
         .kind = "faster_on_a_cpu",
         .statement = fmt::format(
             "With the CPU in place of the FPGA: an epoch of double sampling "
             "with both draws in {} bits is faster than the best of float32",
             bits),
         .where = "section 5.1, Fig 5",
         .metric = "time of the best float32 epoch over that of low precision, "
                   "same rounds, on the set where it is least",
         .ours = least,
         .data = "generated",
         .judgement = judge_each(parts)});
  }
  return verdicts;
}

}  // namespace zipml::cpu_speed
