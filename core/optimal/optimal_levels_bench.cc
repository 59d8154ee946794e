// Prints the solver's target table: every row's variants take turns within
// one run, on one core, in thread CPU time, after their results were compared.
//
//   optimal_levels_bench [repetitions]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/optimal/bench_timing.h"
#include "core/optimal/methods/divide_and_conquer.h"
#include "core/optimal/methods/exact.h"
#include "core/optimal/methods/near_linear.h"

using namespace zipml::optimal;
using namespace zipml::optimal::bench;

namespace {

volatile double sink = 0;

// Reading once: the sum of the data with enough partial sums that memory,
// not addition, is what it waits for.
void read_once(const std::vector<double>& x) {
  double sums[16] = {};
  for (std::size_t i = 0; i + 16 <= x.size(); i += 16) {
    for (std::size_t k = 0; k < 16; ++k) sums[k] += x[i + k];
  }
  double total = 0;
  for (const double sum : sums) total += sum;
  sink = total;
}

void print_row(const std::string& what, const Quartiles& ours,
               const char* unit_name, const Quartiles& unit, double factor,
               const char* sense, double target) {
  std::printf(
      "| %-38s | %9.3f [%.3f, %.3f] | %s %.3f [%.3f, %.3f] | %8.1f | %s %g | "
      "%s |\n",
      what.c_str(), ours.median, ours.low, ours.high, unit_name, unit.median,
      unit.low, unit.high, factor, sense, target,
      (sense[0] == '<' ? factor <= target : factor >= target) ? "met"
                                                              : "missed");
}

void bench_distribution(const std::string& name, double few_factor,
                        double many_factor, int repetitions) {
  const std::vector<double> large = draw(name, 22);
  std::vector<double> large_sorted = large;
  std::sort(large_sorted.begin(), large_sorted.end());
  std::vector<double> small_sorted = draw(name, 20);
  std::sort(small_sorted.begin(), small_sorted.end());
  const LevelsOptions few{.levels = 16};
  const LevelsOptions many{.levels = 256};

  // Results first.
  const OptimalLevels sorted = exact(large_sorted, few);
  const OptimalLevels unsorted = exact(large, few);
  const OptimalLevels near = near_linear(large, few);
  const OptimalLevels small = exact(small_sorted, few);
  const OptimalLevels reference = divide_and_conquer(small_sorted, few);
  require(close(rounding_variance(large_sorted, sorted.levels), sorted.variance,
                1e-11),
          "reported variance");
  require(close(unsorted.variance, sorted.variance, 1e-11),
          "unsorted and sorted");
  require(near.gap <= 1e-5 * near.variance &&
              near.variance - near.gap <= sorted.variance * (1 + 1e-11) &&
              sorted.variance <= near.variance * (1 + 1e-11),
          "near-linear and exact");
  require(close(small.variance, reference.variance, 1e-9),
          "exact and divide and conquer");
  const OptimalLevels large_many = exact(small_sorted, many);
  const OptimalLevels priced =
      exact(small_sorted, {.levels = 256, .way = ExactWay::kLagrangian});
  require(close(large_many.variance, priced.variance, 1e-10),
          "coarse-to-fine and Lagrangian");

  const auto a = interleave({{[&] { read_once(large_sorted); }},
                             {[&] { exact(large_sorted, few); }},
                             {[&] { near_linear(large, few); }},
                             {[&] { exact(small_sorted, many); }}},
                            repetitions);
  print_row(name + ", sorted 2^22, 16 levels", a[1], "read", a[0],
            a[1].median / a[0].median, "<=", 2);
  print_row(name + ", near-linear 2^22, 16 levels", a[2], "read", a[0],
            a[2].median / a[0].median, "<=", 10);
  print_row(name + ", sorted 2^20, 256 levels", a[3], "read", a[0],
            a[3].median / a[0].median, "<=", many_factor);
  const auto b = interleave({{[&] { divide_and_conquer(small_sorted, few); }},
                             {[&] { exact(small_sorted, few); }, 9}},
                            std::min(repetitions, 5));
  print_row(name + ", sorted 2^20, 16 levels", b[1], "D&C", b[0],
            b[0].median / b[1].median, ">=", few_factor);
  std::vector<double> copy;
  const auto c = interleave({{[&] { copy = large; }},
                             {[&] { std::sort(copy.begin(), copy.end()); }},
                             {[&] { exact(large, few); }}},
                            std::min(repetitions, 5));
  print_row(name + ", unsorted 2^22, 16 levels, exact", c[2], "sort", c[1],
            c[1].median / c[2].median, ">=", 15);
}

}  // namespace

int main(int count, char** arguments) {
  const int repetitions = count > 1 ? std::max(1, std::atoi(arguments[1])) : 15;
  std::printf(
      "Milliseconds of CPU time: median [quartiles] of %d interleaved runs\n\n"
      "| case | solver | against | factor | target | |\n"
      "|---|---|---|---|---|---|\n",
      repetitions);
  bench_distribution("LogNormal", 1000, 25, repetitions);
  bench_distribution("Normal", 800, 50, repetitions);
  return 0;
}
