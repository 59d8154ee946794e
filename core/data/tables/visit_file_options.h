// The one list of the file options, by the names of their parameters.
#pragma once

#include "core/data/tables/file_options.h"

namespace zipml {

// visit("file.format", &FileOptions::format) and so on, for each of them.
template <typename Visit>
void visit_file_options(const Visit& visit) {
  visit("file.format", &FileOptions::format);
  visit("file.header", &FileOptions::header);
  visit("file.label", &FileOptions::label);
  visit("file.labels", &FileOptions::labels);
  visit("file.columns", &FileOptions::columns);
  visit("file.drop", &FileOptions::drop);
  visit("file.missing", &FileOptions::missing);
  visit("file.categories", &FileOptions::categories);
  visit("file.test", &FileOptions::test);
  visit("file.test_seed", &FileOptions::test_seed);
  visit("file.train_rows", &FileOptions::train_rows);
  visit("file.task", &FileOptions::task);
}

}  // namespace zipml
