#include "core/data/tables/own_set.h"

#include <catch.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

using Texts = std::vector<std::string>;

Dataset set_of(const std::string& content, const FileOptions& options = {},
               const std::string& name = "FILE") {
  ByteSource source(content, name, Checksum::kYes);
  return read_own_set(source, options);
}

std::string set_problem(const std::string& content,
                        const FileOptions& options = {}) {
  return message_of([&] { set_of(content, options); });
}

bool has_remark(const Dataset& data, const std::string& text) {
  return std::find(data.remarks.begin(), data.remarks.end(), text) !=
         data.remarks.end();
}

}  // namespace

TEST_CASE("two classes of any names become -1 and +1", "[unit]") {
  struct Case {
    std::string labels[4];
    std::string remark;
  };
  for (const Case& own :
       {Case{{"0", "1", "1", "0"}, "labels 0 and 1 became -1 and +1"},
        Case{{"1", "2", "2", "1"}, "labels 1 and 2 became -1 and +1"},
        Case{{"no", "yes", "yes", "no"},
             "labels \"no\" and \"yes\" became -1 and +1"},
        Case{{"1", "x", "x", "1"}, "labels 1 and \"x\" became -1 and +1"}}) {
    std::string text = "a,b\n";
    for (int i = 0; i < 4; ++i) {
      text += fmt::format("{},{}\n", i * i, own.labels[i]);
    }
    const Dataset data = set_of(text);
    INFO(own.remark);
    CHECK(data.labels == Eigen::Vector4d(-1, 1, 1, -1));
    CHECK(data.task == Task::kClassification);
    CHECK(has_remark(data, own.remark));
  }
  const Dataset signs = set_of("1,-1\n2,+1\n3,-1\n");
  CHECK(signs.labels == Eigen::Vector3d(-1, 1, -1));
  CHECK(signs.task == Task::kClassification);
}

TEST_CASE("the task is what was asked for, or what the labels look like",
          "[unit]") {
  CHECK(set_of("1,0.5\n2,1\n").task == Task::kRegression);
  CHECK(set_of("1,1\n2,2\n4,3\n").task == Task::kRegression);
  const Dataset numbers = set_of("1,0\n2,1\n", {.task = "regression"});
  CHECK(numbers.task == Task::kRegression);
  CHECK(numbers.labels == Eigen::Vector2d(0, 1));
  CHECK(set_of("1,0.5\n2,1.5\n", {.task = "classification"}).labels ==
        Eigen::Vector2d(-1, 1));
  const std::string hint = " (file.label names the column of the label)";
  CHECK(set_problem("1,1\n2,2\n4,3\n", {.task = "classification"}) ==
        "FILE: the label has 3 values (1, 2, 3); two classes were expected" +
            hint);
  CHECK(set_problem("1,1\n2,1\n", {.task = "classification"}) ==
        "FILE: the label has one value (1); two classes were expected" + hint);
  CHECK(set_problem("a,y\n1,p\n2,q\n3,r\n") ==
        "FILE: the label has 3 values (\"p\", \"q\", \"r\"); two classes were "
        "expected" +
            hint);
  std::string many;
  for (int i = 0; i < 9; ++i) many += fmt::format("{},{}.5\n", i * i, i);
  CHECK(set_problem(many, {.task = "classification"}) ==
        "FILE: the label has many values; two classes were expected" + hint);
  CHECK(set_problem("a,y\n1,p\n2,q\n", {.task = "regression"}) ==
        "FILE:2:3: column 1 (y), the label: value \"p\" is not a number (text "
        "labels are classes; numbers are needed here, such as 0 and 1)\n"
        "FILE:3:3: column 1 (y), the label: value \"q\" is not a number");
}

TEST_CASE("missing values: rows are left out, or means fill in", "[unit]") {
  const std::string text = "a,b,y\n1,2,3\n,4,5\n7,NA,9\n5,6,\n2,8,1\n";
  const Dataset dropped =
      set_of(text, {.missing = "drop", .task = "regression"});
  CHECK(dropped.features == DataMatrix{{1, 2}, {2, 8}});
  CHECK(dropped.labels == Eigen::Vector2d(3, 1));
  CHECK(has_remark(dropped, "3 of 5 rows are left out: a value is missing"));
  // The mean is that of the rows that train: 1, 7 of a; 2, 4 of b.
  const Dataset filled = set_of(text, {.missing = "mean", .train_rows = 3});
  CHECK(filled.features == DataMatrix{{1, 2}, {4, 4}, {7, 3}, {2, 8}});
  CHECK(filled.labels == Eigen::Vector4d(3, 5, 9, 1));
  CHECK(has_remark(filled, "1 of 5 rows are left out: their label is missing"));
  CHECK(has_remark(filled,
                   "2 missing values became the mean of their column over the "
                   "training rows"));
  CHECK(set_problem("a,y\n,1\nNA,2\n", {.missing = "drop"}) ==
        "FILE: every row lacks a value");
  CHECK(
      set_problem("a,y\n,1\nNA,2\n3,4\n",
                  {.missing = "mean", .train_rows = 2}) ==
      "FILE: column 0 (a): no row to train on has a value, so it has no mean");
}

TEST_CASE("text becomes a feature for each category", "[unit]") {
  const std::string text =
      "city,n,y\nOslo,1,2\nBergen,2,3\n7,3,4\nOslo,4,5.5\n";
  const Dataset data = set_of(text, {.categories = "one_hot"});
  CHECK(data.feature_names == Texts{"city=7", "city=Bergen", "city=Oslo", "n"});
  CHECK(data.features ==
        DataMatrix{{0, 0, 1, 1}, {0, 1, 0, 2}, {1, 0, 0, 3}, {0, 0, 1, 4}});
  CHECK(
      has_remark(data, "column 0 (city) has 3 categories: a feature for each"));
  // A missing one has the share of each category among the training rows.
  const Dataset filled = set_of("c,y\np,1\n,2\nq,3\np,5.5\n",
                                {.missing = "mean", .categories = "one_hot"});
  CHECK(filled.features.row(1).isApprox(Eigen::RowVector2d(2, 1) / 3));
}

TEST_CASE("a slip among numbers makes no categories", "[unit]") {
  std::string text = "k,y\n";
  for (int i = 0; i < 60; ++i) text += fmt::format("{},{}.5\n", i * i, i);
  CHECK(
      set_problem(text + "1O,2.5\n", {.categories = "one_hot"}) ==
      "FILE: column 0 (k) has 60 numbers, and text in 1 rows, as \"1O\": it is "
      "no column of categories");
  // In a label too, whether it is the file's own or another's.
  CHECK(set_problem("a,y\n1,5\n2,6\n3,7\n4,8x\n") ==
        "FILE: the label has 4 values (5, 6, 7, \"8x\"); two classes were "
        "expected (is \"8x\" a slip among numbers?)");
  const Files files;
  const auto labels = files.write("labels.csv", "cls\nx\ny\n");
  CHECK(set_problem("1,2\n3,4\n",
                    {.labels = labels.string(), .task = "regression"}) ==
        "FILE: the label \"x\" is text; a regression needs numbers "
        "(file.task=classification tells two classes apart)");
}

TEST_CASE("test rows: the last, a share that is drawn, a second file",
          "[unit]") {
  std::string text = "a,y\n";
  for (int i = 0; i < 50; ++i) text += fmt::format("{},{}\n", i * i, 2 * i);
  const Dataset last = set_of(text, {.test = "20"});
  CHECK(last.train_rows == 30);
  CHECK(last.labels[49] == 98);
  const Dataset share = set_of(text, {.test = "20%"});
  CHECK(share.train_rows == 40);
  CHECK(share.rows() == 50);
  std::set<double> labels(share.labels.begin(), share.labels.end());
  CHECK(labels.size() == 50);
  // Each part in the order of the file, and its features with it.
  for (Eigen::Index row = 0; row < 50; ++row) {
    const double i = share.labels[row] / 2;
    CHECK(share.features(row, 0) == i * i);
    const bool first = row == 0 || row == 40;
    if (!first) CHECK(share.labels[row] > share.labels[row - 1]);
  }
  CHECK(set_of(text, {.test = "20%"}).labels == share.labels);
  CHECK(set_of(text, {.test = "20%", .test_seed = 2}).labels != share.labels);
  CHECK(has_remark(share, "10 test rows were drawn (file.test_seed=1)"));
  CHECK(set_of(text, {.test = "20", .test_seed = 2}).unused_options ==
        Texts{"file.test_seed"});

  const Files files;
  const auto second = files.write("second.csv", "a,y\n5,7\n6,8\n");
  const Dataset both = set_of(text, {.test = second.string()});
  CHECK(both.train_rows == 50);
  CHECK(both.rows() == 52);
  CHECK(both.features(51, 0) == 6);
  CHECK(both.checksum ==
        sha256(sha256(text) + "\n" + sha256("a,y\n5,7\n6,8\n") + "\n"));
  const auto other = files.write("other.csv", "b,y\n5,7\n6,8\n");
  CHECK(set_problem(text, {.test = other.string()}) ==
        other.string() +
            ": column 0 (b) is where the training rows have column 0 (a)");

  CHECK(set_problem(text, {.test = "50"}) ==
        "FILE: file.test: has 50 rows; 50 were asked for to test on, which "
        "leaves none to "
        "train on");
  CHECK(
      set_problem(text, {.test = "0.5%"}) ==
      "FILE: file.test: 0.5% of its 50 rows are 0 rows; some to train and some "
      "to test on were expected");
  CHECK(set_problem(text, {.test = "200%"}).starts_with("file.test: found "));
  CHECK(set_problem(text, {.test = "1.5"}).starts_with("file.test: found "));
  CHECK(set_problem(text, {.test = "-3"}).starts_with("file.test: found "));
  CHECK(set_problem(text, {.test = "nofile.csv"})
            .starts_with("nofile.csv: cannot be read"));
  CHECK(set_problem(text, {.test = "5", .train_rows = 3}) ==
        "file.train_rows: file.test decides which rows train; give one of the "
        "two");
  CHECK(set_problem(text, {.train_rows = 51}) ==
        "FILE: file.train_rows: has 50 rows; 51 were asked for to train on");
}

TEST_CASE("the categories of a second file are those of the first", "[unit]") {
  const Files files;
  const auto second = files.write("second.csv", "c,y\nz,no\nq,yes\n");
  const Dataset data = set_of(
      "c,y\np,yes\nq,no\n", {.categories = "one_hot", .test = second.string()});
  CHECK(data.feature_names == Texts{"c=p", "c=q", "c=z"});
  CHECK(data.features ==
        DataMatrix{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 1, 0}});
  CHECK(data.labels == Eigen::Vector4d(1, -1, -1, 1));
}

TEST_CASE("sparse files of other widths follow one another", "[unit]") {
  const Files files;
  const auto second = files.write("second", "1.5 3:7\n");
  const Dataset data = set_of("1 1:2\n2 2:3\n", {.test = second.string()});
  CHECK(data.features == DataMatrix{{2, 0, 0}, {0, 3, 0}, {0, 0, 7}});
  CHECK(data.train_rows == 2);
}

TEST_CASE("labels of a file of their own", "[unit]") {
  const Files files;
  const auto labels = files.write("labels.txt", "no\nyes\n");
  const Dataset data = set_of("1,2\n3,4\n", {.labels = labels.string()});
  CHECK(data.features == DataMatrix{{1, 2}, {3, 4}});
  CHECK(data.labels == Eigen::Vector2d(-1, 1));
  CHECK(has_remark(data, "the labels are those of labels.txt"));
  const auto three = files.write("three.txt", "1\n2\n3\n");
  CHECK(set_problem("1,2\n", {.labels = three.string()}) ==
        three.string() + ": 3 labels for the 1 rows of FILE");
  CHECK(set_problem("1,2\n", {.label = "0", .labels = labels.string()}) ==
        "file.label: file.labels has the labels; give one of the two");
  // As MNIST's files are named.
  files.write("train-images-idx3-ubyte",
              word(0x803) + word(2) + word(1) + word(2) + "abcd");
  files.write("train-labels-idx1-ubyte", word(0x801) + word(2) + "\3\7");
  ByteSource images(files.path() / "train-images-idx3-ubyte", Checksum::kYes);
  const Dataset pictures = read_own_set(images, {});
  CHECK(pictures.features == DataMatrix{{97, 98}, {99, 100}});
  CHECK(pictures.labels == Eigen::Vector2d(-1, 1));
}

TEST_CASE("columns that may be there by mistake are told", "[unit]") {
  const Dataset data =
      set_of("id,label,x\n7,1.5,2\n8,2.5,3\n9,4.5,4\n10,4.5,9\n");
  CHECK(has_remark(data, "the label is column 2 (x), the last"));
  CHECK(has_remark(data,
                   "column 0 (id) counts the rows and is a feature "
                   "(file.drop=id leaves it out)"));
  CHECK(has_remark(data,
                   "column 1 (label) is a feature (file.label=label makes it "
                   "the label)"));
}
