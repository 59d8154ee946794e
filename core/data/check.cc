#include "core/data/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/data/float_loss.h"

namespace zipml {
namespace {

std::string first_row_of(const Dataset& data) {
  constexpr Eigen::Index kShown = 8;
  if (data.rows() == 0) return "";
  std::string text = fmt::format("{}:", data.labels[0]);
  const Eigen::Index shown = std::min(kShown, data.feature_count());
  for (Eigen::Index j = 0; j < shown; ++j) {
    text += fmt::format(" {}", data.features(0, j));
  }
  return data.feature_count() > shown ? text + " ..." : text;
}

}  // namespace

DataReport check_data(DataLibrary& library, const std::string& name,
                      const FileOptions& options) {
  DataReport report;
  report.name = name;
  const bool known =
      find_entry(library.entries(), name) != nullptr || is_data_path(name);
  try {
    const auto source = library.find(name, options);
    if (!source) {
      report.problem = "is not in any place";
      return report;
    }
    report.files = source->files;
    report.checksum = source->checksum;
    const auto data = library.load(*source);
    report.state = DataState::kGood;
    report.rows = data->rows();
    report.train_rows = data->train_rows;
    report.features = data->feature_count();
    report.mean_label = data->labels.mean();
    report.first_row = first_row_of(*data);
    if (source->own_format.empty()) return report;
    report.format = data->format;
    report.task =
        data->task == Task::kRegression ? "regression" : "classification";
    report.remarks = data->remarks;
    for (const FloatLoss& loss : find_float_loss(*data, Centring::kNone)) {
      report.remarks.push_back(loss.text());
    }
    for (const std::string& option : data->unused_options) {
      report.remarks.push_back(option + " has no effect");
    }
  } catch (const UserError& error) {
    if (!known) throw;
    report.state = DataState::kBad;
    report.problem = error.what();
  }
  return report;
}

}  // namespace zipml
