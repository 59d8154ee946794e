// Where a result comes from: program, machine and request.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/harness/value.h"

namespace zipml {

// Of result files: raised when a reader of the old ones would misread the new.
inline constexpr int kResultSchema = 1;

struct Cpu {
  std::string model = {};  // "unknown" when the system does not say
  // Those that matter to the kernels, e.g. "avx2", in the system's spelling.
  std::vector<std::string> features = {};
};

// What /proc/cpuinfo says (x86-64 and arm64).
Cpu cpu_from_cpuinfo(std::string_view text);

// Of this machine.
Cpu this_cpu();

// There is no host and no user name in it.
struct Provenance {
  int schema = kResultSchema;
  std::string version = {};
  std::string git_commit = {};
  std::string git_state = {};  // clean, dirty or unknown
  std::string compiler = {};
  std::string compiler_flags = {};
  std::string build_type = {};
  std::map<std::string, std::string> libraries = {};  // name -> version
  Cpu cpu = {};
  int cores = 0;            // that this process may use; 0: unknown
  std::string system = {};  // distribution, kernel and architecture

  // Given by the caller.
  std::vector<std::string> command = {};  // as typed
  std::vector<std::uint64_t> seeds = {};
  std::map<std::string, std::string> data = {};  // name -> SHA-256
  std::string started = {};                      // date and time
  std::string finished = {};

  std::int64_t peak_memory = 0;  // bytes, of this process so far
};

// What the program can tell by itself; the caller adds the rest. Reads the
// system's files; what it cannot find out is "unknown".
Provenance collect_provenance();

// The most memory that this process has had, in bytes.
std::int64_t peak_memory();

// Flat: "git_commit", "library_fmt", "data_cadata", ... A seed that does not
// fit into 63 bits is text.
Record to_record(const Provenance& provenance);
// Nested: {"git": {"commit", "state"}, "libraries": {...}, ...}.
nlohmann::ordered_json to_json(const Provenance& provenance);

}  // namespace zipml
