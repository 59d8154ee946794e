// Speed of each target's kernels: values a second, verified to agree first.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <vector>

#include "core/kernels/kernels.h"

namespace {

using namespace zipml;

struct Rows {
  std::vector<float> v, low, step, inverse, q1, q2;
  explicit Rows(std::size_t n)
      : v(n), low(n, -1), step(n, 2.0f / 15), inverse(n, 7.5f), q1(n), q2(n) {
    for (std::size_t i = 0; i < n; ++i) {
      v[i] = static_cast<float>(i * 37 % 101) / 50.5f - 1;
    }
  }
  UniformGridRow grid() const {
    return {low.data(), step.data(), inverse.data(), 15};
  }
};

const Kernels& chosen(benchmark::State& state) {
  const Kernels& kernel =
      *available_kernels()[static_cast<std::size_t>(state.range(0))];
  state.SetLabel(kernel.name);
  return kernel;
}

void count(benchmark::State& state, std::size_t n) {
  state.SetItemsProcessed(state.iterations() * static_cast<long>(n));
}

void pair(benchmark::State& state) {
  const Kernels& kernel = chosen(state);
  const auto n = static_cast<std::size_t>(state.range(1));
  Rows rows(n), reference(n);
  kernel.round_pair(rows.v.data(), rows.grid(), {1, 2}, n, rows.q1.data(),
                    rows.q2.data());
  available_kernels()[0]->round_pair(reference.v.data(), reference.grid(),
                                     {1, 2}, n, reference.q1.data(),
                                     reference.q2.data());
  if (rows.q1 != reference.q1 || rows.q2 != reference.q2) std::abort();
  for (auto _ : state) {
    kernel.round_pair(rows.v.data(), rows.grid(), {1, 2}, n, rows.q1.data(),
                      rows.q2.data());
    benchmark::ClobberMemory();
  }
  count(state, n);
}

void dot(benchmark::State& state) {
  const Kernels& kernel = chosen(state);
  const auto n = static_cast<std::size_t>(state.range(1));
  Rows rows(n);
  for (auto _ : state) {
    benchmark::DoNotOptimize(kernel.dot(rows.v.data(), rows.low.data(), n));
  }
  count(state, n);
}

void add_scaled(benchmark::State& state) {
  const Kernels& kernel = chosen(state);
  const auto n = static_cast<std::size_t>(state.range(1));
  Rows rows(n);
  for (auto _ : state) {
    kernel.add_scaled(1e-9f, rows.v.data(), rows.q1.data(), n);
    benchmark::ClobberMemory();
  }
  count(state, n);
}

void every_target(benchmark::internal::Benchmark* benchmark) {
  for (std::size_t i = 0; i < available_kernels().size(); ++i) {
    for (const long n : {13, 90, 1000}) {
      benchmark->Args({static_cast<long>(i), n});
    }
  }
}

BENCHMARK(pair)->Apply(every_target);
BENCHMARK(dot)->Apply(every_target);
BENCHMARK(add_scaled)->Apply(every_target);

}  // namespace

BENCHMARK_MAIN();
