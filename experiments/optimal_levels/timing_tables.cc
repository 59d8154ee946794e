#include <fmt/format.h>

#include <algorithm>

#include "experiments/optimal_levels/analysis.h"
#include "experiments/optimal_levels/peers.h"

namespace zipml::optimal_levels {
namespace {

const std::string kMachine =
    "MEASURED ON THIS MACHINE: depends on it and on what else it does; not "
    "part of any verdict. ";

std::string label_of(const Record& row) {
  return row.text("method") + (row.boolean("sorted") ? "" : ", any order");
}

// A row a method, a column each value of `across`.
Table pivot(const std::vector<Record>& rows, const std::string& id,
            const std::string& title, const std::string& caption,
            const std::string& across, const std::string& across_label,
            const std::string& field, const std::string& unit) {
  Table table{id,
              title,
              kMachine + caption,
              {{"method", "method", "", ColumnFormat::kText}},
              {}};
  const std::vector<Value> values = distinct(rows, across);
  for (const Value& value : values) {
    const std::string number = std::to_string(value.integer());
    table.columns.push_back({across + "_" + number, across_label + number, unit,
                             ColumnFormat::kNumber, 3});
  }
  std::map<std::string, std::vector<Value>> lines;
  std::vector<std::string> order;
  for (const Record& row : rows) {
    const std::string label = label_of(row);
    if (!lines.contains(label)) {
      order.push_back(label);
      lines[label].resize(values.size());
    }
    const auto place = std::find(values.begin(), values.end(), row.at(across)) -
                       values.begin();
    lines[label][static_cast<std::size_t>(place)] = row.at(field);
  }
  for (const std::string& label : order) {
    std::vector<Value> line = {label};
    line.insert(line.end(), lines[label].begin(), lines[label].end());
    table.rows.push_back(std::move(line));
  }
  return table;
}

// The value of `field` that is nearest to `wanted` among the rows.
Value nearest(const std::vector<Record>& rows, const std::string& field,
              std::int64_t wanted) {
  Value best;
  for (const Value& value : distinct(rows, field)) {
    if (best.is_null() || std::abs(value.integer() - wanted) <
                              std::abs(best.integer() - wanted)) {
      best = value;
    }
  }
  return best;
}

Table peers_table(const std::vector<Record>& rows) {
  Table table{
      "time_peers",
      "Exact solvers: ours here, others as measured elsewhere",
      kMachine +
          "Ours: median CPU time on one core, log-normal points in double. The "
          "others: their public code, sorted points, on one core of 2 vCPUs of "
          "an AMD EPYC (Zen 4), g++ 12.2 -O3; another machine than this one. "
          "QUIVER's own paper reports 250 ms for 10^6 points.",
      {{"log2_points", "log2 N", "", ColumnFormat::kInteger},
       {"levels", "levels", "", ColumnFormat::kInteger},
       {"exact", "exact, sorted", "ms", ColumnFormat::kNumber, 3},
       {"exact_unsorted", "exact, any order", "ms", ColumnFormat::kNumber, 3},
       {"quiver", "QUIVER, sorted", "ms", ColumnFormat::kNumber, 3},
       {"ipaq", "IPAQ, sorted", "ms", ColumnFormat::kNumber, 3}},
      {}};
  for (const PeerTime& peer : kPeerTimes) {
    const auto own = where(
        where(where(rows, "method", "exact"), "log2_points", peer.log2_points),
        "levels", peer.levels);
    const auto time = [&](bool sorted) {
      const auto found = where(own, "sorted", sorted);
      return found.empty() ? Value() : found.front().at("milliseconds");
    };
    table.rows.push_back({peer.log2_points, peer.levels, time(true),
                          time(false), peer.quiver_milliseconds,
                          peer.ipaq_milliseconds});
  }
  return table;
}

}  // namespace

std::vector<Table> make_timing_tables(const Measured& measured) {
  const std::vector<Record>& rows = measured.at("timing");
  std::vector<Table> tables = {peers_table(rows)};
  if (rows.empty()) return tables;
  const Value levels = nearest(rows, "levels", 16);
  const Value size = nearest(rows, "log2_points", 16);
  const auto by_size = where(rows, "levels", levels);
  const auto by_levels = where(rows, "log2_points", size);
  const std::string caption =
      "Median CPU time on one core, log-normal points in double, sorted unless "
      "the method's row says \"any order\". '-': left out, as it would take "
      "minutes.";
  const std::string ratio_caption =
      "Median over turns of the time over that of `exact` on sorted points in "
      "the same turn.";
  const std::string of_levels = fmt::format(", {} levels", levels.integer());
  const std::string of_size = fmt::format(", 2^{} points", size.integer());
  tables.push_back(pivot(by_size, "time_by_points", "Time" + of_levels, caption,
                         "log2_points", "N = 2^", "milliseconds", "ms"));
  tables.push_back(pivot(by_size, "time_ratio_by_points",
                         "Time over that of exact" + of_levels, ratio_caption,
                         "log2_points", "N = 2^", "ratio", ""));
  tables.push_back(pivot(by_levels, "time_by_levels", "Time" + of_size, caption,
                         "levels", "levels = ", "milliseconds", "ms"));
  tables.push_back(pivot(by_levels, "time_ratio_by_levels",
                         "Time over that of exact" + of_size, ratio_caption,
                         "levels", "levels = ", "ratio", ""));
  return tables;
}

}  // namespace zipml::optimal_levels
