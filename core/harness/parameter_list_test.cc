#include "core/harness/parameter_list.h"

#include <catch.h>

using namespace zipml;

namespace {

std::vector<std::string> names(const std::vector<Parameter>& parameters) {
  std::vector<std::string> all;
  for (const Parameter& parameter : parameters) all.push_back(parameter.name);
  return all;
}

ParameterList three() {
  return ParameterList(
      {bits_parameter("bits", 3, "Bits."),
       integer_parameter("sgd.epochs", {20, 50, 100}, {1, 1000, "epochs"},
                         "Epochs."),
       number_parameter("sgd.alpha", 0.0, {.min = 0}, "Step size.")});
}

}  // namespace

TEST_CASE("words fill in what a parameter is", "[unit]") {
  const Parameter bits = bits_parameter("bits", Value::List{1, 2}, "Bits.");
  CHECK(bits.type == ParameterType::kInteger);
  CHECK(bits.is_list);
  CHECK((bits.min == 1 && bits.max == 16 && bits.unit == "bits"));
  CHECK_FALSE(bits_parameter("bits", 3, "Bits.").is_list);

  const Parameter epochs = three().at("sgd.epochs");
  CHECK(epochs.defaults.of(Profile::kQuick) == Value(20));
  CHECK(epochs.defaults.of(Profile::kPaper) == Value(100));
  CHECK((epochs.min == 1 && epochs.max == 1000 && epochs.unit == "epochs"));

  const Parameter choice =
      choice_parameter("order", "shuffled", {"shuffled", "fixed"}, "Order.");
  CHECK(choice.type == ParameterType::kChoice);
  CHECK(choice.defaults.of(Profile::kStandard) == Value("shuffled"));
  CHECK(choice.choices == std::vector<std::string>{"shuffled", "fixed"});
}

TEST_CASE("lists are put together and taken apart by name", "[unit]") {
  using Names = std::vector<std::string>;
  CHECK(names(three().without("bits")) == Names{"sgd.epochs", "sgd.alpha"});
  CHECK(names(three().without_group("sgd.")) == Names{"bits"});
  CHECK(names(three().with({bits_parameter("more", 1, "")})) ==
        Names{"bits", "sgd.epochs", "sgd.alpha", "more"});
  const ParameterList other = three().with_default("bits", 7);
  CHECK(other.at("bits").defaults.of(Profile::kQuick) == Value(7));
  CHECK(names(other) == names(three()));
}
