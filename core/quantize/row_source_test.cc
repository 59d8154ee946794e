#include "core/quantize/row_source.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <string>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/quantize/row_source_testing.h"

using namespace zipml;

namespace {

std::vector<float> normal_values(std::size_t count) {
  RandomStream stream({.seed = 51});
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(static_cast<float>(stream.normal()));
  }
  return values;
}

}  // namespace

TEST_CASE("blocks give every row once, in order", "[unit]") {
  // 2 MiB a row: two rows a block.
  constexpr std::size_t kFeatures = 1 << 19;
  const std::vector<float> values = normal_values(5 * kFeatures);
  const std::vector<float> labels = {1, 2, 3, 4, 5};
  test::MemoryRows source(kFeatures, values, labels);
  RowBlocks blocks(source);
  std::size_t rows = 0;
  while (blocks.next()) {
    CHECK(blocks.first_row() == rows);
    for (std::size_t row = 0; row < blocks.rows(); ++row, ++rows) {
      CHECK(blocks.labels()[row] == labels[rows]);
      CHECK(std::equal(blocks.row(row), blocks.row(row) + kFeatures,
                       values.begin() + rows * kFeatures));
    }
  }
  CHECK(rows == 5);
  CHECK_FALSE(blocks.next());
}

TEST_CASE("a summary of rows in blocks is that of all rows", "[unit]") {
  constexpr std::size_t kFeatures = 1 << 19;
  const std::vector<float> values = normal_values(5 * kFeatures);
  const std::vector<float> labels(5, 0.0f);
  test::MemoryRows source(kFeatures, values, labels);
  for (const Scaling scaling : {Scaling::kColumnMax, Scaling::kMinMax}) {
    const RowSummary summary = summarize_rows(source, scaling);
    CHECK(summary.rows == 5);
    for (std::size_t j = 0; j < kFeatures; ++j) {
      double low = double{values[j]};
      double high = low;
      for (std::size_t row = 1; row < 5; ++row) {
        low = std::min(low, double{values[row * kFeatures + j]});
        high = std::max(high, double{values[row * kFeatures + j]});
      }
      if (scaling == Scaling::kColumnMax) {
        high = std::max(std::abs(low), std::abs(high));
        low = -high;
      }
      REQUIRE(summary.ranges[j].low == low);
      REQUIRE(summary.ranges[j].high == high);
    }
  }
}

TEST_CASE("a number that is not finite is named by row and column", "[unit]") {
  const auto message_of = [](std::vector<float> values,
                             std::vector<float> labels) {
    test::MemoryRows source(3, values, labels);
    try {
      summarize_rows(source, Scaling::kMinMax);
    } catch (const UserError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const float most = std::numeric_limits<float>::max();
  CHECK(message_of({1, 2, most, 4, 5, -most}, {0, 1}) == "no error");
  CHECK(message_of({1, 2, 3, 4, NAN, 6}, {0, 1}) ==
        "row 2, column 2: nan found, a finite number expected");
  CHECK(message_of({1, 2, -kInfinity, 4, NAN, 6}, {0, 1}) ==
        "row 1, column 3: -inf found, a finite number expected");
  CHECK(message_of({1, 2, 3, 4, 5, 6}, {0, kInfinity}) ==
        "row 2, label: inf found, a finite number expected");
}
