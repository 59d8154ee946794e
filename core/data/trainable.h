// Whether anything can be learned from a data set.
#pragma once

#include <string>

#include "core/data/dataset.h"

namespace zipml {

// UserError naming `file` unless the first `train_rows` rows (at least 2) have
// labels that differ, also as 32-bit floats, and a feature that varies: on
// others every excess and ratio is 0 / 0. Values that no float holds are
// refused.
void check_trainable(const Dataset& data, Eigen::Index train_rows,
                     const std::string& file);

}  // namespace zipml
