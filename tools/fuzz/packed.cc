#include <string>

#include "core/data/readers/byte_source.h"
#include "tools/fuzz/check.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {
namespace {

// Some bytes unpack to gigabytes, which no reader here would take.
constexpr std::size_t kMostContent = 1 << 20;

struct Content {
  std::string bytes = {};
  std::string remark = {};
  std::string checksum = {};
};

bool same(const Content& a, const Content& b) {
  return a.bytes == b.bytes && a.remark == b.remark && a.checksum == b.checksum;
}

}  // namespace

void read_packed(std::string_view bytes) {
  const std::string packed(bytes);
  read_checked(bytes, [&] {
    ByteSource source(packed, "a.csv.gz", Checksum::kYes);
    Content content;
    const std::string start(source.start(100));
    for (auto piece = source.next();
         !piece.empty() && content.bytes.size() < kMostContent;
         piece = source.next()) {
      content.bytes += piece;
    }
    require(content.bytes.starts_with(start), "start() is the start");
    require(source.is_packed() || content.bytes == packed,
            "what is not packed is given as it is");
    content.remark = source.remark();
    content.checksum = source.content_sha256();
    return content;
  });
}

}  // namespace zipml::fuzz
