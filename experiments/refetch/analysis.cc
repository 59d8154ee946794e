#include "experiments/refetch/analysis.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "experiments/paper/curves.h"

namespace zipml::refetch {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double ratio_minus_one(double ours, double other) { return ours / other - 1; }

// What the last epoch's row says of the whole run.
void read_totals(const CellResult& result, const ProblemSpec& problem,
                 TrainingRuns& training) {
  const Record& last = result.rows.back();
  const double rows = static_cast<double>(problem.training_values) /
                      static_cast<double>(problem.features);
  const double visits = rows * last.number("epoch");
  const double values = static_cast<double>(problem.features) + 1;
  training.share.back() = last.number("refetched") / visits;
  training.bits_per_value.back() =
      last.number("sample_bits") / (visits * values);
  for (const Record& row : result.rows) {
    if (row.find("audited") == nullptr) continue;
    training.audited += row.integer("audited");
    training.plain_flips += row.integer("plain_flips");
    training.flips += row.integer("flips");
  }
}

TrainingRuns training_runs(const Results& results, const ProblemSpec& problem,
                           const CellGroup& cells) {
  TrainingRuns training{.runs = Runs(results, cells)};
  const auto losses = training.runs.curves("loss");
  for (std::size_t repetition = 0; repetition < losses.size(); ++repetition) {
    const std::vector<double>& curve = losses[repetition];
    const bool trained = curve.size() > 1;
    training.mean_loss.push_back(
        trained ? summarize(std::span(curve).subspan(1)).mean() : kNone);
    training.share.push_back(kNone);
    training.bits_per_value.push_back(kNone);
    if (trained) read_totals(training.runs[repetition], problem, training);
  }
  return training;
}

template <typename Key>
std::map<Key, TrainingRuns> training_runs(
    const Results& results, const ProblemSpec& problem,
    const std::map<Key, CellGroup>& groups) {
  std::map<Key, TrainingRuns> runs;
  for (const auto& [key, cells] : groups) {
    runs.emplace(key, training_runs(results, problem, cells));
  }
  return runs;
}

SketchRuns sketch_runs(const Results& results, const Cells::Sketches& sketches,
                       const std::vector<int>& dimensions) {
  SketchRuns runs{.radius = sketches.radius, .dimensions = dimensions};
  for (const auto& cell : sketches.cells) {
    const CellResult& result = results.of(cell);
    if (result.status == Status::kOk) runs.results.push_back(&result);
  }
  return runs;
}

std::vector<SetRuns> measure(const Cells& cells, const Results& results) {
  std::vector<SetRuns> sets;
  for (const Cells::Set& planned : cells.sets()) {
    const auto runs = [&](const auto& groups) {
      return training_runs(results, planned.problem, groups);
    };
    SetRuns set{
        .problem = planned.problem,
        .epochs = cells.epochs(planned.problem),
        .row_bits = 32 * (static_cast<double>(planned.problem.features) + 1),
        .full = runs(planned.full),
        .l1 = runs(planned.l1),
        .jl_full = runs(planned.jl_full),
        .jl = runs(planned.jl)};
    for (const auto& [method, groups] : planned.plain) {
      set.plain[method] = runs(groups);
    }
    for (const Cells::Sketches& sketches : planned.sketches) {
      set.sketches.push_back(
          sketch_runs(results, sketches, cells.sketch_dimensions()));
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

std::vector<VariantRuns> measure_variants(const Cells& cells,
                                          const Results& results) {
  std::vector<VariantRuns> variants;
  for (const Cells::VariantOnSet& planned : cells.variants()) {
    VariantRuns variant{.problem = planned.problem, .variant = planned.variant};
    RunningStatistics away;
    for (const auto& [bits, group] : planned.l1) {
      const double share =
          training_runs(results, planned.problem, group).share.front();
      variant.shares[bits] = share;
      const double ratio = share / paper_share(bits);
      if (ratio > 0) away.add(std::abs(std::log(ratio)));
    }
    variant.distance = away.count() == 0
                           ? std::numeric_limits<double>::infinity()
                           : away.mean();
    variants.push_back(std::move(variant));
  }
  return variants;
}

}  // namespace

double TrainingRuns::mean_bits() const {
  const std::vector<double> values = present(bits_per_value);
  return values.empty() ? kNone : summarize(values).mean();
}

Estimate relative_loss(const TrainingRuns& runs, const TrainingRuns& other) {
  return t_interval(pairwise(runs.runs.values("final_loss"),
                             other.runs.values("final_loss"), ratio_minus_one));
}

Estimate relative_mean_loss(const TrainingRuns& runs,
                            const TrainingRuns& other) {
  return t_interval(pairwise(runs.mean_loss, other.mean_loss, ratio_minus_one));
}

double factor_per_bit(const std::map<int, double>& shares) {
  std::vector<double> levels, positive;
  for (const auto& [bits, share] : shares) {
    if (!(share > 0)) continue;
    levels.push_back(std::exp2(bits));
    positive.push_back(share);
  }
  if (positive.size() < 2) return kNone;
  return std::exp2(fit_power_law(levels, positive).slope.mean);
}

std::vector<double> SetRuns::factor_per_bit() const {
  std::vector<double> factors;
  for (std::size_t repetition = 0; repetition < full.runs.size();
       ++repetition) {
    std::map<int, double> shares;
    for (const auto& [bits, training] : l1) {
      shares[bits] = training.share[repetition];
    }
    factors.push_back(refetch::factor_per_bit(shares));
  }
  return factors;
}

std::vector<double> SketchRuns::values(const std::string& name) const {
  std::vector<double> values;
  for (const CellResult* result : results) {
    values.push_back(result->values.number(name));
  }
  return values;
}

std::vector<double> SketchRuns::values(int dimension,
                                       const std::string& name) const {
  std::vector<double> values;
  for (const CellResult* result : results) {
    for (const Record& row : result->rows) {
      if (row.integer("dimension") != dimension) continue;
      values.push_back(row.number(name));
    }
  }
  return values;
}

std::vector<double> SketchRuns::wrong(int dimension) const {
  return pairwise(values(dimension, "flips"), values(dimension, "rows"),
                  [](double flips, double rows) { return flips / rows; });
}

double paper_share(int bits) {
  const PaperCurve curve =
      paper_curve("12", fmt::format("{}-bit refetch", bits));
  return curve.empty() ? kNone : curve.values.back() / 100;
}

Findings Cells::analyse(const Results& results) const {
  const std::vector<SetRuns> sets = measure(*this, results);
  return {
      .tables = make_tables(sets, measure_variants(*this, results), delta()),
      .figures = make_figures(sets, delta()),
      .verdicts = make_verdicts(sets),
      .notes = {
          fmt::format(
              "Hinge loss; ridge c = {:.3g}; regularizer {} ({:.3g}); {} "
              "normalization and an intercept; batch {}; alpha found for 32 "
              "bits by a recorded search and reused; {} levels, {} scaling, {} "
              "stochastic draws. The paper states none of this for Fig 12.",
              parameters().number("model.ridge"),
              parameters().text("model.regularizer"),
              parameters().number("model.strength"),
              parameters().text("preprocessing.normalization"),
              parameters().integer("sgd.batch_size"),
              parameters().text("quantization.levels"),
              parameters().text("quantization.scaling"),
              parameters().text("quantization.draws")),
          "Bits count what crosses the sample channel: the codes of the draws, "
          "32 bits a value of every row that is fetched again, and the "
          "sketches of samples and models. Labels and the requests themselves "
          "are not counted.",
          fmt::format(
              "JL-refetching trains under its premise ||a|| <= 1, ||x|| <= R = "
              "{:.3g} (0: none), for {} epochs, with a step and a 32-bit run "
              "of its own; the paper has no experiment of it.",
              parameters().number("sketch.radius"),
              parameters().integer("sketch.epochs")),
          "JL-refetching takes the sign of the sketched margin, not the "
          "paper's polynomial: outside the band the sign is known, up to the "
          "failure probability.",
      }};
}

}  // namespace zipml::refetch
