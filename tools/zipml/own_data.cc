#include "tools/zipml/own_data.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/data/readers/byte_source.h"
#include "core/data/readers/csv.h"
#include "core/data/tables/own_set.h"
#include "core/data/tables/table_format.h"

namespace zipml {
namespace {

// The columns of a CSV that has a header, but for row names and empty ones.
std::vector<std::string> csv_columns(const std::string& path) {
  ByteSource source(path);
  const TableFormat format =
      find_table_format(source.start(kSampleBytes), path, "auto");
  if (format != TableFormat::kCsv) return {};
  const CsvLayout layout = csv_layout_of(source, {});
  std::vector<std::string> names;
  for (std::size_t i = 0; i < layout.names.size(); ++i) {
    if (layout.roles[i] == ColumnRole::kValues)
      names.push_back(layout.names[i]);
  }
  return names;
}

// A name that one column has.
bool is_name(const std::vector<std::string>& columns, const std::string& name) {
  return !name.empty() && std::count(columns.begin(), columns.end(), name) == 1;
}

// The label's name among the columns; empty where it has none of its own.
std::string label_among(const std::vector<std::string>& columns) {
  const auto named =
      std::find_if(columns.begin(), columns.end(), sounds_like_label);
  if (named != columns.end() && is_name(columns, *named)) return *named;
  if (columns.empty() || !is_name(columns, columns.back())) return "";
  return columns.back();
}

// The options that allow for as little as it takes. UserError of the plain ones
// where none will do.
std::pair<FileOptions, std::shared_ptr<const Dataset>> read_somehow(
    DataLibrary& library, const std::string& path, const FileOptions& plain) {
  std::optional<UserError> first;
  for (const char* categories : {"refuse", "one_hot"}) {
    for (const char* missing : {"refuse", "mean", "drop"}) {
      FileOptions options = plain;
      options.categories = categories;
      options.missing = missing;
      try {
        const auto source = library.find(path, options);
        return {options, library.load(*source)};
      } catch (const UserError& error) {
        if (!first) first = error;
      }
    }
  }
  throw UserError(*first);
}

}  // namespace

OwnData look_at_data(DataLibrary& library, const std::string& path,
                     const std::string& label) {
  if (is_stream(path)) {
    fail_in(path, "can be read only once, and a config may be run often",
            "a file was expected");
  }
  OwnData own;
  own.columns = csv_columns(path);
  own.options.label = label.empty() ? label_among(own.columns) : label;
  const auto [options, data] = read_somehow(library, path, own.options);
  own.options = options;
  own.format = data->format;
  own.remarks = data->remarks;
  own.task = data->task;
  own.rows = data->rows();
  own.features = data->feature_count();
  return own;
}

}  // namespace zipml
