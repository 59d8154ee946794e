// Levels of short vectors (rows, blocks, messages): against sorting them,
// against the other exact ways, and many of them on two threads.
//
//   optimal_short_vectors_bench [repetitions] [targets|ways|threads]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/optimal/bench_timing.h"
#include "core/optimal/registry.h"
#include "core/optimal/solve_rows.h"

using namespace zipml::optimal;
using namespace zipml::optimal::bench;

namespace {

using Vectors = std::vector<std::vector<float>>;

// Different vectors, so that no branch predictor learns one by heart.
Vectors vectors_of(const std::string& distribution, std::size_t size,
                   std::size_t most) {
  constexpr int kLog2Points = 22;
  const std::vector<double> points = draw(distribution, kLog2Points);
  const std::size_t count =
      std::clamp<std::size_t>((points.size() >> 3) / size, 1, most);
  Vectors result;
  for (std::size_t i = 0; i < count; ++i) {
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(i * size);
    result.emplace_back(first, first + static_cast<std::ptrdiff_t>(size));
  }
  return result;
}

double microseconds_each(const std::vector<double>& turns,
                         const Vectors& vectors) {
  return quartiles(turns).median * 1e3 / static_cast<double>(vectors.size());
}

void bench_target(const std::string& distribution, std::size_t size,
                  std::size_t levels, double target, int repetitions) {
  const Vectors vectors = vectors_of(distribution, size, 512);
  const LevelsOptions options{.levels = levels};
  for (std::size_t i = 0; i < std::min<std::size_t>(vectors.size(), 4); ++i) {
    require(
        close(solve("exact", vectors[i], options).variance,
              solve("divide_and_conquer", vectors[i], options).variance, 1e-9),
        "exact and divide and conquer");
  }
  std::vector<float> copy(size);
  const auto times =
      take_turns({{[&] {
                    for (const auto& x : vectors) {
                      std::copy(x.begin(), x.end(), copy.begin());
                      std::sort(copy.begin(), copy.end());
                    }
                  }},
                  {[&] {
                    for (const auto& x : vectors) {
                      solve("exact", x, options);
                    }
                  }}},
                 repetitions);
  const Quartiles r = ratio(times[1], times[0]);
  std::printf(
      "| %zu x %zu, %s | %.2f | %.2f | %.3f [%.3f, %.3f] | <= %g | %s |\n",
      size, levels, distribution.c_str(), microseconds_each(times[1], vectors),
      microseconds_each(times[0], vectors), r.median, r.low, r.high, target,
      r.median <= target ? "met" : "missed");
  std::fflush(stdout);
}

void bench_targets(int repetitions) {
  std::printf(
      "\n| points x levels | exact (us) | std::sort (us) | quotient | target "
      "| |\n|---|---|---|---|---|---|\n");
  for (const char* distribution : {"Normal", "LogNormal"}) {
    bench_target(distribution, 64, 16, 10, repetitions);
    bench_target(distribution, 256, 16, 6, repetitions);
    bench_target(distribution, 1024, 16, 1.5, repetitions);
    bench_target(distribution, 4096, 16, 0.5, repetitions);
    bench_target(distribution, 65536, 16, 0.15, repetitions);
  }
}

struct Way {
  const char* label;
  const char* method;
  ExactWay way;
};

// The other exact ways that may be quicker at that size; a way that would take
// minutes says nothing.
std::vector<Way> other_ways(std::size_t size, const LevelsOptions& options) {
  constexpr double kMostSteps = 4e8;
  std::vector<Way> ways;
  for (const Method& method : methods()) {
    if (method.guarantee != Guarantee::kExact || method.steps == nullptr) {
      continue;
    }
    if (method.steps(static_cast<double>(size), options) <= kMostSteps) {
      ways.push_back(
          {method.name.data(), method.name.data(), ExactWay::kAutomatic});
    }
  }
  ways.push_back({"coarse-to-fine", "exact", ExactWay::kCoarseToFine});
  ways.push_back({"Lagrangian", "exact", ExactWay::kLagrangian});
  if (size > options.levels) {
    ways.push_back({"histogram", "exact", ExactWay::kHistogram});
  }
  return ways;
}

void bench_ways_at(std::size_t size, std::size_t levels, int repetitions) {
  const Vectors vectors =
      vectors_of("Normal", size, size < 1024 ? 256 : (1 << 15) / size + 1);
  LevelsOptions options{.levels = levels};
  std::vector<Variant> variants{{[&] {
    for (const auto& x : vectors) solve("exact", x, options);
  }}};
  const auto ways = other_ways(size, options);
  for (const Way& way : ways) {
    variants.push_back({[&, way] {
      LevelsOptions own = options;
      own.way = way.way;
      for (const auto& x : vectors) solve(way.method, x, own);
    }});
  }
  const auto times = take_turns(variants, repetitions);
  std::size_t best = 1;
  std::string all;
  for (std::size_t v = 1; v < times.size(); ++v) {
    if (quartiles(times[v]).median < quartiles(times[best]).median) best = v;
    char text[64];
    std::snprintf(text, sizeof text, "%s%s %.4g", v == 1 ? "" : ", ",
                  ways[v - 1].label, microseconds_each(times[v], vectors));
    all += text;
  }
  const Quartiles r = ratio(times[0], times[best]);
  std::printf("| %zu | %zu | %.4g | %s | %s | %.2f [%.2f, %.2f] |\n", size,
              levels, microseconds_each(times[0], vectors), all.c_str(),
              ways[best - 1].label, r.median, r.low, r.high);
  std::fflush(stdout);
}

void bench_ways(int repetitions) {
  std::printf(
      "\n| points | levels | exact (us) | other exact ways (us) | best of them "
      "| exact / best |\n|---|---|---|---|---|---|\n");
  for (const std::size_t size :
       {2u, 8u, 64u, 256u, 1024u, 4096u, 65536u, 1u << 20, 1u << 22}) {
    for (const std::size_t levels : {2u, 4u, 16u, 64u, 256u}) {
      bench_ways_at(size, levels,
                    size > 65536 ? std::min(repetitions, 3) : repetitions);
    }
  }
}

void bench_threads(int repetitions) {
  std::printf(
      "\n| rows | one thread (ms) | two threads (ms) | quotient |\n"
      "|---|---|---|---|\n");
  for (const std::size_t size : {64u, 256u, 1024u, 4096u}) {
    const Vectors vectors = vectors_of("Normal", size, 4096);
    const std::vector<Points> rows(vectors.begin(), vectors.end());
    const auto on = [&](int threads) {
      return Variant{
          [&, threads] { solve_rows("exact", rows, {.levels = 16}, threads); }};
    };
    const auto times =
        take_turns({on(1), on(2)}, repetitions, wall_milliseconds);
    const Quartiles r = ratio(times[0], times[1]);
    std::printf(
        "| %zu x %zu points, 16 levels | %.2f | %.2f | %.2f [%.2f, "
        "%.2f] |\n",
        rows.size(), size, quartiles(times[0]).median,
        quartiles(times[1]).median, r.median, r.low, r.high);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int count, char** arguments) {
  const int repetitions = count > 1 ? std::max(1, std::atoi(arguments[1])) : 15;
  const std::string what = count > 2 ? arguments[2] : "";
  std::printf("Medians [quartiles] of %d interleaved turns\n", repetitions);
  if (what.empty() || what == "targets") bench_targets(repetitions);
  if (what.empty() || what == "threads") bench_threads(repetitions);
  if (what.empty() || what == "ways") bench_ways(repetitions);
  return 0;
}
