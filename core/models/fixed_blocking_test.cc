#include "core/models/fixed_blocking.h"

#include <catch.h>

#include <Eigen/Core>
#include <array>

using namespace zipml;

namespace {

// A sum of 7000 products, which one block does not hold.
Eigen::MatrixXd long_product() {
  const Eigen::Index rows = 7000, columns = 12;
  Eigen::MatrixXd a(rows, columns);
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    a.data()[i] = 1 / (1.0 + static_cast<double>(i % 997));
  }
  return a.transpose() * a;
}

}  // namespace

TEST_CASE("the bits of a product do not hang on the caches of the CPU",
          "[unit]") {
  struct Restore {
    std::ptrdiff_t l1 = Eigen::l1CacheSize(), l2 = Eigen::l2CacheSize(),
                   l3 = Eigen::l3CacheSize();
    ~Restore() { Eigen::setCpuCacheSizes(l1, l2, l3); }
  } const restore;
  fix_product_blocking();
  const Eigen::MatrixXd fixed = long_product();
  constexpr std::ptrdiff_t kKibibyte = 1024;
  bool any_other = false;
  for (const std::ptrdiff_t l1 : {16, 32, 48, 64}) {
    Eigen::setCpuCacheSizes(l1 * kKibibyte, 1024 * kKibibyte,
                            32768 * kKibibyte);
    any_other = any_other || long_product() != fixed;
    fix_product_blocking();
    CHECK(long_product() == fixed);
  }
  // Or there would be nothing to fix.
  CHECK(any_other);
}
