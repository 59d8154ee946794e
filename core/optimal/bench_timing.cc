#include "core/optimal/bench_timing.h"

#include <ctime>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/base/random.h"

namespace zipml::optimal::bench {
namespace {

double milliseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 +
         static_cast<double>(now.tv_nsec) * 1e-6;
}

}  // namespace

double thread_milliseconds() { return milliseconds(CLOCK_THREAD_CPUTIME_ID); }
double wall_milliseconds() { return milliseconds(CLOCK_MONOTONIC); }

Quartiles quartiles(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const std::size_t last = times.size() - 1;
  return {times[last / 4], times[last / 2], times[last - last / 4]};
}

std::vector<std::vector<double>> take_turns(
    const std::vector<Variant>& variants, int repetitions, double (*clock)()) {
  std::vector<std::vector<double>> times(variants.size());
  for (int r = 0; r <= repetitions; ++r) {
    for (std::size_t v = 0; v < variants.size(); ++v) {
      std::vector<double> calls;
      for (int call = 0; call < variants[v].calls; ++call) {
        const double start = clock();
        variants[v].run();
        calls.push_back(clock() - start);
      }
      if (r > 0) times[v].push_back(quartiles(std::move(calls)).median);
    }
  }
  return times;
}

std::vector<Quartiles> interleave(const std::vector<Variant>& variants,
                                  int repetitions) {
  std::vector<Quartiles> result;
  for (auto& times : take_turns(variants, repetitions)) {
    result.push_back(quartiles(std::move(times)));
  }
  return result;
}

Quartiles ratio(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> quotients;
  for (std::size_t i = 0; i < a.size(); ++i) quotients.push_back(a[i] / b[i]);
  return quartiles(std::move(quotients));
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

}  // namespace zipml::optimal::bench
