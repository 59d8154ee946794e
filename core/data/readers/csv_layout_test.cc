#include "core/data/readers/csv_layout.h"

#include <catch.h>

#include <string>
#include <vector>

#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

using Names = std::vector<std::string>;

CsvLayout layout_of(const std::string& text,
                    const std::string& header = "auto") {
  return decide_csv_layout(sample_lines(text, 100), header, "FILE");
}

bool has_header(const std::string& text) {
  return layout_of(text).header_line > 0;
}

}  // namespace

TEST_CASE("the separator is the one that gives most numbers", "[unit]") {
  CHECK(layout_of("1,2\n3,4\n").separator == ',');
  CHECK(layout_of("1;2\n3;4\n").separator == ';');
  CHECK(layout_of("1\t2\n3\t4\n").separator == '\t');
  CHECK(layout_of("1  2\n 3 4 \n").separator == ' ');
  CHECK(layout_of("1, 2\n3, 4\n").separator == ',');
  CHECK(layout_of("1 ; 2\n3 ; 4\n").separator == ';');
  // In a quoted name, in a date with its time, in a list of words.
  CHECK(layout_of("\"height, cm\";\"y\"\n1;2\n").separator == ';');
  CHECK(layout_of("t,y\n2020-01-01 10:00,1\n").separator == ',');
  CHECK(layout_of("words;y\na, b;1\nc, d;2\n").separator == ';');
  CHECK(layout_of("sep=;\n1;2\n").separator == ';');
  CHECK(layout_of("sep=;\n1;2\n").columns() == 2);
  CHECK(layout_of("1\n2\n").columns() == 1);
  // A row that is cut off does not hide it.
  CHECK(layout_of("a,b,c\n1,2,3\n4,5\n").separator == ',');
}

TEST_CASE("a header is told from rows", "[unit]") {
  CHECK(has_header("a,b\n1,2\n"));
  CHECK(has_header("a,b\n"));
  CHECK_FALSE(has_header("1,2\n3,4\n"));
  // Text over a number; and text over text.
  CHECK(has_header("city,2019,2020\nOslo,1,2\n") == false);
  CHECK(has_header("city,n\nOslo,1\n"));
  CHECK_FALSE(has_header("Oslo,1\nBergen,2\n"));
  CHECK(has_header("a,b,2020\n1,2,3\n"));
  // Names that are numbers.
  CHECK(has_header("0,1,2\n0.5,0.25,3\n"));
  CHECK(has_header(",0,1\n0,5,6\n1,7,8\n"));
  CHECK(has_header("\"1\",\"2\"\n3,4\n"));
  CHECK(has_header("2019,2020,2021\n4,5,7\n"));
  CHECK_FALSE(has_header("2019,2020,2021\n2020,2021,2022\n"));
  CHECK_FALSE(has_header("1,2,3\n4,5,6\n"));
  // Two columns of 0 and 1 may be the first row of anything.
  CHECK_FALSE(has_header("0,1\n1,3\n2,5\n"));
  CHECK(has_header("0,1\n0.5,3.5\n1.5,5\n"));
  CHECK(layout_of("0,1\n1,3\n").remarks ==
        Names{"the first line, 0 and 1, is read as a row (file.header=yes if "
              "it is a header)"});
  CHECK(layout_of("0,1,2\n3,4,6\n").remarks ==
        Names{"the first line is taken for a header, since it counts 0, 1, 2, "
              "... (file.header=no reads it as a row)"});
  CHECK(layout_of("0,1,2\n3,4,6\n", "no").header_line == 0);
  CHECK(layout_of("1,2,3\n3,4,6\n", "yes").names == Names{"1", "2", "3"});
  // Missing values are no words.
  CHECK_FALSE(has_header("NA,1\n2,3\n"));
}

TEST_CASE("comments stand above, and may be the header", "[unit]") {
  CHECK(layout_of("# made by hand\na,b\n1,2\n").names == Names{"a", "b"});
  const CsvLayout saved = layout_of("# y,a b,c\n1,2,3\n");
  CHECK(saved.names == Names{"y", "a b", "c"});
  CHECK(saved.header_line == 0);
  CHECK(saved.first_line == 2);
  CHECK(saved.remarks == Names{"the header is the comment in line 1"});
  CHECK(layout_of("# x y\n1 2\n").names == Names{"x", "y"});
  CHECK(layout_of("# one note\n1,2,3\n").names.empty());
  CHECK(layout_of("# y,a,b\n1,2,3\n", "no").names.empty());
  // Above one column it is what people write above numbers.
  CHECK(layout_of("# numbers\n1\n2\n").names.empty());
  // Behind the numbers of one column it is no text and no column.
  CHECK(layout_of("5 # five\n1 # one\n2 # two\n").words ==
        "CSV of one column, without a header");
  CHECK(layout_of("1 2 # first\n3 4 # second\n").columns() == 2);
}

TEST_CASE("columns without a name", "[unit]") {
  const auto roles = [](const std::string& text) {
    return layout_of(text).roles;
  };
  using Roles = std::vector<ColumnRole>;
  constexpr auto kValues = ColumnRole::kValues;
  CHECK(roles(",a,y\n0,5,6\n1,7,8\n") ==
        Roles{ColumnRole::kRowNames, kValues, kValues});
  CHECK(roles("\"\",\"a\"\n\"x\",5\n\"z\",7\n") ==
        Roles{ColumnRole::kRowNames, kValues});
  // R writes no name for them at all.
  const CsvLayout r = layout_of("\"a\" \"y\"\n\"1\" 5 6\n\"2\" 7 8\n");
  CHECK(r.names == Names{"", "a", "y"});
  CHECK(r.roles == Roles{ColumnRole::kRowNames, kValues, kValues});
  // Values that repeat or have fractions are no row names.
  CHECK(roles(",a\n0.5,5\n1.5,7\n") == Roles{kValues, kValues});
  CHECK(layout_of(",a\n3,5\n3,7\n").remarks == Names{"column 0 has no name"});
  // Separators at the line ends.
  CHECK(roles("a,b,\n1,2,\n3,4,\n") ==
        Roles{kValues, kValues, ColumnRole::kEmpty});
  CHECK(roles("a,b\n1,2,\n3,4,\n") ==
        Roles{kValues, kValues, ColumnRole::kEmpty});
  CHECK(roles("1,2,\n3,4,\n") == Roles{kValues, kValues, ColumnRole::kEmpty});
  CHECK(roles("a,b,c\n1,2,\n3,4,\n") == Roles{kValues, kValues, kValues});
}

TEST_CASE("equal names are told apart", "[unit]") {
  const CsvLayout layout = layout_of("a,b,a,a\n1,2,3,4\n");
  CHECK(layout.names == Names{"a", "b", "a (2)", "a (3)"});
  CHECK(layout.remarks ==
        Names{"several columns are called \"a\"; the later ones are named with "
              "\" (2)\" and so on"});
}

TEST_CASE("decimal commas are named", "[unit]") {
  const std::string hint = "(write decimal points, e.g. with `tr , .`)";
  CHECK(message_of([] { layout_of("x;y\n1;2\n-3,5;2\n"); }) ==
        "FILE:3:1: \"-3,5\" has a decimal comma, which is not read " + hint);
  CHECK(message_of([] { layout_of("3,5;-5,25;-3,0\n1,5;2,5;3,5\n"); }) ==
        "FILE:1:1: \"3,5\" has a decimal comma, which is not read " + hint);
  CHECK(message_of([] { layout_of("3,5\t1\n"); }) ==
        "FILE:1:1: \"3,5\" has a decimal comma, which is not read " + hint);
}
