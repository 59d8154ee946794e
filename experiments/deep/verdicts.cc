#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "core/deep/weight_quantizer.h"
#include "core/harness/findings/judge.h"
#include "experiments/deep/analysis.h"
#include "experiments/linear/comparison.h"

namespace zipml::deep {
namespace {

constexpr const char* kWhere = "section 5.3, Fig 7b";

// Of a claim about so many batches of the paper's recipe.
Judgement of_recipe(Judgement judgement, const DeepRuns& runs,
                    std::int64_t batches) {
  const std::string why = runs.setting.why_not(batches);
  if (why.empty()) return judgement;
  judgement.outcome = Outcome::kNotTestable;
  judgement.reason = fmt::format("{}: {}", why, judgement.reason);
  return judgement;
}

// "a does better than b": a run that diverged did worse than any that did not.
Judgement unless_diverged(Judgement judgement, const Runs& a, const Runs& b) {
  judgement.tolerance +=
      "; a run that diverges is worse than one that does not";
  const int of_a = a.divergence().diverged, of_b = b.divergence().diverged;
  if (of_a == 0 && of_b == 0) return judgement;
  judgement.outcome = of_a > 0 && of_b > 0 ? Outcome::kInconclusive
                      : of_b > 0           ? Outcome::kReproduced
                                           : Outcome::kNotReproduced;
  judgement.reason = fmt::format("{} of {} runs diverged here, {} of {} there",
                                 of_a, a.size(), of_b, b.size());
  return judgement;
}

struct Comparison {
  Estimate difference = {};  // of the test accuracy, a - b
  Judgement judgement = {};
};
Comparison compare(const DeepRuns& runs, const std::string& a,
                   const std::string& b, double bound) {
  const Runs* const first = runs.find(a);
  const Runs* const second = runs.find(b);
  Comparison own;
  if (first == nullptr || second == nullptr) {
    own.judgement = judge_above(own.difference, bound);
    return own;
  }
  own.difference = interval(differences(*first, *second, "test_accuracy"));
  own.judgement =
      unless_diverged(judge_above(own.difference, bound), *first, *second);
  return own;
}

std::string label(const std::string& quantizer) {
  return weight_quantizer_label(quantizer);
}

Verdict accuracy_gain(const DeepRuns& runs, const std::string& quantizer,
                      const char* words) {
  constexpr double kGain = 0.05;
  Comparison own = compare(runs, quantizer, kUniform, kGain);
  own.judgement.tolerance += " (5 points)";
  return {
      .claim = "C11",
      .kind = "accuracy_gain",
      .statement = fmt::format(
          "Five optimal levels, {}, beat five uniform ones by more than 5 "
          "points of test accuracy.",
          words),
      .where = kWhere,
      .metric = fmt::format("test accuracy of {} minus that of uniform 5",
                            label(quantizer)),
      .paper = "> 0.05",
      .ours = own.difference,
      .data = runs.setting.data,
      .judgement = of_recipe(std::move(own.judgement), runs, kPaperIterations)};
}

Verdict lower_loss(const DeepRuns& runs, const std::string& quantizer,
                   const char* words) {
  const Runs* const own = runs.find(quantizer);
  const Runs* const uniform = runs.find(kUniform);
  Estimate ratio;
  Judgement judgement = judge_below(ratio, 0);
  if (own != nullptr && uniform != nullptr) {
    ratio = mean_ratio_minus_one(pairwise(own->values("train_loss"),
                                          uniform->values("train_loss"),
                                          std::divides<double>()));
    judgement = unless_diverged(judge_below(ratio, 0), *own, *uniform);
  }
  const double optimal = paper_curve("7b", "Optimal5").values.back();
  const double xnor = paper_curve("7b", "XNOR5").values.back();
  return {.claim = "C11",
          .kind = "lower_loss",
          .statement = fmt::format(
              "Five optimal levels, {}, end at a lower training loss than five "
              "uniform ones.",
              words),
          .where = kWhere,
          .metric =
              fmt::format("training loss of {} over that of uniform 5, minus 1",
                          label(quantizer)),
          .paper = optimal / xnor - 1,
          .ours = ratio,
          .data = runs.setting.data,
          .judgement = of_recipe(std::move(judgement), runs, kPaperIterations)};
}

Verdict binary_beats_uniform(const DeepRuns& runs) {
  Comparison own = compare(runs, kBinary, kUniform, 0);
  return {
      .claim = "X14",
      .kind = "binary_beats_uniform",
      .statement =
          "The five uniform levels that the paper compares with "
          "are worse than binary weights.",
      .where = "the authors' notes on their code",
      .metric = "test accuracy of binary weights minus that of uniform 5",
      .ours = own.difference,
      .data = runs.setting.data,
      .judgement = of_recipe(std::move(own.judgement), runs, kPaperIterations)};
}

Verdict authors_order(const DeepRuns& runs) {
  const std::vector<std::pair<const char*, const char*>> pairs = {
      {kFull, kAsCoded}, {kAsCoded, kBinary}, {kBinary, kUniform}};
  std::vector<Judgement> parts;
  Estimate least;
  for (const auto& [better, worse] : pairs) {
    Comparison own = compare(runs, better, worse, 0);
    if (own.difference.n > 0 &&
        (least.n == 0 || own.difference.mean < least.mean)) {
      least = own.difference;
    }
    parts.push_back(
        about(fmt::format("{} over {},", label(better), label(worse)),
              std::move(own.judgement)));
  }
  return {.claim = "X14",
          .kind = "authors_order",
          .statement =
              "Test accuracy falls from full precision over five "
              "\"optimal\" levels and binary weights to five uniform "
              "levels.",
          .where = "the authors' notes on their code",
          .metric = "smallest of the three differences in test accuracy",
          .ours = least,
          .data = runs.setting.data,
          .judgement = of_recipe(judge_all(parts), runs, kPaperIterations)};
}

// How far a published accuracy, which is of one start, may be from the mean of
// ours: its 10,000 pictures alone move it by 0.5 points (one standard error),
// starts by as much again or more.
constexpr double kPublishedSlack = 0.02;

Verdict published_accuracy(const DeepRuns& runs, const char* kind,
                           std::int64_t iteration, double published) {
  const Runs* const full = runs.find(kFull);
  const Estimate ours =
      full == nullptr ? Estimate()
                      : interval(values_at(*full, "test_accuracy", iteration));
  Judgement judgement = judge_within(ours, published, kPublishedSlack);
  judgement.tolerance += " (2 points)";
  return {.claim = "X15",
          .kind = kind,
          .statement = fmt::format(
              "Full precision has the test accuracy that Caffe publishes of "
              "its cifar10_quick after {} batches: this is the same network.",
              iteration),
          .where = "BVLC/caffe, examples/cifar10",
          .metric = fmt::format("test accuracy after {} batches", iteration),
          .paper = published,
          .ours = ours,
          .data = runs.setting.data,
          .judgement = of_recipe(std::move(judgement), runs, iteration)};
}

// |ln(ours / paper)| of the single batch's loss at an iteration, by repetition;
// NaN where the first stage does not reach it.
std::vector<double> log_distances(const DeepRuns& runs, const Runs& trained,
                                  std::int64_t iteration, double paper) {
  std::vector<double> values = values_at(trained, "loss", iteration);
  for (double& value : values) {
    value = iteration <= runs.setting.iterations
                ? std::abs(std::log(value / paper))
                : std::numeric_limits<double>::quiet_NaN();
  }
  return values;
}

// Means over the points of Fig 7b, by repetition.
struct Reading {
  Estimate gain = {};      // of 500 batches a point, minus that of 100
  Estimate distance = {};  // of 100 batches a point, full precision
};
Reading read_figure(const DeepRuns& runs) {
  std::map<std::size_t, RunningStatistics> gains, distances;
  const auto add = [](std::map<std::size_t, RunningStatistics>& to,
                      std::size_t repetition, double value) {
    if (std::isfinite(value)) to[repetition].add(value);
  };
  for (const PaperSeries& own : kFigure7b) {
    const Runs* const trained = runs.find(own.quantizer);
    if (trained == nullptr) continue;
    const PaperCurve curve = paper_curve("7b", own.series);
    for (std::size_t i = 0; i < curve.epochs.size(); ++i) {
      const std::vector<double> as_point = log_distances(
          runs, *trained, iteration_of_point(curve.epochs[i]), curve.values[i]);
      const std::vector<double> as_epoch = log_distances(
          runs, *trained, iteration_of_epoch(curve.epochs[i]), curve.values[i]);
      for (std::size_t r = 0; r < as_point.size(); ++r) {
        add(gains, r, as_epoch[r] - as_point[r]);
        if (std::string_view(own.quantizer) == kFull) {
          add(distances, r, as_point[r]);
        }
      }
    }
  }
  const auto mean = [](const std::map<std::size_t, RunningStatistics>& all) {
    std::vector<double> means;
    for (const auto& [repetition, own] : all) means.push_back(own.mean());
    return interval(means);
  };
  return {mean(gains), mean(distances)};
}

Verdict display_points(const DeepRuns& runs) {
  // Twice what the losses of single batches scatter by at the end.
  constexpr double kScatter = 0.16;
  const Reading reading = read_figure(runs);
  const std::vector<Judgement> parts = {
      about("which reading is nearer,", judge_above(reading.gain, 0)),
      about("full precision at all points, mean |ln(ours / paper)|,",
            judge_below(reading.distance, kScatter))};
  return {.claim = "X15",
          .kind = "display_points",
          .statement =
              "The epochs of Fig 7b are lines of a log every 100 "
              "batches and no epochs of CIFAR-10.",
          .where = "Fig 7b",
          .metric =
              "mean |ln(ours / paper)| of the training loss with 500 "
              "batches a point, minus the same with 100, over the points "
              "that both have in the first stage",
          .ours = reading.gain,
          .data = runs.setting.data,
          .judgement = of_recipe(judge_all(parts), runs, kPaperIterations)};
}

// Whatever the length of the runs: it is about weights as they are then.
Verdict error_order(const DeepRuns& runs) {
  const Runs* const full = runs.find(kFull);
  std::vector<Judgement> parts;
  Estimate largest;
  for (std::size_t k = 1; k < kMeasured.size(); ++k) {
    Estimate ratio;
    if (full != nullptr) {
      ratio = mean_ratio(pairwise(weight_errors(*full, kMeasured[k - 1]),
                                  weight_errors(*full, kMeasured[k]),
                                  std::divides<double>()));
    }
    if (ratio.n > 0 && (largest.n == 0 || ratio.mean > largest.mean)) {
      largest = ratio;
    }
    parts.push_back(about(fmt::format("{} over {},", label(kMeasured[k - 1]),
                                      label(kMeasured[k])),
                          judge_below(ratio, 1)));
  }
  return {.claim = "X16",
          .kind = "error_order",
          .statement =
              "Rounded to nearest, weights are nearest to k-means levels, then "
              "to the authors' heuristic, the paper's optimal levels, ternary, "
              "uniform and binary ones.",
          .where = "sections 3.3 and 5.3",
          .metric =
              "largest ratio of the squared errors of two that follow "
              "each other in this order",
          .ours = largest,
          .data = runs.setting.data,
          .judgement = judge_all(parts)};
}

}  // namespace

std::vector<Verdict> make_verdicts(const DeepRuns& runs) {
  std::vector<Verdict> verdicts;
  for (const auto& [quantizer, words] :
       std::vector<std::pair<const char*, const char*>>{
           {kAsCoded, "as the authors' code has them"},
           {kAsDescribed, "as the paper describes them"},
           {kForNearest, "as rounding to nearest wants them"}}) {
    if (runs.find(quantizer) == nullptr) continue;
    verdicts.push_back(accuracy_gain(runs, quantizer, words));
    verdicts.push_back(lower_loss(runs, quantizer, words));
  }
  verdicts.push_back(binary_beats_uniform(runs));
  verdicts.push_back(authors_order(runs));
  verdicts.push_back(published_accuracy(runs, "early_accuracy", 500, 0.5504));
  verdicts.push_back(
      published_accuracy(runs, "late_accuracy", kCaffeIterations, 0.7533));
  verdicts.push_back(display_points(runs));
  verdicts.push_back(error_order(runs));
  return verdicts;
}

}  // namespace zipml::deep
