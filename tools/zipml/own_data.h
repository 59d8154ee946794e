// A file of one's own, looked at for a config that names it.
#pragma once

#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/library.h"

namespace zipml {

struct OwnData {
  // With which it can be read: missing values and texts are allowed for where
  // it has some, and the label is named where that can be done.
  FileOptions options = {};
  std::vector<std::string> columns = {};  // by their names; empty: none
  std::string format = {};                // "CSV, separated by commas, ..."
  std::vector<std::string> remarks = {};  // what was decided, a sentence each
  Task task = Task::kRegression;
  Eigen::Index rows = 0, features = 0;
};

// Reads the file at the path. `label` is a column's name or number; empty: the
// column that is called label, target, class or y, where there is one, else the
// last, or the format's own. UserError: the standard input and pipes, which are
// gone once they were looked at; what is wrong where, when no options make a
// data set of it.
OwnData look_at_data(DataLibrary& library, const std::string& path,
                     const std::string& label);

}  // namespace zipml
