// Speed of each target's kernels: values a second, verified to agree first.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/base/random.h"
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
      kernels(available_targets()[static_cast<std::size_t>(state.range(0))]);
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
  kernels(Target::kGeneric)
      .round_pair(reference.v.data(), reference.grid(), {1, 2}, n,
                  reference.q1.data(), reference.q2.data());
  if (rows.q1 != reference.q1 || rows.q2 != reference.q2) std::abort();
  for (auto _ : state) {
    kernel.round_pair(rows.v.data(), rows.grid(), {1, 2}, n, rows.q1.data(),
                      rows.q2.data());
    benchmark::ClobberMemory();
  }
  count(state, n);
}

// Irregular levels; the work of a value depends on their number.
struct Tables {
  std::vector<std::vector<float>> levels;
  std::vector<float> v, blocks, q1, q2;
  LevelTableRow table;

  Tables(std::size_t n, std::size_t count)
      : blocks((n + 15) / 16 * 16 * count), q1(n), q2(n) {
    RandomStream stream({.seed = 1, .purpose = Purpose::kTest});
    for (std::size_t i = 0; i < n; ++i) {
      levels.emplace_back();
      for (std::size_t k = 0; k < count; ++k) {
        levels[i].push_back(static_cast<float>(stream.normal()));
      }
      std::sort(levels[i].begin(), levels[i].end());
      for (std::size_t k = 0; k < count; ++k) {
        blocks[i / 16 * 16 * count + k * 16 + i % 16] = levels[i][k];
      }
    }
    // Rows that follow each other, or a branch predictor learns the one row.
    for (std::size_t i = 0; i < kRows * n; ++i) {
      v.push_back(static_cast<float>(stream.normal()));
    }
    table = {blocks.data(), 16 * count, static_cast<int>(count) - 1};
  }
  static constexpr std::size_t kRows = 64;
};

// What the kernels replace: a search and two dithers, one value at a time.
void search_pair(Tables& tables, const float* v, const DrawBits& bits) {
  CounterHash hash;
  hash.base = bits.base;
  for (std::size_t i = 0; i < tables.q1.size(); ++i) {
    const auto& levels = tables.levels[i];
    const auto above =
        std::upper_bound(levels.begin() + 1, levels.end() - 1, v[i]);
    const float lower = *(above - 1), upper = *above;
    const float fraction = (v[i] - lower) / (upper - lower);
    const std::size_t lane = i % 16;
    const std::uint64_t word = bits.first + i - lane + lane / 2;
    const auto dither = [&](std::uint64_t at) {
      return static_cast<float>((hash(at) >> (lane % 2 * 32) & 0xffffffffu) >>
                                8) *
             0x1p-24f;
    };
    tables.q1[i] = dither(word) < fraction ? upper : lower;
    tables.q2[i] = dither(word + 8) < fraction ? upper : lower;
  }
}

void pair_search(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  Tables tables(n, static_cast<std::size_t>(state.range(1)));
  std::size_t visit = 0;
  for (auto _ : state) {
    search_pair(tables, tables.v.data() + visit++ % Tables::kRows * n, {1, 2});
    benchmark::ClobberMemory();
  }
  count(state, n);
}

void pair_table(benchmark::State& state) {
  const Kernels& kernel = chosen(state);
  const auto n = static_cast<std::size_t>(state.range(1));
  Tables tables(n, static_cast<std::size_t>(state.range(2)));
  Tables reference = tables;
  search_pair(reference, reference.v.data(), {1, 2});
  kernel.round_pair_table(tables.v.data(), tables.table, {1, 2}, n,
                          tables.q1.data(), tables.q2.data());
  if (tables.q1 != reference.q1 || tables.q2 != reference.q2) std::abort();
  std::size_t visit = 0;
  for (auto _ : state) {
    kernel.round_pair_table(tables.v.data() + visit++ % Tables::kRows * n,
                            tables.table, {1, 2}, n, tables.q1.data(),
                            tables.q2.data());
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
  for (std::size_t i = 0; i < available_targets().size(); ++i) {
    for (const long n : {13, 90, 1000}) {
      benchmark->Args({static_cast<long>(i), n});
    }
  }
}

void level_counts(benchmark::internal::Benchmark* benchmark) {
  for (const long levels : {4, 16, 64, 256}) benchmark->Args({90, levels});
}

void every_target_and_count(benchmark::internal::Benchmark* benchmark) {
  for (std::size_t i = 0; i < available_targets().size(); ++i) {
    for (const long levels : {4, 16, 64, 256}) {
      benchmark->Args({static_cast<long>(i), 90, levels});
    }
  }
}

BENCHMARK(pair)->Apply(every_target);
BENCHMARK(pair_search)->Apply(level_counts);
BENCHMARK(pair_table)->Apply(every_target_and_count);
BENCHMARK(dot)->Apply(every_target);
BENCHMARK(add_scaled)->Apply(every_target);

}  // namespace

BENCHMARK_MAIN();
