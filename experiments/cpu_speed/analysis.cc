#include "experiments/cpu_speed/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/base/statistics.h"
#include "experiments/cpu_speed/cells.h"
#include "experiments/cpu_speed/tasks.h"

namespace zipml::cpu_speed {
namespace {

std::vector<double> quotients(const std::vector<double>& a,
                              const std::vector<double>& b, double scale = 1) {
  std::vector<double> result;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    result.push_back(scale * a[i] / b[i]);
  }
  return result;
}

const Speed* reading(const std::vector<Speed>& speeds, bool is_parallel) {
  for (const Speed& own : speeds) {
    if (own.variant->work == Work::kRead &&
        own.variant->is_parallel == is_parallel) {
      return &own;
    }
  }
  return nullptr;
}

double bytes_of(const Speed& speed) {
  return bytes_read(*speed.variant, speed.rows,
                    static_cast<std::size_t>(speed.features));
}

}  // namespace

std::string Spread::text() const {
  return fmt::format("{:.3g} [{:.3g}, {:.3g}]", median, low, high);
}

Spread spread_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return {zipml::median(values), values[n / 4], values[n - 1 - n / 4]};
}

double Speed::gigabytes_per_second() const {
  return bytes_of(*this) / spread_of(seconds).median / 1e9;
}

const Speed* best_float(const std::vector<Speed>& speeds, bool is_parallel) {
  const Speed* best = nullptr;
  for (const Speed& own : speeds) {
    if (!own.variant->is_float_training() ||
        own.variant->is_parallel != is_parallel) {
      continue;
    }
    if (best == nullptr ||
        spread_of(own.seconds).median < spread_of(best->seconds).median) {
      best = &own;
    }
  }
  return best;
}

std::vector<Speed> speeds_of(const Record& parameters, const Results& results,
                             const Cell& cell) {
  const CellResult& result = results.of(cell);
  if (result.rows.empty()) return {};
  std::vector<Speed> speeds;
  std::map<std::string, std::size_t> places;
  for (const Record& row : result.rows) {
    const std::string& name = row.text("variant");
    if (row.integer("round") == 0) {
      places[name] = speeds.size();
      speeds.push_back(
          {.variant = &variant(name),
           .features = static_cast<int>(parameters.integer("features")),
           .megabytes = parameters.number("megabytes"),
           .rows = static_cast<double>(result.values.integer("rows")),
           .difference = row.number("difference")});
    } else {
      speeds[places.at(name)].seconds.push_back(row.number("seconds"));
    }
  }
  for (Speed& own : speeds) {
    const bool is_parallel = own.variant->is_parallel;
    if (const Speed* best = best_float(speeds, is_parallel)) {
      own.ratios = quotients(best->seconds, own.seconds);
    }
    if (const Speed* read = reading(speeds, is_parallel)) {
      own.uses = quotients(read->seconds, own.seconds,
                           bytes_of(own) / bytes_of(*read));
    }
  }
  return speeds;
}

Findings Cells::analyse(const Results& results) const {
  Measured measured;
  measured.threads = integer("threads");
  for (const auto& cell : epochs_) {
    std::vector<Speed> speeds = speeds_of(cell->parameters, results, *cell);
    if (!speeds.empty()) measured.sets.push_back(std::move(speeds));
  }
  measured.loss = results.of(loss_).rows;
  return {
      .tables = make_tables(measured),
      .figures = make_figures(measured),
      .verdicts = make_verdicts(measured),
      .notes = {
          "Everything here is measured on the machine of the run, which may "
          "have done other work meanwhile: ratios are formed within a round, "
          "in "
          "which all variants take turns, and their medians and quartiles are "
          "shown. Absolute speeds are not comparable between machines or days.",
          "Low precision: samples as packed codes, the model as signed bytes "
          "(rounded to nearest once a batch) and the residuals as signed bytes "
          "(rounded stochastically), all sums of integers; \"difference\" is "
          "how far a gradient of 64 rows is from that of the same codes in "
          "float32. On the generic target it has the same bits; that is "
          "checked "
          "before anything is timed.",
          "Eigen is compiled for what the whole program is compiled for, on "
          "x86-64 SSE2; OpenBLAS and our kernels choose by the CPU."}};
}

}  // namespace zipml::cpu_speed
