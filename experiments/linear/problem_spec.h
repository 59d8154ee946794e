// What decides a problem of a linear model.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <string>

#include "core/data/dataset.h"
#include "core/data/library.h"
#include "core/harness/findings/findings.h"
#include "core/harness/value.h"
#include "experiments/linear/record_fields.h"

namespace zipml {

// All but the last three is part of a cell's parameters.
struct ProblemSpec {
  std::string data = {};  // as asked for: a catalogue name or a file
  FileOptions file = {};
  std::string normalization = "min_max";  // a key of normalization_names()
  // Only so many of the training rows are used; 0: all.
  Eigen::Index train_rows = 0;
  // Filled in when the data is located.
  std::string set = {};  // the set that is really used
  std::string stand_in_for = {};
  std::string checksum = {};
  // As read: no part of a cell. The last two are of the training rows.
  Task task = Task::kRegression;
  std::size_t features = 0;
  std::size_t training_values = 0;  // rows times features

  // For tables: "cadata", or "bank32nh for cadata".
  std::string title() const;
  // For verdicts.
  DataLabel label() const { return {set, stand_in_for}; }
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
  visit("normalization", spec.normalization);
  visit("train_rows", spec.train_rows, 0);
}

Record to_record(const ProblemSpec& spec);
ProblemSpec problem_from_record(const Record& record);

}  // namespace zipml
