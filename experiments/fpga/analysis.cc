#include "experiments/fpga/analysis.h"

#include <fmt/format.h>

#include <iterator>
#include <limits>
#include <utility>

#include "experiments/fpga/figure_5.h"

namespace zipml::fpga {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

template <typename T>
std::vector<T> chained(std::vector<T> first, std::vector<T> second,
                       std::vector<T> third) {
  for (std::vector<T>* more : {&second, &third}) {
    std::move(more->begin(), more->end(), std::back_inserter(first));
  }
  return first;
}

}  // namespace

const CellResult* ok(const Runs& once) {
  return once.front().status == zipml::Status::kOk ? &once.front() : nullptr;
}

double value_of(const Runs& once, const std::string& value) {
  return once.values(value).front();
}

double StudyRuns::epoch(const OnSet& design, const std::string& value) const {
  return value_of(runs.epochs.at(design), value);
}

double StudyRuns::gain(const OnSet& design, const std::string& value) const {
  return value_of(runs.baseline_epochs.at(design), value) /
         epoch(design, value);
}

double StudyRuns::figure_5_seconds(const OnSet& design,
                                   LabelPlace label) const {
  return value_of(runs.figure_5.at(label).at(design), "seconds");
}

double StudyRuns::over_figure_5(const OnSet& design) const {
  const Figure5Point* point = figure_5_point(design.set, design.design);
  return point == nullptr
             ? kMissing
             : figure_5_seconds(design, LabelPlace::kLastLine) / point->seconds;
}

bool StudyRuns::refuted_by_figure_5(const OnSet& design) const {
  return std::abs(over_figure_5(design) - 1) > kFigure5Precision;
}

double StudyRuns::trained_seconds(const OnSet& design) const {
  return value_of(runs.trained_epochs.at(design), "seconds");
}

std::vector<double> StudyRuns::final_losses(const OnSet& design,
                                            Pipeline pipeline) const {
  return runs.training.at(pipeline).at(design).values("final_loss");
}

std::vector<double> StudyRuns::full_losses(const DataSize& set) const {
  return final_losses({scope.full().name, set.name});
}

std::vector<double> StudyRuns::loss_scales(const DataSize& set) const {
  std::vector<double> scales = full_losses(set);
  for (double& scale : scales) scale = 1 / scale;
  return scales;
}

std::vector<double> StudyRuns::epochs_to(const OnSet& design,
                                         double relative_level) const {
  const std::vector<double> full =
      final_losses({scope.full().name, design.set});
  const auto losses =
      runs.training.at(Pipeline::kHardware).at(design).curves("loss");
  std::vector<double> epochs;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const double scale = 1 / full[i];
    double reached = kMissing;
    for (std::size_t epoch = 1; epoch < losses[i].size(); ++epoch) {
      if (!(losses[i][epoch] * scale <= relative_level)) continue;
      reached = static_cast<double>(epoch);
      break;
    }
    epochs.push_back(reached);
  }
  return epochs;
}

std::vector<double> StudyRuns::cpu_seconds(const DataSize& set,
                                           int threads) const {
  std::vector<double> seconds =
      runs.cpu.at(set.name).at(threads).values("seconds_per_epoch");
  // A clock that stands still measured nothing.
  for (double& value : seconds) {
    if (!(value > 0)) value = kMissing;
  }
  return seconds;
}

std::vector<EqualLoss> equal_losses(const StudyRuns& study, const DataSize& set,
                                    const Design& low) {
  const OnSet of_full{study.scope.full().name, set.name};
  const OnSet of_low{low.name, set.name};
  const bool refuted =
      study.refuted_by_figure_5(of_full) || study.refuted_by_figure_5(of_low);
  const Figure5Point* full_point = figure_5_point(set.name, of_full.design);
  const Figure5Point* low_point = figure_5_point(set.name, of_low.design);
  const bool plotted = refuted && full_point != nullptr && low_point != nullptr;
  double epoch_ratio =
      study.trained_seconds(of_full) / study.trained_seconds(of_low);
  if (plotted) {
    epoch_ratio = full_point->seconds / low_point->seconds;
  } else if (refuted) {
    epoch_ratio = kMissing;
  }
  std::vector<EqualLoss> levels;
  const std::vector<double> ran = study.final_losses(of_low);
  for (const Figure5EqualLoss& paper : kFigure5EqualLoss) {
    const double level = paper.loss / kFigure5FinalLoss;
    const std::vector<double> epochs_full = study.epochs_to(of_full, level);
    const std::vector<double> epochs_low = study.epochs_to(of_low, level);
    // What never gets there takes for ever; what was not run is left out.
    std::vector<double> waited = epochs_low;
    for (std::size_t i = 0; i < waited.size(); ++i) {
      if (std::isnan(waited[i]) && !std::isnan(ran[i])) {
        waited[i] = std::numeric_limits<double>::infinity();
      }
    }
    levels.push_back(
        {.set = set.name,
         .design = low.name,
         .relative_level = level,
         .epochs_full = interval(epochs_full),
         .epochs_low = interval(epochs_low),
         .reached = fmt::format("{} of {}", present(epochs_low).size(),
                                epochs_low.size()),
         .ratio = interval(
             pairwise(epochs_full, waited,
                      [&](double a, double b) { return a / b * epoch_ratio; })),
         .epoch_ratio = epoch_ratio,
         .plotted = plotted,
         .paper_ratio = paper.ratio});
  }
  return levels;
}

std::vector<NotebookRun> notebook_runs(const StudyRuns& study) {
  std::vector<NotebookRun> notebooks;
  double full_board = 0, full_model = 0;  // of the same set, which comes first
  for (const NotebookTime& time : notebook_times()) {
    NotebookRun run{
        .time = time,
        .board = time.seconds - time.first_call_seconds,
        .model = time.epochs *
                 value_of(study.runs.notebooks.at({time.design, time.set}),
                          "seconds")};
    if (run.is_full()) {
      full_board = run.board;
      full_model = run.model;
    }
    run.board_saved = run.is_full() ? kMissing : full_board - run.board;
    run.model_saved = run.is_full() ? kMissing : full_model - run.model;
    notebooks.push_back(std::move(run));
  }
  return notebooks;
}

Findings Cells::analyse(const Results& results) const {
  const StudyRuns study{
      .scope = scope_,
      .runs = {
          .counts = Runs(results, groups_.counts),
          .bit_serial = Runs(results, groups_.bit_serial),
          .epochs = runs_of(results, groups_.epochs),
          .baseline_epochs = runs_of(results, groups_.baseline_epochs),
          .dimensions = runs_of(results, groups_.dimensions),
          .baseline_dimensions = runs_of(results, groups_.baseline_dimensions),
          .figure_5 = runs_of(results, groups_.figure_5),
          .notebooks = runs_of(results, groups_.notebooks),
          .trained_epochs = runs_of(results, groups_.trained_epochs),
          .searches = runs_of(results, groups_.searches),
          .training = runs_of(results, groups_.training),
          .cpu = runs_of(results, groups_.cpu)}};
  return {
      .tables = chained(make_tables(study), make_agreement_tables(study),
                        make_training_tables(study)),
      .figures = make_figures(study),
      .verdicts = chained(make_agreement_verdicts(study), make_verdicts(study),
                          make_training_verdicts(study)),
      .notes = make_notes(study)};
}

}  // namespace zipml::fpga
