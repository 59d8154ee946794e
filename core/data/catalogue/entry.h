// What the catalogue knows of a data set: its shape, checks and where it is
// had.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/readers/fann.h"

namespace zipml {

enum class DataFormat {
  kLibsvm,
  kIdx,
  kCifar10,
  kFann,
  kRData,
  kInvesalius,  // a volume, a row a slice: no set for linear models
};

// One file of a set.
struct DataFile {
  // The names under which it is taken from a folder, the first one preferred;
  // each also with .gz, .bz2 or .xz.
  std::vector<std::string> names = {};
  // SHA-256 of the unpacked bytes, where there is only one version of them;
  // otherwise empty.
  std::string content_sha256 = {};
};

enum class DataOriginKind {
  kUrl,            // a URL for each file
  kUrlArchive,     // a tar archive at one URL that holds the files
  kDebianPackage,  // downloaded and unpacked, not installed
  kNpmPackage,     // the same with npm
};

// One way to get all the files of a set.
struct DataOrigin {
  DataOriginKind kind = DataOriginKind::kUrl;
  // The archive's URL, the package (npm: name@version); empty for kUrl.
  std::string where = {};
  // One a file, in the same order: its URL, or its path inside.
  std::vector<std::string> members = {};
  // SHA-256 of what is downloaded: one a member for kUrl, one for
  // kUrlArchive; empty where it is not known.
  std::vector<std::string> sha256 = {};
};

// Which rows are kept and how class numbers become labels.
struct ClassRule {
  float positive = 0;                  // becomes +1
  std::optional<float> negative = {};  // becomes -1; nothing: all other classes
};

// A picture set made like gisette: only the first rows, and products of pairs
// of pixels up to `features` (append_products).
struct Expansion {
  Eigen::Index train_rows = 0;
  Eigen::Index test_rows = 0;
  Eigen::Index features = 0;
};

struct CatalogueEntry {
  std::string name = {};
  std::string title = {};  // what it is, in a few words
  Task task = Task::kRegression;
  Eigen::Index rows = 0;
  Eigen::Index train_rows = 0;  // the first rows train
  Eigen::Index features = 0;
  DataFormat format = DataFormat::kLibsvm;
  FannLabel fann_label = FannLabel::kFirstOutput;
  std::optional<ClassRule> classes = {};
  std::optional<Expansion> expansion = {};  // after `classes`
  // Of the code that makes the set by these two: raised when it makes other
  // values of the same files.
  int recipe = 1;
  // Known values of the first row, to tell a wrong file; may be shorter than
  // the row.
  std::optional<float> first_label = {};
  std::vector<float> first_features = {};
  std::vector<DataFile> files = {};
  // Where the files lie in the cache and, besides the top, in a data folder.
  std::string folder = {};
  // The names are those of other sets too: in a data folder only `folder`
  // counts.
  bool only_in_folder = false;
  std::vector<DataOrigin> origins = {};  // tried in this order
  std::string licence = {};              // and whom to cite
  bool of_paper = false;                 // ZipML, Table 1
  // Tried in this order when the set is not to be had.
  std::vector<std::string> stand_ins = {};
};

}  // namespace zipml
