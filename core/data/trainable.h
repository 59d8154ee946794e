// Whether anything can be learned from a data set.
#pragma once

#include <string>

#include "core/data/dataset.h"

namespace zipml {

// UserError naming `file` unless the first `train_rows` rows (at least 2) have
// labels that differ and a feature that varies: on others every excess and
// ratio is 0 / 0.
void check_trainable(const Dataset& data, Eigen::Index train_rows,
                     const std::string& file);

}  // namespace zipml
