// What `zipml data check` says of a set.
#pragma once

#include <string>
#include <vector>

#include "core/data/library.h"

namespace zipml {

enum class DataState {
  kGood,     // read whole and as the catalogue says
  kBad,      // there, but `problem`
  kMissing,  // not in any place
};

struct DataReport {
  std::string name = {};
  DataState state = DataState::kMissing;
  std::string problem = {};  // a line for each mistake
  std::vector<std::filesystem::path> files = {};
  std::string checksum = {};  // Dataset::checksum
  Eigen::Index rows = 0;
  Eigen::Index train_rows = 0;
  Eigen::Index features = 0;
  double mean_label = 0;
  std::string first_row = {};  // "LABEL: F1 F2 ...", at most eight features
  // Of a file of one's own: what was decided of it, and what 32-bit floats
  // would lose; each a sentence.
  std::string format = {};
  std::string task = {};
  std::vector<std::string> remarks = {};
};

// Looks for the set without fetching it or taking a stand-in, and reads it.
// A bad file is a result and not an error; UserError for an unknown name.
DataReport check_data(DataLibrary& library, const std::string& name,
                      const FileOptions& options = {});

}  // namespace zipml
