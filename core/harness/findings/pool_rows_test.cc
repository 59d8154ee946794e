#include "core/harness/findings/pool_rows.h"

#include <catch.h>

#include <limits>
#include <vector>

#include "core/base/random.h"
#include "core/harness/findings/columns.h"

using namespace zipml;

namespace {

Table losses_by_seed() {
  return {.id = "results",
          .columns = {
              integer_column("seed", "seed"), text_column("method", "method"),
              integer_column("bits", "bits"), number_column("loss", "loss"),
              integer_column("epochs_needed", "epochs needed"),
              number_column("step", "step"),
              number_column("value_bits", "bits a value")}};
}

Estimate mean_of(const std::vector<double>& values) {
  return t_interval(values);
}

}  // namespace

TEST_CASE("seeds become one sample, whatever was measured", "[unit]") {
  Table table = losses_by_seed();
  table.rows = {
      {1, "naive", 2, mean_of({1, 2, 3}), 7, 0.5, 2.0},
      {1, "naive", 4, mean_of({5, 6}), 9, 0.5, 4.0},
      {2, "naive", 2, mean_of({4, 5, 9}), 8, 0.25, 2.0},
      {2, "naive", 4, mean_of({7}), 9, 0.25, 4.0},
  };
  const PooledRows pooled = pool_rows(table, {"seed"}, {"seed"});
  REQUIRE(pooled.mistake.empty());
  REQUIRE(pooled.table.columns.size() == 6);
  CHECK(pooled.table.columns[0].name == "method");
  REQUIRE(pooled.table.rows.size() == 2);
  const auto& first = pooled.table.rows[0];
  const auto& second = pooled.table.rows[1];
  // Bits tell rows of one seed apart; epochs_needed is not needed for that.
  CHECK(first[1] == Value(2));
  CHECK(second[1] == Value(4));
  const Estimate all = mean_of({1, 2, 3, 4, 5, 9});
  CHECK(first[2].estimate().n == 6);
  CHECK(first[2].estimate().mean == Approx(all.mean).epsilon(1e-14));
  CHECK(first[2].estimate().low == Approx(all.low).epsilon(1e-13));
  CHECK(second[2].estimate().high ==
        Approx(mean_of({5, 6, 7}).high).epsilon(1e-13));
  CHECK(first[3].estimate().mean == 7.5);
  CHECK(pooled.table.columns[3].format == ColumnFormat::kNumber);
  CHECK(second[3] == Value(9));
  CHECK(first[4].estimate().n == 2);
  CHECK(first[5] == Value(2.0));
}

TEST_CASE("what one seed lacks is of the others; what all lack is missing",
          "[unit]") {
  Table table = losses_by_seed();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  table.rows = {
      {1, "naive", 2, Value(), Value(), 0.5, 2.0},
      {2, "naive", 2, mean_of({4, 6}), Value(), 0.5, Value()},
      {1, "nearest", 2, mean_of({1, 2}), 1, 0.5, 2.0},
      {2, "nearest", 2, Estimate::exact(kInfinity, 2), 1, 0.5, 2.0},
  };
  const PooledRows pooled = pool_rows(table, {"seed"}, {"seed"});
  REQUIRE(pooled.mistake.empty());
  CHECK(pooled.table.rows[0][2].estimate().n == 2);
  CHECK(pooled.table.rows[0][3].is_null());
  CHECK(pooled.table.rows[0][5] == Value(2.0));
  // A run that diverged.
  CHECK(pooled.table.rows[1][2].number() == kInfinity);
}

TEST_CASE("numbers tell rows apart where nothing else does", "[unit]") {
  Table table{
      .id = "t",
      .columns = {integer_column("seed", "seed"),
                  number_column("radius", "radius"),
                  number_column("error", "error")},
      .rows = {{1, 0.5, 3.0}, {1, 1.5, 4.0}, {2, 0.5, 5.0}, {2, 1.5, 6.0}}};
  const PooledRows pooled = pool_rows(table, {"seed"}, {"seed"});
  REQUIRE(pooled.mistake.empty());
  REQUIRE(pooled.table.rows.size() == 2);
  CHECK(pooled.table.rows[0][0] == Value(0.5));
  CHECK(pooled.table.rows[0][1].estimate().mean == 4);
}

TEST_CASE("another swept parameter is never pooled with", "[unit]") {
  Table table{.id = "t",
              .columns = {integer_column("seed", "seed"),
                          number_column("sgd.alpha", "sgd.alpha"),
                          number_column("error", "error")},
              .rows = {{1, 0.5, 3.0}, {2, 1.5, 4.0}}};
  // Numbers that no seed needs to tell its rows apart, but swept.
  const PooledRows pooled = pool_rows(table, {"seed"}, {"seed", "sgd.alpha"});
  REQUIRE(pooled.mistake.empty());
  CHECK(pooled.table.rows.size() == 2);
}

TEST_CASE("what cannot be pooled is refused", "[unit]") {
  Table table = losses_by_seed();
  // A geometric mean: exp of a t interval.
  const Estimate ratio{2, 1.5, 2.7, 3};
  table.rows = {{1, "naive", 2, ratio, 7, 0.5, 2.0},
                {2, "naive", 2, ratio, 7, 0.5, 2.0}};
  CHECK(pool_rows(table, {"seed"}, {"seed"}).mistake ==
        "the intervals of the column \"loss\" cannot be pooled: they are not "
        "those of means");
  table.rows = {{1, "naive", 2, mean_of({1, 2}), 7, 0.5, 2.0},
                {1, "naive", 2, mean_of({3, 4}), 7, 0.5, 2.0}};
  CHECK(pool_rows(table, {"seed"}, {"seed"}).mistake ==
        "the table \"results\" has rows that no column tells apart");
}
