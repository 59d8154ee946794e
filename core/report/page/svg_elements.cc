#include "core/report/page/svg_elements.h"

#include <algorithm>

namespace zipml {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
  });
}

}  // namespace

std::string_view SvgElement::attribute(std::string_view of) const {
  const auto found = attributes.find(of);
  return found == attributes.end() ? std::string_view() : found->second;
}

bool SvgReader::next(SvgElement& element) {
  element = SvgElement();
  if (rest_.empty() || broken_) return false;
  if (rest_.front() == '<') return read_tag(element);
  const std::size_t end = std::min(rest_.find('<'), rest_.size());
  element.text = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return element.text.find('>') == std::string_view::npos || fail();
}

bool SvgReader::read_tag(SvgElement& element) {
  constexpr std::string_view kDeclaration = "<?xml";
  const std::size_t end = rest_.find('>');
  if (end == std::string_view::npos) return fail();
  if (rest_.starts_with(kDeclaration)) {
    rest_.remove_prefix(end + 1);
    return next(element);
  }
  std::string_view tag = rest_.substr(1, end - 1);
  rest_.remove_prefix(end + 1);
  element.part = SvgElement::Part::kBegin;
  if (tag.starts_with('/')) {
    element.part = SvgElement::Part::kEnd;
    tag.remove_prefix(1);
  } else if (tag.ends_with('/')) {
    element.part = SvgElement::Part::kEmpty;
    tag.remove_suffix(1);
  }
  element.name =
      tag.substr(0, std::min(tag.find_first_of(kBlanks), tag.size()));
  tag.remove_prefix(element.name.size());
  if (!is_name(element.name) || !read_attributes(tag, element)) return fail();
  return true;
}

bool SvgReader::read_attributes(std::string_view tag,
                                SvgElement& element) const {
  for (skip_blanks(tag); !tag.empty(); skip_blanks(tag)) {
    const std::size_t equals = tag.find('=');
    if (equals == std::string_view::npos) return false;
    std::string_view name = tag.substr(0, equals);
    name = name.substr(0, name.find_last_not_of(kBlanks) + 1);
    tag.remove_prefix(equals + 1);
    skip_blanks(tag);
    if (tag.empty() || (tag.front() != '"' && tag.front() != '\'')) {
      return false;
    }
    const std::size_t end = tag.find(tag.front(), 1);
    if (end == std::string_view::npos || !is_name(name)) return false;
    constexpr std::string_view kSpace = "xlink:";
    if (name.starts_with(kSpace)) name.remove_prefix(kSpace.size());
    element.attributes[name] = tag.substr(1, end - 1);
    tag.remove_prefix(end + 1);
  }
  return true;
}

bool SvgReader::fail() {
  broken_ = true;
  return false;
}

}  // namespace zipml
