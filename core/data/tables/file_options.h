// How a file of one's own is read and what is made of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <Eigen/Core>

namespace zipml {

// The parameters file.* of a study. Each text is one of those named here;
// columns are given by the names of the header or by numbers: from 0, the
// features of a LIBSVM file from 1.
struct FileOptions {
  std::string format = "auto";  // or csv, libsvm, idx, npy, safetensors
  std::string header = "auto";  // or yes, no: of a CSV
  std::string label = {};   // a column; empty: the last, or the format's own
  std::string labels = {};  // a file that has the labels, one a row
  std::vector<std::string> columns = {};  // the features; empty: all others
  std::vector<std::string> drop = {};     // columns that are no features
  std::string missing = "refuse";         // or drop (the row), mean
  // Text in a feature: refuse, one_hot. For who only wants to know where it is:
  // mark, by which each field that is no number is text_value(0), and the first
  // one is the column's only text.
  std::string categories = "refuse";
  // Rows that do not train: empty: none; "200": the last 200; "20%": a share
  // that is drawn; otherwise a second file.
  std::string test = {};
  std::int64_t test_seed = 1;   // of the rows that are drawn
  Eigen::Index train_rows = 0;  // only the first so many train; 0: all
  std::string task = "auto";    // or regression, classification

  friend bool operator==(const FileOptions&, const FileOptions&) = default;
};

}  // namespace zipml
