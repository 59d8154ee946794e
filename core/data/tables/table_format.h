// Which format a content has.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zipml {

enum class TableFormat { kCsv, kLibsvm, kIdx, kNpy, kSafetensors };

// "csv", "libsvm", ..., as FileOptions::format has them, after "auto".
std::vector<std::string> table_format_names();

// The format by the first bytes of a content (unpacked; kSampleBytes of them
// or all), with the file's name as a hint where the bytes leave it open; or as
// `wanted` says, if it is not "auto". UserError for an unknown name, and for
// what is known and not read (Parquet, HDF5, pickle, spreadsheets, pictures,
// tar and others), which is named.
TableFormat find_table_format(std::string_view start,
                              const std::filesystem::path& path,
                              const std::string& wanted);

}  // namespace zipml
