#include "experiments/numerics.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <stdexcept>
#include <string_view>

namespace zipml {
namespace {

struct Library {
  std::string_view name;
  int version;
  std::initializer_list<std::string_view> uses;
};

// Those of core, and what the experiments on linear models share; each after
// all that it uses.
const std::array<Library, 12> kLibraries = {{
    {"base", 1, {}},
    {"kernels", 1, {"base"}},
    {"data", 1, {"base"}},
    {"optimal", 1, {"base", "kernels"}},
    {"quantize", 1, {"base", "kernels", "optimal"}},
    {"polynomial", 1, {"base"}},
    {"models", 1, {"base", "kernels", "data"}},
    {"sgd", 1, {"quantize", "polynomial", "models"}},
    {"fpga", 1, {"base"}},
    {"deep", 1, {"data", "optimal"}},
    {"tomography", 1, {"sgd"}},
    {"linear", 1, {"sgd"}},
}};

const Library& library_of(std::string_view name) {
  const auto found =
      std::find_if(kLibraries.begin(), kLibraries.end(),
                   [&](const Library& own) { return own.name == name; });
  if (found == kLibraries.end()) {
    throw std::out_of_range("no library " + std::string(name));
  }
  return *found;
}

void add(std::string_view name, Record& versions) {
  const Library& library = library_of(name);
  versions.set(name, library.version);
  for (const std::string_view used : library.uses) add(used, versions);
}

}  // namespace

Record numerics_of(const std::vector<std::string>& libraries) {
  Record versions;
  for (const std::string& name : libraries) add(name, versions);
  return versions;
}

}  // namespace zipml
