#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/refetch/analysis.h"
#include "experiments/refetch/columns.h"

namespace zipml::refetch {
namespace {

// a / b of each repetition.
Estimate ratio(const std::vector<double>& a, const std::vector<double>& b) {
  return t_interval(
      pairwise(a, b, [](double own, double other) { return own / other; }));
}

Table share_table(const CellMaker& cells,
                  const std::vector<Measured>& measured) {
  Table table{
      "share",
      "Samples fetched again by l1-refetching",
      "Share of all visits of a training run whose row was fetched again, mean "
      "and 95 % t interval over repetitions, beside the paper's for cod-rna "
      "(Fig 12), and what one more bit leaves of it (1/2 is expected). The "
      "paper says \"< 5 %\" (section 4.3) and \"about 6 %\" (J.2) for 8 bits.",
      {kData, kBits, percent("share", "share"), percent("paper", "paper", 4),
       number("ratio", "share / share with a bit less"),
       number("paper_ratio", "paper")},
      {}};
  for (const Measured& m : measured) {
    for (const int bits : cells.bits()) {
      const auto& l1 = m.by_bits.at("l1_refetch");
      const auto less = l1.find(bits - 1);
      table.rows.push_back(
          {m.problem.title(), bits, interval(m.l1(bits).share),
           or_null(paper_share(bits)),
           less == l1.end()
               ? Value()
               : Value(ratio(m.l1(bits).share, less->second.share)),
           or_null(paper_share(bits) / paper_share(bits - 1))});
    }
  }
  return table;
}

Table flip_table(const CellMaker& cells,
                 const std::vector<Measured>& measured) {
  Table table{
      "flips",
      "Sides of the hinge's kink that rounding flips, and that refetching does",
      "After every epoch of every l1-refetching run each training row is drawn "
      "anew and its side of the kink compared with the exact one: by the draw "
      "alone (what plain stochastic rounding does), and by the l1 rule.",
      {kData, kBits, integer("audited", "decisions"),
       integer("plain_flips", "flips without refetching"),
       percent("plain_rate", "their share"),
       integer("flips", "flips with refetching")},
      {}};
  for (const Measured& m : measured) {
    for (const int bits : cells.bits()) {
      const Runs& runs = m.l1(bits);
      const double rate = static_cast<double>(runs.plain_flips) /
                          static_cast<double>(runs.audited);
      table.rows.push_back({m.problem.title(), bits, runs.audited,
                            runs.plain_flips, or_null(rate), runs.flips});
    }
  }
  return table;
}

Table loss_table(const CellMaker& cells,
                 const std::vector<Measured>& measured) {
  Table table{
      "loss",
      "Loss against 32-bit training",
      "Objective with the hinge loss relative to the 32-bit run of the same "
      "repetition, minus 1, with 95 % t interval: at the end, and for "
      "refetching also the mean over all epochs (the whole curve). Test "
      "accuracies at the end.",
      {kData, kBits, number("full", "32-bit", "objective", 4),
       percent("l1", "l1-refetching"), percent("l1_mean", "mean over epochs"),
       percent("nearest", "nearest rounding"),
       percent("naive", "naive stochastic"),
       percent("full_accuracy", "accuracy, 32-bit", 4),
       percent("l1_accuracy", "accuracy, l1-refetching", 4)},
      {}};
  for (const Measured& m : measured) {
    for (const int bits : cells.bits()) {
      table.rows.push_back(
          {m.problem.title(), bits, interval(m.full.loss),
           relative_loss(m.l1(bits), m.full),
           relative_mean_loss(m.l1(bits), m.full),
           relative_loss(m.by_bits.at("nearest").at(bits), m.full),
           relative_loss(m.by_bits.at("naive").at(bits), m.full),
           interval(m.full.accuracy), interval(m.l1(bits).accuracy)});
    }
  }
  return table;
}

Table movement_table(const CellMaker& cells,
                     const std::vector<Measured>& measured) {
  Table table{
      "data_movement",
      "Bits that cross the sample channel, refetches and sketches included",
      "Bits for one value at one visit, the same for an epoch of the whole "
      "set, "
      "and what that is of 32-bit training; with the final objective relative "
      "to 32 bits, minus 1. JL-refetching has its sample at the most bits, and "
      "the 32-bit run beside it is its own (notes). For comparison, what the "
      "paper's shares come to: b + 32 * share.",
      {kData, text("way", "way"), kBits, percent("share", "fetched again"),
       number("bits_per_value", "bits a value", "bits", 4),
       number("paper", "by the paper's share", "bits", 4),
       number("epoch", "an epoch", "MB", 4), percent("of_full", "of 32 bits"),
       percent("loss", "loss above 32-bit")},
      {}};
  for (const Measured& m : measured) {
    const double values = static_cast<double>(m.problem.training_values) /
                          static_cast<double>(m.problem.features) * m.row_bits /
                          32;
    const auto add = [&](const std::string& way, Value bits, const Runs& runs,
                         const Runs& full, Value paper) {
      const double mean = summarize(present(runs.bits_per_value)).mean();
      const bool known = !present(runs.bits_per_value).empty();
      table.rows.push_back(
          {m.problem.title(), way, std::move(bits), interval(runs.share),
           mean_or_null(present(runs.bits_per_value)), std::move(paper),
           known ? Value(mean * values / 8e6) : Value(),
           known ? Value(mean / 32) : Value(), relative_loss(runs, full)});
    };
    add("32-bit", 32, m.full, m.full, Value());
    for (const std::string& method : kPlainMethods) {
      for (const int bits : cells.bits()) {
        add(method_label(method), bits, m.by_bits.at(method).at(bits), m.full,
            Value());
      }
    }
    for (const int bits : cells.bits()) {
      add(method_label("l1_refetch"), bits, m.l1(bits), m.full,
          or_null(bits + 32 * paper_share(bits)));
    }
    for (const auto& [dimension, runs] : m.jl) {
      add(fmt::format("{}, r = {}", method_label("jl_refetch"), dimension),
          cells.most_bits(), runs, m.jl_full, Value());
    }
  }
  return table;
}

Table assumption_table(const CellMaker& cells,
                       const std::vector<VariantResult>& variants) {
  Table table{
      "assumptions",
      "What the share depends on and the paper does not state",
      "Share of visits that fetched again (first repetition), by how features "
      "are normalized and how samples are rounded (to nearest the bound is "
      "half as wide); alpha is searched for each. The distance is the mean of "
      "|ln(ours / paper)| over the paper's bits; the least of a data set is "
      "marked. On a stand-in it says only how much the choice matters.",
      {kData, text("normalization", "normalization"),
       text("rounding", "rounding")},
      {}};
  for (const int bits : cells.bits()) {
    table.columns.push_back({fmt::format("share_{}", bits),
                             fmt::format("{} bits", bits), "",
                             ColumnFormat::kPercent, 3});
  }
  table.columns.push_back(number("factor", "factor a bit"));
  table.columns.push_back(number("distance", "distance from the paper"));
  table.columns.push_back(text("nearest", ""));
  for (const VariantResult& result : variants) {
    double least = result.distance;
    for (const VariantResult& other : variants) {
      if (other.problem.set != result.problem.set) continue;
      least = std::min(least, other.distance);
    }
    const bool nearest =
        std::isfinite(result.distance) && result.distance == least;
    std::vector<Value> row = {
        result.problem.title(), result.variant.normalization,
        result.variant.method == "l1_refetch" ? "stochastic" : "nearest"};
    for (const double share : result.shares) row.push_back(or_null(share));
    row.push_back(or_null(factor_per_bit(cells.bits(), result.shares)));
    row.push_back(or_null(result.distance));
    row.push_back(nearest ? "nearest to the paper" : "");
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured,
                               const std::vector<VariantResult>& variants) {
  return {share_table(cells, measured),      flip_table(cells, measured),
          loss_table(cells, measured),       movement_table(cells, measured),
          assumption_table(cells, variants), sketch_table(cells, measured),
          gap_table(cells, measured)};
}

}  // namespace zipml::refetch
