#include <fmt/format.h>

#include <functional>
#include <utility>

#include "core/fpga/design_table.h"
#include "core/harness/findings/judge.h"
#include "experiments/fpga/analysis.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

// What the paper's own encoding would have given the hardware; empty where
// nothing is known.
std::string encoding_note(const StudyRuns& study) {
  const DataSize& set = study.scope.storage_set;
  const auto gain = [&](int bits, Storage storage) {
    return study.gain({quantized_design(bits, storage).name, set.name},
                      "seconds");
  };
  std::string sentence;
  for (const int bits : study.scope.storage_bits) {
    const double copies = gain(bits, Storage::kCopies);
    const double base = gain(bits, Storage::kBaseAndDraws);
    if (bits == 1 || bits > 8 || !std::isfinite(copies + base)) continue;
    sentence += fmt::format("{}{} bits {:.2f} instead of {:.2f} times",
                            sentence.empty() ? "" : ", ", bits, base, copies);
  }
  if (sentence.empty()) return "";
  return fmt::format(
      "The hardware stores both draws of a value in full (2b bits). With the "
      "paper's own encoding (section 2.2: a base level and one bit a draw, b + "
      "1 bits) the same link would have made an epoch of {} faster than 32 "
      "bits by: {}. At 1 bit both take 2 bits. The price is as many more "
      "multipliers as values in a line.",
      set.name, sentence);
}

}  // namespace

std::vector<std::string> make_notes(const StudyRuns& study) {
  std::vector<std::string> notes = {
      "Clock 200 MHz and link 6.5 GB/s are recalled from the authors' FCCM'17 "
      "paper and not written down in their sources; 80 cycles of latency are "
      "an assumption that counts once an epoch. All are parameters (design.*).",
      "The speed-up of a design is over the 32-bit pipeline on the same clock "
      "and link. A compute-bound speed-up is with a link that always keeps up.",
      "CPU numbers are measured on the machine that ran the study: they differ "
      "from machine to machine and from run to run, and say nothing about the "
      "paper's 10 cores.",
  };
  for (const DataSize& set : study.scope.trained_sets) {
    if (set.name != "synthetic-100") continue;
    const Estimate loss = interval(study.full_losses(set));
    if (loss.n == 0) continue;
    notes.push_back(fmt::format(
        "Training data are those of the authors' FPGA program (b ~ U, a = b x "
        "+ U), features scaled to [0, 1], with an intercept. That Figure 5a "
        "shows them is a guess: it ends at a half-MSE of {} at 32 bits, ours "
        "at {:.4g} (mean of {} data sets).",
        kFigure5FinalLoss, loss.mean, loss.n));
  }
  const int threads = study.scope.threads;
  for (const DataSize& set : study.scope.cpu_sets) {
    const Estimate ratio =
        interval(pairwise(study.cpu_seconds(set, threads),
                          study.cpu_seconds(set, 1), std::divides<double>()));
    if (ratio.n == 0 || threads == 1) continue;
    notes.push_back(fmt::format(
        "Measured on this machine: on {} ({} x {}) an epoch of Hogwild! on {} "
        "threads took {} times as long as one of a single thread, by the same "
        "vector kernels on one model; the faster of both is what the FPGA is "
        "compared with. The data is dense: every update touches every cache "
        "line of the model, which then goes from core to core.",
        set.name, set.workload.samples, set.workload.features, threads,
        estimate_text(ratio)));
  }
  std::string encoding = encoding_note(study);
  if (!encoding.empty()) notes.push_back(std::move(encoding));
  return notes;
}

}  // namespace zipml::fpga
