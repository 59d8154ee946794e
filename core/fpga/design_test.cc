#include "core/fpga/design.h"

#include <catch.h>

#include <string>

#include "core/base/error.h"
#include "core/fpga/closed_form.h"
#include "core/fpga/design_table.h"

using namespace zipml;
using namespace zipml::fpga;

TEST_CASE("stage latencies add up to the RTL's", "[unit]") {
  // Line out of the FIFO -> new model line: 36 (the paper's Figure 13), D + 8.
  const Design& base = find_design("float");
  CHECK(new_model_latency(base) == 44);
  CHECK(new_model_latency(base) - base.stages.line_fetch -
            base.stages.model_to_float ==
        36);
  const int depths[] = {8, 7, 6, 5};
  int i = 0;
  for (const std::string name : {"q1", "q2", "q4", "q8"}) {
    const Design& design = find_design(name);
    CHECK(tree_depth(design) == depths[i]);
    CHECK(new_model_latency(design) == depths[i] + 14);
    CHECK(new_model_latency(design) - design.stages.line_fetch ==
          depths[i] + 8);
    // The paper's log2(K) + 5 leaves out the three cycles of FIFO wait.
    CHECK(new_model_latency(design) - design.stages.line_fetch -
              design.stages.scalar_wait ==
          depths[i] + 5);
    ++i;
  }
  CHECK(tree_depth(find_design("q1split")) == 7);
  CHECK(tree_depth(base) == 4);
}

TEST_CASE("unknown designs name their neighbours", "[unit]") {
  try {
    find_design("q1splt");
    FAIL("no UserError");
  } catch (const UserError& error) {
    CHECK(error.diagnostics()[0].hint == "did you mean \"q1split\"?");
  }
  CHECK(describe_designs().find("mlweaving") != std::string::npos);
  CHECK(design_names().size() == 12);
  for (const Design& design : design_table()) {
    CHECK_NOTHROW(check_design(design));
    CHECK_FALSE(design.help.empty());
  }
}

TEST_CASE("families of designs are found by name", "[unit]") {
  CHECK(find_design("q3").bits == 3);
  CHECK(find_design("q3").name == "q3");
  CHECK(find_design("q4-base").storage == Storage::kBaseAndDraws);
  CHECK(find_design("q16-base").name == "q16-base");
  CHECK(find_design("mlweaving-5").bits == 5);
  CHECK(find_design("mlweaving-5").name == "mlweaving-5");
  for (const char* name : {"q0", "q17", "q02", "q", "q-base", "q4-bas", "q+4",
                           "mlweaving-33", "mlweaving-", "Q4", ""}) {
    INFO(name);
    CHECK_FALSE(is_design_name(name));
    CHECK_THROWS_AS(find_design(name), UserError);
  }
  for (const std::string& name : design_names()) CHECK(is_design_name(name));
}

TEST_CASE("every mistake of a description is reported", "[unit]") {
  Design design = find_design("q4");
  design.bits = 0;
  design.clock_hz = -1;
  design.stages.multiply = -2;
  try {
    check_design(design);
    FAIL("no UserError");
  } catch (const UserError& error) {
    REQUIRE(error.diagnostics().size() == 3);
    CHECK(error.diagnostics()[0].pointer == "design q4.bits");
    CHECK(error.diagnostics()[1].pointer == "design q4.clock_hz");
    CHECK(error.diagnostics()[2].pointer == "design q4.stages.multiply");
  }
  design = find_design("q4");
  design.values_per_line = 100;  // of 8 bits: 800 bits
  CHECK_THROWS_AS(check_design(design), UserError);
  design = find_design("q4");
  design.stages.model_read = 7;
  CHECK_THROWS_AS(check_design(design), UserError);
  design = find_design("float");
  design.step_path = StepPath::kShift;
  CHECK_THROWS_AS(check_design(design), UserError);
  CHECK_THROWS_AS(quantized_design(17), UserError);
  CHECK_NOTHROW(quantized_design(16));
}

TEST_CASE("workloads that a design cannot hold", "[unit]") {
  const Design& q4 = find_design("q4");
  const Design& weaving = find_design("mlweaving");
  CHECK_THROWS_AS(check_workload(q4, {0, 10}), UserError);
  CHECK_THROWS_AS(check_workload(q4, {10, 8193}), UserError);
  CHECK_NOTHROW(check_workload(q4, {10, 8192}));
  CHECK_THROWS_AS(check_workload(weaving, {64, 10, 12}), UserError);
  CHECK_THROWS_AS(check_workload(weaving, {72, 10, 16}), UserError);
  CHECK_NOTHROW(check_workload(weaving, {64, 10, 16}));
  CHECK_THROWS_AS(LineRate(0), UserError);
}

TEST_CASE("the memory serves at its exact rate", "[unit]") {
  const LineRate rate(65.0 / 128);
  CHECK(rate.value() == 65.0 / 128);
  for (const std::int64_t lines : std::initializer_list<std::int64_t>{
           0, 1, 64, 65, 66, 123456789, 438'000'000'000}) {
    CHECK(rate.cycles(lines) == (lines * 128 + 64) / 65);
  }
  LineSource source(rate);
  CHECK(source.serve(0) == 0);
  for (std::int64_t k = 1; k < 1000; ++k) {
    REQUIRE(source.serve(0) == (128 * k + 64) / 65 - 1);
  }
  // After a rest, the same again.
  CHECK(source.serve(10000) == 10000);
  CHECK(source.serve(10000) == 10001);
  CHECK(source.serve(10000) == 10003);
  CHECK(LineRate(7).value() == 1);
}
