// The text that a binary file begins with, for strict parsers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/data/readers/byte_stream.h"

namespace zipml {

// More dimensions than NumPy has.
constexpr std::size_t kMostDimensions = 64;
// The longest header that is read, of 100 MB as safetensors' own reader.
constexpr std::uint64_t kMostHeaderBytes = 100'000'000;

// The whole number of at most 8 bytes, low ones first.
std::uint64_t little_endian(std::string_view bytes);

// The next `length` bytes of the stream. UserError: more than kMostHeaderBytes,
// or more than there are.
std::string read_header(ByteStream& stream, std::uint64_t length);

// A place that moves through a header. Blanks (spaces, tabs, line ends) before
// what is asked for are passed over. All UserErrors name the
// file and the offset in it, from 0.
class HeaderCursor {
 public:
  // The whole header, which the stream has just read.
  HeaderCursor(std::string_view text, const ByteStream& stream)
      : text_(text), stream_(stream), start_(stream.offset() - text.size()) {}

  // Whether `text` comes next. Does not move.
  bool sees(std::string_view text);
  // Whether nothing but blanks follows.
  bool at_end();
  // Moves over `text` if it comes next.
  bool take(std::string_view text);
  // Moves over `text`. UserError when anything else comes next.
  void expect(std::string_view text);
  // Moves over a text in single or double quotes, one of `quotes`, and returns
  // it with them. It ends at the first such quote without a backslash before.
  // UserError when `what` is no such text.
  std::string_view quoted(std::string_view quotes, const std::string& what);
  // Moves over a whole number from 0 in decimal digits, without zeros in front.
  // UserError when `what` is none, is negative, or is 2^63 or more.
  std::uint64_t whole_number(const std::string& what);

  // Throws a UserError: what comes next, and what was `expected`.
  [[noreturn]] void fail_expected(const std::string& expected);
  // Throws a UserError where the token starts that was moved over last.
  [[noreturn]] void fail_at_last(const std::string& message,
                                 const std::string& hint = "") const;
  // Throws a UserError at this place.
  [[noreturn]] void fail(const std::string& message,
                         const std::string& hint = "") const;

 private:
  void skip_blanks();
  std::string_view rest() const { return text_.substr(place_); }
  // Moves over a token that ends there; returns it.
  std::string_view move_to(std::size_t end);
  [[noreturn]] void fail_at(std::size_t place, const std::string& message,
                            const std::string& hint) const;

  std::string_view text_;
  const ByteStream& stream_;
  std::uint64_t start_;
  std::size_t place_ = 0;
  std::size_t last_token_ = 0;  // where it starts
};

}  // namespace zipml
