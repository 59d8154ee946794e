#include <bit>
#include <cstdint>
#include <vector>

#include "core/data/readers/tensor_reader.h"
#include "tools/fuzz/check.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {
namespace {

// The bits of all numbers, tensor after tensor.
struct Numbers {
  std::vector<std::vector<std::uint64_t>> tensors = {};
};

bool same(const Numbers& a, const Numbers& b) { return a.tensors == b.tensors; }

// Reads the numbers of all tensors but every third, which is passed over.
Numbers read_all(TensorReader reader) {
  Numbers all;
  std::vector<double> values;
  for (std::size_t i = 0; i < reader.tensors().size(); ++i) {
    const TensorInfo& info = reader.tensors()[i];
    require(!info.description().empty(), "a tensor can be described");
    if (i % 3 == 2) {
      reader.skip_next();
      continue;
    }
    reader.read_next(values);
    require(values.size() == info.size(), "a tensor has the numbers it says");
    all.tensors.emplace_back();
    for (const double value : values) {
      all.tensors.back().push_back(std::bit_cast<std::uint64_t>(value));
    }
  }
  reader.finish();
  return all;
}

}  // namespace

void read_npy_file(std::string_view bytes) {
  const std::string content(bytes);
  read_checked(bytes, [&] {
    ByteSource source(content, "a.npy");
    return read_all(open_npy(source));
  });
}

void read_safetensors_file(std::string_view bytes) {
  const std::string content(bytes);
  read_checked(bytes, [&] {
    ByteSource source(content, "a.safetensors");
    return read_all(open_safetensors(source));
  });
}

}  // namespace zipml::fuzz
