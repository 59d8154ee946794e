#include "core/data/readers/libsvm.h"

#include <catch.h>
#include <fmt/format.h>

#include <vector>

#include "core/base/random.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

NumberTable libsvm_of(const std::string& content,
                      const FileOptions& options = {},
                      LabelUse label = LabelUse::kLabel,
                      Eigen::Index features = 0) {
  ByteSource source(content, "FILE");
  return read_libsvm(source, options, label, features);
}

std::string libsvm_problem(const std::string& content,
                           Eigen::Index features = 0) {
  return message_of(
      [&] { libsvm_of(content, {}, LabelUse::kLabel, features); });
}

}  // namespace

TEST_CASE("LIBSVM rows become a dense matrix", "[unit]") {
  const std::string text =
      "# a comment\r\n"
      "+1 1:0.5 3:-2e1 # another\r\n"
      "\r\n"
      "-1\t2:1e-400 \t 4:+7\n"
      "0\n\n";
  const NumberTable table = libsvm_of(text);
  DataMatrix expected(3, 4);
  expected << 0.5, 0, -20, 0, 0, 0, 0, 7, 0, 0, 0, 0;
  CHECK(table.values == expected);
  CHECK(table.labels == Eigen::Vector3d(1, -1, 0));
  CHECK(column_text(table, column_at(table, 3)) == "feature 4");
  CHECK(libsvm_of(text, {}, LabelUse::kLabel, 6).values.cols() == 6);
}

TEST_CASE("features of LIBSVM are chosen by their index", "[unit]") {
  const std::string text = "5 1:1 2:x 3:3\n6 3:4\n";
  DataMatrix expected(2, 2);
  expected << 3, 1, 4, 0;
  const NumberTable table = libsvm_of(text, {.columns = {"3", "1"}});
  CHECK(table.values == expected);
  CHECK(table.labels == Eigen::Vector2d(5, 6));
  CHECK(libsvm_of("1 1:1 2:2 3:3\n", {.drop = {"2"}}).values ==
        Eigen::RowVector2d(1, 3));
  // The label is column 0 of a table without one.
  CHECK(libsvm_of(text, {.columns = {"0"}}, LabelUse::kColumn).values ==
        Eigen::Vector2d(5, 6));
  CHECK(libsvm_of("5 1:1\n6 2:2\n", {}, LabelUse::kColumn).values.row(1) ==
        Eigen::RowVector3d(6, 0, 2));
  CHECK(message_of([&] { libsvm_of(text, {.columns = {"4"}}); }) ==
        "FILE: file.columns: there is no column 4; they are 1 to 3");
  CHECK(message_of([&] { libsvm_of(text, {.columns = {"x"}}); }) ==
        "FILE: file.columns: there is no column \"x\": they have no names");
}

TEST_CASE("what is written as LIBSVM reads back exactly", "[property]") {
  RandomStream draws({.seed = 1, .step = 4});
  // 40 columns x 40,000 rows: more than one block of the collector.
  const Eigen::Index rows = 40'000;
  const Eigen::Index columns = 40;
  DataMatrix values = DataMatrix::Zero(rows, columns);
  std::string text;
  for (Eigen::Index i = 0; i < rows; ++i) {
    text += std::to_string(i);
    // Later rows are longer: the width grows on the way.
    const Eigen::Index width = 1 + i * columns / rows;
    for (Eigen::Index j = 0; j < width; ++j) {
      if (draws.bernoulli(0.7)) continue;
      values(i, j) = draws.normal();
      text += fmt::format(" {}:{}", j + 1, values(i, j));
    }
    text += '\n';
  }
  const NumberTable table = libsvm_of(text, {}, LabelUse::kLabel, columns);
  CHECK(table.values == values);
  CHECK(table.labels[rows - 1] == static_cast<double>(rows - 1));
}

TEST_CASE("a wide table that does not fit is refused before it is made",
          "[unit]") {
  // 1,000,000 rows of a hashed index, 80 TB: refused as soon as a megabyte of
  // their values is there, 131,072.
  std::string text;
  for (int i = 0; i < 1'000'000; ++i) text += "1 10000000:1\n";
  CHECK(
      libsvm_problem(text).starts_with("FILE: 131073 rows x 10000000 columns "
                                       "of 64-bit floats take 10485.8 GB; "));
}

TEST_CASE("the qid of ranking data is left out", "[unit]") {
  const NumberTable table = libsvm_of("1 qid:7 1:2\n0 qid:8 1:3\n");
  CHECK(table.values == Eigen::Vector2d(2, 3));
  CHECK(table.remarks ==
        std::vector<std::string>{"the qid of ranking data is left out"});
}

TEST_CASE("LIBSVM is told from a table of numbers", "[unit]") {
  CHECK(looks_like_libsvm("1 1:2\n2\n"));
  CHECK(looks_like_libsvm("# x y\n-1\n+1 qid:3 7:0.5\n"));
  CHECK(looks_like_libsvm("1:2 3:4\n"));
  CHECK(looks_like_libsvm("1,2 3:4\n"));
  CHECK(looks_like_libsvm("1 1:x 2:5\n"));
  // Times and addresses.
  for (const char* text :
       {"10:30\n11:45\n", "00:01:00,1,2\n", "16:9,1\n",
        "5,2024-01-01 10:00,3\n", "timestamp,a\n2024-01-01 00:01:00,1\n",
        "01.02.2024 10:00;1\n"}) {
    INFO(text);
    CHECK_FALSE(looks_like_libsvm(text));
  }
  CHECK_FALSE(looks_like_libsvm("1 2\n3 4\n"));
  CHECK_FALSE(looks_like_libsvm("time 10:30 x\n"));
  CHECK_FALSE(looks_like_libsvm("a,b\n1,2\n"));
  CHECK_FALSE(looks_like_libsvm(""));
}

TEST_CASE("bad LIBSVM gives a line for each mistake with its place", "[unit]") {
  CHECK(libsvm_problem("1 1:2\n1:0.5 2:1\n") ==
        "FILE:2:1: the label is missing: found \"1:0.5\", expected a number "
        "and then index:value pairs");
  CHECK(libsvm_problem("abc 1:2\n") ==
        "FILE:1:1: label \"abc\" is not a number");
  CHECK(libsvm_problem("nan 1:2\n") == "FILE:1:1: label \"nan\" is not finite");
  CHECK(libsvm_problem("1 0:2\n") ==
        "FILE:1:3: feature index 0; indices start at 1 (scikit-learn's "
        "dump_svmlight_file writes such with zero_based=False)");
  CHECK(libsvm_problem("1 1:2\n1 3:1 2:1\n") ==
        "FILE:2:7: feature index 2 after 3; indices must increase");
  CHECK(libsvm_problem("1 2:1 2:1\n") ==
        "FILE:1:7: feature index 2 after 2; indices must increase");
  CHECK(libsvm_problem("1 x:1\n") ==
        "FILE:1:3: feature index \"x\" is not a whole number from 1");
  CHECK(libsvm_problem("1 -1:1\n") ==
        "FILE:1:3: feature index \"-1\" is not a whole number from 1");
  CHECK(libsvm_problem("1 :1\n") ==
        "FILE:1:3: feature index \"\" is not a whole number from 1");
  CHECK(
      libsvm_problem("1 99999999999999999999:1\n") ==
      "FILE:1:3: feature index \"99999999999999999999\" is above 10000000, the "
      "largest that can be read");
  CHECK(libsvm_problem("1 5:1\n", 4) ==
        "FILE:1:3: feature index 5; at most 4 was expected");
  CHECK(libsvm_problem("1 7\n") ==
        "FILE:1:3: found \"7\", expected index:value");
  CHECK(libsvm_problem("1 1:\n") ==
        "FILE:1:5: feature 1: value \"\" is not a number");
  CHECK(libsvm_problem("1 1:2x\n") ==
        "FILE:1:5: feature 1: value \"2x\" is not a number");
  CHECK(libsvm_problem("1 1:inf\n") ==
        "FILE:1:5: feature 1: value \"inf\" is not finite");
  CHECK(libsvm_problem("1 1:1e309\n") ==
        "FILE:1:5: feature 1: value \"1e309\" is too large for a 64-bit float");
  CHECK(libsvm_problem("1 1:-1e999\n") ==
        "FILE:1:5: feature 1: value \"-1e999\" is too large for a 64-bit "
        "float");
  CHECK(libsvm_problem("") ==
        "FILE: is empty; rows of `label index:value ...` were expected");
  CHECK(libsvm_problem("# nothing\n\n") ==
        "FILE: has no rows of data; rows of `label index:value ...` were "
        "expected");
  CHECK(libsvm_problem("1,2 1:3\n") ==
        "FILE:1:1: found several labels, \"1,2\"; one was expected");
  CHECK(libsvm_problem("1\n2\n") ==
        "FILE: has no features: its rows are labels only");
  // Each mistake of each row.
  CHECK(libsvm_problem("x 1:y 0:1\n1 2:3\n1 2:z\n") ==
        "FILE:1:1: label \"x\" is not a number\n"
        "FILE:1:5: feature 1: value \"y\" is not a number\n"
        "FILE:1:7: feature index 0; indices start at 1 (scikit-learn's "
        "dump_svmlight_file writes such with zero_based=False)\n"
        "FILE:3:5: feature 2: value \"z\" is not a number");
}
