#include "core/data/tables/own_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/memory.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/data/readers/text_source.h"
#include "core/data/tables/column_choice.h"
#include "core/data/tables/number_table.h"
#include "core/data/tables/read_table.h"

namespace zipml {
namespace {

namespace fs = std::filesystem;

using Rows = std::vector<Eigen::Index>;

// What FileOptions::test says.
struct TestRows {
  Eigen::Index last = 0;  // so many
  double share = 0;       // or this share, drawn
  fs::path file = {};     // or those of a file
};

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

TestRows test_rows_of(const FileOptions& options) {
  TestRows test;
  std::string_view text = options.test;
  if (text.empty()) return test;
  const bool is_share = text.ends_with('%');
  if (is_share) text.remove_suffix(1);
  const auto number = number_in(text);
  if (!number && !is_share) {
    test.file = options.test;
    return test;
  }
  if (is_share && (!number || !(*number > 0 && *number < 100))) {
    fail_at("file.test", fmt::format("found \"{}\"; a share above 0% and below "
                                     "100% was expected",
                                     options.test));
  }
  if (is_share) {
    test.share = *number / 100;
  } else if (*number < 1 || *number > 1e9 || *number != std::floor(*number)) {
    fail_at("file.test",
            fmt::format("found \"{}\"; a number of rows, a share such as 20%, "
                        "or a file was expected",
                        options.test));
  } else {
    test.last = static_cast<Eigen::Index>(*number);
  }
  return test;
}

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

// Names that people give to labels.
bool sounds_like_label(const std::string& name) {
  for (const char* known : {"label", "target", "class", "y"}) {
    if (name == known) return true;
  }
  return false;
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
    if (options_.missing != "refuse") drop_rows();
    split();
    if (options_.categories == "one_hot") expand_texts();
    if (options_.missing == "mean") fill_with_means();
    Dataset data;
    set_labels(data);
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

  void keep_rows(const Rows& rows) {
    table_.values = DataMatrix(table_.values(rows, Eigen::all));
    table_.labels = Eigen::VectorXd(table_.labels(rows));
  }

  void drop_rows() {
    Rows kept;
    Eigen::Index kept_train = 0;
    const bool drop_all = options_.missing == "drop";
    for (Eigen::Index row = 0; row < table_.values.rows(); ++row) {
      const auto values = table_.values.row(row);
      const bool lacks =
          drop_all && std::any_of(values.begin(), values.end(), is_missing);
      if (lacks || is_missing(table_.labels[row])) continue;
      kept.push_back(row);
      if (row < train_rows_) ++kept_train;
    }
    const Eigen::Index rows = table_.values.rows();
    const auto dropped = rows - static_cast<Eigen::Index>(kept.size());
    if (dropped == 0) return;
    if (kept_train == 0) {
      fail_in(path_, drop_all ? "every row lacks a value"
                              : "every row lacks its label");
    }
    remark(fmt::format(
        "{} of {} rows are left out: {}", dropped, rows,
        drop_all ? "a value is missing" : "their label is missing"));
    keep_rows(kept);
    train_rows_ = kept_train;
  }

  void split() {
    const Eigen::Index rows = table_.values.rows();
    if (options_.train_rows > rows) {
      fail_in(path_, fmt::format("has {} rows; {} were asked for to train on",
                                 rows, options_.train_rows));
    }
    if (options_.train_rows > 0) train_rows_ = options_.train_rows;
    if (test_.last > 0) {
      if (test_.last >= rows) {
        fail_in(path_, fmt::format("has {} rows; {} were asked for to test on, "
                                   "which leaves none to train on",
                                   rows, test_.last));
      }
      train_rows_ = rows - test_.last;
    }
    if (test_.share == 0) return;
    const auto count = static_cast<Eigen::Index>(
        std::llround(test_.share * static_cast<double>(rows)));
    if (count == 0 || count == rows) {
      fail_in(path_,
              fmt::format("{} of its {} rows are {} rows; some to train and "
                          "some to test on were expected",
                          options_.test, rows, count));
    }
    // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S): in order.
    RandomStream draws({.seed = static_cast<std::uint64_t>(options_.test_seed),
                        .purpose = Purpose::kSplit});
    Rows train, test;
    for (Eigen::Index row = 0; row < rows; ++row) {
      const auto left = static_cast<std::uint64_t>(rows - row);
      const auto wanted = static_cast<std::uint64_t>(count) - test.size();
      (draws.index(left) < wanted ? test : train).push_back(row);
    }
    train_rows_ = static_cast<Eigen::Index>(train.size());
    train.insert(train.end(), test.begin(), test.end());
    keep_rows(train);
    remark(fmt::format("{} test rows were drawn (file.test_seed={})", count,
                       options_.test_seed));
  }

  std::string name_at(Eigen::Index i) const {
    return column_text(table_, column_at(table_, i));
  }

  void expand_texts() {
    if (table_.columns.empty()) return;
    // Of a column with text, each text and number with its place among them.
    struct Expanded {
      std::map<double, std::size_t> numbers;
      std::map<std::string, std::size_t> texts;
      std::size_t count() const { return numbers.size() + texts.size(); }
    };
    // So many numbers are no categories because a few fields are text.
    constexpr std::size_t kMostNumbers = 20;
    std::map<std::size_t, Expanded> all;
    std::size_t width = table_.columns.size();
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (table_.columns[i].texts.empty()) continue;
      Expanded& own = all[i];
      std::size_t numbers = 0, texts = 0;
      for (const double value :
           table_.values.col(static_cast<Eigen::Index>(i))) {
        if (!std::isnan(value)) own.numbers.try_emplace(value);
        numbers += std::isnan(value) ? 0 : 1;
        texts += is_text(value) ? 1 : 0;
      }
      if (own.numbers.size() > kMostNumbers && numbers > texts) {
        fail_in(path_,
                fmt::format("{} has {} numbers, and text in {} rows, as {}: it "
                            "is no column of categories",
                            column_text(table_, table_.columns[i]), numbers,
                            texts, in_quotes(table_.columns[i].texts.front())));
      }
      for (const std::string& text : table_.columns[i].texts) {
        own.texts.try_emplace(text);
      }
      std::size_t place = 0;
      for (auto& [number, at] : own.numbers) at = place++;
      for (auto& [text, at] : own.texts) at = place++;
      width += own.count() - 1;
    }
    if (all.empty()) return;
    require_memory(8.0 * static_cast<double>(table_.values.rows()) *
                       static_cast<double>(width),
                   path_,
                   fmt::format("{} rows x {} columns, those of categories "
                               "expanded,",
                               table_.values.rows(), width));
    DataMatrix values = DataMatrix::Zero(table_.values.rows(),
                                         static_cast<Eigen::Index>(width));
    std::vector<TableColumn> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const TableColumn& column = table_.columns[i];
      const auto first = static_cast<Eigen::Index>(columns.size());
      const auto from = table_.values.col(static_cast<Eigen::Index>(i));
      const auto found = all.find(i);
      if (found == all.end()) {
        values.col(first) = from;
        columns.push_back(column);
        continue;
      }
      const Expanded& own = found->second;
      const std::string name =
          column.name.empty() ? fmt::format("{}", column.number) : column.name;
      for (const auto& [number, at] : own.numbers) {
        columns.push_back({.name = fmt::format("{}={}", name, number),
                           .number = column.number});
      }
      for (const auto& [text, at] : own.texts) {
        columns.push_back({.name = fmt::format("{}={}", name, text),
                           .number = column.number});
      }
      const auto count = static_cast<Eigen::Index>(own.count());
      for (Eigen::Index row = 0; row < values.rows(); ++row) {
        const double value = from(row);
        if (is_missing(value)) {
          values.row(row).segment(first, count).setConstant(missing_value());
          continue;
        }
        const std::size_t at = is_text(value)
                                   ? own.texts.at(column.texts[text_of(value)])
                                   : own.numbers.at(value);
        values(row, first + static_cast<Eigen::Index>(at)) = 1;
      }
      remark(fmt::format("{} has {} categories: a feature for each",
                         column_text(table_, column), count));
    }
    table_.values = std::move(values);
    table_.columns = std::move(columns);
  }

  void fill_with_means() {
    Eigen::Index filled = 0;
    for (Eigen::Index i = 0; i < table_.values.cols(); ++i) {
      auto column = table_.values.col(i);
      double sum = 0;
      Eigen::Index there = 0;
      for (const double value : column.head(train_rows_)) {
        if (is_missing(value)) continue;
        sum += value;
        ++there;
      }
      const bool lacks = std::any_of(column.begin(), column.end(), is_missing);
      if (!lacks) continue;
      if (there == 0) {
        fail_in(path_, fmt::format("{}: no row to train on has a value, so it "
                                   "has no mean",
                                   name_at(i)));
      }
      double mean = sum / static_cast<double>(there);
      if (!std::isfinite(mean)) {  // the sum is too large, the mean is not
        mean = 0;
        for (const double value : column.head(train_rows_)) {
          if (!is_missing(value)) mean += value / static_cast<double>(there);
        }
      }
      for (double& value : column) {
        if (!is_missing(value)) continue;
        value = mean;
        ++filled;
      }
    }
    if (filled > 0) {
      remark(
          fmt::format("{} missing values became the mean of their column "
                      "over the training rows",
                      filled));
    }
  }

  // The different labels: numbers in order, then texts in theirs; none when
  // there are more than `most`.
  std::vector<double> distinct_labels(std::size_t most) const {
    std::set<double> numbers;
    std::set<std::size_t> texts;
    for (const double value : table_.labels) {
      if (is_text(value)) {
        texts.insert(text_of(value));
      } else {
        numbers.insert(value);
      }
      if (numbers.size() + texts.size() > most) return {};
    }
    std::vector<double> distinct(numbers.begin(), numbers.end());
    std::vector<std::size_t> by_text(texts.begin(), texts.end());
    std::sort(by_text.begin(), by_text.end(), [&](auto a, auto b) {
      return table_.label.texts[a] < table_.label.texts[b];
    });
    for (const std::size_t text : by_text) distinct.push_back(text_value(text));
    return distinct;
  }

  std::string label_words(double value) const {
    return is_text(value)
               ? '"' + printable(table_.label.texts[text_of(value)]) + '"'
               : fmt::format("{}", value);
  }

  void set_labels(Dataset& data) {
    constexpr std::size_t kShown = 8;
    if (!table_.has_label) fail_in(path_, "has no labels");
    const std::vector<double> distinct = distinct_labels(kShown);
    const bool has_text = !table_.label.texts.empty();
    const auto is_whole = [](double value) {
      return value == std::floor(value);
    };
    const bool are_classes =
        has_text || (distinct.size() == 2 &&
                     std::all_of(distinct.begin(), distinct.end(), is_whole));
    const bool classify = options_.task == "classification" ||
                          (options_.task == "auto" && are_classes);
    if (options_.task == "auto") {
      remark(fmt::format("taken for a {} (file.task decides): the label has {}",
                         classify ? "classification" : "regression",
                         distinct.empty()
                             ? fmt::format("more than {} values", kShown)
                             : fmt::format("{} value{}", distinct.size(),
                                           distinct.size() == 1 ? "" : "s")));
    }
    if (!classify) {
      const auto text =
          std::find_if(table_.labels.begin(), table_.labels.end(), is_text);
      if (text != table_.labels.end()) {
        fail_in(path_,
                fmt::format("the label {} is text; a regression needs numbers",
                            label_words(*text)),
                "file.task=classification tells two classes apart");
      }
      data.task = Task::kRegression;
      data.labels = std::move(table_.labels);
      return;
    }
    data.task = Task::kClassification;
    if (distinct.size() != 2) refuse_classes(distinct);
    const double low = distinct[0], high = distinct[1];
    if (low == -1 && high == 1) {
      data.labels = std::move(table_.labels);
      return;
    }
    remark(fmt::format("labels {} and {} became -1 and +1", label_words(low),
                       label_words(high)));
    data.labels.resize(table_.labels.size());
    for (Eigen::Index row = 0; row < data.labels.size(); ++row) {
      const double value = table_.labels[row];
      const bool is_low = is_text(low)
                              ? is_text(value) && text_of(value) == text_of(low)
                              : value == low;
      data.labels[row] = is_low ? -1 : 1;
    }
  }

  [[noreturn]] void refuse_classes(const std::vector<double>& distinct) const {
    std::string found = "many values";
    if (!distinct.empty()) {
      found = distinct.size() == 1 ? "one value"
                                   : fmt::format("{} values", distinct.size());
      std::string shown;
      for (const double value : distinct) {
        shown += (shown.empty() ? "" : ", ") + label_words(value);
      }
      found += " (" + shown + ")";
    }
    const auto numbers =
        std::count_if(distinct.begin(), distinct.end(),
                      [](double value) { return !is_text(value); });
    const bool is_mixed = numbers > 2 && !table_.label.texts.empty();
    fail_in(path_,
            fmt::format("the label has {}; two classes were expected", found),
            is_mixed ? fmt::format("is {} a slip among numbers?",
                                   in_quotes(table_.label.texts.front()))
                     : "file.label names the column of the label");
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

Dataset read_own_set(ByteSource& source, const FileOptions& options) {
  return OwnSet(source, options).make();
}

}  // namespace zipml
