#include "core/data/readers/fann.h"

#include <catch.h>

#include <vector>

#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

std::string fann_problem(std::string_view content,
                         FannLabel label = FannLabel::kFirstOutput) {
  return problem_with(content, [label](const auto& file) {
    read_fann({&file, 1}, label);
  });
}

}  // namespace

TEST_CASE("FANN rows and the meanings of their outputs", "[unit]") {
  const Files files;
  const std::vector<std::filesystem::path> paths = {
      files.write("train", "2 3 2\n1 2 3 \n0.25 0.75 \n4 5 6\r\n1 0\n\n"),
      files.write("test", "1 3 2\n7 8 9\n0 1")};
  DataMatrix expected(3, 3);
  expected << 1, 2, 3, 4, 5, 6, 7, 8, 9;
  const Dataset first = read_fann(paths, FannLabel::kFirstOutput);
  CHECK(first.features == expected);
  CHECK(first.labels == Eigen::Vector3d(0.25f, 1, 0));
  CHECK(first.train_rows == 2);
  CHECK(first.task == Task::kRegression);
  const Dataset sign = read_fann(paths, FannLabel::kFirstClass);
  CHECK(sign.labels == Eigen::Vector3d(-1, 1, -1));
  CHECK(sign.task == Task::kClassification);
  const Dataset number = read_fann(paths, FannLabel::kClassNumber);
  CHECK(number.labels == Eigen::Vector3d(1, 0, 1));
}

TEST_CASE("bad FANN text gives one line with its place", "[unit]") {
  CHECK(fann_problem("") ==
        "FILE: is empty; `rows inputs outputs` was expected");
  CHECK(fann_problem("2 3\n") ==
        "FILE:1:1: found \"2 3\", expected `rows inputs outputs`, three whole "
        "numbers from 1");
  CHECK(fann_problem("2 0 1\n") ==
        "FILE:1:1: found \"2 0 1\", expected `rows inputs outputs`, three "
        "whole numbers from 1");
  CHECK(fann_problem("1 2 1\n1 2 3\n1\n") ==
        "FILE:2: 3 numbers; 2 inputs were expected (row 1)");
  CHECK(fann_problem("1 2 1\n1 x\n1\n") ==
        "FILE:2:3: row 1: value \"x\" is not a number");
  CHECK(fann_problem("2 1 1\n1\n1\n1\n") ==
        "FILE:4: the file ends before the outputs of row 2; the header says 2 "
        "rows");
  CHECK(fann_problem("1 1 1\n1\n1\n1\n") ==
        "FILE:4:1: more lines follow the 1 rows that the header says");
  CHECK(fann_problem("1 1 3\n1\n1 0 0\n", FannLabel::kFirstClass) ==
        "FILE:1:1: 3 outputs; 2 were expected");
}
