#include "core/json/tree.h"

#include <catch.h>
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/json/cursor.h"

using namespace zipml;

namespace {

std::vector<std::string> mistakes_in(std::string_view text) {
  std::vector<Diagnostic> mistakes;
  const auto tree = parse_json(text, "f", mistakes);
  CHECK((tree.has_value() || !mistakes.empty()));
  std::vector<std::string> lines;
  for (const Diagnostic& mistake : mistakes) lines.push_back(mistake.text());
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the tree keeps kinds, order and positions", "[unit]") {
  std::vector<Diagnostic> mistakes;
  const auto tree = parse_json(
      "// first\n"
      "{\"\u00e4\": /* , : */ 1, \"b\":[1.0,-2, 1e2],\r\n"
      "\t\"c\" : {\"d\": null}, \"e\": true, \"\": \"\\\"x\\\\\" }\n//end",
      "f", mistakes);
  REQUIRE(mistakes.empty());
  REQUIRE(tree->members.size() == 5);
  CHECK(tree->position.line == 2);
  CHECK(tree->members[0].key == "\u00e4");
  CHECK(tree->members[0].value.kind == JsonNode::Kind::kInteger);
  CHECK(tree->members[0].value.position.column == 17);
  const JsonNode& list = tree->find("b")->value;
  CHECK(list.items[0].kind == JsonNode::Kind::kNumber);
  CHECK(list.items[1].integer == -2);
  CHECK(list.items[2].number == 100);
  CHECK(list.items[2].position.column == 33);
  const JsonMember& c = *tree->find("c");
  CHECK(c.position.line == 3);
  CHECK(c.position.column == 2);
  CHECK(c.value.members[0].value.position.column == 14);
  CHECK(tree->find("")->value.text == "\"x\\");
  CHECK(tree->find("z") == nullptr);
}

TEST_CASE("each syntax error has its place and reason", "[unit]") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "f: the file is empty"},
      {" \n", "f:2:1: expected a value, found the end"},
      {"{\"a\": 1",
       "f:1:8: the file ends inside the object that starts at 1:1"},
      {"{\"a\": [1,\n",
       "f:2:1: the file ends inside the list that starts at 1:7"},
      {"{\"a\": 1,}",
       "f:1:8: a comma before \"}\" (JSON has no trailing comma)"},
      {"[1, ]", "f:1:3: a comma before \"]\" (JSON has no trailing comma)"},
      {"{\"a\": 1 \"b\": 2}", "f:1:9: expected \",\" or \"}\", found \"b\""},
      {"[1 2]", "f:1:4: expected \",\" or \"]\", found \"2\""},
      {"{\"a\" 1}", "f:1:6: expected \":\" after the key, found \"1\""},
      {"{\"a\": }", "f:1:7: expected a value after the key, found \"}\""},
      {"{a: 1}",
       "f:1:2: unexpected word \"a\" (texts and keys stand in double quotes)"},
      {"{1: 1}", "f:1:2: expected a key or \"}\", found \"1\""},
      {"{'a': 1}", "f:1:2: texts stand in double quotes, found \"'\""},
      {"[True]", "f:1:2: unexpected word \"True\" (did you mean \"true\"?)"},
      {"[01]", "f:1:2: \"01\" is not a number as JSON writes them (write 1)"},
      {"[1.5.2]", "f:1:2: \"1.5.2\" is not a number as JSON writes them"},
      {"[1, truex]",
       "f:1:5: unexpected word \"truex\" (did you mean \"true\"?)"},
      {"[+1]", "f:1:2: \"+1\" is not a number as JSON writes them (write 1)"},
      {"[.5]", "f:1:2: \".5\" is not a number as JSON writes them (write 0.5)"},
      {"[1e999]", "f:1:2: the number 1e999 is too large"},
      {"[\"abc]\n", "f:1:2: this text has no closing quote on its line"},
      {"[\"a\tb\"]",
       "f:1:4: control character U+0009 in a text (a tab is written \"\\t\")"},
      {"[\"a\\qb\"]",
       "f:1:4: unknown escape \"\\q\" in a text (a backslash is written "
       "\"\\\\\")"},
      {"[\"\\u12g4\"]", "f:1:3: \"\\u\" needs four hexadecimal digits"},
      {"[\"\\ud800\"]", "f:1:3: \"\\ud800\" is half of a surrogate pair"},
      {"[1, /* x ]", "f:1:5: this comment never ends"},
      {"[1 / 2]", "f:1:4: a comment starts with \"//\" or \"/*\""},
      {"{} []", "f:1:4: expected the end of the file, found \"[\""},
      {"{}\n}", "f:2:1: expected the end of the file, found \"}\""},
      {"[\"\xff\"]", "f:1:3: byte 0xFF is not UTF-8 (save the file as UTF-8)"},
      {std::string("{}\0", 3), "f:1:3: a zero byte: not a text file"},
      {"\xff\xfe{", "f:1:1: the file is UTF-16 (save it as UTF-8)"},
      {"[99999999999999999999]",
       "f:1:2: /0: the integer 99999999999999999999 does not fit 64 bits"},
      {"{\"a\": 9223372036854775808}",
       "f:1:7: /a: the integer 9223372036854775808 does not fit 64 bits"},
      {"\xef\xbb\xbf{}",
       "f:1:1: the file starts with a byte order mark (save it as UTF-8 "
       "without one)"},
  };
  for (const auto& [text, line] : cases) {
    INFO(text);
    CHECK(mistakes_in(text) == Lines{line});
  }
  CHECK(mistakes_in("[\"\\ud83d\\ude00\"]").empty());
}

TEST_CASE("duplicate keys are all found and the first one stays", "[unit]") {
  const std::string text =
      "{\"a\": {\"x/y\": 1, \"x/y\": {\"b\": 2, \"b\": 3}},\n \"a\": 4}";
  CHECK(mistakes_in(text) ==
        Lines{"f:1:18: /a/x~1y: duplicate key (first at 1:8)",
              "f:1:34: /a/x~1y/b: duplicate key (first at 1:26)",
              "f:2:2: /a: duplicate key (first at 1:2)"});
  std::vector<Diagnostic> mistakes;
  const auto tree = parse_json(text, "f", mistakes);
  REQUIRE(tree->members.size() == 1);
  REQUIRE(tree->members[0].value.members.size() == 1);
  CHECK(tree->members[0].value.members[0].value.integer == 1);
}

TEST_CASE("nesting ends at 100 levels", "[unit]") {
  CHECK(mistakes_in(std::string(100, '[') + std::string(100, ']')).empty());
  CHECK(mistakes_in(std::string(1'000'000, '[')).size() == 1);
  const std::string pointer = [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "/0";
    return text;
  }();
  CHECK(mistakes_in(std::string(101, '[')) ==
        Lines{"f:1:101: " + pointer + ": nested more than 100 levels deep"});
}

TEST_CASE("UTF-8 is what RFC 3629 says", "[unit]") {
  CHECK(utf8_length("a") == 1);
  CHECK(utf8_length("\xC3\xA4") == 2);
  CHECK(utf8_length("\xE2\x82\xAC") == 3);
  CHECK(utf8_length("\xF0\x9F\x98\x80") == 4);
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\x80",
                          "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80"}) {
    CHECK(utf8_length(bad) == 0);
  }
}

namespace {

// Writes a random tree as text with random blanks, and notes the offset at
// which each value and key starts.
class RandomText {
 public:
  explicit RandomText(std::uint64_t seed)
      : stream_(StreamKey{.seed = seed, .purpose = Purpose::kTest}) {
    blank();
    value("", 0);
    blank();
  }
  std::string text;
  std::map<std::string, std::size_t> values, keys;

 private:
  std::uint64_t pick(std::uint64_t n) { return stream_.index(n); }

  void blank() {
    static const std::vector<std::string> kBlanks = {
        "", "", " ", "\n", "\t", "\r\n", "/* \u20ac, */", "// {\"\n", "/***/"};
    for (std::uint64_t i = pick(3); i > 0; --i) {
      text += kBlanks[pick(kBlanks.size())];
    }
  }

  void value(const std::string& pointer, int depth) {
    static const std::vector<std::string> kScalars = {
        "0",          "-1",           "12.5e-3",
        "true",       "false",        "null",
        "\"\"",       "\"\\\"\\\\\"", "\"\u00e4\u20ac, :]\"",
        "\"// x /*\""};
    values[pointer] = text.size();
    const std::uint64_t kind = depth > 5 ? 0 : pick(3);
    if (kind == 0) {
      text += kScalars[pick(kScalars.size())];
      return;
    }
    text += kind == 1 ? '[' : '{';
    blank();
    const std::uint64_t count = pick(4);
    for (std::uint64_t i = 0; i < count; ++i) {
      if (i > 0) text += ',';
      blank();
      const std::string key =
          kind == 1 ? std::to_string(i) : fmt::format("k\u00e4{}", i);
      const std::string child = pointer + "/" + key;
      if (kind == 2) {
        keys[child] = text.size();
        text += fmt::format("\"{}\"", key);
        blank();
        text += ':';
        blank();
      }
      value(child, depth + 1);
      blank();
    }
    text += kind == 1 ? ']' : '}';
  }

  RandomStream stream_;
};

// Line and column by counting from the start.
Position naive_position(const std::string& text, std::size_t offset) {
  Position position{1, 1};
  for (std::size_t i = 0; i < offset; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') {
      position = {position.line + 1, 1};
    } else if (byte < 0x80 || byte >= 0xC0) {
      ++position.column;
    }
  }
  return position;
}

void check_positions(const JsonNode& node, const std::string& pointer,
                     const RandomText& random, std::size_t& seen) {
  const auto check = [&](Position found, std::size_t offset) {
    const Position expected = naive_position(random.text, offset);
    CHECK(found.line == expected.line);
    CHECK(found.column == expected.column);
  };
  ++seen;
  check(node.position, random.values.at(pointer));
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    check_positions(node.items[i], fmt::format("{}/{}", pointer, i), random,
                    seen);
  }
  for (const JsonMember& member : node.members) {
    const std::string child = child_pointer(pointer, member.key);
    check(member.position, random.keys.at(child));
    check_positions(member.value, child, random, seen);
  }
}

}  // namespace

TEST_CASE("positions agree with a naive count on random trees", "[property]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const RandomText random(seed);
    INFO(random.text);
    std::vector<Diagnostic> mistakes;
    const auto tree = parse_json(random.text, "f", mistakes);
    REQUIRE(mistakes.empty());
    std::size_t seen = 0;
    check_positions(*tree, "", random, seen);
    CHECK(seen == random.values.size());
  }
}

TEST_CASE("a text cut anywhere is a mistake, never a crash", "[property]") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const std::string text = RandomText(seed).text;
    for (std::size_t n = 0; n < text.size(); ++n) {
      std::vector<Diagnostic> mistakes;
      const auto tree =
          parse_json(std::string_view(text).substr(0, n), "f", mistakes);
      CHECK(tree.has_value() == mistakes.empty());
    }
  }
}
