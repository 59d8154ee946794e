#include "core/data/tables/read_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/readers/csv.h"
#include "core/data/readers/idx.h"
#include "core/data/readers/libsvm.h"
#include "core/data/readers/tensor_reader.h"
#include "core/data/readers/text_source.h"
#include "core/data/tables/table_format.h"

namespace zipml {
namespace {

NumberTable read_tensor(TensorReader reader, const std::string& format,
                        const std::filesystem::path& path) {
  if (reader.tensors().size() != 1) {
    fail_in(path,
            fmt::format("holds {} tensors; a table of numbers was expected",
                        reader.tensors().size()),
            "`zipml levels --each tensor` takes such a file");
  }
  const TensorInfo& info = reader.tensors().front();
  if (info.size() == 0) {
    fail_in(path, fmt::format("has no numbers: its shape is {}",
                              fmt::join(info.shape, " x ")));
  }
  const auto rows =
      static_cast<Eigen::Index>(info.shape.empty() ? 1 : info.shape.front());
  const auto size = static_cast<Eigen::Index>(info.size());
  require_memory(8.0 * static_cast<double>(size), path,
                 fmt::format("{} 64-bit floats", size));
  NumberTable table;
  table.format = fmt::format("{} of {} {}", format,
                             fmt::join(info.shape, " x "), info.type);
  // Room for what comes: a header may say more than there is.
  Eigen::Index filled = 0;
  reader.read_next([&](std::span<const double> numbers) {
    const Eigen::Index needed =
        filled + static_cast<Eigen::Index>(numbers.size());
    if (needed > table.values.size()) {
      table.values.conservativeResize(
          std::min(size, std::max(needed, 2 * filled)), 1);
    }
    std::copy(numbers.begin(), numbers.end(), table.values.data() + filled);
    filled = needed;
  });
  table.values.resize(rows, size / rows);  // the same numbers in place
  reader.finish();
  if (reader.inexact() > 0) {
    table.remarks.push_back(
        fmt::format("{} whole numbers above 2^53 were rounded to 64-bit floats",
                    reader.inexact()));
  }
  return table;
}

// Numbers that are none are missing values, or mistakes.
void check_values(NumberTable& table, const FileOptions& options,
                  const std::filesystem::path& path) {
  std::vector<Diagnostic> mistakes;
  for (Eigen::Index row = 0; row < table.values.rows(); ++row) {
    if (table.values.row(row).allFinite()) continue;
    for (Eigen::Index column = 0; column < table.values.cols(); ++column) {
      double& value = table.values(row, column);
      if (std::isfinite(value)) continue;
      if (std::isnan(value) && options.missing != "refuse") {
        value = missing_value();
        continue;
      }
      mistakes.push_back(
          {.file = path,
           .message =
               fmt::format("row {}, column {}: {}; a number was expected", row,
                           column, std::isnan(value) ? "NaN" : "an infinity"),
           .hint = std::isnan(value) && mistakes.empty()
                       ? "file.missing=drop leaves such rows out, mean fills in"
                       : ""});
      if (mistakes.size() == kMostMistakes) throw UserError(mistakes);
    }
  }
  if (!mistakes.empty()) throw UserError(std::move(mistakes));
}

// Takes the wanted columns of a table that has all.
void choose(NumberTable& table, const FileOptions& options, LabelUse label,
            const std::filesystem::path& path) {
  const ColumnChoice choice =
      choose_columns({.file = path,
                      .count = table.values.cols(),
                      .label_is_apart = !options.labels.empty()},
                     options, label);
  const auto count = static_cast<Eigen::Index>(choice.features.size());
  table.has_label = choice.label >= 0;
  if (table.has_label) {
    table.label = {.number = choice.label};
    table.labels = table.values.col(choice.label);
  }
  if (count == table.values.cols()) {
    std::vector<Eigen::Index> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    if (choice.features == all) return;
  }
  for (const Eigen::Index place : choice.features) {
    table.columns.push_back({.number = place});
  }
  table.values = DataMatrix(table.values(Eigen::all, choice.features));
}

NumberTable read_as(TableFormat format, ByteSource& source,
                    const FileOptions& options, LabelUse label) {
  switch (format) {
    case TableFormat::kCsv:
      return read_csv(source, options, label);
    case TableFormat::kLibsvm:
      return read_libsvm(source, options, label);
    case TableFormat::kIdx:
      return read_idx_table(source);
    case TableFormat::kNpy:
      return read_tensor(open_npy(source), ".npy", source.path());
    case TableFormat::kSafetensors:
      return read_tensor(open_safetensors(source), "safetensors",
                         source.path());
  }
  return {};
}

// Of those that were given.
std::vector<std::string> unused_options(TableFormat format,
                                        const FileOptions& options) {
  std::vector<std::string> unused;
  const bool is_csv = format == TableFormat::kCsv;
  const FileOptions defaults;
  if (!is_csv && options.header != defaults.header) {
    unused.push_back("file.header");
  }
  if (!is_csv && options.categories != defaults.categories) {
    unused.push_back("file.categories");
  }
  const bool label_is_apart =
      format == TableFormat::kLibsvm || !options.labels.empty();
  if (label_is_apart && options.label != defaults.label) {
    unused.push_back("file.label");
  }
  const bool may_lack_values = format != TableFormat::kLibsvm;
  if (!may_lack_values && options.missing != defaults.missing) {
    unused.push_back("file.missing");
  }
  return unused;
}

}  // namespace

NumberTable read_table(ByteSource& source, const FileOptions& options,
                       LabelUse label) {
  const TableFormat format = find_table_format(source.start(kSampleBytes),
                                               source.path(), options.format);
  NumberTable table = read_as(format, source, options, label);
  const bool has_columns =
      format == TableFormat::kCsv || format == TableFormat::kLibsvm;
  if (!has_columns) {
    check_values(table, options, source.path());
    choose(table, options, label, source.path());
  }
  table.unused = unused_options(format, options);
  table.checksum = source.content_sha256();
  if (!source.remark().empty()) table.remarks.push_back(source.remark());
  return table;
}

}  // namespace zipml
