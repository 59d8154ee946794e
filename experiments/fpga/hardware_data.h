// The regression data of the authors' FPGA program.
#pragma once

#include <cstdint>
#include <vector>

#include "core/data/dataset.h"
#include "core/fpga/fixed_point_sgd.h"

namespace zipml::fpga {

struct HardwareData {
  FeatureMatrix features = {};     // rows x (features + 1), in [0, 1]
  std::vector<float> labels = {};  // in [0, 1)

  Samples samples() const;
  // (1/2K) sum_k (a_k . x - b_k)^2, in double.
  double half_mse(std::span<const float> model) const;
};

// As generate_synthetic_data of ZipML-XeonFPGA: x_j ~ U[0, 1) once,
// b_k ~ U[0, 1), a_kj = b_k x_j + U[0, 1); then each feature to [0, 1] by its
// minimum and maximum, and a feature 1 for the intercept. (Their rand() with
// srand(7) is the C library's; the draws here are ours, the law is theirs.)
// Other repetitions are other sets.
HardwareData make_hardware_data(std::int64_t rows, std::int64_t features,
                                std::uint64_t seed, int repetition);

}  // namespace zipml::fpga
