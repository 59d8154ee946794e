#include "core/deep/network_engine.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <malloc.h>

#include <filesystem>
#include <limits>
#include <system_error>

#include "core/base/error.h"
#include "core/deep/network_module.h"

namespace zipml {
namespace {

#ifdef ZIPML_NETWORK_MODULE
// Beside the installed program; otherwise where it was built.
std::optional<std::filesystem::path> module_path() {
  std::error_code error;
  const std::filesystem::path program =
      std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path installed =
      program.parent_path() / ZIPML_NETWORK_MODULE_INSTALLED;
  for (const std::filesystem::path& path :
       {installed, std::filesystem::path(ZIPML_NETWORK_MODULE)}) {
    if (std::filesystem::exists(path, error)) return path;
  }
  return std::nullopt;
}
#else
std::optional<std::filesystem::path> module_path() { return std::nullopt; }
#endif

// Each step of a network's training allocates and frees tensors of megabytes.
// By its defaults the C library gives each back to the system, which maps and
// zeroes it anew for the next: that can take longer than the arithmetic.
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kLargestMmapThreshold = 32 << 20;  // that glibc takes
  mallopt(M_MMAP_THRESHOLD, kLargestMmapThreshold);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

const NetworkModule& load_module() {
  const std::optional<std::filesystem::path> path = module_path();
  if (!path) throw UserError(Diagnostic{.message = *missing_network_engine()});
  // Never closed: libtorch does not survive that.
  void* const library = dlopen(path->c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw UserError(Diagnostic{
        .file = path->string(),
        .message = fmt::format("cannot be loaded: {}", dlerror()),
        .hint = "is the libtorch that it was built with still installed?"});
  }
  const void* const symbol = dlsym(library, kNetworkModuleSymbol);
  const auto* const found = static_cast<const NetworkModule*>(symbol);
  if (found == nullptr || found->version != kNetworkModuleVersion) {
    throw UserError(Diagnostic{
        .file = path->string(),
        .message = "is no module of this program, or of another version of it",
        .hint = "build and install both together"});
  }
  keep_freed_memory();
  return *found;
}

// Loaded once; tried again after a failure.
const NetworkModule& network_module() {
  static const NetworkModule& loaded = load_module();
  return loaded;
}

}  // namespace

std::optional<std::string> missing_network_engine() {
  if (module_path()) return std::nullopt;
#ifdef ZIPML_NETWORK_MODULE
  return fmt::format("the module with libtorch, {}, is not there",
                     ZIPML_NETWORK_MODULE);
#else
  return "this program was built without libtorch (-DZIPML_DEEP=OFF)";
#endif
}

std::string network_library_version() {
#ifdef ZIPML_NETWORK_MODULE
  return ZIPML_TORCH_VERSION;
#else
  return "";
#endif
}

NetworkEngine network_engine() { return network_module().engine(); }

std::unique_ptr<Network> make_network(const std::vector<Layer>& layers,
                                      const ImageShape& shape,
                                      const std::string& device) {
  const NetworkModule& loaded = network_module();
  if (!loaded.has_device(device)) {
    throw UserError(Diagnostic{
        .message = fmt::format("{} has no device \"{}\" here",
                               loaded.engine().library, device),
        .hint = "build with one that has: -DCMAKE_PREFIX_PATH=LIBTORCH"});
  }
  return loaded.make(layers, shape, device);
}

}  // namespace zipml
