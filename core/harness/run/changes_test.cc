#include "core/harness/run/changes.h"

#include <catch.h>

#include "core/base/temporary_folder.h"
#include "core/harness/cell_ids.h"

using namespace zipml;

namespace {

Cell train_cell() {
  return {.experiment = "toy",
          .numerics = {{"sgd", 3}},
          .task = "train",
          .parameters = {{"bits", 4}, {"checksum", "abc"}, {"epochs", 5}},
          .seed = 1};
}

}  // namespace

TEST_CASE("the one thing that has changed is named", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  store.save(train_cell(), {}, {});
  const StoredChanges changes(store, {});
  const auto change = [&](const auto& edit) {
    Cell cell = train_cell();
    edit(cell);
    return changes.of(cell);
  };
  CHECK(change([](Cell& cell) { cell.version = 2; }) == "version 1 -> 2");
  CHECK(change([](Cell& cell) { cell.numerics.set("sgd", 4); }) ==
        "numerics {\"sgd\":3} -> {\"sgd\":4}");
  CHECK(change([](Cell& cell) { cell.seed = 7; }) == "seed 1 -> 7");
  CHECK(change([](Cell& cell) { cell.parameters.set("bits", 8); }) ==
        "bits 4 -> 8");
  CHECK(change([](Cell& cell) { cell.parameters.set("checksum", "d"); }) ==
        "its data");
  CHECK(change([](Cell& cell) {
          cell.prerequisites.push_back(std::make_shared<Cell>(train_cell()));
        }) == "a prerequisite");
  // Two things, another repetition or task: another cell.
  CHECK(change([](Cell& cell) {
          cell.version = 2;
          cell.parameters.set("bits", 8);
        }).empty());
  CHECK(change([](Cell& cell) { cell.repetition = 1; }).empty());
  CHECK(change([](Cell& cell) { cell.task = "tune"; }).empty());
  // A parameter more is no change of one.
  CHECK(change([](Cell& cell) { cell.parameters.set("more", 1); }).empty());
}

TEST_CASE("cells that the plan wants are not what others were", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  const Cell cell = train_cell();
  store.save(cell, {}, {});
  Cell other = cell;
  other.parameters.set("bits", 8);
  CHECK(StoredChanges(store, {cell_id(cell)}).of(other).empty());
  CHECK(StoredChanges(store, {}).of(other) == "bits 4 -> 8");
}
