#include "core/kernels/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace zipml {
namespace {

bool runs_generic() { return true; }

// Elsewhere than on x86-64 the units of these targets are compiled without
// their flags (tools/cmake/ZipmlKernels.cmake), and are never chosen.
#if defined(__x86_64__)
bool runs_avx2() { return __builtin_cpu_supports("avx2") != 0; }
bool runs_avx512() {
  return __builtin_cpu_supports("avx512f") != 0 &&
         __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512dq") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0;
}
bool runs_avx512_vnni() {
  return runs_avx512() && __builtin_cpu_supports("avx512vnni") != 0 &&
         __builtin_cpu_supports("avx512vbmi") != 0;
}
#else
bool runs_avx2() { return false; }
bool runs_avx512() { return false; }
bool runs_avx512_vnni() { return false; }
#endif

constexpr std::array<TargetInfo, kTargetCount> kTargets = {{
    {Target::kGeneric, "generic", runs_generic},
    {Target::kAvx2, "avx2", runs_avx2},
    {Target::kAvx512, "avx512", runs_avx512},
    {Target::kAvx512Vnni, "avx512vnni", runs_avx512_vnni},
}};

std::atomic<Target>& chosen_target() {
  static std::atomic<Target> target = available_targets().back();
  return target;
}

}  // namespace

std::span<const TargetInfo> all_targets() { return kTargets; }

std::string_view target_name(Target target) {
  return kTargets[static_cast<std::size_t>(target)].name;
}

std::span<const Target> available_targets() {
  static const std::vector<Target> targets = [] {
    std::vector<Target> supported;
    for (const TargetInfo& info : kTargets) {
      if (info.is_supported()) supported.push_back(info.target);
    }
    return supported;
  }();
  return targets;
}

Target current_target() {
  return chosen_target().load(std::memory_order_relaxed);
}

void force_target(std::string_view name) {
  std::vector<std::string> available;
  for (const Target target : available_targets()) {
    if (target_name(target) == name) {
      chosen_target().store(target, std::memory_order_relaxed);
      return;
    }
    available.emplace_back(target_name(target));
  }
  const bool is_known =
      std::any_of(kTargets.begin(), kTargets.end(),
                  [&](const TargetInfo& info) { return info.name == name; });
  fail({.message = fmt::format(
            "{} \"{}\", expected one of {}",
            is_known ? "this CPU does not run the target" : "unknown target",
            name, fmt::join(available, ", ")),
        .hint = is_known ? "" : did_you_mean(std::string(name), available)});
}

}  // namespace zipml
