#include "core/harness/run/cell_words.h"

#include <catch.h>

#include <memory>
#include <utility>

using namespace zipml;

namespace {

CellNode node(Record parameters, std::uint64_t seed = 1, int repetition = 0,
              std::string task = "train") {
  return {.cell =
              std::make_shared<Cell>(Cell{.experiment = "toy",
                                          .task = std::move(task),
                                          .parameters = std::move(parameters),
                                          .seed = seed,
                                          .repetition = repetition})};
}

}  // namespace

TEST_CASE("words tell cells apart and say no more", "[unit]") {
  const std::vector<CellNode> cells = {node({{"epochs", 5},
                                             {"rows", 10},
                                             {"set", "a"},
                                             {"checksum", "x"},
                                             {"bits", 4}}),
                                       node({{"epochs", 5},
                                             {"rows", 10},
                                             {"set", "a"},
                                             {"checksum", "x"},
                                             {"bits", 8}}),
                                       node({{"epochs", 5},
                                             {"rows", 20},
                                             {"set", "b"},
                                             {"checksum", "y"},
                                             {"bits", 8}},
                                            1, 3),
                                       node({{"epochs", 7}}, 1, 0, "tune")};
  const CellWords words(cells);
  // The number of rows is the set's.
  CHECK(words.of(*cells[0].cell) == "train: set = a, bits = 4");
  CHECK(words.with_repetition(*cells[2].cell) ==
        "train: set = b, bits = 8, #3");
  CHECK(words.of(*cells[3].cell) == "tune");
  CHECK(words.with_repetition(*cells[3].cell) == "tune #0");
}

TEST_CASE("seeds and missing parameters are told", "[unit]") {
  const std::vector<CellNode> cells = {node({{"bits", 4}}, 1),
                                       node({{"bits", 4}}, 2),
                                       node({{"levels", "optimal"}}, 2)};
  const CellWords words(cells);
  CHECK(words.of(*cells[0].cell) == "train: bits = 4, seed = 1");
  CHECK(words.of(*cells[2].cell) == "train: bits = -, seed = 2");
}
