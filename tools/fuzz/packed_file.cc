#include <algorithm>
#include <string>
#include <vector>

#include "core/quantize/packed_file.h"
#include "tools/fuzz/check.h"
#include "tools/fuzz/memory_file.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {
namespace {

// A file is never smaller than its padding and a row: shorter inputs are
// continued by zeros, so that a few hundred bytes reach everything.
constexpr std::size_t kLeastFile = 4096 + 64;

struct FileRows {
  std::vector<float> labels;
  std::vector<std::uint32_t> codes;
};

bool same(const FileRows& a, const FileRows& b) {
  return a.labels == b.labels && a.codes == b.codes;
}

}  // namespace

void read_packed_file(std::string_view bytes) {
  std::string content(bytes);
  content.resize(std::max(content.size(), kLeastFile));
  const MemoryFile memory(content);
  read_checked(bytes, [&] {
    const PackedFile file(memory.path());
    require(file.plane().rows() == file.labels().size(), "a label a row");
    FileRows rows;
    rows.labels.assign(file.labels().begin(), file.labels().end());
    rows.codes.resize(file.grid().features());
    file.plane().unpack(file.plane().rows() - 1, rows.codes.data());
    file.check_plane();
    // Codes that stand for levels can be read.
    std::vector<float> first(file.grid().features());
    std::vector<float> second(file.grid().features());
    std::vector<float*> draws = {first.data(), second.data()};
    draws.resize(static_cast<std::size_t>(file.plane().draws()));
    file.plane().read(0, file.hash(), 0, draws);
    return rows;
  });
}

}  // namespace zipml::fuzz
