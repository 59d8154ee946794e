// Test helper: a target for as long as a scope.
#pragma once

#include "core/kernels/target.h"

namespace zipml::test {

class ForcedTarget {
 public:
  explicit ForcedTarget(Target target) : before_(current_target()) {
    force_target(target_name(target));
  }
  ForcedTarget(const ForcedTarget&) = delete;
  ForcedTarget& operator=(const ForcedTarget&) = delete;
  ~ForcedTarget() { force_target(target_name(before_)); }

 private:
  Target before_;
};

}  // namespace zipml::test
