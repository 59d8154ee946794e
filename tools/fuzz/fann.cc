#include "core/data/readers/fann.h"

#include <array>

#include "tools/fuzz/check.h"
#include "tools/fuzz/memory_file.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {

// The first byte says what the label is.
void read_fann_file(std::string_view bytes) {
  if (bytes.empty()) return;
  constexpr std::array<FannLabel, 3> kLabels = {
      FannLabel::kFirstOutput, FannLabel::kFirstClass, FannLabel::kClassNumber};
  const auto way = static_cast<unsigned char>(bytes[0]);
  const MemoryFile file(bytes.substr(1));
  const auto data = read_checked(bytes, [&] {
    return read_fann({&file.path(), 1}, kLabels[way % kLabels.size()]);
  });
  if (data) check(*data);
}

}  // namespace zipml::fuzz
