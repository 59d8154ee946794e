#include "core/harness/provenance.h"

#include <catch.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "core/harness/build_info.h"
#include "core/harness/value_json.h"

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

TEST_CASE("what a result says of its origin", "[unit]") {
  Provenance provenance = collect_provenance();
  CHECK(provenance.peak_memory > 1 << 20);
  CHECK(provenance.cores >= 1);
  CHECK(provenance.libraries.size() == 4);
  provenance.command = {"zipml", "run", "naive_bias"};
  provenance.seeds = {1, std::numeric_limits<std::uint64_t>::max()};
  provenance.data = {{"cadata", "ab12"}};
  provenance.started = "2020-01-02T03:04:05Z";

  const Record record = to_record(provenance);
  CHECK(record.texts("command") == provenance.command);
  CHECK(record.at("seeds") ==
        Value(Value::List{1, std::string("18446744073709551615")}));
  CHECK(record.text("data_cadata") == "ab12");
  CHECK(record_from_json(to_json(record)) == record);

  const nlohmann::ordered_json json = to_json(provenance);
  CHECK(json["git"]["commit"] == std::string(build_info().git_commit));
  CHECK(json["data"]["cadata"] == "ab12");
  CHECK(json["libraries"].contains("tbb"));
}

TEST_CASE("the host's name is not part of it", "[unit]") {
  std::array<char, 256> host{};
  REQUIRE(::gethostname(host.data(), host.size() - 1) == 0);
  const std::string name(host.data());
  // Too short a name would be found in any text.
  if (name.size() < 8) return;
  CHECK(to_json(collect_provenance()).dump().find(name) == std::string::npos);
}
