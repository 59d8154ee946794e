#include "core/data/readers/tensor_testing.h"

#include <catch.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/data/data_testing.h"

namespace zipml::tensor_testing {
namespace {

// A float of `exponent_bits` and `mantissa_bits` by IEEE 754's definition.
double defined_float(std::uint64_t bits, int exponent_bits, int mantissa_bits) {
  const int bias = (1 << (exponent_bits - 1)) - 1;
  const auto mantissa =
      static_cast<double>(bits & ((std::uint64_t{1} << mantissa_bits) - 1));
  const int exponent =
      static_cast<int>(bits >> mantissa_bits) & ((1 << exponent_bits) - 1);
  const bool negative = (bits >> (exponent_bits + mantissa_bits) & 1) != 0;
  double magnitude = 0;
  if (exponent == (1 << exponent_bits) - 1) {
    magnitude = mantissa == 0 ? std::numeric_limits<double>::infinity()
                              : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(mantissa, 1 - bias - mantissa_bits);
  } else {
    magnitude =
        std::ldexp(1 + std::ldexp(mantissa, -mantissa_bits), exponent - bias);
  }
  return negative ? -magnitude : magnitude;
}

// Whether the double comes back to the integer that it was made of.
bool comes_back(std::string_view type, std::uint64_t bits) {
  if (type == "uint64") {
    const auto value = static_cast<double>(bits);
    return value < 0x1p64 && static_cast<std::uint64_t>(value) == bits;
  }
  const auto integer = static_cast<std::int64_t>(bits);
  const auto value = static_cast<double>(integer);
  return value < 0x1p63 && static_cast<std::int64_t>(value) == integer;
}

std::vector<ReadTensor> read_source(ByteSource& source, Open open) {
  TensorReader reader = open(source);
  std::vector<ReadTensor> result;
  for (const TensorInfo& info : reader.tensors()) {
    result.emplace_back().info = info;
    reader.read_next(result.back().values);
    result.back().inexact = reader.inexact();
  }
  reader.finish();
  return result;
}

}  // namespace

std::vector<ReadTensor> read_tensors(const std::filesystem::path& file,
                                     Open open) {
  ByteSource source(file);
  return read_source(source, open);
}

std::vector<ReadTensor> tensors_of(std::string_view content, Open open) {
  ByteSource source(std::string(content), "FILE");
  return read_source(source, open);
}

std::string tensor_problem(std::string_view content, Open open) {
  return data_testing::message_of([&] { tensors_of(content, open); });
}

bool same_values(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) {
                      return std::bit_cast<std::uint64_t>(x) ==
                                 std::bit_cast<std::uint64_t>(y) ||
                             (std::isnan(x) && std::isnan(y));
                    });
}

std::string little_endian_bytes(std::uint64_t value, std::size_t bytes) {
  std::string text = data_testing::big_endian(value, static_cast<int>(bytes));
  std::reverse(text.begin(), text.end());
  return text;
}

double defined_value(std::string_view type, std::uint64_t bits) {
  if (type == "float16") return defined_float(bits, 5, 10);
  if (type == "bfloat16") return defined_float(bits, 8, 7);
  if (type == "float32") return defined_float(bits, 8, 23);
  if (type == "float64") return defined_float(bits, 11, 52);
  if (type == "int64")
    return static_cast<double>(static_cast<std::int64_t>(bits));
  const auto value = static_cast<double>(bits);
  if (type == "int8") return bits < 0x80 ? value : value - 0x1p8;
  if (type == "int16") return bits < 0x8000 ? value : value - 0x1p16;
  if (type == "int32") return bits < 0x80000000 ? value : value - 0x1p32;
  return value;
}

RandomNumbers random_numbers(const BinaryType& type, std::size_t count,
                             RandomStream& random) {
  RandomNumbers numbers;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t bits = random.bits() >> (64 - 8 * type.bytes);
    // Half of the wide integers are small enough to be exact.
    if (type.bytes == 8 && random.index(2) == 0) bits >>= 11;
    if (type.name == "bool") bits %= 2;
    numbers.bits.push_back(bits);
    numbers.values.push_back(defined_value(type.name, bits));
    if ((type.name == "int64" || type.name == "uint64") &&
        !comes_back(type.name, bits)) {
      ++numbers.inexact;
    }
  }
  return numbers;
}

std::string bytes_of(const std::vector<std::uint64_t>& bits, std::size_t bytes,
                     ByteOrder order) {
  std::string text;
  for (const std::uint64_t number : bits) {
    text += order == ByteOrder::kBig
                ? data_testing::big_endian(number, static_cast<int>(bytes))
                : little_endian_bytes(number, bytes);
  }
  return text;
}

std::vector<std::uint64_t> random_shape(std::size_t most_dimensions,
                                        RandomStream& random) {
  std::vector<std::uint64_t> shape(random.index(most_dimensions + 1));
  for (std::uint64_t& extent : shape) {
    extent = random.index(8) == 0 ? 0 : 1 + random.index(4);
  }
  return shape;
}

int damage(std::string_view content, Open open) {
  const auto problem = [&](std::string_view damaged) {
    const std::string message = data_testing::message_of([&] {
      for (const ReadTensor& tensor : tensors_of(damaged, open)) {
        CHECK(tensor.values.size() == tensor.info.size());
      }
    });
    if (message == "no error") return false;
    // One line that names the file.
    CHECK(message.starts_with("FILE: "));
    CHECK(std::all_of(message.begin(), message.end(),
                      [](char byte) { return byte >= 0x20 && byte < 0x7f; }));
    return true;
  };
  for (std::size_t size = 0; size < content.size(); ++size) {
    INFO("the first " << size << " bytes");
    CHECK(problem(content.substr(0, size)));
  }
  int read = 0;
  for (std::size_t i = 0; i < content.size(); ++i) {
    for (const int change : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      std::string changed(content);
      changed[i] = static_cast<char>(changed[i] ^ change);
      INFO("byte " << i << " changed by " << change);
      if (!problem(changed)) ++read;
    }
  }
  return read;
}

}  // namespace zipml::tensor_testing
