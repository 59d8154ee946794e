#include "experiments/fpga/design_file.h"

#include <catch.h>

#include <string>

#include "core/base/error.h"
#include "core/fpga/design_table.h"
#include "experiments/fpga/data_sets.h"
#include "experiments/fpga/design_fields.h"

using namespace zipml;
using namespace zipml::fpga;

namespace {

std::string mistakes_of(const std::string& text) {
  try {
    designs_from_text(text, "mine.json");
  } catch (const UserError& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a design written as JSON is its base with the given fields",
          "[unit]") {
  const std::vector<Design> designs = designs_from_text(R"({
    // On a card with HBM.
    "q2-hbm": {"base": "q2", "help": "2 bits on HBM",
               "link_bytes_per_second": 460e9, "clock_hz": 250000000,
               "stages": {"multiply": 3}, "fifo": {"usable_lines": 1024}},
    "q3-own": {"bits": 3, "storage": "base_and_draws",
               "label_place": "own_line"}
  })",
                                                        "mine.json");
  REQUIRE(designs.size() == 2);
  Design expected = find_design("q2");
  expected.name = "q2-hbm";
  expected.link_bytes_per_second = 460e9;
  expected.clock_hz = 250e6;
  expected.stages.multiply = 3;
  expected.fifo.usable_lines = 1024;
  CHECK(to_record(designs[0]) == to_record(expected));
  CHECK(designs[0].help == "2 bits on HBM");
  CHECK(designs[1].bits == 3);
  CHECK(stored_bits(designs[1]) == 4);
  CHECK(designs[1].label_place == LabelPlace::kOwnLine);
}

TEST_CASE("a cell's record holds every field of every design", "[unit]") {
  for (const Design& design : design_table()) {
    const Record record = to_record(design);
    const Design back = design_from_record(record);
    CHECK(to_record(back) == record);
    CHECK(new_model_latency(back) == new_model_latency(design));
    CHECK(row_shape(back, 777).lines == row_shape(design, 777).lines);
    CHECK(back.fifo.usable_lines == design.fifo.usable_lines);
    CHECK(back.link_bytes_per_second == design.link_bytes_per_second);
  }
}

TEST_CASE("every mistake of a design file has its place", "[unit]") {
  CHECK(mistakes_of("{\"a\": {\"bitz\": 3}}") ==
        "mine.json:1:8: /a/bitz: unknown field of a design (did you mean "
        "\"bits\"?)");
  CHECK(mistakes_of("{\"a\": {\"bits\": 2.5,\n \"stages\": {\"multply\": 1},\n"
                    " \"storage\": \"copy\"}}") ==
        "mine.json:1:16: /a/bits: expected an integer, found 2.5\n"
        "mine.json:2:13: /a/stages/multply: unknown field of a design (did "
        "you mean \"multiply\"?)\n"
        "mine.json:3:13: /a/storage: expected one of \"copies\", "
        "\"base_and_draws\", found the text \"copy\"");
  // What only check_design sees.
  CHECK(mistakes_of("{\"a\": {\"bits\": 17}}") ==
        "mine.json:1:16: /a/bits: 17 found, 1 to 16 expected");
  CHECK(mistakes_of("{\"a\": {\"stages\": {\"reorder\": -1}}}")
            .starts_with("mine.json:1:30: /a/stages/reorder: -1 found"));
  CHECK(mistakes_of("{\"a\": {\"base\": \"q1splt\"}}") ==
        "mine.json:1:16: /a/base: \"q1splt\" found, a built-in design expected "
        "(did you mean \"q1split\"?)");
  CHECK(mistakes_of("{\"q2\": {}}").find("a new name expected") !=
        std::string::npos);
  CHECK(mistakes_of("[]").find("an object of designs") != std::string::npos);
  CHECK(mistakes_of("{\"a\": 3}").find("expected an object") !=
        std::string::npos);
  CHECK(mistakes_of("{\"a\": {\"stages\": 3}}").find("expected an object") !=
        std::string::npos);
  CHECK(mistakes_of("{\"a\": ").starts_with("mine.json:1:"));
}

TEST_CASE("sizes of data sets by name", "[unit]") {
  CHECK(data_size("gisette")->workload.features == 5000);
  CHECK(data_size("83200x2048")->workload.samples == 83200);
  for (const char* name : {"gisete", "0x3", "3x", "x3", "3x3x3", "-1x3", ""}) {
    INFO(name);
    CHECK_FALSE(is_data_size(name));
  }
  // Whole mini-batches where the design waits for them.
  const DataSize set = {"", {.samples = 100, .features = 5}};
  CHECK(workload_of(set, find_design("mlweaving"), 64).samples == 128);
  CHECK(workload_of(set, find_design("q2"), 64).samples == 100);
}
