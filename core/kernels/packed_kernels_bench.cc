// Speed of each target's kernels on batches: packed codes in integers, beside
// float32 by our own kernels, by Eigen and, where it is there, by OpenBLAS.
// Items are values of the samples. Verified to agree first.
#include <benchmark/benchmark.h>

#include <Eigen/Core>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "core/base/random.h"
#include "core/kernels/kernels.h"
#include "core/kernels/packed_kernels.h"
#ifdef ZIPML_OPENBLAS
#include <cblas.h>
#endif

namespace {

using namespace zipml;

constexpr std::size_t kRows = 64;
constexpr std::size_t kColumns = 1024;

Target chosen(benchmark::State& state) {
  const Target target =
      available_targets()[static_cast<std::size_t>(state.range(0))];
  state.SetLabel(std::string(target_name(target)));
  return target;
}

void count(benchmark::State& state, std::size_t rows = kRows) {
  state.SetItemsProcessed(state.iterations() *
                          static_cast<long>(rows * kColumns));
}

// What a batch is made of: random bytes are codes of any width.
struct Packed {
  CodeView view;
  std::vector<std::uint8_t> bytes;
  std::vector<const std::uint8_t*> rows;
  std::vector<std::int8_t> image, residuals;
  std::vector<std::int64_t> dots;
  std::vector<std::int32_t> gradient;
  std::int64_t image_sum = 0;

  explicit Packed(CodeView own) : view(own), dots(kRows) {
    const std::size_t blocks = packed_blocks(kColumns, code_view_bits(view));
    const std::size_t columns =
        blocks * kPackedBlock *
        static_cast<std::size_t>(8 / code_view_bits(view));
    RandomStream stream({.seed = 1});
    bytes.resize(kRows * blocks * kPackedBlock);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(stream.bits());
    for (std::size_t r = 0; r < kRows; ++r) {
      rows.push_back(bytes.data() + r * blocks * kPackedBlock);
    }
    const auto signed_byte = [&] {
      return static_cast<std::int8_t>(static_cast<int>(stream.index(255)) -
                                      127);
    };
    for (std::size_t j = 0; j < columns; ++j) {
      image.push_back(signed_byte());
      image_sum += image.back();
    }
    for (std::size_t r = 0; r < kRows; ++r) residuals.push_back(signed_byte());
    gradient.resize(columns);
  }
  PackedBatch batch() const {
    return {.rows = rows.data(),
            .count = kRows,
            .blocks = packed_blocks(kColumns, code_view_bits(view))};
  }
  // Small enough for every table.
  static constexpr std::uint8_t kTable[16] = {0, 0, 1, 1, 1, 2, 2, 2,
                                              3, 3, 3, 4, 4, 4, 5, 5};
  void run_dots(const PackedKernels& kernel) {
    kernel.dots(view, kTable, batch(), {image.data(), nullptr}, image_sum,
                dots.data());
  }
  void run_gradient(const PackedKernels& kernel) {
    kernel.gradient(view, kTable, batch(), {residuals.data(), nullptr},
                    gradient.data());
  }
};

void packed_dots(benchmark::State& state) {
  const PackedKernels& kernel = packed_kernels(chosen(state));
  const auto view = static_cast<CodeView>(state.range(1));
  Packed ours(view), reference(view);
  ours.run_dots(kernel);
  reference.run_dots(packed_kernels(Target::kGeneric));
  if (ours.dots != reference.dots) std::abort();
  for (auto _ : state) {
    ours.run_dots(kernel);
    benchmark::ClobberMemory();
  }
  count(state);
}

void packed_gradient(benchmark::State& state) {
  const PackedKernels& kernel = packed_kernels(chosen(state));
  const auto view = static_cast<CodeView>(state.range(1));
  Packed ours(view), reference(view);
  ours.run_gradient(kernel);
  reference.run_gradient(packed_kernels(Target::kGeneric));
  if (ours.gradient != reference.gradient) std::abort();
  for (auto _ : state) {
    ours.run_gradient(kernel);
    benchmark::ClobberMemory();
  }
  count(state);
}

void model_image(benchmark::State& state) {
  const PackedKernels& kernel = packed_kernels(chosen(state));
  const std::vector<float> model(kColumns, 0.5f);
  std::vector<std::int8_t> high(kColumns), low(kColumns);
  for (auto _ : state) {
    kernel.image(model.data(), nullptr, 100, kColumns, high.data(),
                 state.range(1) == 2 ? low.data() : nullptr);
    benchmark::ClobberMemory();
  }
  count(state, 1);
}

// Floats to packed codes of 4 bits, both draws.
void quantize(benchmark::State& state) {
  const Target target = chosen(state);
  std::vector<float> values(kColumns), low(kColumns, -1), step(kColumns, 0.4f),
      inverse(kColumns, 2.5f);
  for (std::size_t j = 0; j < kColumns; ++j) {
    values[j] = static_cast<float>(j * 37 % 101) / 50.5f - 1;
  }
  const UniformGridRow grid{low.data(), step.data(), inverse.data(), 5};
  std::vector<std::uint8_t> codes(kColumns), row(kColumns / 2), again(row);
  const auto run = [&](Target on, std::vector<std::uint8_t>& out) {
    kernels(on).codes(values.data(), grid, {1, 2}, DrawCode::kOrderedPair,
                      kColumns, codes.data());
    packed_kernels(on).pack(codes.data(), 4, packed_blocks(kColumns, 4),
                            out.data());
  };
  run(target, row);
  run(Target::kGeneric, again);
  if (row != again) std::abort();
  for (auto _ : state) {
    run(target, row);
    benchmark::ClobberMemory();
  }
  count(state, 1);
}

struct Floats {
  Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> rows;
  Eigen::VectorXf x, y, sums;
  std::vector<const float*> pointers;

  Floats()
      : rows(kRows, kColumns),
        x(kColumns),
        y(Eigen::VectorXf::Zero(kColumns)),
        sums(Eigen::VectorXf::Constant(kRows, 1e-9f)) {
    RandomStream stream({.seed = 2});
    for (float& value : rows.reshaped()) {
      value = static_cast<float>(stream.normal());
    }
    for (float& value : x) value = static_cast<float>(stream.normal());
    for (std::size_t r = 0; r < kRows; ++r) {
      pointers.push_back(rows.row(static_cast<Eigen::Index>(r)).data());
    }
  }
  RowBatch batch() const { return {.rows = pointers.data(), .count = kRows}; }
};

void float_dots(benchmark::State& state) {
  const Kernels& kernel = kernels(chosen(state));
  Floats floats;
  kernel.dots(floats.batch(), floats.x.data(), kColumns, floats.sums.data());
  // Sums of 1024 products in another order: far within 1e-3.
  if ((floats.rows * floats.x - floats.sums).norm() > 1e-3) std::abort();
  for (auto _ : state) {
    kernel.dots(floats.batch(), floats.x.data(), kColumns, floats.sums.data());
    benchmark::ClobberMemory();
  }
  count(state);
}

void float_gradient(benchmark::State& state) {
  const Kernels& kernel = kernels(chosen(state));
  Floats floats;
  for (auto _ : state) {
    kernel.add_rows(floats.batch(), floats.sums.data(), kColumns,
                    floats.y.data());
    benchmark::ClobberMemory();
  }
  count(state);
}

void eigen_dots(benchmark::State& state) {
  Floats floats;
  for (auto _ : state) {
    floats.sums.noalias() = floats.rows * floats.x;
    benchmark::ClobberMemory();
  }
  count(state);
}

void eigen_gradient(benchmark::State& state) {
  Floats floats;
  for (auto _ : state) {
    floats.y.noalias() += floats.rows.transpose() * floats.sums;
    benchmark::ClobberMemory();
  }
  count(state);
}

#ifdef ZIPML_OPENBLAS
void openblas(benchmark::State& state, CBLAS_TRANSPOSE transpose) {
  openblas_set_num_threads(1);
  Floats floats;
  const bool is_dots = transpose == CblasNoTrans;
  for (auto _ : state) {
    cblas_sgemv(CblasRowMajor, transpose, static_cast<int>(kRows),
                static_cast<int>(kColumns), 1, floats.rows.data(),
                static_cast<int>(kColumns),
                is_dots ? floats.x.data() : floats.sums.data(), 1,
                is_dots ? 0.0f : 1.0f,
                is_dots ? floats.sums.data() : floats.y.data(), 1);
    benchmark::ClobberMemory();
  }
  count(state);
}
BENCHMARK_CAPTURE(openblas, dots, CblasNoTrans);
BENCHMARK_CAPTURE(openblas, gradient, CblasTrans);
#endif

void every_view(benchmark::internal::Benchmark* benchmark) {
  for (std::size_t i = 0; i < available_targets().size(); ++i) {
    for (long view = 0; view < kCodeViews; ++view) {
      benchmark->Args({static_cast<long>(i), view});
    }
  }
}

void every_target(benchmark::internal::Benchmark* benchmark) {
  for (std::size_t i = 0; i < available_targets().size(); ++i) {
    benchmark->Arg(static_cast<long>(i));
  }
}

void every_plane(benchmark::internal::Benchmark* benchmark) {
  for (std::size_t i = 0; i < available_targets().size(); ++i) {
    for (const long planes : {1, 2}) {
      benchmark->Args({static_cast<long>(i), planes});
    }
  }
}

BENCHMARK(packed_dots)->Apply(every_view);
BENCHMARK(packed_gradient)->Apply(every_view);
BENCHMARK(model_image)->Apply(every_plane);
BENCHMARK(quantize)->Apply(every_target);
BENCHMARK(float_dots)->Apply(every_target);
BENCHMARK(float_gradient)->Apply(every_target);
BENCHMARK(eigen_dots);
BENCHMARK(eigen_gradient);

}  // namespace

BENCHMARK_MAIN();
