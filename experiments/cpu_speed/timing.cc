// The clock: all variants in turn on the same rows.
#include <cmath>

#include "core/base/narrow.h"
#include "experiments/cpu_speed/contestant.h"
#include "experiments/cpu_speed/tasks.h"

namespace zipml::cpu_speed {
namespace {

SharedRows rows_of(const Cell& cell) {
  const auto features =
      static_cast<std::size_t>(cell.parameters.integer("features"));
  const double bytes = cell.parameters.number("megabytes") * 0x1p20;
  const auto rows = static_cast<std::size_t>(
      std::max(1.0, bytes / (4 * static_cast<double>(features))));
  return {rows, features, cell.seed,
          narrow<int>(cell.parameters.integer("threads"), "threads")};
}

int threads_of(const Cell& cell) {
  return narrow<int>(cell.parameters.integer("threads"), "threads");
}

struct Entry {
  const Variant& variant;
  std::unique_ptr<Contestant> contestant;
};

std::vector<Entry> entries(const Cell& cell, SharedRows& rows) {
  std::vector<Entry> all;
  for (const Variant& variant : variants()) {
    auto contestant = make_contestant(variant, rows, threads_of(cell));
    if (contestant != nullptr) all.push_back({variant, std::move(contestant)});
  }
  return all;
}

}  // namespace

CellResult run_epoch_times(const Cell& cell, const RunContext& context) {
  SharedRows rows = rows_of(cell);
  std::vector<Entry> all = entries(cell, rows);
  CellResult result;
  for (const Entry& own : all) {
    result.rows.push_back(
        {{"variant", own.variant.name},
         {"round", 0},
         {"difference", checked_difference(own.variant, rows)}});
  }
  const std::int64_t rounds = cell.parameters.integer("rounds");
  // The first round warms up caches and clocks and does not count.
  for (std::int64_t round = 0; round <= rounds; ++round) {
    for (Entry& own : all) {
      if (context.should_stop()) return {};
      // Small sets several times, so that the clock's grain does not matter.
      const double bytes = bytes_read(
          own.variant, static_cast<double>(rows.rows()), rows.columns());
      const int passes = 1 + static_cast<int>(std::min(1000.0, 0x1p22 / bytes));
      const double began = context.seconds();
      for (int pass = 0; pass < passes; ++pass) own.contestant->run();
      const double seconds = (context.seconds() - began) / passes;
      if (round == 0) continue;
      result.rows.push_back({{"variant", own.variant.name},
                             {"round", round},
                             {"seconds", seconds}});
    }
  }
  result.values = {{"rows", static_cast<std::int64_t>(rows.rows())}};
  return result;
}

CellResult run_time_to_loss(const Cell& cell, const RunContext& context) {
  SharedRows rows = rows_of(cell);
  CellResult result;
  for (Entry& own : entries(cell, rows)) {
    // Hogwild! starts anew at every pass, and what does not train has no loss.
    if (own.variant.work == Work::kHogwild || own.contestant->model().empty()) {
      continue;
    }
    double seconds = 0;
    for (std::int64_t epoch = 0; epoch <= cell.parameters.integer("epochs");
         ++epoch) {
      if (context.should_stop()) return {};
      if (epoch > 0) {
        const double began = context.seconds();
        own.contestant->run();
        seconds += context.seconds() - began;
      }
      result.rows.push_back({{"variant", own.variant.name},
                             {"epoch", epoch},
                             {"seconds", seconds},
                             {"loss", rows.half_mse(own.contestant->model())}});
    }
  }
  return result;
}

}  // namespace zipml::cpu_speed
