// A data frame out of an R data file (.rda), as R's own data sets have.
#pragma once

#include <filesystem>

#include "core/data/dataset.h"

namespace zipml {

// Reads the first data frame of a file that R's save() wrote in its binary
// (XDR) form, versions 2 and 3, plain or packed (text_source.h). Numeric and
// integer columns are features, in order and with their names; the one factor
// column holds the labels: its level's text as a number where every level is
// one ("1" is 1), otherwise the 1-based number of the level. All rows train;
// the task is classification.
// UserError: not such a file, truncated, no data frame, no factor column or
// more than one, a missing value, an R object that is not known here.
// Format: R Internals, "Serialization Formats".
Dataset read_rdata(const std::filesystem::path& file);

}  // namespace zipml
