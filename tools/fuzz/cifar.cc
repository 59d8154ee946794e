#include "core/data/readers/cifar.h"

#include "tools/fuzz/check.h"
#include "tools/fuzz/memory_file.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {

void read_cifar10_file(std::string_view bytes) {
  const MemoryFile file(bytes);
  const auto data = read_checked(bytes, [&] {
    return read_cifar10({&file.path(), 1});
  });
  if (data) check(*data);
}

}  // namespace zipml::fuzz
