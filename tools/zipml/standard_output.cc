#include "tools/zipml/standard_output.h"

#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace zipml {
namespace {

constexpr std::size_t kPiece = 1 << 16;

}  // namespace

StandardOutput::StandardOutput()
    : by_line_(::isatty(STDOUT_FILENO) != 0),
      previous_(std::cout.rdbuf(this)) {}

StandardOutput::~StandardOutput() {
  finish();
  std::cout.rdbuf(previous_);
}

int StandardOutput::finish() {
  sync();
  return error_;
}

StandardOutput::int_type StandardOutput::overflow(int_type character) {
  if (traits_type::eq_int_type(character, traits_type::eof())) {
    return traits_type::not_eof(character);
  }
  const char one = traits_type::to_char_type(character);
  return xsputn(&one, 1) == 1 ? character : traits_type::eof();
}

std::streamsize StandardOutput::xsputn(const char* text, std::streamsize size) {
  const std::string_view piece(text, static_cast<std::size_t>(size));
  pending_ += piece;
  const bool now = pending_.size() >= kPiece ||
                   (by_line_ && piece.find('\n') != std::string_view::npos);
  return now && sync() != 0 ? 0 : size;
}

int StandardOutput::sync() {
  std::string_view rest = pending_;
  while (error_ == 0 && !rest.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  pending_.clear();
  return error_ == 0 ? 0 : -1;
}

}  // namespace zipml
