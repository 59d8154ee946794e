#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/harness/findings/table_of.h"
#include "core/sgd/method.h"
#include "experiments/refetch/analysis.h"

namespace zipml::refetch {
namespace {

// A row of most tables: l1-refetching at a number of bits.
struct SetAtBits {
  const SetRuns* set;
  int bits;

  const TrainingRuns& l1() const { return set->l1.at(bits); }
};

std::vector<SetAtBits> rows_of(const std::vector<SetRuns>& sets) {
  std::vector<SetAtBits> rows;
  for (const SetRuns& set : sets) {
    for (const auto& [bits, training] : set.l1) rows.push_back({&set, bits});
  }
  return rows;
}

ColumnOf<SetAtBits> data() {
  return {data_column(),
          [](const SetAtBits& row) { return row.set->problem.title(); }};
}

ColumnOf<SetAtBits> bits() { return {bits_column(), &SetAtBits::bits}; }

// The share over that with a bit less, of each repetition.
Value share_ratio(const SetAtBits& row) {
  const auto less = row.set->l1.find(row.bits - 1);
  if (less == row.set->l1.end()) return {};
  return t_interval(
      pairwise(row.l1().share, less->second.share, std::divides<double>()));
}

Table share_table(const std::vector<SetRuns>& sets) {
  return table_of<SetAtBits>(
      {"share", "Samples fetched again by l1-refetching",
       "Share of all visits of a training run whose row was fetched again, "
       "mean and 95 % t interval over repetitions, beside the paper's for "
       "cod-rna (Fig 12), and what one more bit leaves of it (1/2 is "
       "expected). The paper says \"< 5 %\" (section 4.3) and \"about 6 %\" "
       "(J.2) for 8 bits."},
      rows_of(sets),
      {data(),
       bits(),
       {percent_column("share", "share"),
        [](const auto& row) { return interval(row.l1().share); }},
       {percent_column("paper", "paper", 4),
        [](const auto& row) { return known(paper_share(row.bits)); }},
       {number_column("ratio", "share / share with a bit less", "", 3),
        share_ratio},
       {number_column("paper_ratio", "paper", "", 3), [](const auto& row) {
          return known(paper_share(row.bits) / paper_share(row.bits - 1));
        }}});
}

Table flip_table(const std::vector<SetRuns>& sets) {
  return table_of<SetAtBits>(
      {"flips",
       "Sides of the hinge's kink that rounding flips, and that refetching "
       "does",
       "After the epochs 1, 2, 4, 8, ... and the last of every l1-refetching "
       "run each training row is rounded anew and its side of the kink "
       "compared with the exact one: by the rounded sample alone (what plain "
       "rounding does), and by the l1 rule."},
      rows_of(sets),
      {data(),
       bits(),
       {integer_column("audited", "decisions"),
        [](const auto& row) { return row.l1().audited; }},
       {integer_column("plain_flips", "flips without refetching"),
        [](const auto& row) { return row.l1().plain_flips; }},
       {percent_column("plain_rate", "their share"),
        [](const auto& row) {
          return known(static_cast<double>(row.l1().plain_flips) /
                       static_cast<double>(row.l1().audited));
        }},
       {integer_column("flips", "flips with refetching"),
        [](const auto& row) { return row.l1().flips; }}});
}

ColumnOf<SetAtBits> plain_loss(const std::string& method,
                               const std::string& label) {
  return {percent_column(method, label), [method](const SetAtBits& row) {
            return relative_loss(row.set->plain.at(method).at(row.bits),
                                 row.set->full);
          }};
}

Table loss_table(const std::vector<SetRuns>& sets) {
  return table_of<SetAtBits>(
      {"loss", "Loss against 32-bit training",
       "Objective with the hinge loss relative to the 32-bit run of the same "
       "repetition, minus 1, with 95 % t interval: at the end, and for "
       "refetching also the mean over all epochs (the whole curve). Test "
       "accuracies at the end."},
      rows_of(sets),
      {data(),
       bits(),
       {number_column("full", "32-bit", "objective"),
        [](const auto& row) {
          return row.set->full.runs.interval("final_loss");
        }},
       {percent_column("l1", "l1-refetching"),
        [](const auto& row) { return relative_loss(row.l1(), row.set->full); }},
       {percent_column("l1_mean", "mean over epochs"),
        [](const auto& row) {
          return relative_mean_loss(row.l1(), row.set->full);
        }},
       plain_loss("nearest", "nearest rounding"),
       plain_loss("naive", "naive stochastic"),
       {percent_column("full_accuracy", "accuracy, 32-bit", 4),
        [](const auto& row) {
          return row.set->full.runs.interval("final_accuracy");
        }},
       {percent_column("l1_accuracy", "accuracy, l1-refetching", 4),
        [](const auto& row) {
          return row.l1().runs.interval("final_accuracy");
        }}});
}

// One way of training.
struct Movement {
  const SetRuns* set;
  std::string way;
  int bits;
  const TrainingRuns* training;
  const TrainingRuns* full;
  Value paper = {};  // bits a value by its share

  double values() const {  // that an epoch moves
    return static_cast<double>(set->problem.training_values) /
           static_cast<double>(set->problem.features) * set->row_bits / 32;
  }
};

std::vector<Movement> movements(const std::vector<SetRuns>& sets) {
  std::vector<Movement> rows;
  for (const SetRuns& set : sets) {
    rows.push_back({&set, "32-bit", 32, &set.full, &set.full});
    for (const std::string& method : kPlainMethods) {
      for (const auto& [bits, training] : set.plain.at(method)) {
        if (training.runs.size() == 0) continue;
        rows.push_back(
            {&set, method_label(method), bits, &training, &set.full});
      }
    }
    for (const auto& [bits, training] : set.l1) {
      rows.push_back({&set, method_label("l1_refetch"), bits, &training,
                      &set.full, known(bits + 32 * paper_share(bits))});
    }
    for (const auto& [dimension, training] : set.jl) {
      rows.push_back(
          {&set,
           fmt::format("{}, r = {}", method_label("jl_refetch"), dimension),
           set.most_bits(), &training, &set.jl_full});
    }
  }
  return rows;
}

Table movement_table(const std::vector<SetRuns>& sets) {
  return table_of<Movement>(
      {"data_movement",
       "Bits that cross the sample channel, refetches and sketches included",
       "Bits for one value at one visit, the same for an epoch of the whole "
       "set, and what that is of 32-bit training; with the final objective "
       "relative to 32 bits, minus 1. JL-refetching has its sample at the most "
       "bits, and the 32-bit run beside it is its own (notes). For comparison, "
       "what the paper's shares come to: b + 32 * share."},
      movements(sets),
      {{data_column(),
        [](const auto& row) { return row.set->problem.title(); }},
       {text_column("way", "way"), [](const auto& row) { return row.way; }},
       {bits_column(), [](const auto& row) { return row.bits; }},
       {percent_column("share", "fetched again"),
        [](const auto& row) { return interval(row.training->share); }},
       {number_column("bits_per_value", "bits a value", "bits"),
        [](const auto& row) {
          return known(interval(row.training->bits_per_value));
        }},
       {number_column("paper", "by the paper's share", "bits"),
        [](const auto& row) { return row.paper; }},
       {number_column("epoch", "an epoch", "MB"),
        [](const auto& row) {
          return known(row.training->mean_bits() * row.values() / 8e6);
        }},
       {percent_column("of_full", "of 32 bits"),
        [](const auto& row) { return known(row.training->mean_bits() / 32); }},
       {percent_column("loss", "loss above 32-bit"), [](const auto& row) {
          return relative_loss(*row.training, *row.full);
        }}});
}

// Whether no other variant of the data set is nearer to the paper.
bool is_nearest(const VariantRuns& variant,
                const std::vector<VariantRuns>& variants) {
  return std::isfinite(variant.share_distance) &&
         std::none_of(variants.begin(), variants.end(),
                      [&](const VariantRuns& other) {
                        return other.problem.set == variant.problem.set &&
                               other.share_distance < variant.share_distance;
                      });
}

Table assumption_table(const std::vector<SetRuns>& sets,
                       const std::vector<VariantRuns>& variants) {
  std::vector<ColumnOf<VariantRuns>> columns = {
      {data_column(), [](const auto& row) { return row.problem.title(); }},
      {text_column("rounding", "rounding"),
       [](const auto& row) {
         return row.variant.method == "l1_refetch" ? "stochastic" : "nearest";
       }},
      {text_column("normalization", "normalization"),
       [](const auto& row) { return row.variant.normalization; }},
      {text_column("scaling", "levels over"),
       [](const auto& row) { return row.variant.scaling; }},
      {number_column("ridge", "ridge"),
       [](const auto& row) { return row.variant.ridge; }},
      {number_column("step", "alpha", "1/tr(S)"), [](const auto& row) {
         return row.variant.step == 0 ? Value() : Value(row.variant.step);
       }}};
  for (const auto& [bits, training] : sets.front().l1) {
    columns.push_back({percent_column(fmt::format("share_{}", bits),
                                      fmt::format("{} bits", bits)),
                       [bits = bits](const VariantRuns& row) {
                         return known(row.shares.at(bits));
                       }});
  }
  columns.push_back(
      {number_column("factor", "factor a bit", "", 3),
       [](const auto& row) { return known(factor_per_bit(row.shares)); }});
  columns.push_back(
      {number_column("distance", "distance, shares", "", 3),
       [](const auto& row) { return known(row.share_distance); }});
  columns.push_back(
      {number_column("curve", "distance, curve", "", 3),
       [](const auto& row) { return known(row.curve_distance); }});
  columns.push_back({text_column("curve_loss", "its loss"),
                     [](const auto& row) { return row.curve_loss; }});
  columns.push_back({text_column("nearest", ""), [&](const auto& row) {
                       return is_nearest(row, variants) ? "nearest to the paper"
                                                        : "";
                     }});
  return table_of<VariantRuns>(
      {"assumptions", "What the share depends on and the paper does not state",
       "Share of visits that fetched again (first repetition), by how samples "
       "are rounded (to nearest the bound is half as wide), features "
       "normalized, levels spread (column_max: over [-1, 1] for the intercept "
       "too; min_max: the intercept is exact), the ridge term and alpha ('-': "
       "found by the search; else a given one, with which the loss falls as 1 "
       "/ epoch as in Fig 12). Distances are means of |ln(ours / paper)|, over "
       "the five shares, and over the plotted epochs of the curve of 32 bits. "
       "The paper's \"square loss\" is not defined: of the mean of (1 - b a^T "
       "x)^2, that of the positive 1 - b a^T x alone, half of both, and the "
       "hinge objective, the nearest is taken; being read off one run, it "
       "is good to 0.1. The nearest by the shares is marked. The first row is "
       "what everything else here is trained with: as near as any but for that "
       "noise, with a step small enough to compare curves. On a stand-in it "
       "says only how much the choice matters."},
      variants, columns);
}

}  // namespace

std::vector<Table> make_tables(const std::vector<SetRuns>& sets,
                               const std::vector<VariantRuns>& variants,
                               double delta) {
  return {share_table(sets),
          flip_table(sets),
          loss_table(sets),
          movement_table(sets),
          assumption_table(sets, variants),
          sketch_table(sets, delta),
          gap_table(sets, delta)};
}

}  // namespace zipml::refetch
