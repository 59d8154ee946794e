#include "experiments/fpga/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/fpga/design_table.h"
#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

template <typename T>
std::vector<T> joined(std::vector<T> first, std::vector<T> second,
                      std::vector<T> third) {
  for (std::vector<T>* more : {&second, &third}) {
    std::move(more->begin(), more->end(), std::back_inserter(first));
  }
  return first;
}

}  // namespace

const CellResult* Measured::ok(const Cell& cell) const {
  const CellResult& result = results_.of(cell);
  return result.status == zipml::Status::kOk ? &result : nullptr;
}

double Measured::epoch(const Design& design, const DataSize& set,
                       const std::string& value) const {
  const CellResult* result = ok(cells_.epoch(design, set));
  return result == nullptr ? kMissing : result->values.number(value);
}

double Measured::gain(const Design& design, const DataSize& set,
                      const std::string& value) const {
  return epoch(CellMaker::baseline_of(design), set, value) /
         epoch(design, set, value);
}

CellOf Measured::training(const DataSize& set, const Design& design,
                          Pipeline pipeline) const {
  return [this, set, design, pipeline](int repetition) {
    return cells_.training(set, design, pipeline, repetition);
  };
}

std::vector<double> Measured::epochs_to(const DataSize& set,
                                        const Design& design,
                                        double relative_level) const {
  const std::vector<double> scales = loss_scales(set);
  const auto losses =
      curves(results_, training(set, design, Pipeline::kHardware),
             cells_.repetitions(), "loss");
  std::vector<double> epochs;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    double reached = kMissing;
    for (std::size_t epoch = 1; epoch < losses[i].size(); ++epoch) {
      if (!(losses[i][epoch] * scales[i] <= relative_level)) continue;
      reached = static_cast<double>(epoch);
      break;
    }
    epochs.push_back(reached);
  }
  return epochs;
}

std::vector<double> Measured::final_losses(const DataSize& set,
                                           const Design& design,
                                           Pipeline pipeline) const {
  return collect(results_, training(set, design, pipeline),
                 cells_.repetitions(), "final_loss");
}

std::vector<double> Measured::loss_scales(const DataSize& set) const {
  std::vector<double> scales =
      final_losses(set, cells_.trained_designs().front(), Pipeline::kHardware);
  for (double& scale : scales) scale = 1 / scale;
  return scales;
}

CellOf Measured::cpu(const DataSize& set, int threads) const {
  return [this, set, threads](int repetition) {
    return cells_.cpu(set, threads, repetition);
  };
}

std::vector<double> Measured::cpu_seconds(const DataSize& set,
                                          int threads) const {
  std::vector<double> seconds = collect(
      results_, cpu(set, threads), cells_.repetitions(), "seconds_per_epoch");
  // A clock that stands still measured nothing.
  for (double& value : seconds) {
    if (!(value > 0)) value = kMissing;
  }
  return seconds;
}

std::vector<EqualLoss> equal_losses(const Measured& measured,
                                    const DataSize& set, const Design& low) {
  const CellMaker& cells = measured.cells();
  const Design& full = cells.trained_designs().front();
  const DataSize timed = CellMaker::with_intercept(set);
  const double full_seconds = measured.epoch(full, timed, "seconds");
  const double low_seconds = measured.epoch(low, timed, "seconds");
  std::vector<EqualLoss> all;
  for (const Figure5EqualLoss& paper : kFigure5EqualLoss) {
    EqualLoss equal;
    equal.relative_level = paper.loss / kFigure5FinalLoss;
    equal.paper_ratio = paper.ratio;
    equal.epochs_float = measured.epochs_to(set, full, equal.relative_level);
    equal.epochs_low = measured.epochs_to(set, low, equal.relative_level);
    // What never gets there takes for ever; what was not run is left out.
    std::vector<double> epochs_low = equal.epochs_low;
    const std::vector<double> ran =
        measured.final_losses(set, low, Pipeline::kHardware);
    for (std::size_t i = 0; i < epochs_low.size(); ++i) {
      if (std::isnan(epochs_low[i]) && !std::isnan(ran[i])) {
        epochs_low[i] = std::numeric_limits<double>::infinity();
      }
    }
    equal.ratio = interval(
        pairwise(equal.epochs_float, epochs_low, [&](double a, double b) {
          return a * full_seconds / (b * low_seconds);
        }));
    all.push_back(std::move(equal));
  }
  return all;
}

Value or_null(double value) {
  return std::isfinite(value) ? Value(value) : Value();
}

Estimate exactly(double value) {
  return {value, value, value, std::isfinite(value) ? 1 : 0};
}

Verdict about(std::string statement, std::string where, std::string metric,
              std::string data) {
  Verdict verdict;
  verdict.statement = std::move(statement);
  verdict.where = std::move(where);
  verdict.metric = std::move(metric);
  verdict.data = std::move(data);
  return verdict;
}

Judgement judge_number(double value, bool holds, std::string rule,
                       std::string numbers) {
  if (!std::isfinite(value)) {
    return {Outcome::kInconclusive, std::move(rule), "nothing was measured"};
  }
  return judge_fact(holds, std::move(rule), std::move(numbers));
}

std::vector<std::string> make_notes(const Measured& measured) {
  const CellMaker& cells = measured.cells();
  std::vector<std::string> notes = {
      "Clock 200 MHz and link 6.5 GB/s are recalled from the authors' FCCM'17 "
      "paper and not written down in their sources; 80 cycles of latency are "
      "an assumption that counts once an epoch. All are parameters "
      "(design.*).",
      "The speed-up of a design is over the 32-bit pipeline on the same clock "
      "and link. A compute-bound speed-up is with a link that always keeps "
      "up.",
      "CPU numbers are measured on the machine that ran the study: they "
      "differ from machine to machine and from run to run, and say nothing "
      "about the paper's 10 cores.",
  };
  for (const DataSize& set : cells.trained_sets()) {
    if (set.name != "synthetic-100") continue;
    const Estimate loss = interval(measured.final_losses(
        set, cells.trained_designs().front(), Pipeline::kHardware));
    if (loss.n == 0) continue;
    notes.push_back(fmt::format(
        "Training data are those of the authors' FPGA program (b ~ U, "
        "a = b x + U), features scaled to [0, 1], with an intercept. That "
        "Figure 5a shows them is a guess: it ends at a half-MSE of {} at 32 "
        "bits, ours at {:.4g} (mean of {} data sets).",
        kFigure5FinalLoss, loss.mean, loss.n));
  }
  for (const DataSize& set : cells.cpu_sets()) {
    const Estimate ratio =
        interval(pairwise(measured.cpu_seconds(set, cells.threads()),
                          measured.cpu_seconds(set, 1),
                          [](double many, double one) { return many / one; }));
    if (ratio.n == 0 || cells.threads() == 1) continue;
    notes.push_back(fmt::format(
        "Measured on this machine: on {} ({} x {}) an epoch of Hogwild! on {} "
        "threads took {:.2g} times as long as one of a single thread. The data "
        "is dense: every update touches every cache line of the model, which "
        "then goes from core to core.",
        set.name, set.workload.samples, set.workload.features, cells.threads(),
        ratio.mean));
  }
  const DataSize& set = cells.storage_set();
  const auto gain = [&](int bits, Storage storage) {
    return measured.gain(cells.on_platform(quantized_design(bits, storage)),
                         set, "seconds");
  };
  std::string sentence;
  for (const int bits : cells.storage_bits()) {
    const double copies = gain(bits, Storage::kCopies);
    const double base = gain(bits, Storage::kBaseAndDraws);
    if (bits == 1 || bits > 8 || !std::isfinite(copies + base)) continue;
    sentence += fmt::format("{}{} bits {:.2f} instead of {:.2f} times",
                            sentence.empty() ? "" : ", ", bits, base, copies);
  }
  if (!sentence.empty()) {
    notes.push_back(fmt::format(
        "The hardware stores both draws of a value in full (2b bits). With the "
        "paper's own encoding (section 2.2: a base level and one bit a draw, "
        "b + 1 bits) the same link would have made an epoch of {} faster than "
        "32 bits by: {}. At 1 bit both take 2 bits. The price is as many more "
        "multipliers as values in a line.",
        set.name, sentence));
  }
  return notes;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const Measured measured(cells, results);
  Findings findings;
  findings.tables =
      joined(make_tables(measured), make_agreement_tables(measured),
             make_training_tables(measured));
  findings.figures = make_figures(measured);
  findings.verdicts =
      joined(make_agreement_verdicts(measured), make_verdicts(measured),
             make_training_verdicts(measured));
  for (Verdict& verdict : findings.verdicts) {
    verdict.claim = "C7";
    verdict.profile = profile_name(cells.settings().profile);
  }
  findings.notes = make_notes(measured);
  return findings;
}

}  // namespace zipml::fpga
