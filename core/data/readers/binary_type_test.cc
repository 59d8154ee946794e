#include "core/data/readers/binary_type.h"

#include <catch.h>

#include <set>
#include <string>
#include <vector>

#include "core/data/readers/tensor_testing.h"

using namespace zipml;
using namespace zipml::tensor_testing;

TEST_CASE("every number of 8 and 16 bits is what its type says", "[unit]") {
  for (const BinaryType& type : binary_types()) {
    if (type.bytes > 2) continue;
    std::vector<std::uint64_t> bits;
    std::vector<double> expected;
    for (std::uint64_t i = 0; i < std::uint64_t{1} << (8 * type.bytes); ++i) {
      bits.push_back(i);
      expected.push_back(defined_value(type.name, i));
    }
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      INFO(type.name);
      std::vector<double> values(bits.size());
      const std::string bytes = bytes_of(bits, type.bytes, order);
      CHECK(type.decode(order)(bytes.data(), values.size(), values.data()) ==
            0);
      CHECK(same_values(values, expected));
    }
  }
}

TEST_CASE("wider numbers are what their type says", "[property]") {
  RandomStream random({.seed = 1});
  for (const BinaryType& type : binary_types()) {
    INFO(type.name);
    RandomNumbers numbers = random_numbers(type, 20'000, random);
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      std::vector<double> values(numbers.bits.size());
      const std::string bytes = bytes_of(numbers.bits, type.bytes, order);
      CHECK(type.decode(order)(bytes.data(), values.size(), values.data()) ==
            numbers.inexact);
      CHECK(same_values(values, numbers.values));
    }
  }
}

TEST_CASE("integers beyond 2^53 that are not exact are counted", "[unit]") {
  const auto inexact = [](const char* type, std::uint64_t bits) {
    const std::string bytes = little_endian_bytes(bits, 8);
    double value = 0;
    return binary_type(type).decode_little(bytes.data(), 1, &value);
  };
  constexpr std::uint64_t kEdge = std::uint64_t{1} << 53;
  for (const char* type : {"int64", "uint64"}) {
    CHECK(inexact(type, 0) == 0);
    CHECK(inexact(type, kEdge - 1) == 0);
    CHECK(inexact(type, kEdge) == 0);
    CHECK(inexact(type, kEdge + 1) == 1);
    CHECK(inexact(type, kEdge + 2) == 0);
    CHECK(inexact(type, std::uint64_t{1} << 63) == 0);
    CHECK(inexact(type, (std::uint64_t{1} << 63) - 1) == 1);
  }
  CHECK(inexact("int64", ~kEdge + 1) == 0);  // -2^53
  CHECK(inexact("int64", ~kEdge) == 1);      // -2^53 - 1
  CHECK(inexact("int64", ~std::uint64_t{0}) == 0);
  CHECK(inexact("uint64", ~std::uint64_t{0}) == 1);
}

TEST_CASE("types have names of their own", "[unit]") {
  std::set<std::string_view> names;
  for (const BinaryType& type : binary_types()) {
    CHECK(names.insert(type.name).second);
    CHECK(names.insert(type.safetensors_name).second);
    CHECK(names.insert(type.npy_code).second);
    CHECK(&binary_type(type.name) == &type);
  }
}
