#include "core/data/readers/rdata.h"

#include "tools/fuzz/check.h"
#include "tools/fuzz/memory_file.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {

void read_rdata_file(std::string_view bytes) {
  const MemoryFile file(bytes);
  const auto data =
      read_checked(bytes, [&] { return read_rdata(file.path()); });
  if (data) check(*data);
}

}  // namespace zipml::fuzz
