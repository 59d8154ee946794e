#include "core/data/readers/byte_stream.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "core/base/error.h"

namespace zipml {

std::string_view ByteStream::take(std::uint64_t most, std::size_t unit) {
  assert(unit > 0 && unit <= split_.size() && most % unit == 0);
  if (most == 0) return {};
  if (piece_.empty()) piece_ = source_->next();
  if (piece_.size() >= unit) {
    auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(most, piece_.size()));
    size -= size % unit;
    const std::string_view result = piece_.substr(0, size);
    piece_.remove_prefix(size);
    offset_ += size;
    return result;
  }
  std::size_t have = 0;
  while (have < unit) {
    if (piece_.empty()) piece_ = source_->next();
    if (piece_.empty()) break;
    const std::size_t part = std::min(unit - have, piece_.size());
    std::memcpy(split_.data() + have, piece_.data(), part);
    piece_.remove_prefix(part);
    have += part;
  }
  offset_ += have;
  return {split_.data(), have};
}

std::string ByteStream::read(std::uint64_t bytes) {
  std::string result;
  while (result.size() < bytes) {
    const std::string_view part = take(bytes - result.size());
    if (part.empty()) break;
    result += part;
  }
  return result;
}

std::uint64_t ByteStream::skip(std::uint64_t bytes) {
  std::uint64_t passed = 0;
  while (passed < bytes) {
    const std::string_view part = take(bytes - passed);
    if (part.empty()) break;
    passed += part.size();
  }
  return passed;
}

void ByteStream::fail(const std::string& message,
                      const std::string& hint) const {
  fail_in(source_->path(), message, hint);
}

}  // namespace zipml
