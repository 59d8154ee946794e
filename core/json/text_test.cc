#include "core/json/text.h"

#include <catch.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

using namespace zipml;
using Json = nlohmann::ordered_json;

TEST_CASE("arrays of plain values stay on one line", "[unit]") {
  const Json json = {{"numbers", {1, 2.5, nullptr}},
                     {"empty", Json::array()},
                     {"nested", {{{"a", "x\ny"}}}}};
  const std::string expected =
      "{\n"
      "  \"numbers\": [1, 2.5, null],\n"
      "  \"empty\": [],\n"
      "  \"nested\": [\n"
      "    {\n"
      "      \"a\": \"x\\ny\"\n"
      "    }\n"
      "  ]\n"
      "}\n";
  CHECK(indented_json(json) == expected);
  CHECK(Json::parse(indented_json(json)) == json);
}

TEST_CASE("what ends within the width stays on one line", "[unit]") {
  const Json json = {{"short", {{"a", 1}, {"b", {{"c", "\u00E4"}}}}},
                     {"long", {{"a", {{"b", 12}}}}}};
  // The first member with its comma ends in column 37.
  const std::string expected =
      "{\n"
      "  \"short\": {\"a\": 1, \"b\": {\"c\": \"\u00E4\"}},\n"
      "  \"long\": {\"a\": {\"b\": 12}}\n"
      "}\n";
  CHECK(indented_json(json, 37) == expected);
  CHECK(indented_json(json, 36) ==
        "{\n"
        "  \"short\": {\n"
        "    \"a\": 1,\n"
        "    \"b\": {\"c\": \"\u00E4\"}\n"
        "  },\n"
        "  \"long\": {\"a\": {\"b\": 12}}\n"
        "}\n");
  CHECK(indented_json({{"a", {{"b", 1}}}}, 80) == "{\"a\": {\"b\": 1}}\n");
}

TEST_CASE("bytes that are not UTF-8 do not stop the writer", "[unit]") {
  CHECK(indented_json(Json("a\xff")) == "\"a\xEF\xBF\xBD\"\n");
}

TEST_CASE("stored JSON that is none, or too deep, is refused", "[unit]") {
  const auto nested = [](int levels) {
    const auto count = static_cast<std::size_t>(levels);
    return std::string(count, '[') + std::string(count, ']');
  };
  CHECK(parse_stored_json(R"({"a\\": "[[{\"[", "b": [1]})").size() == 2);
  // Brackets in texts do not count.
  const std::string text = '"' + std::string(200, '[') + '"';
  CHECK(parse_stored_json(text) == Json(std::string(200, '[')));
  CHECK(parse_stored_json(nested(100)).size() == 1);
  CHECK_THROWS_WITH(parse_stored_json(nested(101)),
                    "JSON of more than 100 levels");
  CHECK_THROWS_AS(parse_stored_json(std::string(10'000'000, '[')),
                  std::runtime_error);
  CHECK_THROWS_AS(parse_stored_json("{"), std::runtime_error);
}
