// A volume as InVesalius keeps it: a packed tar archive of a property list and
// a file of voxels.
#pragma once

#include <filesystem>

#include "core/data/dataset.h"

namespace zipml {

// The file "matrix.dat" inside: slices of height x width voxels, one after the
// other, as little-endian whole numbers of 16 bits (Hounsfield units of a CT).
// A row a slice, its voxels as features, its number from 0 as label; all rows
// train. Which shape it has, the caller says: the property list is not read.
// UserError: no such archive or file in it, or not slices x slice_size voxels.
Dataset read_invesalius(const std::filesystem::path& file, Eigen::Index slices,
                        Eigen::Index slice_size);

}  // namespace zipml
