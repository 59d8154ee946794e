// From cell results to the findings of the fpga experiment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/harness/findings/judge.h"
#include "experiments/fpga/cells.h"
#include "experiments/linear/collect.h"

namespace zipml::fpga {

// The stored results, asked for by what they are about. A number that is not
// there (its cell failed, was skipped, diverged) is NaN.
class Measured {
 public:
  Measured(const CellMaker& cells, const Results& results)
      : cells_(cells), results_(results) {}

  const CellMaker& cells() const { return cells_; }
  const Results& results() const { return results_; }
  // Nothing unless the cell is ok.
  const CellResult* ok(const Cell& cell) const;

  // A value of the epoch cell.
  double epoch(const Design& design, const DataSize& set,
               const std::string& value) const;
  // baseline / design of such a value, against the 32-bit design on the same
  // platform: how many times less it is.
  double gain(const Design& design, const DataSize& set,
              const std::string& value) const;

  CellOf training(const DataSize& set, const Design& design,
                  Pipeline pipeline) const;
  // By repetition: the first epoch after which the loss is at most
  // `relative_level` times that repetition's final 32-bit loss.
  std::vector<double> epochs_to(const DataSize& set, const Design& design,
                                double relative_level) const;
  // By repetition: the final loss, and that of the 32-bit hardware inverted,
  // by which losses are scaled: a repetition is another data set.
  std::vector<double> final_losses(const DataSize& set, const Design& design,
                                   Pipeline pipeline) const;
  std::vector<double> loss_scales(const DataSize& set) const;

  CellOf cpu(const DataSize& set, int threads) const;
  // Seconds of an epoch on this machine, by repetition.
  std::vector<double> cpu_seconds(const DataSize& set, int threads) const;

 private:
  const CellMaker& cells_;
  const Results& results_;
};

// A level of Figure 5a for our own data, relative to the final 32-bit loss.
struct EqualLoss {
  double relative_level = 0;
  double paper_ratio = 0;
  std::vector<double> epochs_float, epochs_low;  // by repetition
  Estimate ratio;  // of the times, 32 bits over low precision
};
std::vector<EqualLoss> equal_losses(const Measured& measured,
                                    const DataSize& set, const Design& low);

std::vector<Table> make_tables(const Measured& measured);
std::vector<Table> make_agreement_tables(const Measured& measured);
std::vector<Table> make_training_tables(const Measured& measured);
std::vector<Figure> make_figures(const Measured& measured);
std::vector<Verdict> make_agreement_verdicts(const Measured& measured);
std::vector<Verdict> make_verdicts(const Measured& measured);
std::vector<Verdict> make_training_verdicts(const Measured& measured);
std::vector<std::string> make_notes(const Measured& measured);

// NaN as "not available".
Value or_null(double value);
// A value without sampling error.
Estimate exactly(double value);
// A rule on such a value; inconclusive when it is not there.
Judgement judge_number(double value, bool holds, std::string rule,
                       std::string numbers);

Verdict about(std::string statement, std::string where, std::string metric,
              std::string data);

Findings analyse(const CellMaker& cells, const Results& results);

}  // namespace zipml::fpga
