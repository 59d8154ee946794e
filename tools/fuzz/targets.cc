#include "tools/fuzz/targets.h"

#include <array>

namespace zipml::fuzz {
namespace {

// The names are those of the folders in corpus/, and of the programs
// (CMakeLists.txt).
constexpr std::array<Target, 16> kTargets = {{
    {"cell", read_cell_file},
    {"cifar", read_cifar10_file},
    {"config", read_config},
    {"csv", read_csv_file},
    {"fann", read_fann_file},
    {"findings", read_findings},
    {"idx", read_idx_file},
    {"idx_pair", read_idx_files},
    {"levels", read_levels_input},
    {"libsvm", read_libsvm_file},
    {"npy", read_npy_file},
    {"own_set", read_own_file},
    {"packed", read_packed},
    {"packed_file", read_packed_file},
    {"rdata", read_rdata_file},
    {"safetensors", read_safetensors_file},
}};

}  // namespace

std::span<const Target> targets() { return kTargets; }

}  // namespace zipml::fuzz
