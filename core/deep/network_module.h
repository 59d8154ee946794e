// The one symbol of the module that network_engine.h loads. Both are of the
// same build, so that they may share types.
#pragma once

#include "core/deep/network_engine.h"

namespace zipml {

// Raised with every change of the types that go to and fro.
inline constexpr int kNetworkModuleVersion = 1;

struct NetworkModule {
  int version;
  NetworkEngine (*engine)();
  bool (*has_device)(const std::string& device);
  std::unique_ptr<Network> (*make)(const std::vector<Layer>& layers,
                                   const ImageShape& shape,
                                   const std::string& device);
};

inline constexpr const char* kNetworkModuleSymbol = "zipml_network_module";

}  // namespace zipml

extern "C" const zipml::NetworkModule zipml_network_module;
