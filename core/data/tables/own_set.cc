#include "core/data/tables/own_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/tables/categories.h"
#include "core/data/tables/class_labels.h"
#include "core/data/tables/column_choice.h"
#include "core/data/tables/missing_values.h"
#include "core/data/tables/number_table.h"
#include "core/data/tables/read_table.h"
#include "core/data/tables/test_rows.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

void require_consistent(const FileOptions& options) {
  if (options.train_rows > 0 && !options.test.empty()) {
    fail_at("file.train_rows",
            "file.test decides which rows train; give one of the two");
  }
  if (!options.labels.empty() && !options.label.empty()) {
    fail_at("file.label", "file.labels has the labels; give one of the two");
  }
}

// "images-idx3-ubyte" has its labels in "labels-idx1-ubyte".
fs::path labels_beside(const fs::path& images) {
  std::string name = images.filename().string();
  for (const auto& [from, to] :
       {std::pair("images", "labels"), std::pair("idx3", "idx1")}) {
    const std::size_t place = name.find(from);
    if (place == std::string::npos) return {};
    name.replace(place, std::string_view(from).size(), to);
  }
  const fs::path labels = images.parent_path() / name;
  std::error_code ignored;
  return fs::exists(labels, ignored) ? labels : fs::path();
}

// The rows of a file with their labels.
struct LabelledTable {
  NumberTable table = {};
  std::vector<std::string> checksums = {};  // of the files that were read
};

// Sets the labels by those of a file: a column as any other, but for its text.
void read_labels(const fs::path& file, const fs::path& path,
                 const FileOptions& options, LabelledTable& labelled) {
  NumberTable& table = labelled.table;
  FileOptions own{.header = options.header,
                  .missing = options.missing,
                  .categories = "one_hot"};
  const auto read = [&] {
    ByteSource source(file, Checksum::kYes);
    return read_table(source, own, LabelUse::kColumn);
  };
  NumberTable labels = read();
  // Where all labels are words, the first one is not told from a header.
  const bool lacks_one = labels.values.rows() + 1 == table.values.rows();
  if (lacks_one && own.header == "auto" && !is_stream(file)) {
    own.header = "no";
    labels = read();
  }
  if (labels.values.cols() != 1) {
    fail_in(file, fmt::format("{} columns found; one, of labels, was expected",
                              labels.values.cols()));
  }
  if (labels.values.rows() != table.values.rows()) {
    fail_in(file,
            fmt::format("{} labels for the {} rows of {}", labels.values.rows(),
                        table.values.rows(), path.string()));
  }
  if (table.has_label) {
    fail_at("file.labels",
            fmt::format("{} has labels of its own", path.string()));
  }
  table.has_label = true;
  table.labels = labels.values.col(0);
  table.label = column_at(labels, 0);
  table.remarks.push_back(
      fmt::format("the labels are those of {}", file.filename().string()));
  labelled.checksums.push_back(labels.checksum);
}

LabelledTable read_labelled(ByteSource& source, FileOptions options) {
  if (options.labels.empty() && options.label.empty()) {
    options.labels = labels_beside(source.path()).string();
  }
  LabelledTable labelled;
  labelled.table = read_table(source, options, LabelUse::kLabel);
  labelled.checksums.push_back(labelled.table.checksum);
  if (!options.labels.empty()) {
    read_labels(options.labels, source.path(), options, labelled);
  }
  return labelled;
}

class OwnSet {
 public:
  OwnSet(ByteSource& source, const FileOptions& options)
      : path_(source.path()), options_(options), test_(test_rows_of(options)) {
    require_consistent(options);
    LabelledTable labelled = read_labelled(source, options);
    table_ = std::move(labelled.table);
    checksums_ = std::move(labelled.checksums);
    has_labels_file_ = checksums_.size() > 1;
    remark_columns();
    train_rows_ = table_.values.rows();
    if (!test_.file.empty()) append_test_file();
  }

  Dataset make() {
    if (options_.missing != "refuse") {
      train_rows_ = drop_incomplete_rows(table_, train_rows_,
                                         options_.missing == "drop"
                                             ? DropRows::kAnyMissing
                                             : DropRows::kLabelMissing,
                                         path_);
    }
    train_rows_ = split_rows(table_, train_rows_, test_, options_, path_);
    if (options_.categories == "one_hot") expand_categories(table_, path_);
    if (options_.missing == "mean") fill_with_means(table_, train_rows_, path_);
    Dataset data;
    set_labels(table_, options_.task, path_, data);
    data.name =
        path_ == kStandardInput ? "standard input" : unpacked_name(path_);
    data.format = table_.format;
    data.train_rows = train_rows_;
    data.feature_names = names();
    data.features = std::move(table_.values);
    data.remarks = std::move(table_.remarks);
    data.unused_options = std::move(table_.unused);
    if (test_.share == 0 && options_.test_seed != FileOptions().test_seed) {
      data.unused_options.push_back("file.test_seed");
    }
    data.checksum = checksums_.front();
    if (checksums_.size() > 1) {
      std::string all;
      for (const std::string& sum : checksums_) all += sum + '\n';
      data.checksum = sha256(all);
    }
    return data;
  }

 private:
  void remark(std::string text) { table_.remarks.push_back(std::move(text)); }

  // What may be a feature or the label by mistake.
  void remark_columns() {
    const bool is_told = !options_.label.empty() || has_labels_file_ ||
                         table_.format == "LIBSVM";
    if (table_.has_label && !is_told) {
      remark(fmt::format("the label is {}, the last",
                         column_text(table_, table_.label)));
    }
    // Nobody looks through the remarks on more.
    constexpr Eigen::Index kMostColumns = 10'000;
    const Eigen::Index columns = std::min(table_.values.cols(), kMostColumns);
    for (Eigen::Index i = 0; i < columns; ++i) {
      const TableColumn column = column_at(table_, i);
      if (!is_told && sounds_like_label(column.name)) {
        remark(fmt::format("{} is a feature (file.label={} makes it the label)",
                           column_text(table_, column), column.name));
      }
      if (counts_rows(table_.values.col(i))) {
        remark(fmt::format(
            "{} counts the rows and is a feature (file.drop={} "
            "leaves it out)",
            column_text(table_, column),
            column.name.empty() ? std::to_string(column.number) : column.name));
      }
    }
  }

  static bool counts_rows(const Eigen::Ref<const Eigen::VectorXd, 0,
                                           Eigen::InnerStride<>>& values) {
    for (Eigen::Index row = 1; row < values.size(); ++row) {
      if (values[row] != values[0] + static_cast<double>(row)) return false;
    }
    return values.size() >= 3 && std::abs(values[0]) < 0x1p52;
  }

  void append_test_file() {
    if (!options_.labels.empty()) {
      fail_at("file.test",
              "with file.labels the test rows are the last, or a share");
    }
    FileOptions own = options_;
    own.test.clear();
    ByteSource source(test_.file, Checksum::kYes);
    LabelledTable test = read_labelled(source, own);
    NumberTable& more = test.table;
    if (more.columns.size() != table_.columns.size() ||
        more.has_label != table_.has_label) {
      fail_in(test_.file, "has other columns than the training rows");
    }
    for (std::size_t i = 0; i < more.columns.size(); ++i) {
      const std::string& name = table_.columns[i].name;
      if (more.columns[i].name != name) {
        fail_in(test_.file,
                fmt::format("{} is where the training rows have {}",
                            column_text(more, more.columns[i]),
                            column_text(table_, table_.columns[i])));
      }
      rename_texts(more.values.col(static_cast<Eigen::Index>(i)),
                   more.columns[i], table_.columns[i]);
    }
    rename_texts(more.labels, more.label, table_.label);
    const Eigen::Index before = table_.values.rows();
    const Eigen::Index added = more.values.rows();
    const bool may_differ = table_.columns.empty() && table_.first_number == 1;
    const Eigen::Index width =
        std::max(table_.values.cols(), more.values.cols());
    if (!may_differ && more.values.cols() != table_.values.cols()) {
      fail_in(test_.file,
              fmt::format("{} columns; {} has {}", more.values.cols(),
                          path_.string(), table_.values.cols()));
    }
    // Of sparse rows, features that one of the files never names are zero.
    DataMatrix all = DataMatrix::Zero(before + added, width);
    all.topLeftCorner(before, table_.values.cols()) = table_.values;
    all.bottomLeftCorner(added, more.values.cols()) = more.values;
    table_.values = std::move(all);
    table_.labels.conservativeResize(before + added);
    table_.labels.tail(added) = more.labels;
    checksums_.insert(checksums_.end(), test.checksums.begin(),
                      test.checksums.end());
    remark(fmt::format("the {} test rows are those of {}", added,
                       test_.file.filename().string()));
  }

  // The texts of one file as the other counts them.
  static void rename_texts(
      Eigen::Ref<Eigen::VectorXd, 0, Eigen::InnerStride<>> values,
      const TableColumn& from, TableColumn& to) {
    if (from.texts.empty()) return;
    std::vector<double> renamed;
    for (const std::string& text : from.texts) {
      auto own = std::find(to.texts.begin(), to.texts.end(), text);
      if (own == to.texts.end()) own = to.texts.insert(own, text);
      renamed.push_back(
          text_value(static_cast<std::size_t>(own - to.texts.begin())));
    }
    for (double& value : values) {
      if (is_text(value)) value = renamed[text_of(value)];
    }
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    const bool any = std::any_of(
        table_.columns.begin(), table_.columns.end(),
        [](const TableColumn& column) { return !column.name.empty(); });
    if (!any) return names;
    for (const TableColumn& column : table_.columns) {
      names.push_back(column.name);
    }
    return names;
  }

  fs::path path_;
  const FileOptions& options_;
  TestRows test_;
  NumberTable table_;
  std::vector<std::string> checksums_;
  bool has_labels_file_ = false;
  Eigen::Index train_rows_ = 0;
};

}  // namespace

bool sounds_like_label(const std::string& name) {
  for (const char* known : {"label", "target", "class", "y"}) {
    if (name == known) return true;
  }
  return false;
}

Dataset read_own_set(ByteSource& source, const FileOptions& options) {
  return OwnSet(source, options).make();
}

}  // namespace zipml
