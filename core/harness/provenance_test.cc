#include "core/harness/provenance.h"

#include <catch.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "core/harness/build_info.h"
#include "core/harness/run/study_provenance.h"

using namespace zipml;

TEST_CASE("the build knows its commit, or says that it does not", "[unit]") {
  const BuildInfo& build = build_info();
  CHECK(!build.version.empty());
  CHECK(!build.compiler.empty());
  CHECK(build.flags.find("-ffp-contract=off") != std::string_view::npos);
  if (build.git_commit == "unknown") {
    CHECK(build.git_state == "unknown");
    return;
  }
  CHECK(build.git_commit.size() == 40);
  CHECK(std::all_of(build.git_commit.begin(), build.git_commit.end(),
                    [](unsigned char c) { return std::isxdigit(c) != 0; }));
  CHECK((build.git_state == "clean" || build.git_state == "dirty"));
}

TEST_CASE("the model and the features of a processor", "[unit]") {
  const Cpu intel = cpu_from_cpuinfo(
      "processor\t: 0\nmodel name\t: Some CPU @ 2.0GHz\n"
      "flags\t\t: fpu avx2 avx512f avx fma\n\nprocessor\t: 1\n"
      "model name\t: Other\nflags\t\t: fpu\n");
  CHECK(intel.model == "Some CPU @ 2.0GHz");
  CHECK(intel.features ==
        std::vector<std::string>{"avx", "fma", "avx2", "avx512f"});
  const Cpu arm = cpu_from_cpuinfo("processor : 0\nFeatures : fp asimd sve\n");
  CHECK(arm.model == "unknown");
  CHECK(arm.features == std::vector<std::string>{"asimd", "sve"});
  CHECK(cpu_from_cpuinfo("").model == "unknown");
  CHECK(cpu_from_cpuinfo("no separator").features.empty());
}

TEST_CASE("what a program says of itself", "[unit]") {
  const Provenance provenance = collect_provenance();
  CHECK(provenance.cores >= 1);
  CHECK(provenance.libraries.size() == 4);
  CHECK(provenance.git_commit == build_info().git_commit);
}

TEST_CASE("memory that was had counts until the reset", "[unit]") {
  constexpr std::size_t kSize = std::size_t{64} << 20;
  {
    const std::vector<char> large(kSize, 1);
    CHECK(large.back() == 1);
    CHECK(peak_memory() > static_cast<std::int64_t>(kSize));
  }
  reset_peak_memory();
  CHECK(peak_memory() > 0);
}

TEST_CASE("the host's name is not part of it", "[unit]") {
  std::array<char, 256> host{};
  REQUIRE(::gethostname(host.data(), host.size() - 1) == 0);
  const std::string name(host.data());
  // Too short a name would be found in any text.
  if (name.size() < 8) return;
  const Record record = measured_by(collect_provenance());
  for (const auto& [field, value] : record) {
    if (value.is_text()) CHECK(value.text().find(name) == std::string::npos);
  }
}
