#include "core/harness/findings/table_of.h"

#include <catch.h>

#include <cmath>
#include <limits>

using namespace zipml;

namespace {

struct Row {
  std::string data;
  double loss;
};

}  // namespace

TEST_CASE("a table has a value for each column and row", "[unit]") {
  const std::vector<Row> rows = {{"cadata", 2}, {"cpusmall", 3}};
  const Table table =
      table_of<Row>({"losses", "Losses", "A row a set."}, rows,
                    {{data_column(), [](const Row& row) { return row.data; }},
                     {number_column("twice", "twice the loss", "half-MSE", 3),
                      [](const Row& row) { return 2 * row.loss; }}});
  CHECK(table.id == "losses");
  CHECK(table.title == "Losses");
  CHECK(table.caption == "A row a set.");
  REQUIRE(table.columns.size() == 2);
  CHECK(table.columns[0].name == "data");
  CHECK(table.columns[1].unit == "half-MSE");
  CHECK(table.columns[1].digits == 3);
  CHECK(table.rows ==
        std::vector<std::vector<Value>>{{"cadata", 4.0}, {"cpusmall", 6.0}});
}

TEST_CASE("a table without rows keeps its columns", "[unit]") {
  const Table table =
      table_of<Row>({"none", "None", ""}, {},
                    {{data_column(), [](const Row& row) { return row.data; }}});
  CHECK(table.rows.empty());
  CHECK(table.columns.size() == 1);
}

TEST_CASE("columns say what they show", "[unit]") {
  CHECK(text_column("a", "A").format == ColumnFormat::kText);
  CHECK(integer_column("a", "A").format == ColumnFormat::kInteger);
  CHECK(number_column("a", "A").format == ColumnFormat::kNumber);
  CHECK(percent_column("a", "A").format == ColumnFormat::kPercent);
  CHECK(percent_column("a", "A").digits == 3);
}

TEST_CASE("what is not known is null", "[unit]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(known(2.0) == Value(2.0));
  CHECK(known(infinity).is_null());
  CHECK(known(std::nan("")).is_null());
  CHECK(known(Estimate{2, 1, 3, 5}).estimate().mean == 2);
  CHECK(known(Estimate{2, 1, 3, 0}).is_null());
  CHECK(known(Estimate{infinity, 1, infinity, 5}).is_null());
  // One value has no interval, but it is known.
  CHECK_FALSE(known(Estimate{2, -infinity, infinity, 1}).is_null());
  CHECK(known(std::optional<double>()).is_null());
  CHECK(known(std::optional<double>(2)) == Value(2.0));
}

TEST_CASE("series grow by points, with a band where there is one", "[unit]") {
  Series line;
  CHECK(line.empty());
  line.add(1, 10.0);
  line.add(2, 20.0);
  CHECK(line.x == std::vector<double>{1, 2});
  CHECK(line.y == std::vector<double>{10, 20});
  CHECK(line.low.empty());
  Series band;
  band.add(1, Estimate{10, 9, 12, 5});
  CHECK(band.y == std::vector<double>{10});
  CHECK(band.low == std::vector<double>{9});
  CHECK(band.high == std::vector<double>{12});
}

TEST_CASE("labels of several sets are one", "[unit]") {
  const DataLabel all = joined({{"cadata"}, {"bank32nh", "cpusmall"}});
  CHECK(all.name == "cadata, bank32nh for cpusmall");
  CHECK(all.stands_in_for == "cpusmall");
}
