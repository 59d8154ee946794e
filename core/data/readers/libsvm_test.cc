#include "core/data/readers/libsvm.h"

#include <catch.h>
#include <fmt/format.h>

#include <vector>

#include "core/base/random.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

std::string libsvm_problem(std::string_view content,
                           Eigen::Index features = 0) {
  return problem_with(content, [features](const auto& file) {
    read_libsvm(file, {.features = features});
  });
}

}  // namespace

TEST_CASE("LIBSVM rows become a dense matrix", "[unit]") {
  const Files files;
  const auto file = files.write("data",
                                "# a comment\r\n"
                                "+1 1:0.5 3:-2e1 # another\r\n"
                                "\r\n"
                                "-1\t2:1e-60 \t 4:+7\n"
                                "0\n\n");
  const Dataset data = read_libsvm(file);
  FeatureMatrix expected(3, 4);
  expected << 0.5f, 0, -20, 0, 0, 0, 0, 7, 0, 0, 0, 0;
  CHECK(data.features == expected);
  CHECK(data.labels == Eigen::Vector3f(1, -1, 0));
  CHECK(data.train_rows == 3);
  CHECK(read_libsvm(file, {.features = 6}).feature_count() == 6);
}

TEST_CASE("LIBSVM files follow one another, the first trains", "[unit]") {
  const Files files;
  const std::vector<std::filesystem::path> both = {
      files.write("train", "1 1:1\n2 1:2\n"),
      files.write("test", packed("3 2:3", Packing::kBzip2))};
  const Dataset data = read_libsvm(both);
  FeatureMatrix expected(3, 2);
  expected << 1, 0, 2, 0, 0, 3;
  CHECK(data.features == expected);
  CHECK(data.train_rows == 2);
}

TEST_CASE("what is written as LIBSVM reads back exactly", "[property]") {
  RandomStream draws({.seed = 1, .step = 4});
  // 40 columns x 40,000 rows: more than one block of the collector.
  const Eigen::Index rows = 40'000;
  const Eigen::Index columns = 40;
  FeatureMatrix features = FeatureMatrix::Zero(rows, columns);
  std::string text;
  for (Eigen::Index i = 0; i < rows; ++i) {
    text += std::to_string(i);
    // Later rows are longer: the width grows on the way.
    const Eigen::Index width = 1 + i * columns / rows;
    for (Eigen::Index j = 0; j < width; ++j) {
      if (draws.bernoulli(0.7)) continue;
      const auto value = static_cast<float>(draws.normal());
      features(i, j) = value;
      text += fmt::format(" {}:{}", j + 1, value);
    }
    text += '\n';
  }
  const Files files;
  const Dataset data =
      read_libsvm(files.write("data", text), {.features = columns});
  CHECK(data.features == features);
  CHECK(data.labels[rows - 1] == static_cast<float>(rows - 1));
}

TEST_CASE("bad LIBSVM gives one line with its place", "[unit]") {
  CHECK(libsvm_problem("1 1:2\n1:0.5 2:1\n") ==
        "FILE:2:1: the label is missing: found \"1:0.5\", expected a number "
        "and then index:value pairs");
  CHECK(libsvm_problem("abc 1:2\n") ==
        "FILE:1:1: label \"abc\" is not a number");
  CHECK(libsvm_problem("nan 1:2\n") == "FILE:1:1: label \"nan\" is not finite");
  CHECK(libsvm_problem("1 0:2\n") ==
        "FILE:1:3: feature index 0; indices start at 1");
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
  CHECK(libsvm_problem("1 99999999999999999999:1\n") ==
        "FILE:1:3: feature index 99999999999999999999 is above 10000000, the "
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
  CHECK(libsvm_problem("1 1:1e39\n") ==
        "FILE:1:5: feature 1: value \"1e39\" is too large for a 32-bit float");
  CHECK(libsvm_problem("1 1:-1e999\n") ==
        "FILE:1:5: feature 1: value \"-1e999\" is too large for a 32-bit "
        "float");
  CHECK(libsvm_problem("") ==
        "FILE: is empty; rows of `label index:value ...` were expected");
  CHECK(libsvm_problem("# nothing\n\n") ==
        "FILE: has no rows of data; rows of `label index:value ...` were "
        "expected");
  CHECK(libsvm_problem(std::string_view("\0\1\2", 3)) ==
        "FILE:1:1: label \"\\x00\\x01\\x02\" is not a number");
}

TEST_CASE("one feature is read to the last digit, whatever the others are",
          "[unit]") {
  const Files files;
  const auto file =
      files.write("a", "0.1899 1:16777217\n# none\n1 2:x 3:16777219\n");
  CHECK(read_libsvm_column(file, "0") == std::vector<double>{0.1899, 1});
  CHECK(read_libsvm_column(file, "1") == std::vector<double>{16777217, 0});
  CHECK(read_libsvm_column(file, "3") == std::vector<double>{0, 16777219});
  const auto problem = [&](const std::string& column) {
    return message_of([&] { read_libsvm_column(file, column); })
        .substr(file.string().size());
  };
  CHECK(problem("2") == ":3:5: feature 2: value \"x\" is not a number");
  for (const std::string column : {"4", "-1", "x", ""}) {
    CHECK(problem(column) ==
          ": has no column \"" + column +
              "\" (features are 1 to 3, and 0 is the label)");
  }
}
