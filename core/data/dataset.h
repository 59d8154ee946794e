// A data set in memory, and what was done to it.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

namespace zipml {

// One sample a row, as it is trained on.
using FeatureMatrix =
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
// One sample a row, as it is read and prepared.
using DataMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

enum class Task {
  kRegression,
  kClassification,  // labels -1 and +1, or class numbers
};

struct Dataset {
  std::string name = {};
  Task task = Task::kRegression;
  DataMatrix features = {};                     // rows x features
  Eigen::VectorXd labels = {};                  // rows
  std::vector<std::string> feature_names = {};  // empty, or one a feature
  // Rows [0, train_rows) train, the others test.
  Eigen::Index train_rows = 0;
  // What was done to the values since they were read, in order, e.g.
  // "z-score of each feature over the training rows".
  std::vector<std::string> steps = {};
  // Of a file of one's own: what it was read as, what was decided where it says
  // nothing itself, each a sentence, and the options that had no effect.
  std::string format = {};
  std::vector<std::string> remarks = {};
  std::vector<std::string> unused_options = {};
  // SHA-256 of the content of the file that it was read from (of several: of
  // their checksums in order, and of what was made of them), or of the
  // generator's description.
  std::string checksum = {};
  // The paper's set that this one replaces; empty for the set itself.
  std::string stand_in_for = {};

  Eigen::Index rows() const { return features.rows(); }
  Eigen::Index feature_count() const { return features.cols(); }
};

}  // namespace zipml
