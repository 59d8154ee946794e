#include "core/json/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "core/json/cursor.h"
#include "core/json/syntax.h"

namespace zipml {
namespace {

constexpr std::size_t kDeepest = 100;

// Builds the tree from the parser's events. They come in the order of the
// text, so a cursor that goes from token to token along with them knows where
// each one starts; the parser's own count would be off by its lookahead.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view text, const std::string& file,
              std::vector<Diagnostic>& mistakes)
      : cursor_(text), last_token_(""), file_(file), mistakes_(mistakes) {}

  JsonNode take_root() { return std::move(root_); }

  bool null() override {
    add(JsonNode::Kind::kNull);
    return true;
  }
  bool boolean(bool value) override {
    add(JsonNode::Kind::kBoolean).boolean = value;
    return true;
  }
  bool number_integer(std::int64_t value) override {
    add(JsonNode::Kind::kInteger).integer = value;
    return true;
  }
  bool number_unsigned(std::uint64_t value) override {
    JsonNode& node = add(JsonNode::Kind::kInteger);
    constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
    if (value > std::uint64_t{kLargest}) {
      too_large(node, fmt::format("{}", value));
      node.integer = kLargest;
    } else {
      node.integer = static_cast<std::int64_t>(value);
    }
    return true;
  }
  bool number_float(double value, const std::string& text) override {
    JsonNode& node = add(JsonNode::Kind::kNumber);
    node.number = value;
    if (text.find_first_of(".eE") == std::string::npos) {
      too_large(node, text);
    }
    return true;
  }
  bool string(std::string& value) override {
    add(JsonNode::Kind::kText).text = std::move(value);
    return true;
  }
  bool binary(nlohmann::json::binary_t&) override { return false; }

  bool start_object(std::size_t) override {
    return open(JsonNode::Kind::kObject);
  }
  bool start_array(std::size_t) override { return open(JsonNode::Kind::kList); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    const Position position = take_token();
    Level& level = levels_.back();
    const auto [first, is_new] = level.keys.emplace(name, position);
    if (!is_new) {
      mistake(position, child_pointer(pointer(levels_.size() - 1), name),
              fmt::format("duplicate key (first at {}:{})", first->second.line,
                          first->second.column));
      level.duplicates.push_back(level.node->members.size());
    }
    level.node->members.push_back({name, position, JsonNode{}});
    after_ = JsonState::After::kKey;
    return true;
  }

  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception&) override {
    JsonState state;
    state.after = after_;
    if (!levels_.empty()) {
      state.container = levels_.back().node->is_object()
                            ? JsonState::Container::kObject
                            : JsonState::Container::kList;
      state.opened = levels_.back().node->position;
    }
    Diagnostic diagnostic = explain_syntax_error(last_token_, cursor_, state);
    diagnostic.file = file_;
    mistakes_.push_back(std::move(diagnostic));
    return false;
  }

 private:
  struct Level {
    JsonNode* node;
    std::map<std::string, Position> keys = {};
    // Indices of the members whose key was there before.
    std::vector<std::size_t> duplicates = {};
  };

  Position take_token() {
    cursor_.skip_separators();
    last_token_ = cursor_;
    const Position position = cursor_.position();
    cursor_.skip_token();
    return position;
  }

  // The place in the tree for the next value.
  JsonNode& slot() {
    if (levels_.empty()) return root_;
    JsonNode& parent = *levels_.back().node;
    if (parent.is_object()) return parent.members.back().value;
    return parent.items.emplace_back();
  }

  JsonNode& add(JsonNode::Kind kind) {
    JsonNode& node = slot();
    node.kind = kind;
    node.position = take_token();
    after_ = JsonState::After::kValue;
    return node;
  }

  bool open(JsonNode::Kind kind) {
    JsonNode& node = slot();
    node.kind = kind;
    node.position = take_token();
    if (levels_.size() == kDeepest) {
      mistake(node.position, pointer(levels_.size()),
              fmt::format("nested more than {} levels deep", kDeepest));
      return false;
    }
    levels_.push_back({&node});
    after_ = JsonState::After::kOpen;
    return true;
  }

  bool close() {
    take_token();
    const Level& level = levels_.back();
    auto& members = level.node->members;
    for (auto i = level.duplicates.rbegin(); i != level.duplicates.rend();
         ++i) {
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(*i));
    }
    levels_.pop_back();
    after_ = JsonState::After::kValue;
    return true;
  }

  void too_large(JsonNode& node, const std::string& text) {
    node.is_reported = true;
    mistake(node.position, pointer(levels_.size()),
            fmt::format("the integer {} does not fit 64 bits",
                        text.size() > 40 ? text.substr(0, 40) + "..." : text));
  }

  // Of the last value in the innermost of the first `depth` containers.
  std::string pointer(std::size_t depth) const {
    std::string result;
    for (std::size_t i = 0; i < depth; ++i) {
      const JsonNode& node = *levels_[i].node;
      result = child_pointer(
          result, node.is_object() ? node.members.back().key
                                   : std::to_string(node.items.size() - 1));
    }
    return result;
  }

  void mistake(Position position, std::string pointer, std::string message) {
    mistakes_.push_back({.file = file_,
                         .position = position,
                         .pointer = std::move(pointer),
                         .message = std::move(message)});
  }

  JsonCursor cursor_;      // behind the last token
  JsonCursor last_token_;  // at its start
  const std::string& file_;
  std::vector<Diagnostic>& mistakes_;
  JsonNode root_;
  std::vector<Level> levels_;
  JsonState::After after_ = JsonState::After::kStart;
};

// A text for a message: on one line and not too long.
std::string quoted(const std::string& text) {
  constexpr std::size_t kLongest = 60;
  std::string result;
  std::string_view rest = text;
  while (!rest.empty() && result.size() < kLongest) {
    const std::size_t length = utf8_length(rest);
    if (length == 0 || static_cast<unsigned char>(rest[0]) < 0x20) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(rest[0]));
    } else {
      result += rest.substr(0, length);
    }
    rest.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return fmt::format("\"{}{}\"", result, rest.empty() ? "" : "...");
}

}  // namespace

const JsonMember* JsonNode::find(std::string_view key) const {
  for (const JsonMember& member : members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

JsonNode JsonNode::of_text(std::string text) {
  JsonNode node;
  node.kind = Kind::kText;
  node.text = std::move(text);
  return node;
}

JsonNode JsonNode::of_number(double number) {
  JsonNode node;
  node.kind = Kind::kNumber;
  node.number = number;
  return node;
}

std::optional<JsonNode> parse_json(std::string_view text,
                                   const std::string& file,
                                   std::vector<Diagnostic>& mistakes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) {
    mistakes.push_back({.file = file,
                        .position = {1, 1},
                        .message = "the file starts with a byte order mark",
                        .hint = "save it as UTF-8 without one"});
    text.remove_prefix(kByteOrderMark.size());
  }
  if (auto problem = find_encoding_error(text)) {
    problem->file = file;
    mistakes.push_back(std::move(*problem));
    return std::nullopt;
  }
  TreeBuilder builder(text, file, mistakes);
  const bool whole = nlohmann::json::sax_parse(
      text.begin(), text.end(), &builder, nlohmann::json::input_format_t::json,
      /*strict=*/true, /*ignore_comments=*/true);
  if (!whole) return std::nullopt;
  return builder.take_root();
}

std::string found_text(const JsonNode& node) {
  switch (node.kind) {
    case JsonNode::Kind::kNull:
      return "null";
    case JsonNode::Kind::kBoolean:
      return node.boolean ? "true" : "false";
    case JsonNode::Kind::kInteger:
      return fmt::format("{}", node.integer);
    case JsonNode::Kind::kNumber:
      return fmt::format("{}", node.number);
    case JsonNode::Kind::kText:
      return node.text.empty() ? "an empty text"
                               : "the text " + quoted(node.text);
    case JsonNode::Kind::kList:
      return node.items.empty()
                 ? "an empty list"
                 : fmt::format("a list of {}", node.items.size());
    case JsonNode::Kind::kObject:
      return "an object";
  }
  return "";
}

std::string child_pointer(const std::string& parent, std::string_view key) {
  std::string pointer = parent + '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

}  // namespace zipml
