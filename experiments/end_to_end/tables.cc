#include <cmath>

#include "core/harness/findings/table_of.h"
#include "experiments/end_to_end/analysis.h"
#include "experiments/linear/precision_mode.h"

namespace zipml::end_to_end {
namespace {

Value or_none(int bits) { return bits == 0 ? Value() : Value(bits); }

Table fewest_table(const std::vector<SetRuns>& sets) {
  std::vector<ColumnOf<SetRuns>> columns = {
      {data_column(), [](const auto& set) { return set.problem.title(); }},
      {integer_column("features", "features"),
       [](const auto& set) {
         return static_cast<std::int64_t>(set.problem.features);
       }},
      {number_column("full", "32-bit final loss", "", 5),
       [](const auto& set) { return known(set.full.interval("final_loss")); }}};
  for (const std::string& mode : sets.front().modes) {
    columns.push_back({integer_column(mode, precision_mode_label(mode), "bits"),
                       [mode](const auto& set) {
                         return or_none(set.fewest_for_all(mode));
                       }});
  }
  columns.push_back({integer_column("paper", "paper, end to end", "bits"),
                     [](const auto& set) { return or_none(set.paper_bits); }});
  return table_of<SetRuns>(
      {"fewest_bits", "The fewest bits with a smooth curve",
       "The fewest of the swept bits from which on the curve is smooth in "
       "every repetition (final loss within 1 % of 32 bits, no epoch after the "
       "tenth above 1.05 times the lowest before); empty: none was. The "
       "paper's are those that it shows end to end (Figs 4, 8 in that reading, "
       "11)."},
      sets, columns);
}

Table sweep_table(const std::vector<SetRuns>& sets) {
  struct Level {
    const SetRuns* set;
    std::string mode;
    int bits;
    const Runs* runs;
  };
  std::vector<Level> levels;
  for (const SetRuns& set : sets) {
    for (const auto& [mode, by_bits] : set.low) {
      for (const auto& [bits, runs] : by_bits) {
        levels.push_back({&set, mode, bits, &runs});
      }
    }
  }
  return table_of<Level>(
      {"sweep", "Final loss of every mode at every number of bits",
       "Final loss over that of 32-bit training, minus 1: geometric mean over "
       "paired repetitions with 95 % interval (empty: a run diverged); smooth "
       "and diverged count repetitions."},
      levels,
      {{data_column(),
        [](const Level& row) { return row.set->problem.title(); }},
       {text_column("mode", "quantized"),
        [](const Level& row) { return precision_mode_label(row.mode); }},
       {bits_column(), &Level::bits},
       {percent_column("difference", "loss above 32 bits"),
        [](const Level& row) {
          return known(row.set->difference(row.mode, row.bits));
        }},
       {percent_column("accuracy", "test accuracy, minus 32 bits"),
        [](const Level& row) {
          const auto gain = row.set->accuracy_difference(row.mode, row.bits);
          return gain ? known(*gain) : Value();
        }},
       {integer_column("smooth", "smooth", "runs"),
        [](const Level& row) { return smooth_runs(*row.runs, row.set->full); }},
       {integer_column("diverged", "diverged", "runs"),
        [](const Level& row) { return row.runs->divergence().diverged; }},
       {integer_column("runs", "of", "runs"),
        [](const Level& row) { return row.runs->divergence().runs; }}});
}

Table moved_table(const std::vector<SetRuns>& sets) {
  struct Moved {
    const ProblemSpec* problem;
    int bits;
    MovedBits moved, full;
  };
  std::vector<Moved> rows;
  for (const SetRuns& set : sets) {
    const MovedBits full = moved_bits(set.full);
    const auto add = [&](int bits, const MovedBits& moved) {
      if (std::isnan(moved.total())) return;
      rows.push_back({&set.problem, bits, moved, full});
    };
    add(32, full);
    const auto found = set.low.find(kEndToEnd);
    if (found == set.low.end()) continue;
    for (const auto& [bits, runs] : found->second) add(bits, moved_bits(runs));
  }
  return table_of<Moved>(
      {"moved", "Bits that cross the channels in an epoch, end to end",
       "Counted by the trainer: samples as pairs of draws in one code without "
       "order (b + 1 bits), models and gradients as codes of their levels and "
       "one 32-bit scale a message; labels not counted. A larger batch moves "
       "fewer models and gradients."},
      rows,
      {{data_column(), [](const Moved& row) { return row.problem->title(); }},
       {bits_column(), &Moved::bits},
       {number_column("samples", "samples", "bits"),
        [](const Moved& row) { return row.moved.samples; }},
       {number_column("model", "models", "bits"),
        [](const Moved& row) { return row.moved.model; }},
       {number_column("gradient", "gradients", "bits"),
        [](const Moved& row) { return row.moved.gradient; }},
       {number_column("sample_saving", "samples, 32-bit over this", "", 3),
        [](const Moved& row) { return row.full.samples / row.moved.samples; }},
       {number_column("saving", "all, 32-bit over this", "", 3),
        [](const Moved& row) {
          return row.full.total() / row.moved.total();
        }}});
}

std::string nearer_mode(const Reading& reading) {
  if (!std::isfinite(reading.sample) && !std::isfinite(reading.end_to_end)) {
    return "";
  }
  return precision_mode_label(reading.sample <= reading.end_to_end ? "sample"
                                                                   : kEndToEnd);
}

Table readings_table(const std::vector<Reading>& readings) {
  return table_of<Reading>(
      {"readings", "Figs 8 and 10: samples only or end to end? (erratum X8)",
       "Mean |ln(ours / paper)| of the low-precision curve (Fig 8: double "
       "sampling, Fig 10: uniform levels) over the paper's epochs that were "
       "run, in both readings. The captions say samples only; the text about "
       "end-to-end training points to Fig 10."},
      readings,
      {{text_column("figure", "figure"), &Reading::figure},
       {data_column(),
        [](const Reading& reading) { return reading.problem.title(); }},
       {bits_column(), &Reading::bits},
       {number_column("sample", "samples only", "", 3),
        [](const Reading& row) { return known(row.sample); }},
       {number_column("end_to_end", "end to end", "", 3),
        [](const Reading& row) { return known(row.end_to_end); }},
       {text_column("nearer", "nearer"), nearer_mode}});
}

}  // namespace

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<Reading>& readings) {
  return {fewest_table(sets), sweep_table(sets), moved_table(sets),
          readings_table(readings)};
}

}  // namespace zipml::end_to_end
