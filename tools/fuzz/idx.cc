#include "core/data/readers/idx.h"

#include <algorithm>

#include "tools/fuzz/check.h"
#include "tools/fuzz/memory_file.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {

void read_idx_file(std::string_view bytes) {
  const std::string content(bytes);
  const auto table = read_checked(bytes, [&] {
    ByteSource source(content, "a.idx");
    return read_idx_table(source);
  });
  if (table) check(*table);
}

// Two bytes say how many of the others are those of the images.
void read_idx_files(std::string_view bytes) {
  if (bytes.size() < 2) return;
  const std::size_t images = static_cast<unsigned char>(bytes[0]) +
                             256u * static_cast<unsigned char>(bytes[1]);
  const std::string_view both = bytes.substr(2);
  const std::size_t split = std::min(images, both.size());
  const MemoryFile first(both.substr(0, split));
  const MemoryFile second(both.substr(split));
  const IdxPair pair{first.path(), second.path()};
  const auto data = read_checked(bytes, [&] { return read_idx({&pair, 1}); });
  if (data) check(*data);
}

}  // namespace zipml::fuzz
