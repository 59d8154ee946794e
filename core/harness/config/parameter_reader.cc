#include "core/harness/config/parameter_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>

namespace zipml {
namespace {

namespace fs = std::filesystem;

// Reads one value, not a list.
class ScalarReader {
 public:
  ScalarReader(const Parameter& parameter, const JsonNode& node,
               const std::string& pointer, const fs::path& folder,
               Mistakes& mistakes)
      : parameter_(parameter),
        node_(node),
        pointer_(pointer),
        folder_(folder),
        mistakes_(mistakes) {}

  std::optional<Value> read() {
    if (node_.is_reported) return std::nullopt;
    switch (parameter_.type) {
      case ParameterType::kInteger:
        return integer();
      case ParameterType::kNumber:
        if (!node_.is_number() || !in_range(node_.as_number())) break;
        return node_.as_number();
      case ParameterType::kBoolean:
        if (node_.kind != JsonNode::Kind::kBoolean) break;
        return node_.boolean;
      case ParameterType::kText:
        if (!node_.is_text()) break;
        return node_.text;
      case ParameterType::kChoice:
        if (!node_.is_text()) break;
        return choice();
      case ParameterType::kNameOrFile:
        if (!node_.is_text()) break;
        if (node_.text.empty() && !is_known_name(parameter_, "")) break;
        return name_or_file();
    }
    return unexpected();
  }

 private:
  std::optional<Value> wrong(std::string message, std::string hint = "") {
    mistakes_.add(node_.position, pointer_, std::move(message),
                  std::move(hint));
    return std::nullopt;
  }

  std::optional<Value> unexpected() {
    return wrong(fmt::format("expected {}, found {}", expected_text(parameter_),
                             found_text(node_)));
  }

  bool in_range(double number) const {
    return number >= parameter_.min && number <= parameter_.max;
  }

  std::optional<Value> integer() {
    if (!node_.is_number() || !in_range(node_.as_number())) {
      return unexpected();
    }
    if (node_.kind == JsonNode::Kind::kInteger) return node_.integer;
    // Above, neighbouring integers are the same double.
    constexpr double kLargestExact = 9007199254740992.0;  // 2^53
    const double number = node_.number;
    if (std::trunc(number) != number || std::abs(number) > kLargestExact) {
      return unexpected();
    }
    return static_cast<std::int64_t>(number);
  }

  std::optional<Value> choice() {
    if (is_known_name(parameter_, node_.text)) return node_.text;
    return wrong(fmt::format("expected {}, found {}", expected_text(parameter_),
                             found_text(node_)),
                 did_you_mean(node_.text, parameter_.choices));
  }

  std::optional<Value> name_or_file() {
    const std::string& text = node_.text;
    // "-" is the standard input.
    if (is_known_name(parameter_, text) || text == "-") return text;
    // A path with a zero byte would be cut there by the system.
    if (text.find('\0') != std::string::npos) return unexpected();
    const fs::path path = (folder_ / text).lexically_normal();
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      return wrong(
          fmt::format("{} is a folder, not a file", path.generic_string()));
    }
    if (fs::exists(status)) {
      // "./x" for a bare name, so that it cannot be taken for a known one.
      const std::string found = path.generic_string();
      const bool bare = found.find_first_of("/.") == std::string::npos;
      return bare ? "./" + found : found;
    }
    std::string hint = did_you_mean(text, parameter_.choices);
    if (text.find_first_of("/.\\") != std::string::npos) {
      return wrong(fmt::format("there is no file {}", path.generic_string()),
                   std::move(hint));
    }
    if (hint.empty()) hint = "known names: " + names();
    return wrong(fmt::format("{} is no known name, and there is no file {}",
                             found_text(node_), path.generic_string()),
                 std::move(hint));
  }

  std::string names() const {
    if (parameter_.choices.empty()) return "none";
    return fmt::format("{}", fmt::join(parameter_.choices, ", "));
  }

  const Parameter& parameter_;
  const JsonNode& node_;
  const std::string& pointer_;
  const fs::path& folder_;
  Mistakes& mistakes_;
};

}  // namespace

std::optional<Value> read_value(const Parameter& parameter,
                                const JsonNode& node,
                                const std::string& pointer,
                                const fs::path& folder, Mistakes& mistakes) {
  const auto read_scalar = [&](const JsonNode& scalar,
                               const std::string& place) {
    return ScalarReader(parameter, scalar, place, folder, mistakes).read();
  };
  if (!parameter.is_list) return read_scalar(node, pointer);
  if (!node.is_list()) {
    std::optional<Value> lone = read_scalar(node, pointer);
    if (!lone) return std::nullopt;
    return Value::List{std::move(*lone)};
  }
  if (node.items.empty() && !may_be_empty(parameter)) {
    mistakes.add(node.position, pointer,
                 fmt::format("expected a non-empty {}, found an empty list",
                             type_text(parameter)));
    return std::nullopt;
  }
  Value::List list;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const bool in_file = node.position.line > 0;
    std::optional<Value> element = read_scalar(
        node.items[i], in_file ? fmt::format("{}/{}", pointer, i) : pointer);
    if (element) list.push_back(std::move(*element));
  }
  if (list.size() < node.items.size()) return std::nullopt;
  return list;
}

}  // namespace zipml
