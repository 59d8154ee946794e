// What is known of this program since it was built. The values come from
// tools/cmake/ZipmlVersion.cmake, which looks at git on every build.
#pragma once

#include <string_view>

namespace zipml {

struct BuildInfo {
  std::string_view version;  // of the tool, "0.1.0"
  // 40 hexadecimal digits; "unknown" when built outside a git checkout, e.g.
  // from a source archive.
  std::string_view git_commit;
  // "clean", "dirty" (tracked files differ from the commit) or "unknown".
  std::string_view git_state;
  std::string_view compiler;    // "GNU 12.2.0"
  std::string_view flags;       // of the compiler, as CMake passes them
  std::string_view build_type;  // "Release"
};

const BuildInfo& build_info();

// The beginning of a commit, 12 digits, which is enough to name it to people.
inline std::string_view short_commit(std::string_view commit) {
  return commit.substr(0, 12);
}

}  // namespace zipml
