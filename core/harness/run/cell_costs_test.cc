#include "core/harness/run/cell_costs.h"

#include <catch.h>

#include <nlohmann/json.hpp>

using namespace zipml;

namespace {

Cell cell_of(const char* task, const char* set, const char* method) {
  return {.experiment = "toy",
          .task = task,
          .parameters = {{"set", set}, {"method", method}, {"bits", 4}}};
}

}  // namespace

TEST_CASE("a cell costs what those most like it did", "[unit]") {
  CellCosts costs;
  CHECK_FALSE(costs.of(cell_of("train", "a", "x")));
  costs.add(cell_of("train", "a", "x"), {2, 100});
  costs.add(cell_of("train", "a", "x"), {4, 300});
  costs.add(cell_of("train", "b", "y"), {9, 200});
  costs.add(cell_of("train", "a", "z"), {0, 0});  // says nothing
  const auto seconds = [&](const Cell& cell) {
    return costs.of(cell).value().seconds;
  };
  CHECK(seconds(cell_of("train", "a", "x")) == 3);
  CHECK(costs.of(cell_of("train", "a", "x"))->peak_memory == 300);
  CHECK(seconds(cell_of("train", "b", "x")) == 9);  // by the data
  CHECK(seconds(cell_of("train", "c", "x")) == 5);  // by the task
  CHECK_FALSE(costs.of(cell_of("tune", "a", "x")));

  CellCosts other;
  other.add(cell_of("train", "c", "x"), {1, 1});
  other.add_json(costs.to_json());
  CHECK(other.of(cell_of("train", "c", "q"))->seconds == 1);
  CHECK(other.of(cell_of("train", "d", "q"))->seconds == 4);  // of four
  CHECK_THROWS(other.add_json(nlohmann::ordered_json{{"toy/train", 3}}));
}
