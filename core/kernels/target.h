// The instruction sets that kernels are compiled for, and the one that runs.
//
// A family of kernels is one body, NAME_body.h, compiled once a target in that
// target's namespace (NAME_generic.cc, NAME_avx2.cc, ...) with that target's
// flags (zipml_kernel_family of tools/cmake/ZipmlKernels.cmake). NAME.cc lists
// the versions, a row a target, and chooses by current_target(). Every version
// of a family gives the same bits, so which target runs is a matter of speed
// alone.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>

namespace zipml {

// From the narrowest vectors to the widest.
enum class Target {
  kGeneric,     // any CPU
  kAvx2,        // x86-64 with AVX2
  kAvx512,      // x86-64 with AVX-512 F, BW, DQ and VL
  kAvx512Vnni,  // the same with VNNI and VBMI
};
inline constexpr std::size_t kTargetCount = 4;

struct TargetInfo {
  Target target;
  std::string_view name;
  bool (*is_supported)();  // by the CPU that this runs on
};

// Every target, in the order of Target.
std::span<const TargetInfo> all_targets();

// "generic", "avx2", "avx512", "avx512vnni".
std::string_view target_name(Target target);

// Those that this CPU runs, in the order of Target; the first is kGeneric.
std::span<const Target> available_targets();

// What kernels run on: the last of available_targets(), or what was forced.
Target current_target();

// From now on kernels run on the target of that name, in every thread. For the
// start of a program and for tests: what is running already may finish on the
// target before. UserError, with a list of the available ones: a name that is
// unknown, or of a target that this CPU does not run.
void force_target(std::string_view name);

// force_target() for as long as a scope.
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

// The versions of one family of kernels: a row for each target that it is
// compiled for, in the order of Target, kGeneric first. A target without a row
// gets the version of the next lower one that has one.
template <typename Table>
class TargetVersions {
 public:
  struct Row {
    Target target;
    const Table* table;
  };

  constexpr TargetVersions(std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
      const auto first = static_cast<std::size_t>(row.target);
      for (std::size_t i = first; i < kTargetCount; ++i) tables_[i] = row.table;
    }
  }

  const Table& of(Target target) const {
    return *tables_[static_cast<std::size_t>(target)];
  }

 private:
  std::array<const Table*, kTargetCount> tables_{};
};

}  // namespace zipml
