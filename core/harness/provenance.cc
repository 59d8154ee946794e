#include "core/harness/provenance.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <tbb/version.h>

#include <algorithm>
#include <array>
#include <boost/version.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/harness/build_info.h"

namespace zipml {
namespace {

// Instruction sets that choose or change a kernel: x86-64, then arm64.
constexpr std::array<std::string_view, 19> kFeatures{
    "ssse3",    "sse4_1",      "sse4_2",   "avx",         "f16c",
    "fma",      "bmi2",        "avx2",     "avx512f",     "avx512bw",
    "avx512vl", "avx512_vnni", "avx_vnni", "avx512_bf16", "asimd",
    "asimdhp",  "asimddp",     "sve",      "i8mm"};

// Without the blanks and quotes around it.
std::string_view unquoted(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\"");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\"") - first + 1);
}

// The value of the first line "KEY<separator>VALUE".
std::optional<std::string_view> value_of(std::string_view text,
                                         std::string_view key, char separator) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto split = line.find(separator);
    if (split == std::string_view::npos) continue;
    if (unquoted(line.substr(0, split)) != key) continue;
    return unquoted(line.substr(split + 1));
  }
  return std::nullopt;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> words;
  while (!(text = unquoted(text)).empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

// Empty when it cannot be read.
std::string system_file(const char* path) {
  try {
    return read_file(path);
  } catch (const UserError&) {
    return "";
  }
}

std::string system_text() {
  const std::string release = system_file("/etc/os-release");
  const auto distribution = value_of(release, "PRETTY_NAME", '=');
  std::string text(distribution.value_or("unknown"));
  struct utsname names = {};
  if (::uname(&names) == 0) {
    text +=
        fmt::format(", {} {}, {}", names.sysname, names.release, names.machine);
  }
  return text;
}

std::map<std::string, std::string> libraries() {
  const auto fmt_version =
      fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                  FMT_VERSION % 100);
  const auto boost_version =
      fmt::format("{}.{}.{}", BOOST_VERSION / 100000,
                  BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100);
  const auto json_version =
      fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                  NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
  // The others are headers; this one is loaded at run time.
  return {{"boost", boost_version},
          {"fmt", fmt_version},
          {"json", json_version},
          {"tbb", TBB_runtime_version()}};
}

}  // namespace

Cpu cpu_from_cpuinfo(std::string_view text) {
  Cpu cpu;
  cpu.model =
      std::string(value_of(text, "model name", ':').value_or("unknown"));
  auto flags = value_of(text, "flags", ':');
  if (!flags) flags = value_of(text, "Features", ':');
  const std::vector<std::string> all = words(flags.value_or(""));
  for (const std::string_view feature : kFeatures) {
    if (std::find(all.begin(), all.end(), feature) == all.end()) continue;
    cpu.features.emplace_back(feature);
  }
  return cpu;
}

Cpu this_cpu() { return cpu_from_cpuinfo(system_file("/proc/cpuinfo")); }

Provenance collect_provenance() {
  const BuildInfo& build = build_info();
  Provenance provenance;
  provenance.version = build.version;
  provenance.git_commit = build.git_commit;
  provenance.git_state = build.git_state;
  provenance.compiler = build.compiler;
  provenance.compiler_flags = build.flags;
  provenance.build_type = build.build_type;
  provenance.libraries = libraries();
  provenance.cpu = this_cpu();
  provenance.cores = static_cast<int>(std::thread::hardware_concurrency());
  provenance.system = system_text();
  return provenance;
}

std::int64_t peak_memory() {
  constexpr std::int64_t kKibibyte = 1024;  // Linux counts in these
  const std::string status = system_file("/proc/self/status");
  const auto high_water = value_of(status, "VmHWM", ':');
  if (high_water) {
    return std::strtoll(std::string(*high_water).c_str(), nullptr, 10) *
           kKibibyte;
  }
  struct rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * kKibibyte;
}

void reset_peak_memory() {
  // Linux: "5" resets the high-water mark.
  std::ofstream("/proc/self/clear_refs") << "5";
}

}  // namespace zipml
