#include "core/json/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "core/base/typed_number.h"

namespace zipml {
namespace {

using Container = JsonState::Container;
using After = JsonState::After;

Diagnostic diagnosis(Position position, std::string message,
                     std::string hint = "") {
  return {.position = position,
          .message = std::move(message),
          .hint = std::move(hint)};
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_number_part(char c) {
  return is_word(c) || c == '+' || c == '-' || c == '.';
}

template <typename Predicate>
std::string_view leading(std::string_view text, Predicate belongs) {
  const auto end = std::find_if_not(text.begin(), text.end(), belongs);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// As JSON writes numbers: -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
bool is_json_number(std::string_view text) {
  const auto digits = [&] {
    const std::size_t n =
        leading(text, [](char c) { return c >= '0' && c <= '9'; }).size();
    text.remove_prefix(n);
    return n;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool zero = text.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

// Four hexadecimal digits; -1 if they are not.
int hexadecimal(std::string_view text) {
  if (text.size() < 4) return -1;
  int code = 0;
  for (const char c : text.substr(0, 4)) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return -1;
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    code = code * 16 + digit;
  }
  return code;
}

std::optional<Diagnostic> bad_escape(const JsonCursor& cursor) {
  const std::string_view here = cursor.rest();
  if (here.size() >= 2 && here[1] != 'u') {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    if (kEscapes.find(here[1]) != std::string_view::npos) return std::nullopt;
    const std::size_t length = utf8_length(here.substr(1));
    return diagnosis(cursor.position(),
                     fmt::format("unknown escape \"{}\" in a text",
                                 here.substr(0, 1 + length)),
                     R"(a backslash is written "\\")");
  }
  const int code =
      hexadecimal(here.substr(std::min<std::size_t>(2, here.size())));
  if (code < 0) {
    return diagnosis(cursor.position(),
                     R"("\u" needs four hexadecimal digits)");
  }
  const bool high = code >= 0xD800 && code < 0xDC00;
  const bool low = code >= 0xDC00 && code < 0xE000;
  bool paired = false;
  if (high && here.size() >= 12 && here.substr(6, 2) == "\\u") {
    const int second = hexadecimal(here.substr(8));
    paired = second >= 0xDC00 && second < 0xE000;
  }
  if (low || (high && !paired)) {
    return diagnosis(
        cursor.position(),
        fmt::format("\"{}\" is half of a surrogate pair", here.substr(0, 6)));
  }
  return std::nullopt;
}

// What is wrong inside the text that starts at the cursor.
std::optional<Diagnostic> bad_text(JsonCursor cursor) {
  const Position start = cursor.position();
  cursor.advance();
  while (!cursor.at_end() && cursor.peek() != '\n' && cursor.peek() != '\r') {
    const char c = cursor.peek();
    if (c == '"') return std::nullopt;
    if (static_cast<unsigned char>(c) < 0x20) {
      return diagnosis(
          cursor.position(),
          fmt::format("control character U+{:04X} in a text", int{c}),
          c == '\t' ? R"(a tab is written "\t")" : "");
    }
    if (c == '\\') {
      if (auto problem = bad_escape(cursor)) return problem;
      // A surrogate pair is two escapes; the second would look lone.
      const bool pair = cursor.peek(1) == 'u' &&
                        hexadecimal(cursor.rest().substr(2)) >= 0xD800 &&
                        hexadecimal(cursor.rest().substr(2)) < 0xDC00;
      cursor.advance(pair ? 12 : 2);
    } else {
      cursor.advance();
    }
  }
  return diagnosis(start, "this text has no closing quote on its line");
}

// The token at the cursor for a message, shortened.
std::string found(const JsonCursor& cursor) {
  constexpr std::size_t kLongest = 40;
  if (cursor.at_end()) return "the end";
  const std::string_view here = cursor.rest();
  std::size_t length = utf8_length(here);
  if (here[0] == '"') {
    JsonCursor end = cursor;
    end.skip_token();
    length = end.offset() - cursor.offset();
    if (length > kLongest) return "a text";
    return std::string(here.substr(0, length));
  }
  if (is_number_part(here[0])) length = leading(here, is_number_part).size();
  if (length > kLongest) length = kLongest;
  return fmt::format("\"{}\"", here.substr(0, length));
}

// What is wrong with the token at the cursor by itself, where a value or a key
// may stand.
std::optional<Diagnostic> bad_token(const JsonCursor& cursor) {
  if (cursor.at_end()) return std::nullopt;
  const char c = cursor.peek();
  const Position position = cursor.position();
  if (c == '"') return bad_text(cursor);
  if (c == '\'') {
    return diagnosis(position, "texts stand in double quotes, found \"'\"");
  }
  if (c == '/') {
    if (cursor.peek(1) == '*') {
      return diagnosis(position, "this comment never ends");
    }
    return diagnosis(position, "a comment starts with \"//\" or \"/*\"");
  }
  if (c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9')) {
    const std::string_view number = leading(cursor.rest(), is_number_part);
    const std::string_view shown = number.substr(0, 40);
    if (is_json_number(number)) {
      return diagnosis(position,
                       fmt::format("the number {} is too large", shown));
    }
    const auto spelling = json_spelling(shown);
    return diagnosis(
        position,
        fmt::format("\"{}\" is not a number as JSON writes them", shown),
        spelling ? "write " + *spelling : "");
  }
  if (is_word(c)) {
    const std::string word(leading(cursor.rest(), is_word).substr(0, 40));
    std::string hint = did_you_mean(word, {"true", "false", "null"});
    if (hint.empty()) hint = "texts and keys stand in double quotes";
    return diagnosis(position, fmt::format("unexpected word \"{}\"", word),
                     std::move(hint));
  }
  return std::nullopt;
}

// Whether a number or word starts here that is not one of JSON's.
bool is_spoilt_scalar(const JsonCursor& cursor) {
  const std::string_view token = leading(cursor.rest(), is_number_part);
  return !token.empty() && !is_json_number(token) && token != "true" &&
         token != "false" && token != "null";
}

std::string expectation(const JsonState& state, bool after_comma) {
  const bool object = state.container == Container::kObject;
  if (state.after == After::kKey) return "a value after the key";
  if (state.after == After::kStart) return "a value";
  if (after_comma) {
    return object ? "a key after the comma" : "a value after the comma";
  }
  if (state.after == After::kOpen) {
    return object ? R"(a key or "}")" : R"(a value or "]")";
  }
  return object ? R"("," or "}")" : R"("," or "]")";
}

}  // namespace

Diagnostic explain_syntax_error(const JsonCursor& last, JsonCursor cursor,
                                const JsonState& state) {
  if (is_spoilt_scalar(last)) {
    if (auto problem = bad_token(last)) return *problem;
  }
  cursor.skip_blank();
  const auto expected = [&](const std::string& what) {
    return diagnosis(cursor.position(),
                     fmt::format("expected {}, found {}", what, found(cursor)));
  };
  const bool inside = state.container != Container::kNone;
  bool after_comma = false;
  bool token_due = state.after == After::kStart || state.after == After::kOpen;
  Position comma;
  if (state.after == After::kKey && !cursor.at_end()) {
    if (cursor.peek() != ':') return expected("\":\" after the key");
    cursor.advance();
    token_due = true;
  } else if (inside && state.after == After::kValue && cursor.peek() == ',') {
    comma = cursor.position();
    cursor.advance();
    token_due = after_comma = true;
  }
  cursor.skip_blank();
  if (inside && cursor.at_end()) {
    return diagnosis(
        cursor.position(),
        fmt::format("the file ends inside the {} that starts at {}:{}",
                    state.container == Container::kObject ? "object" : "list",
                    state.opened.line, state.opened.column));
  }
  if (after_comma && (cursor.peek() == '}' || cursor.peek() == ']')) {
    return diagnosis(comma, fmt::format("a comma before \"{}\"", cursor.peek()),
                     "JSON has no trailing comma");
  }
  // A number where a key is due is not too large, just no key.
  const bool number_for_key =
      state.container == Container::kObject && state.after != After::kKey &&
      is_json_number(leading(cursor.rest(), is_number_part));
  if ((token_due && !number_for_key) || cursor.peek() == '/') {
    if (auto problem = bad_token(cursor)) return *problem;
  }
  if (!inside && state.after == After::kValue) {
    return expected("the end of the file");
  }
  return expected(expectation(state, after_comma));
}

std::optional<Diagnostic> find_encoding_error(std::string_view bytes) {
  if (bytes.empty()) return diagnosis({}, "the file is empty");
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return diagnosis({1, 1}, "the file is UTF-16", "save it as UTF-8");
  }
  JsonCursor cursor(bytes);
  while (!cursor.at_end()) {
    const std::size_t length = utf8_length(cursor.rest());
    if (length == 0) {
      return diagnosis(cursor.position(),
                       fmt::format("byte 0x{:02X} is not UTF-8",
                                   static_cast<unsigned char>(cursor.peek())),
                       "save the file as UTF-8");
    }
    if (cursor.peek() == '\0') {
      return diagnosis(cursor.position(), "a zero byte: not a text file");
    }
    cursor.advance(length);
  }
  return std::nullopt;
}

}  // namespace zipml
