// What the tests of the tensor readers share.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/data/readers/tensor_reader.h"

namespace zipml::tensor_testing {

using Open = TensorReader (*)(ByteSource&);

struct ReadTensor {
  TensorInfo info;
  std::vector<double> values;
  std::uint64_t inexact = 0;
};

// All that a file holds, to its end.
std::vector<ReadTensor> read_tensors(const std::filesystem::path& file,
                                     Open open);
// The same of a content in memory, named "FILE".
std::vector<ReadTensor> tensors_of(std::string_view content, Open open);
// The message of reading it; "no error" if none.
std::string tensor_problem(std::string_view content, Open open);

// Whether equal to the bit, or both NaN.
bool same_values(const std::vector<double>& a, const std::vector<double>& b);

// The bytes of a whole number, low ones first.
std::string little_endian_bytes(std::uint64_t value, std::size_t bytes);

// Random numbers of a type: any bits (for bool, 0 or 1), and what they are by
// the plain definition of the type.
struct RandomNumbers {
  std::vector<std::uint64_t> bits;
  std::vector<double> values;
  std::uint64_t inexact = 0;
};
RandomNumbers random_numbers(const BinaryType& type, std::size_t count,
                             RandomStream& random);
// A number's value by the definition of its type.
double defined_value(std::string_view type, std::uint64_t bits);
// The bytes of numbers.
std::string bytes_of(const std::vector<std::uint64_t>& bits, std::size_t bytes,
                     ByteOrder order);

// Up to `most_dimensions` extents from 0 to 4.
std::vector<std::uint64_t> random_shape(std::size_t most_dimensions,
                                        RandomStream& random);

// Reads every truncation of a good content, which must be a UserError, and
// every content with one byte changed in nine ways, which must be one or a
// result. Returns how many of the changed ones were read.
int damage(std::string_view content, Open open);

}  // namespace zipml::tensor_testing
