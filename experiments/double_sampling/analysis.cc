#include "experiments/double_sampling/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace zipml::double_sampling {
Estimate PanelResult::relative_difference() const {
  return t_interval(pairwise(low_loss, full_loss, [](double low, double full) {
    return low / full - 1;
  }));
}

Estimate PanelResult::epoch_ratio() const {
  // The start counts as one epoch.
  return t_interval(pairwise(
      low_epochs, full_epochs,
      [](double low, double full) { return low / std::max(full, 1.0); }));
}

std::vector<PanelResult> measure_panels(const CellMaker& cells,
                                        const Results& results) {
  std::vector<PanelResult> panels;
  const int repetitions = cells.repetitions();
  for (const ProblemSpec& problem : cells.problems()) {
    PanelResult panel;
    panel.problem = problem;
    panel.bits = cells.bits(problem);
    const auto cell_of = [&](int bits) -> CellOf {
      return [&cells, &problem, bits](int repetition) {
        return cells.training(problem, cells.default_variant(), bits,
                              repetition);
      };
    };
    const CellOf full = cell_of(0), low = cell_of(panel.bits);
    panel.full_loss = collect(results, full, repetitions, "final_loss");
    panel.low_loss = collect(results, low, repetitions, "final_loss");
    panel.divergence = count_diverged(results, low, repetitions);
    const auto optima = present(collect(results, full, repetitions, "optimum"));
    if (!optima.empty()) panel.optimum = optima.front();
    panel.epochs = cells.epochs(problem);
    const auto full_curves = curves(results, full, repetitions, "loss");
    const auto low_curves = curves(results, low, repetitions, "loss");
    for (std::size_t i = 0; i < full_curves.size(); ++i) {
      const double bound = (1 + kClose) * panel.full_loss[i];
      panel.full_epochs.push_back(first_epoch_below(full_curves[i], bound));
      panel.low_epochs.push_back(first_epoch_below(low_curves[i], bound));
      if (panel.low_epochs.back() ==
          static_cast<double>(low_curves[i].size())) {
        ++panel.never;
      }
    }
    panels.push_back(std::move(panel));
  }
  return panels;
}

double PaperCurves::epoch_ratio() const {
  const double bound = (1 + kClose) * full.values.back();
  return low.crossing(bound) / full.crossing(bound);
}

std::optional<PaperCurves> paper_curves(const ProblemSpec& problem) {
  const PaperPanel* panel = own_panel("8", problem);
  if (panel == nullptr) return std::nullopt;
  return PaperCurves{full_curve(*panel), low_curve(*panel, "double sampling")};
}

std::vector<VariantResult> measure_variants(const CellMaker& cells,
                                            const Results& results) {
  std::vector<VariantResult> all;
  for (const ProblemSpec& problem : cells.studied()) {
    const PaperCurves paper = *paper_curves(problem);
    for (const CellMaker::Variant& variant : cells.variants()) {
      VariantResult result;
      result.problem = problem;
      result.variant = variant;
      const auto of = [&](int bits, const PaperCurve& curve, Estimate& loss,
                          double& away) {
        const CellOf cell_of = [&](int repetition) {
          return cells.training(problem, variant, bits, repetition);
        };
        loss = interval(
            collect(results, cell_of, cells.repetitions(), "final_loss"));
        away = log_distance(
            mean_curve(results, cell_of, cells.repetitions(), "loss", 1),
            curve);
        const auto alphas =
            present(collect(results, cell_of, cells.repetitions(), "alpha"));
        if (!alphas.empty()) result.alpha = alphas.front();
      };
      of(0, paper.full, result.full_loss, result.full_distance);
      of(cells.bits(problem), paper.low, result.low_loss, result.low_distance);
      all.push_back(std::move(result));
    }
  }
  return all;
}

SweepResult measure_sweep(const CellMaker& cells, const Results& results) {
  SweepResult sweep;
  const int repetitions = cells.repetitions();
  std::vector<double> log_features, fewest;
  for (const ProblemSpec& problem : cells.swept()) {
    SweepResult::Set set;
    set.problem = problem;
    set.features = static_cast<double>(problem.features);
    const auto final_loss = [&](int bits) {
      return collect(
          results,
          [&](int repetition) {
            return cells.swept_training(problem, bits, repetition);
          },
          repetitions, "final_loss");
    };
    const std::vector<double> full = final_loss(0);
    const std::vector<int> bits = cells.swept_bits();
    for (const int own_bits : bits) {
      std::vector<double> excess = final_loss(own_bits);
      for (std::size_t i = 0; i < excess.size(); ++i) {
        excess[i] = excess[i] / full[i] - 1;
      }
      set.excess.push_back(std::move(excess));
    }
    for (std::size_t i = 0; i < full.size(); ++i) {
      if (!std::isfinite(full[i])) continue;
      int needed = 0;
      for (std::size_t k = bits.size(); k-- > 0;) {
        // Not "> kClose": a run without a result does not suffice.
        if (!(set.excess[k][i] <= kClose)) break;
        needed = bits[k];
      }
      if (needed == 0) {
        ++sweep.censored;
        continue;
      }
      set.fewest.push_back(needed);
      log_features.push_back(std::log2(set.features));
      fewest.push_back(needed);
    }
    sweep.sets.push_back(std::move(set));
  }
  sweep.slope = fit_line(log_features, fewest);
  return sweep;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const std::vector<PanelResult> panels = measure_panels(cells, results);
  const std::vector<VariantResult> variants = measure_variants(cells, results);
  const SweepResult sweep = measure_sweep(cells, results);
  Findings findings;
  findings.tables = make_tables(cells, results, panels, variants, sweep);
  findings.figures = make_figures(cells, results, panels, sweep);
  findings.verdicts = make_verdicts(cells, results, panels, sweep);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(cells.settings().profile);
  }

  // The assumption that is nearest to the paper's curves over all panels.
  std::map<std::string, RunningStatistics> away;
  for (const VariantResult& result : variants) {
    const std::string name =
        fmt::format("{}, batch {}", result.variant.normalization,
                    result.variant.batch_size);
    away[name].add((result.full_distance + result.low_distance) / 2);
  }
  const auto nearest = std::min_element(
      away.begin(), away.end(), [](const auto& a, const auto& b) {
        return a.second.mean() < b.second.mean();
      });
  const CellMaker::Variant own = cells.default_variant();
  if (nearest != away.end()) {
    findings.notes.push_back(fmt::format(
        "Assumption: {} normalization and batch {} (this run's). The paper "
        "states neither; of what was tried, {} is nearest to its curves (mean "
        "|ln(ours / paper)| {:.3g} over {} panels; table assumptions).",
        own.normalization, own.batch_size, nearest->first,
        nearest->second.mean(), nearest->second.count()));
  }
  findings.notes.push_back(
      "Assumption: training starts at zero; an intercept is appended to the "
      "features; labels are as they are; steps are alpha / epoch with alpha "
      "tuned for 32 bits on other random streams.");
  findings.notes.push_back(
      "Fig 8's caption (data only) and the text's end-to-end reading of it "
      "disagree; this experiment quantizes samples only.");
  return findings;
}

}  // namespace zipml::double_sampling
