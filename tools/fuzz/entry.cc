// What libFuzzer calls; ZIPML_FUZZ_TARGET is the name of the target.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "tools/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const auto all = zipml::fuzz::targets();
  static const auto target = std::find_if(
      all.begin(), all.end(),
      [](const auto& other) { return other.name == ZIPML_FUZZ_TARGET; });
  target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
