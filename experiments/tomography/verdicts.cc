#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/harness/findings/judge.h"
#include "core/sgd/method.h"
#include "experiments/linear/comparison.h"
#include "experiments/tomography/analysis.h"

namespace zipml::tomography {
namespace {

constexpr double kPaperRatio = 2.7;

// Fewer bits than 32 cost less than `decibels` of PSNR and, where they are to
// be judged, less than kNegligibleSimilarity of SSIM.
Judgement judge_loss(const RunsByVariant* runs, const Variant& variant,
                     bool similarity) {
  const Runs* const low = runs == nullptr ? nullptr : find_runs(*runs, variant);
  const Runs* const full = runs == nullptr ? nullptr : find_runs(*runs, {});
  const bool there = low != nullptr && full != nullptr;
  const auto loss = [&](const char* value) {
    return there ? loss_of(*low, *full, value) : Estimate();
  };
  std::vector<Judgement> parts = {
      about("PSNR lost (dB),", judge_below(loss("psnr"), kNegligibleDecibels))};
  if (similarity) {
    parts.push_back(
        about("SSIM lost,", judge_below(loss("ssim"), kNegligibleSimilarity)));
  }
  return judge_all(parts);
}

Verdict less_data(const TomographyRuns& runs, const std::string& stored) {
  const bool with_rays = stored == kRays;
  const RunsByVariant* const own = with_rays ? runs.compared() : runs.main();
  const Variant variant{.stored = stored, .method = kNearest, .bits = 12};
  const Runs* const low = own == nullptr ? nullptr : find_runs(*own, variant);
  const Runs* const full = own == nullptr ? nullptr : find_runs(*own, {});
  const bool there = low != nullptr && full != nullptr &&
                     low->interval("psnr").n > 0 &&
                     full->interval("psnr").n > 0;
  const double ratio = there ? data_ratio(*low, *full, variant) : 0;
  const Estimate measured = there ? Estimate::exact(ratio) : Estimate();
  // 2.7 has two digits.
  const Judgement moved = judge_fact(
      measured, std::abs(ratio - kPaperRatio) <= 0.05,
      "2.7 times, to its digits", fmt::format("{:.3f} times", ratio));
  return {.claim = "C12",
          .kind = with_rays ? "less_data_with_rays" : "less_data",
          .statement =
              with_rays
                  ? "12 bits move 2.7 times less data than 32 with negligible "
                    "loss of quality, the stored rays counted."
                  : "12 bits move 2.7 times less data than 32 with negligible "
                    "loss of quality, of projections alone.",
          .where = "section 1, Fig 1c",
          .metric = "bits of a sweep over a slice at 32 bits over those at 12",
          .paper = kPaperRatio,
          .ours = measured,
          .data = runs.data,
          .judgement = judge_all(
              {about("data,", moved), judge_loss(own, variant, false)})};
}

Verdict eight_bits(const TomographyRuns& runs) {
  const RunsByVariant* const own = runs.main();
  const Variant variant{.method = kNearest, .bits = 8};
  const Runs* const low = own == nullptr ? nullptr : find_runs(*own, variant);
  const Runs* const full = own == nullptr ? nullptr : find_runs(*own, {});
  return {.claim = "X13",
          .kind = "eight_bits",
          .statement =
              "8 bits have that quality, too: 12 are more than it "
              "takes (ours).",
          .where = "not in the paper",
          .metric = "PSNR at 32 bits minus that at 8 (dB)",
          .ours = low != nullptr && full != nullptr
                      ? loss_of(*low, *full, "psnr")
                      : Estimate(),
          .data = runs.data,
          .judgement = judge_loss(own, variant, true)};
}

// At the fewest bits that lose little, or 8: at many bits all are the same.
Verdict draws_add_nothing(const TomographyRuns& runs) {
  constexpr int kBits = 8;
  const RunsByVariant* const own = runs.compared();
  const auto runs_of_method = [&](const std::string& method) {
    return own == nullptr
               ? nullptr
               : find_runs(*own,
                           {.stored = kRays, .method = method, .bits = kBits});
  };
  const Runs* const nearest = runs_of_method(kNearest);
  const Runs* const both = runs_of_method("double_sampling");
  const Estimate gain = nearest != nullptr && both != nullptr
                            ? loss_of(*nearest, *both, "psnr")
                            : Estimate();
  return {.claim = "X13",
          .kind = "draws_add_nothing",
          .statement = fmt::format(
              "Double sampling of the rays reconstructs no better than "
              "rounding them to nearest, in {} bits (ours).",
              kBits),
          .where = "not in the paper",
          .metric = "PSNR of double sampling minus that of nearest (dB)",
          .ours = gain,
          .data = runs.data,
          .judgement = judge_below(gain, kNegligibleDecibels)};
}

Verdict reference_quality(const TomographyRuns& runs) {
  constexpr double kDecibels = 34, kSimilarity = 0.97;
  const RunsByVariant* const own = runs.main();
  const Runs* const full = own == nullptr ? nullptr : find_runs(*own, {});
  const auto value = [&](const char* name) {
    return full == nullptr ? Estimate() : full->interval(name);
  };
  Judgement judgement =
      judge_all({about("PSNR (dB),", judge_above(value("psnr"), kDecibels)),
                 about("SSIM,", judge_above(value("ssim"), kSimilarity))});
  if (runs.side < 128) {
    judgement.outcome = Outcome::kNotTestable;
    judgement.reason = fmt::format(
        "other solvers were measured on slices of 128 x 128, these have {}: {}",
        runs.side, judgement.reason);
  }
  return {.claim = "X13",
          .kind = "reference_quality",
          .statement =
              "At 32 bits SGD reconstructs as well as the solvers that "
              "people use: 34 dB and a similarity of 0.97, without "
              "inverse crime.",
          .where = "not in the paper; SIRT, 200 sweeps: 34.7 dB, .979",
          .metric = "PSNR at 32 bits (dB)",
          .ours = value("psnr"),
          .data = runs.data,
          .judgement = std::move(judgement)};
}

Verdict exact_transpose(const TomographyRuns& runs) {
  double largest = 0;
  std::int64_t count = 0;
  for (const auto& [setup, variants] : runs.setups) {
    for (const auto& [variant, own] : variants) {
      for (const double error : present(own.values("adjoint_error"))) {
        largest = std::max(largest, error);
        ++count;
      }
    }
  }
  const Estimate measured =
      count > 0 ? Estimate::exact(largest, count) : Estimate();
  return {.claim = "X13",
          .kind = "exact_transpose",
          .statement =
              "The back projector is the exact transpose of the "
              "projector.",
          .where = "not in the paper",
          .metric =
              "largest |<Ax, y> - <x, A'y>| / (||Ax|| ||y||) of random x "
              "and y, double precision",
          .ours = measured,
          .data = runs.data,
          .judgement = judge_fact(measured, largest < 1e-12, "below 1e-12",
                                  fmt::format("{:.2g} of {}", largest, count))};
}

}  // namespace

std::vector<Verdict> make_verdicts(const TomographyRuns& runs) {
  return {less_data(runs, kProjections),
          less_data(runs, kRays),
          eight_bits(runs),
          draws_add_nothing(runs),
          reference_quality(runs),
          exact_transpose(runs)};
}

}  // namespace zipml::tomography
