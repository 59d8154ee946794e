#include <fmt/format.h>

#include <cmath>

#include "core/harness/findings/table_of.h"
#include "experiments/cpu_speed/analysis.h"

namespace zipml::cpu_speed {
namespace {

const std::string kMachine = "MEASURED ON THIS MACHINE, medians over rounds. ";

std::string threads_text(const Variant& variant, int threads) {
  return variant.is_parallel ? fmt::format("{} threads", threads) : "one core";
}

// Infinite or not a number where nothing was measured: shown as empty.
Value spread_text(const std::vector<double>& values) {
  return values.empty() ? Value() : Value(spread_of(values).text());
}

// The set on which the goals are set: 1024 features, or what is nearest, of the
// largest size.
const std::vector<Speed>* goal_set(const Measured& measured) {
  const std::vector<Speed>* best = nullptr;
  const auto rank = [](const std::vector<Speed>& set) {
    return std::pair(-std::abs(set.front().features - 1024),
                     set.front().megabytes);
  };
  for (const auto& set : measured.sets) {
    if (best == nullptr || rank(set) > rank(*best)) best = &set;
  }
  return best;
}

struct GoalRow {
  Goal goal;
  const Speed* speed = nullptr;
};

// "yes" or "no" by the medians; empty without a measurement.
Value is_met(const GoalRow& row) {
  if (row.speed == nullptr || row.speed->seconds.empty()) return {};
  const bool fast = row.goal.ratio == 0 ||
                    spread_of(row.speed->ratios).median >= row.goal.ratio;
  const bool uses =
      row.goal.use == 0 || spread_of(row.speed->uses).median >= row.goal.use;
  return fast && uses ? "yes" : "no";
}

Table goals_table(const Measured& measured) {
  const std::vector<Speed>* set = goal_set(measured);
  std::vector<GoalRow> rows;
  for (const Goal& goal : goals()) {
    GoalRow row{.goal = goal};
    if (set != nullptr) {
      for (const Speed& own : *set) {
        if (own.variant->name == std::string_view(goal.variant)) {
          row.speed = &own;
        }
      }
    }
    rows.push_back(row);
  }
  const auto wanted = [](double value) {
    return value == 0 ? Value() : Value(value);
  };
  std::string where = "nothing was measured.";
  if (set != nullptr) {
    where = fmt::format(
        "here {} features and {:g} MiB, best float32: {} on one core, {} on "
        "{} threads.",
        set->front().features, set->front().megabytes,
        best_float(*set, false)->variant->label,
        best_float(*set, true)->variant->label, measured.threads);
  }
  return table_of<GoalRow>(
      {"targets", "Speed against the project's goals",
       kMachine +
           "Times as fast as the best float32 training with as many threads, "
           "and bytes a second over those of reading alone, each within its "
           "round, with quartiles. The goals are for 1024 features and 1 GiB "
           "of "
           "float32 on a CPU with AVX-512 VNNI; " +
           where},
      rows,
      {{text_column("variant", "variant"),
        [](const auto& row) { return variant(row.goal.variant).label; }},
       {text_column("threads", "on"),
        [&](const auto& row) {
          return threads_text(variant(row.goal.variant), measured.threads);
        }},
       {number_column("ratio_goal", "goal", "times as fast", 3),
        [=](const auto& row) { return wanted(row.goal.ratio); }},
       {text_column("ratio", "measured"),
        [](const auto& row) {
          return row.speed == nullptr ? Value()
                                      : spread_text(row.speed->ratios);
        }},
       {number_column("use_goal", "goal, use", "of the bandwidth", 2),
        [=](const auto& row) { return wanted(row.goal.use); }},
       {text_column("use", "use"),
        [](const auto& row) {
          return row.speed == nullptr ? Value() : spread_text(row.speed->uses);
        }},
       {text_column("met", "met"), is_met}});
}

Table speeds_table(const Measured& measured) {
  std::vector<Speed> rows;
  for (const auto& set : measured.sets) {
    rows.insert(rows.end(), set.begin(), set.end());
  }
  return table_of<Speed>(
      {"speeds", "Every variant on every set",
       kMachine +
           "Ratio: times as fast as the best float32 training with as many "
           "threads. Use: bytes a second over those of reading alone. "
           "Difference: relative, of a gradient from that of the same codes in "
           "float32."},
      rows,
      {{integer_column("features", "features"), &Speed::features},
       {number_column("megabytes", "float32", "MiB", 4), &Speed::megabytes},
       {text_column("variant", "variant"),
        [](const Speed& row) { return row.variant->label; }},
       {text_column("threads", "on"),
        [&](const Speed& row) {
          return threads_text(*row.variant, measured.threads);
        }},
       {number_column("milliseconds", "pass", "ms", 4),
        [](const Speed& row) { return 1e3 * spread_of(row.seconds).median; }},
       {number_column("gigabytes", "read", "GB/s", 3),
        [](const Speed& row) { return row.gigabytes_per_second(); }},
       {text_column("ratio", "ratio"),
        [](const Speed& row) { return spread_text(row.ratios); }},
       {text_column("use", "use"),
        [](const Speed& row) { return spread_text(row.uses); }},
       {number_column("difference", "difference", "", 2), &Speed::difference}});
}

}  // namespace

std::vector<Table> make_tables(const Measured& measured) {
  return {goals_table(measured), speeds_table(measured)};
}

}  // namespace zipml::cpu_speed
