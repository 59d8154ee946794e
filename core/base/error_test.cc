#include "core/base/error.h"

#include <catch.h>

#include <filesystem>

using namespace zipml;

TEST_CASE("a diagnostic prints the parts that are known", "[unit]") {
  const Diagnostic whole = {.file = "configs/x.json",
                            .position = {12, 9},
                            .pointer = "/sgd/stepsize",
                            .message = "unknown key",
                            .hint = "did you mean \"step_size\"?"};
  CHECK(whole.text() ==
        "configs/x.json:12:9: /sgd/stepsize: unknown key "
        "(did you mean \"step_size\"?)");
  CHECK(Diagnostic{.file = "x.csv", .position = {3, 0}, .message = "empty row"}
            .text() == "x.csv:3: empty row");
  CHECK(Diagnostic{.message = "no such run"}.text() == "no such run");
}

TEST_CASE("a user error carries every diagnostic, a line each", "[unit]") {
  const UserError error(std::vector<Diagnostic>{
      {.file = "a", .position = {1, 1}, .message = "first"},
      {.file = "a", .position = {2, 1}, .message = "second"}});
  CHECK(error.diagnostics().size() == 2);
  CHECK(std::string(error.what()) == "a:1:1: first\na:2:1: second");
}

TEST_CASE("each way to fail fills its parts of the diagnostic", "[unit]") {
  CHECK_THROWS_WITH(fail({.message = "no such run"}), "no such run");
  CHECK_THROWS_WITH(fail_in(std::filesystem::path("x.csv"), "is empty"),
                    "x.csv: is empty");
  CHECK_THROWS_WITH(fail_in("x.csv", "is not there", "get it"),
                    "x.csv: is not there (get it)");
  CHECK_THROWS_WITH(fail_at("radius", "0 found", "try 1"),
                    "radius: 0 found (try 1)");
  CHECK_THROWS_AS(fail_at("radius", "0 found"), UserError);
}

TEST_CASE("suggestions are near names only", "[unit]") {
  const std::vector<std::string> known = {"step_size", "batch_size", "epochs"};
  CHECK(nearest_name("stepsize", known) == "step_size");
  CHECK(nearest_name("epcohs", known) == "epochs");  // a swap is one edit
  CHECK(nearest_name("regularizer", known).empty());
  CHECK(did_you_mean("epoch", known) == "did you mean \"epochs\"?");
  CHECK(did_you_mean("zzz", known).empty());
}

TEST_CASE("a mistake that is found twice is told once", "[unit]") {
  std::vector<Diagnostic> told = {{.file = "a", .message = "bad"}};
  add_distinct(told, {{.file = "a", .message = "bad"},
                      {.file = "b", .message = "bad"},
                      {.file = "b", .message = "bad"}});
  REQUIRE(told.size() == 2);
  CHECK(told[1].file == "b");
}
