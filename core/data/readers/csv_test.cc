#include "core/data/readers/csv.h"

#include <catch.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

using Names = std::vector<std::string>;

NumberTable csv_of(const std::string& content, const FileOptions& options = {},
                   LabelUse label = LabelUse::kLabel) {
  ByteSource source(content, "FILE");
  return read_csv(source, options, label);
}

std::string csv_problem(const std::string& content,
                        const FileOptions& options = {}) {
  return message_of([&] { csv_of(content, options); });
}

Names names_of(const NumberTable& table) {
  Names names;
  for (const TableColumn& column : table.columns) names.push_back(column.name);
  return names;
}

}  // namespace

TEST_CASE("a CSV with or without a header", "[unit]") {
  DataMatrix expected(2, 2);
  expected << 1, 2, 4, -0.5;
  const NumberTable plain = csv_of("1,2,3\n4,-5e-1,6");
  CHECK(plain.values == expected);
  CHECK(plain.labels == Eigen::Vector2d(3, 6));
  CHECK(names_of(plain) == Names{"", ""});
  const NumberTable named =
      csv_of("x,\"y, \"\"2\"\"\",z\r\n 1 ,\"2\" , 3\r\n\r\n4,-.5,+6\r\n\r\n");
  CHECK(named.values == expected);
  CHECK(named.labels == Eigen::Vector2d(3, 6));
  CHECK(names_of(named) == Names{"x", "y, \"2\""});
  CHECK(named.label.name == "z");
  CHECK(named.format == "CSV, separated by commas, with a header");
}

TEST_CASE("the label's column and the features by name or number", "[unit]") {
  const std::string text = "x,y,z\n1,2,3\n";
  CHECK(csv_of(text, {.label = "y"}).labels[0] == 2);
  CHECK(csv_of(text, {.label = "0"}).labels[0] == 1);
  CHECK(names_of(csv_of(text, {.label = "0"})) == Names{"y", "z"});
  CHECK(csv_of(text).labels[0] == 3);
  CHECK(names_of(csv_of(text, {.columns = {"y", "0"}})) == Names{"y", "x"});
  CHECK(csv_of(text, {.columns = {"y", "0"}}).values ==
        Eigen::RowVector2d(2, 1));
  CHECK(names_of(csv_of(text, {.label = "x", .drop = {"z"}})) == Names{"y"});
  // Without the last column, the label is the last that is left.
  CHECK(csv_of(text, {.drop = {"z"}}).labels[0] == 2);
  CHECK(csv_problem(text, {.label = "w", .columns = {"x", "a"}}) ==
        "FILE: file.label: there is no column \"w\" (the columns are x, y, z)\n"
        "FILE: file.columns: there is no column \"a\" (the columns are x, y, "
        "z)");
  CHECK(csv_problem("income,age\n1,2\n", {.label = "incme"}) ==
        "FILE: file.label: there is no column \"incme\" (did you mean "
        "\"income\"?)");
  CHECK(csv_problem("1,2\n", {.label = "age"}) ==
        "FILE: file.label: there is no column \"age\": they have no names");
  CHECK(csv_problem("1,2\n", {.label = "2"}) ==
        "FILE: file.label: there is no column 2; they are 0 to 1");
  CHECK(csv_problem(text, {.columns = {"z"}}) ==
        "FILE: file.columns: \"z\" is the label");
  CHECK(csv_problem(text, {.columns = {"x"}, .drop = {"y"}}) ==
        "FILE: file.drop: file.columns decides which columns are used (give "
        "one of the two)");
}

TEST_CASE("what is written as CSV reads back exactly", "[property]") {
  RandomStream draws({.seed = 2, .step = 4});
  DataMatrix values(500, 7);
  std::string text;
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    for (Eigen::Index j = 0; j < values.cols(); ++j) {
      // Of every size, with as few digits as they need: short and long ones.
      values(i, j) =
          draws.index(2) == 0
              ? draws.normal() *
                    std::pow(10.0, static_cast<double>(draws.index(600)) - 300)
              : std::round(draws.normal() * 1e4) / 100;
      values(i, j) += 0.0;  // -0 is read as 0
      text += fmt::format("{},", values(i, j));
    }
    text += fmt::format("{}\n", i);
  }
  ByteSource source(packed(text, Packing::kGzip), "FILE");
  CHECK(read_csv(source, {}, LabelUse::kLabel).values == values);
}

TEST_CASE("bad CSV gives a line for each mistake with its place", "[unit]") {
  CHECK(csv_problem("a,b\n1,nan\n") ==
        "FILE:2:3: column 1 (b), the label: value \"nan\" is missing; a number "
        "was expected (file.missing=drop leaves such rows out)");
  CHECK(csv_problem("1,2\n-inf,2\n") ==
        "FILE:2:1: column 0: value \"-inf\" is not finite");
  CHECK(csv_problem("1,2,3\n4,5\n") ==
        "FILE:2: 2 fields; 3 were expected, as in line 1");
  CHECK(csv_problem("1,2\n4,5,6\n") ==
        "FILE:2: 3 fields; 2 were expected, as in line 1");
  CHECK(csv_problem("1,1e400\n") ==
        "FILE:1:3: column 1, the label: value \"1e400\" is too large for a "
        "64-bit float");
  CHECK(csv_problem("1,\"2\n") ==
        "FILE:1:3: the quote is not closed on this line (a field of several "
        "lines is not read)");
  CHECK(csv_problem("1,\"2\"3,4\n") ==
        "FILE:1:6: found \"3\" after a closing quote, expected the next field");
  CHECK(csv_problem("a,b,c\n1,two,3\n4,,6\n7,8\n10,11,1e999\n") ==
        "FILE:2:3: column 1 (b): value \"two\" is not a number (file.drop=b "
        "leaves the column out, file.categories=one_hot makes features of it)\n"
        "FILE:3:3: column 1 (b): the field is empty; a number was expected "
        "(file.missing=drop leaves such rows out, mean fills in)\n"
        "FILE:4: 2 fields; 3 were expected, as in line 1\n"
        "FILE:5:7: column 2 (c), the label: value \"1e999\" is too large for a "
        "64-bit float");
  CHECK(csv_problem("1\n2\n") ==
        "FILE: has no features: it has one column, and that is the label "
        "(no comma, semicolon, tab or blank splits its lines; `zipml levels` "
        "takes a column of numbers)");
  CHECK(csv_problem("") == "FILE: is empty; rows of numbers were expected");
  CHECK(csv_problem("a,b\n") ==
        "FILE: has no rows of data; rows of numbers were expected");
  std::string many = "a,b\n1,2\n";
  for (int i = 0; i < 50; ++i) many += "x,2\n";
  CHECK(csv_problem(many) ==
        "FILE:3:1: column 0 (a): value \"x\" is not a number (file.drop=a "
        "leaves the column out, file.categories=one_hot makes features of it)\n"
        "FILE:4:1: column 0 (a): value \"x\" is not a number\n"
        "FILE:5:1: column 0 (a): value \"x\" is not a number\n"
        "FILE: column 0 (a): 47 more such values");
  for (int i = 0; i < 50; ++i) many += "1,2,3\n";
  const std::string problem = csv_problem(many);
  CHECK(std::count(problem.begin(), problem.end(), '\n') == 20);
  CHECK(problem.ends_with("FILE: 20 mistakes; what follows was not read"));
}

TEST_CASE("lines that begin with # are comments unless they are rows",
          "[unit]") {
  const NumberTable table =
      csv_of("a,b,y\n1,2,3\n# a note\n4,5,6\n# two, notes\n");
  CHECK(table.values.rows() == 2);
  CHECK(table.remarks == Names{"2 lines that begin with # are left out"});
}

TEST_CASE("rows like a spreadsheet's", "[unit]") {
  CHECK(csv_problem("a,b,y\n1,2,3\n#REF!,4,5\n") ==
        "FILE:3:1: column 0 (a): value \"#REF!\" is not a number (file.drop=a "
        "leaves the column out, file.categories=one_hot makes features of it)");
  const NumberTable missing =
      csv_of("a,b,y\n1,2,3\n#N/A,\\N,5\n", {.missing = "drop"});
  CHECK(is_missing(missing.values(1, 0)));
  CHECK(is_missing(missing.values(1, 1)));
  // Where all lines begin so, none is a comment.
  CHECK(csv_of("#1,2,3\n#2,5,6\n", {.drop = {"0"}}).values ==
        Eigen::Vector2d(2, 5));
  const NumberTable empty = csv_of("a,b\n1,2\n,\n3,4\n,\n");
  CHECK(empty.values.rows() == 2);
  CHECK(empty.remarks == Names{"2 rows of separators alone are left out"});
  CHECK(csv_of("sep=|\n1|2\n3|4\n").format ==
        "CSV, separated by bars, without a header");
  CHECK(csv_of("sep=\t\n1\t2\n3\t4\n").values == Eigen::Vector2d(1, 3));
  // A name with a comma is not hinted at, since it would be two.
  CHECK(
      csv_problem("\"city, land\",y\n1,2\nx,3\n").find("file.drop=0 leaves") !=
      std::string::npos);
  CHECK(csv_problem("id,\"height\" cm,y\n1,2,3\n") ==
        "FILE:1:12: found \" cm\" after a closing quote, expected the next "
        "field");
}

TEST_CASE("line ends of several kinds, and their marks", "[unit]") {
  CHECK(csv_of("1,2\r\r\n3,4\r\r\n\x1a").labels == Eigen::Vector2d(2, 4));
  CHECK(csv_of("1,2\r3,4\r\n").labels == Eigen::Vector2d(2, 4));
  CHECK(csv_problem("1,2\r3,4\n5,6\n7,8\n") ==
        "FILE:1:4: a carriage return stands within the line: line ends are "
        "mixed");
}

TEST_CASE("whole numbers that no double holds are counted", "[unit]") {
  const NumberTable table = csv_of("9007199254740993,1\n9007199254740992,2\n");
  CHECK(table.remarks ==
        Names{"1 whole numbers above 2^53 were rounded to 64-bit floats"});
}

TEST_CASE("control characters of a file do not reach the terminal", "[unit]") {
  CHECK(csv_problem("a\x1b[2J,b\n\x07,2\n") ==
        "FILE:2:1: column 0 (a\\x1b[2J): value \"\\x07\" is not a number "
        "(file.drop=a\\x1b[2J leaves the column out, file.categories=one_hot "
        "makes features of it)");
}

TEST_CASE("missing values and text are kept where they are asked for",
          "[unit]") {
  const NumberTable table =
      csv_of("city,n,y\nOslo,1,2\n,NA,3\nBergen,?,4\nOslo,5,6\n",
             {.missing = "drop", .categories = "one_hot"});
  CHECK(table.columns[0].texts == Names{"Oslo", "Bergen"});
  CHECK(text_of(table.values(0, 0)) == 0);
  CHECK(is_missing(table.values(1, 0)));
  CHECK(text_of(table.values(2, 0)) == 1);
  CHECK(text_of(table.values(3, 0)) == 0);
  CHECK(is_missing(table.values(1, 1)));
  CHECK(is_missing(table.values(2, 1)));
  CHECK(table.values(3, 1) == 5);
  // Text in the label is kept: it may name classes.
  const NumberTable classes = csv_of("a,y\n1,yes\n2,no\n");
  CHECK(classes.label.texts == Names{"yes", "no"});
}

TEST_CASE("one column is read to the last digit, whatever the others are",
          "[unit]") {
  const std::string text =
      "city,n,n2\nBergen,16777217,1\nOslo,16777219,NA\n,0.1899,2\n";
  const auto column = [&](const std::string& name) {
    const NumberTable table =
        csv_of(text, {.columns = {name}}, LabelUse::kColumn);
    return Eigen::VectorXd(table.values.col(0));
  };
  CHECK(column("n") == Eigen::Vector3d(16777217, 16777219, 0.1899));
  CHECK(column("1") == column("n"));
  CHECK(csv_of("x\n1\n2\n", {}, LabelUse::kColumn).values ==
        Eigen::Vector2d(1, 2));
  CHECK(message_of([&] { column("n2"); }) ==
        "FILE:3:15: column 2 (n2): value \"NA\" is missing; a number was "
        "expected (file.missing=drop leaves such rows out, mean fills in)");
}

TEST_CASE("comments behind numbers", "[unit]") {
  DataMatrix expected(3, 1);
  expected << 5, 1, -2;
  CHECK(csv_of("5 # five\n1#one\n -2\n", {}, LabelUse::kColumn).values ==
        expected);
  DataMatrix table(2, 2);
  table << 1, 2, 3, 4;
  CHECK(csv_of("1 2 # first\n3 4\n", {}, LabelUse::kColumn).values == table);
  CHECK(csv_problem("1,2,3\n4,5 # five,6\n").find("\"5 # five\"") !=
        std::string::npos);
}

TEST_CASE("fields that are no numbers are marked", "[unit]") {
  const NumberTable table =
      csv_of("a,b\n1,x\n2,NA\n3,inf\n4,7\n5,y\n",
             {.missing = "drop", .categories = "mark"}, LabelUse::kColumn);
  CHECK(table.columns[0].texts.empty());
  CHECK(table.columns[1].texts == Names{"x"});
  for (const Eigen::Index row : {0, 2, 4}) {
    CHECK(is_text(table.values(row, 1)));
    CHECK(text_of(table.values(row, 1)) == 0);
  }
  CHECK(is_missing(table.values(1, 1)));
  CHECK(table.values(3, 1) == 7);
}
