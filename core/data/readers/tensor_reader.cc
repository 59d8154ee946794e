#include "core/data/readers/tensor_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

namespace zipml {
namespace {

// Numbers that `take` gets at a time: what stays in the fastest caches.
constexpr std::size_t kNumbersAtOnce = 2048;

// Makes room for `needed` values of a vector that is to hold `whole` of them in
// the end: for the whole when that is below 64 MiB, else for whole / 2^k. The
// last time that the values move they are at most half of the whole, so that
// old and new together are no more than it (what is reserved but not written
// takes no memory).
template <typename Value>
void reserve_towards(std::vector<Value>& values, std::uint64_t needed,
                     std::uint64_t whole) {
  constexpr std::uint64_t kLeast = (64 << 20) / sizeof(Value);
  if (needed <= values.capacity()) return;
  std::uint64_t room = whole;
  while (room > kLeast && room - room / 2 >= needed) room -= room / 2;
  values.reserve(static_cast<std::size_t>(room));
}

// Whether the order of the indices makes a difference.
bool has_rows_and_columns(const TensorInfo& info) {
  return std::count_if(info.shape.begin(), info.shape.end(),
                       [](std::uint64_t extent) { return extent > 1; }) > 1;
}

// The places in Fortran order of a tensor's numbers in C order.
class FortranPlaces {
 public:
  explicit FortranPlaces(const std::vector<std::uint64_t>& shape)
      : shape_(shape), index_(shape.size()) {
    std::uint64_t stride = 1;
    for (const std::uint64_t extent : shape) {
      strides_.push_back(stride);
      stride *= extent;
    }
  }

  std::uint64_t place() const { return place_; }
  void advance() {
    for (std::size_t axis = shape_.size(); axis-- > 0;) {
      place_ += strides_[axis];
      if (++index_[axis] < shape_[axis]) return;
      place_ -= strides_[axis] * shape_[axis];
      index_[axis] = 0;
    }
  }

 private:
  const std::vector<std::uint64_t>& shape_;
  std::vector<std::uint64_t> index_;
  std::vector<std::uint64_t> strides_;
  std::uint64_t place_ = 0;
};

// Copies the next `count` numbers of `Bytes` bytes each, in C order, to `to`.
template <std::size_t Bytes>
void gather(FortranPlaces& places, const std::vector<char>& from,
            std::size_t count, char* to) {
  for (std::size_t i = 0; i < count; ++i) {
    std::memcpy(to + i * Bytes, from.data() + places.place() * Bytes, Bytes);
    places.advance();
  }
}

}  // namespace

std::uint64_t TensorInfo::size() const {
  std::uint64_t product = 1;
  for (const std::uint64_t extent : shape) product *= extent;
  return product;
}

std::string TensorInfo::description() const {
  return fmt::format(
      "{} ({} {})", name.empty() ? "the array" : "tensor " + in_quotes(name),
      shape.empty() ? "one" : fmt::format("{} of", fmt::join(shape, " x ")),
      type);
}

std::optional<std::uint64_t> byte_count(const TensorInfo& info) {
  // An extent of 0 makes all of it 0, whatever the others are.
  if (std::find(info.shape.begin(), info.shape.end(), 0) != info.shape.end()) {
    return 0;
  }
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::uint64_t bytes = binary_type(info.type).bytes;
  for (const std::uint64_t extent : info.shape) {
    if (extent > kMost / bytes) return std::nullopt;
    bytes *= extent;
  }
  return bytes;
}

TensorReader::TensorReader(ByteStream stream, std::vector<TensorInfo> tensors)
    : stream_(stream), tensors_(std::move(tensors)), numbers_(kNumbersAtOnce) {}

const TensorInfo& TensorReader::start_next() {
  assert(next_ < tensors_.size());
  inexact_ = 0;
  return tensors_[next_++];
}

void TensorReader::fail_short(const TensorInfo& info, std::uint64_t had) {
  stream_.fail(fmt::format("ends after {} of {} bytes of {}", had,
                           *byte_count(info), info.description()));
}

// Some whole numbers of the tensor, of which `had` bytes were given before.
std::string_view TensorReader::next_bytes(const TensorInfo& info,
                                          std::uint64_t had) {
  const std::size_t unit = binary_type(info.type).bytes;
  const std::uint64_t offset = stream_.offset();
  const std::string_view bytes = stream_.take(*byte_count(info) - had, unit);
  if (bytes.size() < unit) fail_short(info, had + bytes.size());
  if (info.type == "bool") {
    const auto bad = std::find_if(bytes.begin(), bytes.end(), [](char byte) {
      return byte != '\0' && byte != '\1';
    });
    if (bad != bytes.end()) {
      const auto place = static_cast<std::uint64_t>(bad - bytes.begin());
      stream_.fail(fmt::format(
          "{} has the byte 0x{:02x} at offset {}; 0 or 1 was expected",
          info.description(), static_cast<unsigned char>(*bad),
          offset + place));
    }
  }
  return bytes;
}

void TensorReader::decode(const TensorInfo& info, std::string_view bytes,
                          const Take& take) {
  const BinaryType& type = binary_type(info.type);
  const BinaryType::Decode to_doubles = type.decode(info.byte_order);
  while (!bytes.empty()) {
    const std::size_t count =
        std::min(bytes.size() / type.bytes, numbers_.size());
    inexact_ += to_doubles(bytes.data(), count, numbers_.data());
    take({numbers_.data(), count});
    bytes.remove_prefix(count * type.bytes);
  }
}

void TensorReader::read_fortran_order(const TensorInfo& info,
                                      const Take& take) {
  const std::uint64_t whole = *byte_count(info);
  std::vector<char> stored;
  while (stored.size() < whole) {
    const std::string_view bytes = next_bytes(info, stored.size());
    reserve_towards(stored, stored.size() + bytes.size(), whole);
    stored.insert(stored.end(), bytes.begin(), bytes.end());
  }
  FortranPlaces places(info.shape);
  const std::size_t unit = binary_type(info.type).bytes;
  const std::uint64_t size = info.size();
  std::vector<char> ordered(kNumbersAtOnce * unit);
  for (std::uint64_t done = 0; done < size;) {
    const auto count = static_cast<std::size_t>(
        std::min<std::uint64_t>(size - done, kNumbersAtOnce));
    switch (unit) {
      case 1:
        gather<1>(places, stored, count, ordered.data());
        break;
      case 2:
        gather<2>(places, stored, count, ordered.data());
        break;
      case 4:
        gather<4>(places, stored, count, ordered.data());
        break;
      default:
        gather<8>(places, stored, count, ordered.data());
    }
    decode(info, {ordered.data(), count * unit}, take);
    done += count;
  }
}

void TensorReader::read_next(const Take& take) {
  const TensorInfo& info = start_next();
  if (info.fortran_order && has_rows_and_columns(info)) {
    read_fortran_order(info, take);
    return;
  }
  const std::uint64_t whole = *byte_count(info);
  for (std::uint64_t had = 0; had < whole;) {
    const std::string_view bytes = next_bytes(info, had);
    decode(info, bytes, take);
    had += bytes.size();
  }
}

void TensorReader::read_next(std::vector<double>& values) {
  values.clear();
  assert(next_ < tensors_.size());
  const std::uint64_t whole = tensors_[next_].size();
  read_next([&](std::span<const double> numbers) {
    reserve_towards(values, values.size() + numbers.size(), whole);
    values.insert(values.end(), numbers.begin(), numbers.end());
  });
}

void TensorReader::skip_next() {
  const TensorInfo& info = start_next();
  const std::uint64_t whole = *byte_count(info);
  const std::uint64_t passed = stream_.skip(whole);
  if (passed < whole) fail_short(info, passed);
}

void TensorReader::finish() {
  assert(next_ == tensors_.size());
  const std::uint64_t end = stream_.offset();
  const std::string_view more = stream_.take(6);
  if (more.empty()) return;
  stream_.fail(
      fmt::format(
          "goes on at offset {}, where {} ends", end,
          tensors_.empty() ? "its header" : tensors_.back().description()),
      is_npy(more) ? "a second array follows; one a file is read" : "");
}

}  // namespace zipml
