#include <catch.h>

#include <memory>
#include <stdexcept>

#include "core/base/file.h"
#include "core/harness/cell_ids.h"
#include "core/harness/experiment.h"
#include "core/harness/run/cell_graph.h"

using namespace zipml;

namespace {

Cell example() {
  return {.experiment = "toy",
          .version = 2,
          .task = "train",
          .parameters = {{"bits", 3}, {"step", 0.1}},
          .seed = 7,
          .repetition = 1,
          .prerequisites = {}};
}

std::shared_ptr<const Cell> shared(Cell cell) {
  return std::make_shared<const Cell>(std::move(cell));
}

}  // namespace

TEST_CASE("a status and its name belong together", "[unit]") {
  for (const Status status :
       {Status::kOk, Status::kDiverged, Status::kTimeout, Status::kSkipped,
        Status::kFailed, Status::kInterrupted}) {
    CHECK(status_from_name(status_name(status)) == status);
  }
  CHECK(status_name(Status::kDiverged) == "diverged");
  CHECK_THROWS_AS(status_from_name("fine"), std::runtime_error);
}

TEST_CASE("the identity of a cell is stable between versions", "[unit]") {
  // Written down: a change here makes every stored result foreign.
  const std::string identity =
      R"({"experiment":"toy","version":2,"numerics":{},"task":"train",)"
      R"("parameters":{"bits":3,"step":0.1},"seed":7,"repetition":1,)"
      R"("prerequisites":[]})";
  CHECK(CellIds().identity(example()) == identity);
  CHECK(cell_id(example()) == sha256(identity).substr(0, 32));
  CHECK(cell_id(example()).size() == 32);
}

TEST_CASE("the order of parameters does not matter, all else does", "[unit]") {
  const std::string id = cell_id(example());
  Cell cell = example();
  cell.parameters = {{"step", 0.1}, {"bits", 3}};
  CHECK(cell_id(cell) == id);
  // How a cell is run is not what it is.
  cell.exclusive = true;
  CHECK(cell_id(cell) == id);

  const auto changed = [&](auto change) {
    Cell other = example();
    change(other);
    return cell_id(other) != id;
  };
  CHECK(changed([](Cell& c) { c.experiment = "other"; }));
  CHECK(changed([](Cell& c) { c.version = 3; }));
  CHECK(changed([](Cell& c) { c.task = "tune"; }));
  CHECK(changed([](Cell& c) { c.parameters.set("bits", 4); }));
  CHECK(changed([](Cell& c) { c.parameters.set("bits", 3.0); }));
  CHECK(changed([](Cell& c) { c.parameters.set("more", Value()); }));
  CHECK(changed([](Cell& c) { c.seed = 8; }));
  CHECK(changed([](Cell& c) { c.repetition = 2; }));
  CHECK(changed([](Cell& c) { c.prerequisites = {shared(example())}; }));
}

TEST_CASE("a change deep among the prerequisites is seen", "[unit]") {
  const auto chain = [](int bits) {
    Cell first = example();
    first.parameters.set("bits", bits);
    Cell second = example();
    second.prerequisites = {shared(first)};
    Cell third = example();
    third.prerequisites = {shared(second), shared(example())};
    return third;
  };
  CHECK(cell_id(chain(3)) == cell_id(chain(3)));
  CHECK(cell_id(chain(3)) != cell_id(chain(4)));
  Cell turned = chain(3);
  std::swap(turned.prerequisites[0], turned.prerequisites[1]);
  CHECK(cell_id(turned) != cell_id(chain(3)));
}

TEST_CASE("a ladder of shared prerequisites is hashed in linear time",
          "[unit]") {
  // 2^60 paths lead from the top to the bottom.
  auto lower = shared(example());
  for (int i = 0; i < 60; ++i) {
    Cell cell = example();
    cell.repetition = i;
    cell.prerequisites = {lower, lower};
    lower = shared(cell);
  }
  CHECK(cell_id(*lower).size() == 32);
  CHECK(cell_graph({lower}).size() == 61);
}

TEST_CASE("a parameter that is not UTF-8 has an identity too", "[unit]") {
  Cell cell = example();
  cell.parameters.set("file", "caf\xe9.csv");
  CHECK(cell_id(cell) != cell_id(example()));
}

TEST_CASE("a graph has each cell once, prerequisites first", "[unit]") {
  Cell tune = example();
  tune.task = "tune";
  std::vector<Cell> cells(3, example());
  for (Cell& cell : cells) cell.prerequisites = {shared(tune)};
  cells[1].repetition = 5;
  const std::vector<CellNode> nodes =
      cell_graph({shared(cells[0]), shared(cells[1]), shared(cells[2])});
  REQUIRE(nodes.size() == 3);
  CHECK(nodes[0].cell->task == "tune");
  CHECK(nodes[1].cell->repetition == 1);
  CHECK(nodes[2].cell->repetition == 5);
  CHECK(nodes[1].prerequisites == std::vector<std::size_t>{0});
  CHECK(nodes[2].prerequisites == std::vector<std::size_t>{0});
  CHECK(nodes[2].id == cell_id(cells[1]));
  CHECK(nodes[0].name() == "toy/tune #1 (" + nodes[0].id.substr(0, 8) + ")");
}

TEST_CASE("results are found by what the cell is", "[unit]") {
  Results results;
  CHECK_THROWS_AS(results.of(example()), std::out_of_range);
  results.add(example(), {Status::kOk, "", {{"loss", 1.5}}});
  CHECK(results.of(example()).values.number("loss") == 1.5);
  results.add(example(), {Status::kDiverged, "inf"});
  CHECK(results.of(example()).status == Status::kDiverged);
}
