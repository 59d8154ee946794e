// Prints the solver's target table: every row's variants take turns within
// one run, on one core, in thread CPU time, after their results were compared.
//
//   optimal_levels_bench [repetitions]
#include <ctime>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/optimal/methods/divide_and_conquer.h"
#include "core/optimal/methods/exact.h"
#include "core/optimal/methods/near_linear.h"

using namespace zipml;
using namespace zipml::optimal;

namespace {

double milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 +
         static_cast<double>(now.tv_nsec) * 1e-6;
}

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

struct Quartiles {
  double low, median, high;
};

Quartiles quartiles(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const std::size_t last = times.size() - 1;
  return {times[last / 4], times[last / 2], times[last - last / 4]};
}

struct Variant {
  std::function<void()> run;
  // Calls in a turn, whose median is the turn's time: beside a variant of a
  // second, a call of half a millisecond would be a measure of cold caches.
  int calls = 1;
};

// Runs the variants in turn, `repetitions` times each, after one turn that
// does not count.
std::vector<Quartiles> interleave(const std::vector<Variant>& variants,
                                  int repetitions) {
  std::vector<std::vector<double>> times(variants.size());
  for (int r = 0; r <= repetitions; ++r) {
    for (std::size_t v = 0; v < variants.size(); ++v) {
      std::vector<double> calls;
      for (int call = 0; call < variants[v].calls; ++call) {
        const double start = milliseconds();
        variants[v].run();
        calls.push_back(milliseconds() - start);
      }
      if (r > 0) times[v].push_back(quartiles(std::move(calls)).median);
    }
  }
  std::vector<Quartiles> result;
  for (auto& samples : times) result.push_back(quartiles(std::move(samples)));
  return result;
}

std::vector<double> draw(const std::string& distribution, int log2_size) {
  RandomStream stream({.seed = 1, .purpose = Purpose::kTest});
  std::vector<double> x(std::size_t{1} << log2_size);
  for (double& point : x) {
    point = stream.normal();
    if (distribution == "LogNormal") point = std::exp(point);
  }
  return x;
}

void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "results differ: %s\n", what);
  std::exit(1);
}

bool close(double a, double b, double relative) {
  return std::fabs(a - b) <= relative * std::fabs(b);
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
