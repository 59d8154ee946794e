#include "core/data/readers/invesalius.h"

#include <fmt/format.h>

#include <cstddef>
#include <string>

#include "core/base/error.h"
#include "core/data/fetch/archive.h"
#include "core/data/readers/binary_type.h"

namespace zipml {

Dataset read_invesalius(const std::filesystem::path& file, Eigen::Index slices,
                        Eigen::Index slice_size) {
  const std::string voxels = read_archived(file, "matrix.dat");
  const auto count = static_cast<std::size_t>(slices * slice_size);
  const BinaryType& type = binary_type("int16");
  if (voxels.size() != count * type.bytes) {
    fail_in(file, fmt::format("matrix.dat has {} bytes; {} slices of {} voxels "
                              "of 2 bytes were expected",
                              voxels.size(), slices, slice_size));
  }
  Dataset data;
  data.task = Task::kRegression;
  data.features.resize(slices, slice_size);
  type.decode(ByteOrder::kLittle)(voxels.data(), count, data.features.data());
  data.labels =
      Eigen::VectorXd::LinSpaced(slices, 0, static_cast<double>(slices - 1));
  data.train_rows = slices;
  return data;
}

}  // namespace zipml
