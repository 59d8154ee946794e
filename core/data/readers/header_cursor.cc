#include "core/data/readers/header_cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace zipml {

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

std::string read_header(ByteStream& stream, std::uint64_t length) {
  if (length > kMostHeaderBytes) {
    stream.fail(fmt::format("has a header of {} bytes; at most {} are read",
                            length, kMostHeaderBytes));
  }
  std::string header = stream.read(length);
  if (header.size() < length) {
    stream.fail(fmt::format("ends after {} of {} bytes of its header",
                            header.size(), length));
  }
  return header;
}

void HeaderCursor::skip_blanks() {
  place_ = std::min(text_.find_first_not_of(" \t\r\n", place_), text_.size());
}

std::string_view HeaderCursor::move_to(std::size_t end) {
  last_token_ = place_;
  place_ = end;
  return text_.substr(last_token_, end - last_token_);
}

bool HeaderCursor::at_end() {
  skip_blanks();
  return place_ == text_.size();
}

bool HeaderCursor::sees(std::string_view text) {
  skip_blanks();
  return rest().starts_with(text);
}

bool HeaderCursor::take(std::string_view text) {
  if (!sees(text)) return false;
  move_to(place_ + text.size());
  return true;
}

void HeaderCursor::expect(std::string_view text) {
  if (!take(text)) fail_expected(in_quotes(text));
}

std::string_view HeaderCursor::quoted(std::string_view quotes,
                                      const std::string& what) {
  skip_blanks();
  if (at_end() || quotes.find(rest().front()) == std::string_view::npos) {
    fail_expected(what);
  }
  const char quote = rest().front();
  std::size_t end = place_ + 1;
  while (end < text_.size() && text_[end] != quote) {
    end += text_[end] == '\\' ? 2 : 1;
  }
  if (end >= text_.size()) {
    fail(fmt::format("{}: a text in quotes does not end", what));
  }
  return move_to(end + 1);
}

std::uint64_t HeaderCursor::whole_number(const std::string& what) {
  skip_blanks();
  const std::string_view here = rest();
  const std::size_t sign = here.starts_with('-') ? 1 : 0;
  const std::size_t end =
      std::min(here.find_first_not_of("0123456789", sign), here.size());
  const std::string_view digits = here.substr(0, end);
  if (end == sign) fail_expected(what);
  const bool padded = digits[sign] == '0' && end > sign + 1;
  if (sign == 1 || padded) {
    fail(fmt::format("{}: {} found, a whole number from 0 {}expected", what,
                     in_quotes(digits),
                     sign == 1 ? "" : "without zeros in front "));
  }
  std::uint64_t value = 0;
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + end, value);
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (error != std::errc() || value > kMost) {
    fail(fmt::format("{}: {} is too large", what, in_quotes(digits)));
  }
  move_to(place_ + end);
  return value;
}

void HeaderCursor::fail_expected(const std::string& expected) {
  skip_blanks();
  const std::string found = place_ == text_.size()
                                ? "the end of the header"
                                : in_quotes(rest().substr(0, 20));
  fail(fmt::format("{} found, {} expected", found, expected));
}

void HeaderCursor::fail_at_last(const std::string& message,
                                const std::string& hint) const {
  fail_at(last_token_, message, hint);
}

void HeaderCursor::fail(const std::string& message,
                        const std::string& hint) const {
  fail_at(place_, message, hint);
}

void HeaderCursor::fail_at(std::size_t place, const std::string& message,
                           const std::string& hint) const {
  stream_.fail(fmt::format("header, at offset {}: {}", start_ + place, message),
               hint);
}

}  // namespace zipml
