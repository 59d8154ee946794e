#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "core/harness/findings/table_of.h"
#include "experiments/optimal_levels/analysis.h"
#include "experiments/optimal_levels/peers.h"

namespace zipml::optimal_levels {
namespace {

const std::string kMachine =
    "MEASURED ON THIS MACHINE: depends on it and on what else it does; not "
    "part of any verdict. ";

// What the columns of a table of times are.
struct TimingAxis {
  std::string field = {};
  std::string label = {};  // before the number
  std::vector<int> values = {};
};

// A row a method, a column each value of the axis, with this field.
Table times_table(TableHead head, const Rows& rows, const TimingAxis& across,
                  const std::string& shown, const std::string& unit) {
  std::vector<ColumnOf<Rows>> columns = {
      {text_column("method", "method"), [](const Rows& of_method) {
         const Record& row = of_method.front();
         return row.text("method") +
                (row.boolean("sorted") ? "" : ", any order");
       }}};
  for (const int value : across.values) {
    const std::string number = std::to_string(value);
    columns.push_back({number_column(across.field + "_" + number,
                                     across.label + number, unit, 3),
                       [=, field = across.field](const Rows& of_method) {
                         const Rows found = where(of_method, field, value);
                         return found.empty() ? Value()
                                              : found.front().at(shown);
                       }});
  }
  head.caption = kMachine + head.caption;
  return table_of<Rows>(std::move(head), grouped(rows, {"method", "sorted"}),
                        columns);
}

// The one of these that is nearest to `wanted`, the first of two.
int nearest(const std::vector<int>& values, int wanted) {
  return *std::min_element(values.begin(), values.end(), [&](int a, int b) {
    return std::abs(a - wanted) < std::abs(b - wanted);
  });
}

Table peers_table(const Rows& rows) {
  const Rows exact = where(rows, "method", "exact");
  const auto ours = [&](Column column, bool sorted) -> ColumnOf<PeerTime> {
    return {std::move(column), [&exact, sorted](const PeerTime& peer) {
              const Rows found =
                  where(where(where(exact, "log2_points", peer.log2_points),
                              "levels", peer.levels),
                        "sorted", sorted);
              return found.empty() ? Value() : found.front().at("milliseconds");
            }};
  };
  return table_of<PeerTime>(
      {"time_peers", "Exact solvers: ours here, others as measured elsewhere",
       kMachine +
           "Ours: median time on one core, log-normal points in double. The "
           "others: their public code, sorted points, CPU time on one core of "
           "2 vCPUs of an AMD EPYC (Zen 4), g++ 12.2 -O3; another machine than "
           "this one. QUIVER's own paper reports 250 ms for 10^6 points."},
      {kPeerTimes.begin(), kPeerTimes.end()},
      {{integer_column("log2_points", "log2 N"), &PeerTime::log2_points},
       {integer_column("levels", "levels"), &PeerTime::levels},
       ours(number_column("exact", "exact, sorted", "ms", 3), true),
       ours(number_column("exact_unsorted", "exact, any order", "ms", 3),
            false),
       {number_column("quiver", "QUIVER, sorted", "ms", 3), &PeerTime::quiver},
       {number_column("ipaq", "IPAQ, sorted", "ms", 3), &PeerTime::ipaq}});
}

}  // namespace

std::vector<Table> make_timing_tables(const Rows& timing,
                                      const TimingGrid& grid) {
  std::vector<Table> tables = {peers_table(timing)};
  const int levels = nearest(grid.levels, 16);
  const int size = nearest(grid.log2_points, 16);
  const std::string caption =
      "Median time on one core, log-normal points in double, sorted unless the "
      "method's row says \"any order\". '-': left out, as it would take "
      "minutes.";
  const std::string ratio_caption =
      "Median over turns of the time over that of `exact` on sorted points in "
      "the same turn.";
  const auto add = [&](const std::string& by, const std::string& fixed,
                       const Rows& rows, const TimingAxis& across) {
    tables.push_back(times_table({"time_by_" + by, "Time, " + fixed, caption},
                                 rows, across, "milliseconds", "ms"));
    tables.push_back(
        times_table({"time_ratio_by_" + by, "Time over that of exact, " + fixed,
                     ratio_caption},
                    rows, across, "ratio", ""));
  };
  add("points", fmt::format("{} levels", levels),
      where(timing, "levels", levels),
      {"log2_points", "N = 2^", grid.log2_points});
  add("levels", fmt::format("2^{} points", size),
      where(timing, "log2_points", size), {"levels", "levels = ", grid.levels});
  return tables;
}

}  // namespace zipml::optimal_levels
