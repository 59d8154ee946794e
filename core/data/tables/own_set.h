// From a file of one's own to a data set.
#pragma once

#include <filesystem>
#include <string>

#include "core/data/dataset.h"
#include "core/data/readers/byte_source.h"
#include "core/data/tables/file_options.h"

namespace zipml {

// Reads the file, and those that FileOptions::labels and test name, and makes
// the data set, in this order:
//   rows    of a second file are appended; rows without a value are left out
//           where missing is "drop", and those without a label always;
//   split   test rows come last: the second file's, the last, or a share that
//           is drawn from the stream kSplit of test_seed;
//   text    a column that has any becomes a feature for each of its texts and
//           numbers, 1 in the rows that have it (categories = "one_hot");
//   missing values become the mean of the column's training rows ("mean");
//   labels  of a classification become -1 and +1: the lesser number, or the
//           first in alphabetical order, is -1.
// The task is a classification, where it is left open, when the labels are text
// or two whole numbers. The images of an IDX file have the labels of the file
// that is named as MNIST's are ("images-idx3" and "labels-idx1"). Everything
// that was decided is in Dataset::remarks. The checksum is that of the
// content, of several files of their checksums.
// `source` is the file itself, whose checksum is worked out, and `path` where
// it lies. UserError: the reader's; options that contradict each other; no
// rows left; other columns in the second file; labels that are no two classes.
Dataset read_own_set(ByteSource& source, const FileOptions& options);

// Names that people give to labels: label, target, class, y.
bool sounds_like_label(const std::string& name);

}  // namespace zipml
