// The text format of the FANN library (Fast Artificial Neural Network).
#pragma once

#include <filesystem>
#include <span>

#include "core/data/dataset.h"

namespace zipml {

// What becomes of the outputs of a row, of which the format has any number.
enum class FannLabel {
  kFirstOutput,  // regression on the first; the others are left out
  kFirstClass,   // two outputs: +1 where the first is the larger, else -1
  kClassNumber,  // 0-based number of the largest output
};

// The rows of all files; train_rows are the rows of the first. A file starts
// with `rows inputs outputs`; then a line of inputs and a line of outputs in
// turn. Files may be packed (text_source.h).
// UserError with line and column: a header that is not three whole numbers
// from 1, a line with more or fewer numbers, a field that is no finite float,
// fewer or more rows than the header says, files that differ in shape; two
// outputs are needed for kFirstClass.
Dataset read_fann(std::span<const std::filesystem::path> files,
                  FannLabel label);

}  // namespace zipml
