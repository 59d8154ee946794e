// What computes: program, machine and request.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zipml {

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
  std::string target = {};                // instruction set of the kernels
  std::vector<std::string> command = {};  // as typed
};

// What the program can tell by itself; the caller adds the rest. Reads the
// system's files; what it cannot find out is "unknown".
Provenance collect_provenance();

// The most memory that this process has had since its start, or since the last
// reset, in bytes.
std::int64_t peak_memory();
// Where the system allows it; else peak_memory goes on counting from the start.
void reset_peak_memory();

}  // namespace zipml
