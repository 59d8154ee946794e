// What computes networks: libtorch, in a module of its own that is loaded when
// the first network is made, since loading it takes half a second and most
// commands of the program need none.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/deep/network.h"

namespace zipml {

// Why there is no engine here, a sentence; nothing where there is one. Loads
// nothing: the module may still turn out to be broken.
std::optional<std::string> missing_network_engine();

// The libtorch that this was built with, e.g. "1.13.0"; empty without. Loads
// nothing.
std::string network_library_version();

// What the engine computes with, e.g. library "libtorch 1.13.1" and
// instruction_set "AVX2, oneDNN AVX-512" (libtorch's own, and that of its
// convolutions): floating-point sums depend on both.
struct NetworkEngine {
  std::string library = {};
  std::string instruction_set = {};
};

// UserError when there is no engine, or its module cannot be loaded. From then
// on the process keeps the memory that it frees (mallopt), for tensors to come.
NetworkEngine network_engine();

// `device`: "cpu", or "cuda" where the libtorch has it, whose sums may come in
// another order each time. UserError as above, and when the device is not to
// be had.
std::unique_ptr<Network> make_network(const std::vector<Layer>& layers,
                                      const ImageShape& shape,
                                      const std::string& device = "cpu");

}  // namespace zipml
