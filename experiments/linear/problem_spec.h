// What decides a problem of a linear model.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/tables/file_options.h"
#include "core/harness/findings/findings.h"
#include "core/harness/value.h"
#include "experiments/linear/record_fields.h"

namespace zipml {

// All but the last six is part of a cell's parameters. A file of one's own is
// there by its content: neither its name nor its folder is.
struct ProblemSpec {
  // As asked for: a catalogue name or the path of a file; when it is located,
  // `set` stands for the path.
  std::string data = {};
  FileOptions file = {};
  std::string normalization = "min_max";  // a key of normalization_names()
  // Only so many of the training rows are used, at equal distances; 0: all.
  Eigen::Index train_rows = 0;
  // Filled in when the data is located.
  // The set that is really used; a file of one's own by its content, as "CSV
  // file 1a2b3c4d", the checksum's first digits.
  std::string set = {};
  std::string stand_in_for = {};
  std::string checksum = {};
  // What people call it: the set, or the file's name. With what was read it is
  // no part of a cell. The two numbers are of the training rows.
  std::string name = {};
  Task task = Task::kRegression;
  std::size_t features = 0;
  std::size_t training_values = 0;  // rows times features
  bool is_own_file = false;
  // Of a file of one's own: the options that had no effect on it.
  std::vector<std::string> unused_options = {};

  // For tables: "cadata", or "bank32nh for cadata".
  std::string title() const;
  // For verdicts.
  DataLabel label() const { return {name.empty() ? set : name, stand_in_for}; }
};

// The one list of the fields that a cell keeps.
template <FieldsOf<ProblemSpec> Spec, typename Visit>
void visit_fields(Spec& spec, Visit& visit) {
  visit("data", spec.data);
  visit("set", spec.set);
  visit("stand_in_for", spec.stand_in_for);
  visit("checksum", spec.checksum);
  visit("file_label", spec.file.label);
  visit("file_train_rows", spec.file.train_rows);
  const FileOptions defaults;
  visit("file_format", spec.file.format, defaults.format);
  visit("file_header", spec.file.header, defaults.header);
  visit("file_labels", spec.file.labels, defaults.labels);
  visit("file_columns", spec.file.columns, defaults.columns);
  visit("file_drop", spec.file.drop, defaults.drop);
  visit("file_missing", spec.file.missing, defaults.missing);
  visit("file_categories", spec.file.categories, defaults.categories);
  visit("file_test", spec.file.test, defaults.test);
  visit("file_test_seed", spec.file.test_seed, defaults.test_seed);
  visit("file_task", spec.file.task, defaults.task);
  visit("normalization", spec.normalization);
  visit("spread_train_rows", spec.train_rows, 0);
}

Record to_record(const ProblemSpec& spec);
ProblemSpec problem_from_record(const Record& record);

}  // namespace zipml
