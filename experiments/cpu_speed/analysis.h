// From the times of cpu_speed to its findings.
#pragma once

#include <string>
#include <vector>

#include "core/harness/findings/findings.h"
#include "core/harness/results.h"
#include "core/harness/value.h"
#include "experiments/cpu_speed/variants.h"

namespace zipml::cpu_speed {

// A median with its quartiles.
struct Spread {
  double median = 0;
  double low = 0;
  double high = 0;

  std::string text() const;  // "3.61 [3.55, 3.68]"
};
Spread spread_of(std::vector<double> values);

// One variant on one size of set, over the rounds.
struct Speed {
  const Variant* variant = nullptr;
  int features = 0;
  double megabytes = 0;
  double rows = 0;
  double difference = 0;             // checked_difference()
  std::vector<double> seconds = {};  // a pass, by round
  // Against the best float32 training (the smallest median) with as many
  // threads, and of the bandwidth of reading alone, of the same round.
  std::vector<double> ratios = {}, uses = {};

  double gigabytes_per_second() const;
};

// Of a cell of kEpochTask; empty without its result.
std::vector<Speed> speeds_of(const Record& parameters, const Results& results,
                             const Cell& cell);

// The best float32 training of these, with all threads or with one; null
// without any.
const Speed* best_float(const std::vector<Speed>& speeds, bool is_parallel);

struct Measured {
  std::vector<std::vector<Speed>> sets;  // by size and features
  std::vector<Record> loss;              // rows of the cell of kLossTask
  int threads = 0;
};

std::vector<Table> make_tables(const Measured& measured);
std::vector<Figure> make_figures(const Measured& measured);
std::vector<Verdict> make_verdicts(const Measured& measured);

}  // namespace zipml::cpu_speed
