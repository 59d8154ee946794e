#include "core/data/readers/csv.h"

#include <catch.h>
#include <fmt/format.h>

#include "core/base/random.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

using Names = std::vector<std::string>;

std::string csv_problem(std::string_view content,
                        const std::string& label = "") {
  return problem_with(content, [&label](const auto& file) {
    read_csv(file, {.label = label});
  });
}

}  // namespace

TEST_CASE("a CSV with or without a header", "[unit]") {
  const Files files;
  FeatureMatrix expected(2, 2);
  expected << 1, 2, 4, -5e-1f;
  const Dataset plain = read_csv(files.write("a", "1,2,3\n4,-5e-1,6"));
  CHECK(plain.features == expected);
  CHECK(plain.labels == Eigen::Vector2f(3, 6));
  CHECK(plain.feature_names.empty());
  CHECK(plain.train_rows == 2);
  const Dataset named = read_csv(files.write(
      "b", "x,\"y, \"\"2\"\"\",z\r\n 1 ,\"2\" , 3\r\n\r\n4,-.5,+6\r\n\r\n"));
  CHECK(named.features == expected);
  CHECK(named.labels == Eigen::Vector2f(3, 6));
  CHECK(named.feature_names == Names{"x", "y, \"2\""});
}

TEST_CASE("the label's column by name or number", "[unit]") {
  const Files files;
  const auto file = files.write("b", "x,y,z\n1,2,3\n");
  // A first line with some numbers is no header.
  CHECK(csv_problem("x,y,0\n1,2,3\n") ==
        "FILE:1:1: column 0: value \"x\" is not a number");
  CHECK(read_csv(file, {.label = "y"}).labels[0] == 2);
  CHECK(read_csv(file, {.label = "0"}).labels[0] == 1);
  CHECK(read_csv(file, {.label = "0"}).feature_names == Names{"y", "z"});
  CHECK(read_csv(file).labels[0] == 3);
}

TEST_CASE("semicolons and tabs separate where there is no comma", "[unit]") {
  const Files files;
  CHECK(read_csv(files.write("a", "a;b\n1;2\n")).labels[0] == 2);
  CHECK(read_csv(files.write("b", "1\t2\t3\n")).feature_count() == 2);
}

TEST_CASE("what is written as CSV reads back exactly", "[property]") {
  RandomStream draws({.seed = 2, .step = 4});
  FeatureMatrix features(500, 7);
  std::string text;
  for (Eigen::Index i = 0; i < features.rows(); ++i) {
    for (Eigen::Index j = 0; j < features.cols(); ++j) {
      features(i, j) = static_cast<float>(draws.normal() * 1e6);
      text += fmt::format("{},", features(i, j));
    }
    text += fmt::format("{}\n", i);
  }
  const Files files;
  CHECK(read_csv(files.write("a", packed(text, Packing::kGzip))).features ==
        features);
}

TEST_CASE("bad CSV gives one line with its place", "[unit]") {
  CHECK(csv_problem("a,b\n1,nan\n") ==
        "FILE:2:3: label: value \"nan\" is not finite");
  CHECK(csv_problem("1,2\n-inf,2\n") ==
        "FILE:2:1: column 0: value \"-inf\" is not finite");
  CHECK(csv_problem("1,2,3\n4,5\n") ==
        "FILE:2: 2 fields; 3 were expected, as in line 1");
  CHECK(csv_problem("1,2\n4,5,\n") ==
        "FILE:2: 3 fields; 2 were expected, as in line 1");
  CHECK(csv_problem("a,b,c\n1,two,3\n") ==
        "FILE:2:3: column 1 (b): value \"two\" is not a number");
  CHECK(csv_problem("a,b,c\n1,2,3\n1,,3\n") ==
        "FILE:3:3: column 1 (b): the field is empty; a number was expected");
  CHECK(csv_problem("1,1e40\n") ==
        "FILE:1:3: label: value \"1e40\" is too large for a 32-bit float");
  CHECK(csv_problem("1,\"2\n") ==
        "FILE:1:3: the quote is not closed on this line");
  CHECK(csv_problem("1,\"2\"3,4\n") ==
        "FILE:1:6: found \"3\" after a closing quote, expected the next "
        "field");
  CHECK(csv_problem("income,age\n1,2\n", "incme") ==
        "FILE:1: label column \"incme\" was asked for; the header has no such "
        "column (did you mean \"income\"?)");
  CHECK(csv_problem("1,2\n", "age") ==
        "FILE:1: label column \"age\" was asked for; the file has no header");
  CHECK(csv_problem("1,2\n", "2") ==
        "FILE:1: label column 2 was asked for; the file has 2 columns, from 0");
  CHECK(csv_problem("1\n2\n") ==
        "FILE:1:1: found one column, \"1\"; at least a feature and a label "
        "were expected");
  CHECK(csv_problem("") == "FILE: is empty; rows of numbers were expected");
  CHECK(csv_problem("a,b\n") ==
        "FILE: has no rows of data; rows of numbers were expected");
}

TEST_CASE("one column is read to the last digit, whatever the others are",
          "[unit]") {
  const Files files;
  const auto file = files.write("a.csv",
                                "city,n,n2\nBergen,16777217,1\n"
                                "Oslo,16777219,NA\n,0.1899,2\n");
  CHECK(read_csv_column(file, "n") ==
        std::vector<double>{16777217, 16777219, 0.1899});
  CHECK(read_csv_column(file, "1") == read_csv_column(file, "n"));
  CHECK(read_csv_column(files.write("b.csv", "x\n1\n2\n"), "x") ==
        std::vector<double>{1, 2});
  CHECK(read_csv_column(files.write("c.csv", "1e300,2"), "0") ==
        std::vector<double>{1e300});
  const auto problem = [&](const std::string& column) {
    return message_of([&] { read_csv_column(file, column); })
        .substr(file.string().size());
  };
  CHECK(problem("city") ==
        ":2:1: column 0 (city): value \"Bergen\" is not a number");
  CHECK(problem("n2") == ":3:15: column 2 (n2): value \"NA\" is not a number");
  CHECK(problem("n3") ==
        ":1: column \"n3\" was asked for; the header has no such column (did "
        "you mean \"n\"?)");
  CHECK(problem("3") ==
        ":1: column 3 was asked for; the file has 3 columns, from 0");
}
