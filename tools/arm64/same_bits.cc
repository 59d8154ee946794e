// Prints a line for each kind of result, its name and its SHA-256: what must be
// the same on every machine. tools/arm64/test compares two of them.
#include <cstdint>
#include <cstdio>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/temporary_folder.h"
#include "core/kernels/kernels.h"
#include "core/kernels/packed_kernels.h"
#include "core/optimal/optimal_levels.h"
#include "core/optimal/registry.h"
#include "core/quantize/optimal_grid.h"
#include "core/quantize/packed_file.h"
#include "core/quantize/packed_samples.h"
#include "core/quantize/row_source_testing.h"

using namespace zipml;

namespace {

constexpr std::size_t kRows = 33;
constexpr std::size_t kColumns = 1003;
const CounterHash kHash({.seed = 5});

// The bytes of a line's results, in order.
class Line {
 public:
  explicit Line(std::string name) : name_(std::move(name)) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() {
    std::printf("%s %s\n", name_.c_str(), hash_.hexadecimal().c_str());
  }

  template <typename T>
  void add(const T* values, std::size_t count) {
    static_assert(std::is_arithmetic_v<T>);
    hash_.update({reinterpret_cast<const char*>(values), count * sizeof(T)});
  }
  template <typename T>
  void add(const std::vector<T>& values) {
    add(values.data(), values.size());
  }
  template <typename T>
  void add_one(T value) {
    add(&value, 1);
  }

 private:
  std::string name_;
  Sha256 hash_;
};

// Numbers of several magnitudes, made without a function of the mathematics
// library, and among them what rounding must take care of.
std::vector<float> some_values(std::size_t count, std::uint64_t seed) {
  RandomStream stream({.seed = seed});
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) {
    const double scale = 1.0 / static_cast<double>(1 + stream.index(64));
    values.push_back(static_cast<float>(stream.uniform(-1, 1) * scale));
    if (i % 97 == 5) values.back() = i % 2 == 0 ? 0.0f : -0.0f;
    if (i % 97 == 6) values.back() = 1e-41f;
    if (i % 97 == 7) values.back() = 0.25f;
  }
  return values;
}

const std::vector<float>& samples() {
  static const std::vector<float> values = some_values(kRows * kColumns, 1);
  return values;
}

LevelGrid uniform_grid(int intervals) {
  return LevelGrid::uniform(column_ranges(samples().data(), kRows, kColumns,
                                          kColumns, Scaling::kMinMax),
                            intervals);
}

LevelGrid placed_grid(std::size_t levels) {
  return optimal_grid(samples().data(), kRows, kColumns, kColumns, levels);
}

void print_random() {
  Line line("random");
  RandomStream stream({.seed = 2, .purpose = Purpose::kSplit, .step = 3});
  for (std::uint64_t i = 1; i < 1000; ++i) {
    line.add_one(stream.bits());
    line.add_one(stream.uniform());
    line.add_one(stream.index(i));
    line.add_one(kHash(i));
  }
}

void print_float_kernels() {
  Line line("float kernels");
  const Kernels& kernel = kernels();
  std::vector<const float*> rows;
  for (std::size_t row = 0; row < kRows; ++row) {
    rows.push_back(samples().data() + row * kColumns);
  }
  for (const std::size_t n : {1u, 15u, 16u, 17u, 255u, 1003u}) {
    std::vector<float> model = some_values(n, 3);
    std::vector<float> sums(kRows);
    line.add_one(kernel.dot(rows[0], model.data(), n));
    kernel.add_scaled(0.3f, rows[1], model.data(), n);
    line.add(model);
    const RowBatch batch{.rows = rows.data(), .count = kRows};
    kernel.dots(batch, model.data(), n, sums.data());
    line.add(sums);
    kernel.add_rows(batch, sums.data(), n, model.data());
    line.add(model);
  }
}

void print_rounding() {
  Line line("rounding");
  std::vector<float> first(kColumns), second(kColumns);
  for (const LevelGrid& grid :
       {uniform_grid(1), uniform_grid(5), uniform_grid(255), placed_grid(2),
        placed_grid(6), placed_grid(16)}) {
    for (const Rounding rounding :
         {Rounding::kStochastic, Rounding::kNearest}) {
      const Quantizer quantizer(grid, rounding);
      for (std::size_t row = 0; row < kRows; ++row) {
        quantizer.draw_pair(samples().data() + row * kColumns, kHash, row,
                            first.data(), second.data());
        line.add(first);
        line.add(second);
      }
    }
  }
}

void print_planes() {
  Line line("planes");
  for (const int intervals : {1, 3, 5, 15, 63, 85}) {
    for (const LevelGrid& grid :
         {uniform_grid(intervals),
          placed_grid(static_cast<std::size_t>(intervals) + 1)}) {
      for (const SampleCode code :
           {SampleCode::kSingle, SampleCode::kOrderedPair,
            SampleCode::kDrawCount}) {
        const PackedPlane plane(Quantizer(grid, Rounding::kStochastic), code,
                                samples().data(), kRows, kHash);
        line.add(plane.row(0), plane.bytes());
        std::vector<float> draws[2];
        std::vector<float*> out;
        for (int draw = 0; draw < plane.draws(); ++draw) {
          draws[draw].resize(kColumns);
          out.push_back(draws[draw].data());
        }
        plane.read(7, kHash, 9, out);
        line.add(draws[0]);
        line.add(draws[1]);
      }
    }
  }
}

void print_packed_samples() {
  Line line("packed samples");
  for (const int bits : {1, 3, 8, 12, 16}) {
    const LevelGrid grid =
        uniform_grid(interval_count(bits, LevelConvention::kWholeRange));
    const PackedSamples packed(Quantizer(grid, Rounding::kStochastic),
                               SampleCode::kOrderedPair, 2, samples().data(),
                               kRows, kHash);
    std::vector<std::uint32_t> codes(kColumns);
    for (std::size_t row = 0; row < kRows; ++row) {
      packed.unpack(row, codes.data());
      line.add(codes);
    }
  }
}

void print_integer_kernels() {
  Line line("integer kernels");
  const PackedKernels& kernel = packed_kernels();
  std::uint8_t table[16];
  for (std::uint8_t c = 0; c < 16; ++c) table[c] = c;
  for (int v = 0; v < kCodeViews; ++v) {
    const auto view = static_cast<CodeView>(v);
    const int bits = code_view_bits(view);
    const std::size_t blocks = packed_blocks(kColumns, bits);
    const std::size_t columns =
        blocks * kPackedBlock * 8 / static_cast<std::size_t>(bits);
    std::vector<std::uint8_t> codes(columns);
    std::vector<std::uint8_t> bytes(kRows * blocks * kPackedBlock);
    std::vector<const std::uint8_t*> rows;
    for (std::size_t row = 0; row < kRows; ++row) {
      for (std::size_t j = 0; j < kColumns; ++j) {
        codes[j] = static_cast<std::uint8_t>(kHash(row * kColumns + j) &
                                             ((1u << bits) - 1));
      }
      std::uint8_t* packed = bytes.data() + row * blocks * kPackedBlock;
      kernel.pack(codes.data(), bits, blocks, packed);
      rows.push_back(packed);
    }
    line.add(bytes);
    const PackedBatch batch{
        .rows = rows.data(), .count = kRows, .blocks = blocks};
    const std::vector<float> model = some_values(kColumns, 4);
    const std::vector<float> scale = some_values(kColumns, 5);
    for (const bool two_planes : {false, true}) {
      std::vector<std::int8_t> high(columns), low(columns);
      std::int8_t* const lows = two_planes ? low.data() : nullptr;
      const int limit = two_planes ? kTwoPlaneLimit : kOnePlaneLimit;
      const float largest =
          kernel.largest(model.data(), scale.data(), kColumns);
      line.add_one(largest);
      const std::int64_t sum = kernel.image(model.data(), scale.data(),
                                            static_cast<float>(limit) / largest,
                                            kColumns, high.data(), lows);
      line.add(high);
      line.add(low);
      std::vector<std::int64_t> sums(kRows);
      kernel.dots(view, table, batch, {high.data(), lows}, sum, sums.data());
      line.add(sums);
      // Small residuals, so that no sum of the gradient leaves 31 bits.
      std::vector<std::int8_t> residuals(kRows + 3), rest(kRows + 3);
      std::int8_t* const rests = two_planes ? rest.data() : nullptr;
      const std::vector<float> errors = some_values(kRows, 6);
      line.add_one(kernel.round_residuals(
          errors.data(), static_cast<float>(limit), limit, kHash.base, 11,
          kRows, residuals.data(), rests));
      line.add(residuals);
      std::vector<std::int32_t> gradient(columns);
      kernel.gradient(view, table, batch, {residuals.data(), rests},
                      gradient.data());
      line.add(gradient);
      std::vector<float> scaled(kColumns);
      kernel.scale_gradient(gradient.data(), 77, 0.01f, scale.data(),
                            model.data(), 0.7f, kColumns, scaled.data());
      line.add(scaled);
    }
  }
}

void print_levels() {
  const std::vector<double> points(samples().begin(), samples().begin() + 3000);
  for (const optimal::Method& method : optimal::methods()) {
    Line line("levels: " + std::string(method.name));
    for (const std::size_t levels : {2u, 3u, 8u, 64u}) {
      const auto found = optimal::solve(method.name, points,
                                        {.levels = levels, .candidates = 200});
      line.add(found.levels);
      line.add_one(found.variance);
      line.add_one(found.gap);
    }
  }
  Line line("levels: larger sets");
  const std::vector<double> many(samples().begin(), samples().end());
  for (const auto way :
       {optimal::ExactWay::kAutomatic, optimal::ExactWay::kCoarseToFine,
        optimal::ExactWay::kLagrangian, optimal::ExactWay::kHistogram}) {
    for (const std::size_t levels : {4u, 16u, 100u}) {
      line.add(
          optimal::solve("exact", many, {.levels = levels, .way = way}).levels);
    }
  }
}

void print_file() {
  Line line("packed file");
  const TemporaryFolder folder;
  const std::vector<float> labels = some_values(kRows, 7);
  test::MemoryRows source(kColumns, samples(), labels);
  for (const LevelGrid& grid : {uniform_grid(5), placed_grid(6)}) {
    write_packed_file(folder.path() / "file", source, kRows,
                      Quantizer(grid, Rounding::kStochastic), {.hash = kHash});
    const std::string content = read_file(folder.path() / "file");
    line.add(content.data(), content.size());
  }
}

}  // namespace

int main() {
  print_random();
  print_float_kernels();
  print_rounding();
  print_planes();
  print_packed_samples();
  print_integer_kernels();
  print_levels();
  print_file();
}
