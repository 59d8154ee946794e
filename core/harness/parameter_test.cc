#include "core/harness/parameter.h"

#include <catch.h>

#include "core/base/error.h"
#include "core/harness/config/example_experiment_testing.h"
#include "core/harness/config/parameter_set.h"

using namespace zipml;

TEST_CASE("profiles have names", "[unit]") {
  for (const Profile profile :
       {Profile::kQuick, Profile::kStandard, Profile::kPaper}) {
    CHECK(profile_from_name(std::string(profile_name(profile))) == profile);
  }
  try {
    profile_from_name("quik");
    FAIL("no UserError");
  } catch (const UserError& error) {
    CHECK(std::string(error.what()) ==
          "unknown profile \"quik\" (did you mean \"quick\"?)");
  }
  CHECK_THROWS_AS(profile_from_name(""), UserError);
}

TEST_CASE("what a parameter takes is said in words", "[unit]") {
  const auto expected = [](ParameterType type, double min, double max) {
    return expected_text({.name = "a", .type = type, .min = min, .max = max});
  };
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto integer = ParameterType::kInteger;
  const auto number = ParameterType::kNumber;
  CHECK(expected(integer, 1, 16) == "an integer from 1 to 16");
  CHECK(expected(integer, 1, kInfinity) == "an integer of at least 1");
  CHECK(expected(number, -kInfinity, 0.5) == "a number of at most 0.5");
  CHECK(expected(number, -kInfinity, kInfinity) == "a number");
}

TEST_CASE("a set finds parameters by full name, group and last part",
          "[unit]") {
  const ParameterSet set(example_info());
  CHECK(set.find("sgd.step_size") != nullptr);
  CHECK(set.find("step_size") == nullptr);
  CHECK(set.find("seed") != nullptr);
  CHECK(set.is_group("sgd"));
  CHECK(!set.is_group("sg"));
  CHECK(set.children("search") == std::vector<std::string>{"step_size"});
  CHECK(set.children("").size() == 10);
  CHECK(set.with_last_part("step_size").size() == 2);
  CHECK(set.with_last_part("epochs") == std::vector<std::string>{"epochs"});
}

TEST_CASE("wrong descriptors are found", "[unit]") {
  CHECK(descriptor_mistakes(example_info()).empty());
  ExperimentInfo info = example_info();
  info.parameters = {
      {.name = "a", .defaults = Value(1), .help = "h"},
      {.name = "a", .defaults = Value(1.0), .help = "h"},
      {.name = "b.c", .defaults = Value(1.0), .max = 0, .help = "h"},
      {.name = "b", .defaults = Value(1.0)},
      {.name = "sweep.x",
       .type = ParameterType::kChoice,
       .defaults = Value("y"),
       .help = "h"}};
  const auto has = [&](const std::string& line) {
    for (const std::string& found : descriptor_mistakes(info)) {
      if (found == line) return true;
    }
    return false;
  };
  CHECK(has("naive_bias: a: two parameters of this name"));
  CHECK(has("naive_bias: a: paper default: not of the type number"));
  CHECK(
      has("naive_bias: b.c: quick default: expected a number of at most 0, "
          "found 1"));
  CHECK(has("naive_bias: b: a parameter and a group"));
  CHECK(has("naive_bias: b: no help"));
  CHECK(has("naive_bias: sweep.x: a reserved key"));
  CHECK(has("naive_bias: sweep.x: no choices"));
}
