#include "core/kernels/packed_kernels.h"

#include <array>

namespace zipml {

namespace generic {
extern const PackedKernels kPackedKernels;
}
namespace avx2 {
extern const PackedKernels kPackedKernels;
}
namespace avx512vnni {
extern const PackedKernels kPackedKernels;
}

namespace {

struct ViewInfo {
  int bits;
  int most;
};
// In the order of CodeView.
constexpr std::array<ViewInfo, kCodeViews> kViews = {{
    {8, 255},
    {8, 85},
    {8, 86},
    {8, 1},
    {4, 15},
    {4, 15},
    {4, 63},
    {2, 3},
    {2, 1},
    {2, 1},
    {1, 1},
}};

const ViewInfo& info(CodeView view) {
  return kViews[static_cast<std::size_t>(view)];
}

}  // namespace

int code_view_bits(CodeView view) { return info(view).bits; }

int code_view_most(CodeView view) { return info(view).most; }

int code_view_value(CodeView view, int code, const std::uint8_t* table) {
  switch (view) {
    case CodeView::kWhole8:
    case CodeView::kWhole4:
    case CodeView::kWhole2:
    case CodeView::kWhole1:
      return code;
    case CodeView::kThird8:
      return (code + 1) / 3;
    case CodeView::kRest8:
      return code - 2 * ((code + 1) / 3);
    case CodeView::kLowBit8:
    case CodeView::kLowBit2:
      return code % 2;
    case CodeView::kHighBit2:
      return code / 2;
    case CodeView::kSmallTable4:
    case CodeView::kTable4:
      return table[code];
  }
  return 0;
}

const PackedKernels& packed_kernels(Target target) {
  static constexpr TargetVersions<PackedKernels> kVersions = {
      {Target::kGeneric, &generic::kPackedKernels},
      {Target::kAvx2, &avx2::kPackedKernels},
      {Target::kAvx512Vnni, &avx512vnni::kPackedKernels},
  };
  return kVersions.of(target);
}

}  // namespace zipml
