#include "core/data/trainable.h"

#include <catch.h>

#include <string>

#include "core/data/data_testing.h"
#include "core/data/tables/own_set.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

// What is said of both forms of the same rows.
std::string problem_with_rows(const std::string& csv, const std::string& libsvm,
                              Eigen::Index train_rows = 0) {
  const auto said = [&](const std::string& content) {
    return message_of([&] {
      ByteSource source(content, "FILE");
      const Dataset data = read_own_set(source, {.train_rows = train_rows});
      check_trainable(data, data.train_rows, "FILE");
    });
  };
  const std::string text = said(csv);
  CHECK(said(libsvm) == text);
  return text;
}

}  // namespace

TEST_CASE("a set that nothing can be learned from is refused", "[unit]") {
  CHECK(problem_with_rows("a,b\n1,2\n", "2 1:1\n") ==
        "FILE: 1 row to train on found, at least 2 expected");
  CHECK(problem_with_rows("1,2\n3,4\n", "2 1:1\n4 1:3\n", 1) ==
        "FILE: 1 row to train on found, at least 2 expected");
  CHECK(problem_with_rows("1,2\n3,2\n", "2 1:1\n2 1:3\n") ==
        "FILE: the label is 2 in all 2 rows to train on; labels that differ "
        "were expected");
  // Rows that only test do not count.
  CHECK(problem_with_rows("1,-1\n3,-1\n5,1\n", "-1 1:1\n-1 1:3\n1 1:5\n", 2) ==
        "FILE: the label is -1 in all 2 rows to train on; labels that differ "
        "were expected");
  CHECK(problem_with_rows("1,7,2\n1,7,4\n", "2 1:1 2:7\n4 1:1 2:7\n") ==
        "FILE: all 2 rows to train on have the same features; a feature that "
        "varies was expected");
  CHECK(problem_with_rows("1,7,2\n1,8,4\n", "2 1:1 2:7\n4 1:1 2:8\n") ==
        "no error");
}

TEST_CASE("labels that floats cannot tell apart or hold are refused",
          "[unit]") {
  CHECK(
      problem_with_rows("1,1000000000000\n3,1000000000001\n4,1000000000002\n",
                        "1000000000000 1:1\n1000000000001 1:3\n"
                        "1000000000002 1:4\n") ==
      "FILE: as 32-bit floats, which training works with, the labels are "
      "1000000000000 in all 3 rows to train on (take their mean off, or scale "
      "them)");
  CHECK(problem_with_rows("1,0.5\n3,1e39\n", "0.5 1:1\n1e39 1:3\n") ==
        "FILE: has values beyond 3.4e+38, the largest 32-bit float, which "
        "training works with");
}
