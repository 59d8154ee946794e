#include "core/harness/value.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/harness/value_json.h"

using namespace zipml;

TEST_CASE("a record keeps its order and replaces in place", "[unit]") {
  Record record{{"b", 1}, {"a", "text"}};
  record.set("b", 2.5);
  record.set("c", Value::List{1, 2});
  CHECK(record.size() == 3);
  CHECK(record.begin()->first == "b");
  CHECK(record.number("b") == 2.5);
  CHECK(record.text("a") == "text");
  CHECK(record.integers("c") == std::vector<std::int64_t>{1, 2});
  CHECK(record.find("d") == nullptr);
  CHECK_THROWS_AS(record.at("d"), std::out_of_range);
}

TEST_CASE("every value reads back from JSON as it was", "[unit]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Record record{
      {"null", Value()},
      {"boolean", true},
      {"integer", std::int64_t{1} << 62},
      {"whole double", 2.0},
      {"number", 0.1 + 0.2},
      {"tiny", 5e-324},
      {"nan", std::nan("")},
      {"infinity", -kInfinity},
      {"text", "quote \" and \n newline"},
      {"text of a number", "NaN"},
      {"estimate", Estimate{1.5, -kInfinity, kInfinity, 1}},
      {"list", Value::List{1, "two", 3.5}},
  };
  const std::string text = to_json(record).dump();
  CHECK(record_from_json(nlohmann::ordered_json::parse(text)) == record);
  CHECK_THROWS_AS(record_from_json(nlohmann::ordered_json::array()),
                  std::runtime_error);
  // It would become a negative number.
  CHECK_THROWS_AS(value_from_json(18446744073709551615u), std::runtime_error);
}
