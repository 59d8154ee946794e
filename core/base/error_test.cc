#include "core/base/error.h"

#include <catch.h>

using namespace zipml;

TEST_CASE("a diagnostic prints the parts that are known", "[unit]") {
  const Diagnostic whole{"configs/x.json",
                         {12, 9},
                         "/sgd/stepsize",
                         "unknown key",
                         "did you mean \"step_size\"?"};
  CHECK(whole.text() ==
        "configs/x.json:12:9: /sgd/stepsize: unknown key "
        "(did you mean \"step_size\"?)");
  CHECK(Diagnostic{"x.csv", {3, 0}, "", "empty row", ""}.text() ==
        "x.csv:3: empty row");
  CHECK(Diagnostic{"", {}, "", "no such run", ""}.text() == "no such run");
}

TEST_CASE("a user error carries every diagnostic, a line each", "[unit]") {
  const UserError error(std::vector<Diagnostic>{
      {"a", {1, 1}, "", "first", ""}, {"a", {2, 1}, "", "second", ""}});
  CHECK(error.diagnostics().size() == 2);
  CHECK(std::string(error.what()) == "a:1:1: first\na:2:1: second");
}

TEST_CASE("suggestions are near names only", "[unit]") {
  const std::vector<std::string> known = {"step_size", "batch_size", "epochs"};
  CHECK(nearest_name("stepsize", known) == "step_size");
  CHECK(nearest_name("epcohs", known) == "epochs");  // a swap is one edit
  CHECK(nearest_name("regularizer", known).empty());
  CHECK(did_you_mean("epoch", known) == "did you mean \"epochs\"?");
  CHECK(did_you_mean("zzz", known).empty());
}
