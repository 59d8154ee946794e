#include "core/models/fixed_blocking.h"

#include <Eigen/Core>

namespace zipml {

void fix_product_blocking() {
  constexpr std::ptrdiff_t kKibibyte = 1024;
  Eigen::setCpuCacheSizes(32 * kKibibyte, 512 * kKibibyte, 8192 * kKibibyte);
}

}  // namespace zipml
