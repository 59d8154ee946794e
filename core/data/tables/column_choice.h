// Which columns of a file are wanted, and as what.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/data/tables/file_options.h"
#include "core/data/tables/number_table.h"

namespace zipml {

// What the label of a row becomes.
enum class LabelUse {
  kLabel,   // NumberTable::labels
  kColumn,  // a column as any other; a format's own label is column 0
};

// The columns of a file before any is chosen.
struct FileColumns {
  std::string file = {};  // for messages
  Eigen::Index count = 0;
  Eigen::Index first_number = 0;        // as people count them in this format
  std::vector<std::string> names = {};  // empty, or one a column
  std::vector<bool> left_out = {};      // by the format; empty: none
  bool label_is_apart = false;          // the format has it, or another file
};

// Places of the columns, from 0; the label's is negative where there is none
// among them.
struct ColumnChoice {
  std::vector<Eigen::Index> features = {};  // in order
  Eigen::Index label = -1;
};

// The choice by FileOptions::label, columns and drop. UserError, with every
// mistake: a column that is not there or that two names stand for, columns and
// drop at once, no column that is left for a feature.
ColumnChoice choose_columns(const FileColumns& columns,
                            const FileOptions& options, LabelUse use);

}  // namespace zipml
