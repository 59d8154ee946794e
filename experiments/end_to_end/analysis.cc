#include "experiments/end_to_end/analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zipml::end_to_end {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

CellOf cell_of(const CellMaker& cells, const ProblemSpec& problem,
               const std::string& mode, int bits) {
  return [&cells, &problem, mode, bits](int repetition) {
    return cells.training(problem, mode, bits, repetition);
  };
}

Run measure(const CellMaker& cells, const Results& results,
            const ProblemSpec& problem, const std::string& mode, int bits) {
  const CellOf of = cell_of(cells, problem, mode, bits);
  const int repetitions = cells.repetitions();
  Run run;
  run.loss = collect(results, of, repetitions, "final_loss");
  if (problem.task == Task::kClassification) {
    run.accuracy = collect(results, of, repetitions, "final_accuracy");
  }
  run.curves = curves(results, of, repetitions, "loss");
  run.divergence = count_diverged(results, of, repetitions);
  run.sample_bits = run.model_bits = run.gradient_bits = kNaN;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    const CellResult& result = results.of(of(repetition));
    if (result.rows.size() < 2) continue;
    const Record& first = result.rows[1];  // after one epoch
    run.sample_bits = first.number("sample_bits");
    run.model_bits = first.number("model_bits");
    run.gradient_bits = first.number("gradient_bits");
    break;
  }
  return run;
}

// Everything that was run of a set: the sweep, the paper's bits, the readings.
std::map<std::string, std::vector<int>> bits_of(const CellMaker& cells,
                                                const ProblemSpec& problem) {
  std::map<std::string, std::vector<int>> bits;
  for (const std::string& mode : cells.modes()) bits[mode] = cells.bits();
  const auto add = [&](const char* mode, int own) {
    std::vector<int>& list = bits[mode];
    if (std::find(list.begin(), list.end(), own) == list.end()) {
      list.push_back(own);
    }
  };
  if (const int own = cells.paper_bits(problem); own > 0) {
    add("end_to_end", own);
  }
  for (const CellMaker::Reading& reading : cells.readings()) {
    if (reading.problem.data != problem.data) continue;
    add("sample", reading.bits);
    add("end_to_end", reading.bits);
  }
  return bits;
}

}  // namespace

int Run::smooth(const Run& full) const {
  int count = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    count += is_smooth(curves[i], full.loss[i]) ? 1 : 0;
  }
  return count;
}

Estimate SetResult::difference(const std::string& mode, int bits) const {
  return t_interval(
      pairwise(low.at(mode).at(bits).loss, full.loss,
               [](double own, double all) { return own / all - 1; }));
}

Estimate SetResult::accuracy_difference(const std::string& mode,
                                        int bits) const {
  return t_interval(pairwise(low.at(mode).at(bits).accuracy, full.accuracy,
                             [](double own, double all) { return own - all; }));
}

int SetResult::fewest_for_all(const std::string& mode) const {
  const std::vector<double> found = present(fewest.at(mode));
  if (found.empty() || *std::min_element(found.begin(), found.end()) == 0) {
    return 0;
  }
  return static_cast<int>(*std::max_element(found.begin(), found.end()));
}

std::vector<SetResult> measure_sets(const CellMaker& cells,
                                    const Results& results) {
  std::vector<SetResult> sets;
  for (const ProblemSpec& problem : cells.problems()) {
    SetResult set;
    set.problem = problem;
    set.full = measure(cells, results, problem, "none", 0);
    set.optimum = kNaN;
    for (int i = 0; i < cells.repetitions(); ++i) {
      const CellResult& result =
          results.of(cells.training(problem, "none", 0, i));
      if (const Value* optimum = result.values.find("optimum")) {
        set.optimum = optimum->number();
      }
    }
    for (const auto& [mode, all_bits] : bits_of(cells, problem)) {
      for (const int bits : all_bits) {
        set.low[mode][bits] = measure(cells, results, problem, mode, bits);
      }
    }
    for (const std::string& mode : cells.modes()) {
      std::vector<std::vector<std::vector<double>>> swept;
      for (const int bits : cells.bits()) {
        swept.push_back(set.low.at(mode).at(bits).curves);
      }
      set.fewest[mode] = fewest_smooth_bits(cells.bits(), swept, set.full.loss);
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

std::vector<ReadingResult> measure_readings(const CellMaker& cells,
                                            const Results& results) {
  std::vector<ReadingResult> all;
  for (const CellMaker::Reading& reading : cells.readings()) {
    const PaperPanel& panel = *own_panel(reading.figure, reading.problem);
    const PaperCurve paper =
        low_curve(panel, std::string(reading.figure) == "8" ? "double sampling"
                                                            : "uniform");
    const auto away = [&](const char* mode) {
      return log_distance(
          mean_curve(results,
                     cell_of(cells, reading.problem, mode, reading.bits),
                     cells.repetitions(), "loss", 1),
          paper);
    };
    all.push_back({reading, away("sample"), away("end_to_end")});
  }
  return all;
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const std::vector<SetResult> sets = measure_sets(cells, results);
  const std::vector<ReadingResult> readings = measure_readings(cells, results);
  Findings findings;
  findings.tables = make_tables(cells, results, sets, readings);
  findings.figures = make_figures(cells, results, sets);
  findings.verdicts = make_verdicts(cells, sets, readings);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(cells.settings().profile);
  }
  findings.notes.push_back(
      "A smooth curve: the final loss is at most 1 % above the 32-bit one of "
      "the same repetition, and no epoch after the tenth is above 1.05 times "
      "the lowest loss before it. The paper judges by eye.");
  findings.notes.push_back(
      "Assumption: every quantized channel has the same bits; models and "
      "gradients are scaled by their l2 norm (row scaling, A.3) with 2^(b-1) "
      "steps each side of zero unless the config says otherwise, and the scale "
      "travels as a float with each message. With one sample a batch, a model "
      "and a gradient cross for each sample.");
  findings.notes.push_back(
      "Assumption: LS-SVM is least squares on labels -1 and +1 plus a ridge "
      "term (model.ridge); the paper does not state its constant. The ridge "
      "term is part of the loss that is shown.");
  return findings;
}

}  // namespace zipml::end_to_end
