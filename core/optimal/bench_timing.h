// What the benchmarks of the solvers share: clocks, turns, quartiles.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace zipml::optimal::bench {

// CPU time of this thread, and time that passes.
double thread_milliseconds();
double wall_milliseconds();

struct Quartiles {
  double low, median, high;
};
Quartiles quartiles(std::vector<double> times);

struct Variant {
  std::function<void()> run;
  // Calls in a turn, whose median is the turn's time: beside a variant of a
  // second, a call of half a millisecond would be a measure of cold caches.
  int calls = 1;
};

// Milliseconds by `clock` of each variant's turns, times[variant][turn]: the
// variants run in turn, `repetitions` times each, after one turn that does not
// count.
std::vector<std::vector<double>> take_turns(
    const std::vector<Variant>& variants, int repetitions,
    double (*clock)() = thread_milliseconds);
std::vector<Quartiles> interleave(const std::vector<Variant>& variants,
                                  int repetitions);
// Of the turns' quotients a / b: what is slow for both at a time cancels.
Quartiles ratio(const std::vector<double>& a, const std::vector<double>& b);

// 2^log2_size points of "Normal" or "LogNormal", always the same.
std::vector<double> draw(const std::string& distribution, int log2_size);

// Ends the program if `good` is false: wrong results are not timed.
void require(bool good, const char* what);
inline bool close(double a, double b, double relative) {
  return std::fabs(a - b) <= relative * std::fabs(b);
}

}  // namespace zipml::optimal::bench
