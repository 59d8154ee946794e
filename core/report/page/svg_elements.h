// The elements of an SVG file, one after the other.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace zipml {

struct SvgElement {
  enum class Part { kBegin, kEnd, kEmpty, kText };
  Part part = Part::kText;
  std::string_view name = {};  // "path"; of a text empty
  // By name, without "xlink:". Entities stand as they are.
  std::map<std::string_view, std::string_view> attributes = {};
  std::string_view text = {};  // what stands between elements

  // Empty when there is no such attribute.
  std::string_view attribute(std::string_view of) const;
};

// Reads what programs write, no more: elements with attributes in quotes, and
// text; "<?xml ...?>" at the beginning. No comments, no CDATA.
class SvgReader {
 public:
  // The text must outlive the reader and its elements.
  explicit SvgReader(std::string_view text) : rest_(text) {}

  // False at the end, or at what it cannot read: then is_broken().
  bool next(SvgElement& element);
  bool is_broken() const { return broken_; }

 private:
  bool read_tag(SvgElement& element);
  bool read_attributes(std::string_view tag, SvgElement& element) const;
  bool fail();

  std::string_view rest_;
  bool broken_ = false;
};

}  // namespace zipml
