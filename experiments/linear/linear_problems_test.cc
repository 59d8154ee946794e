#include "experiments/linear/linear_problems.h"

#include <catch.h>

#include <string>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/value.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

// Rows x, y, 3 x + y.
std::string rows_of(int count) {
  std::string rows = "x,y,z\n";
  for (int i = 0; i < count; ++i) {
    const int y = i * i % 5;
    rows += std::to_string(i) + "," + std::to_string(y) + "," +
            std::to_string(3 * i + y) + "\n";
  }
  return rows;
}

struct OwnFolder {
  TemporaryFolder folder;
  LinearProblems problems{std::make_shared<DataLibrary>(
      DataPlaces{.cache = "", .may_download = false})};

  ProblemSpec locate(const std::string& name, const std::string& content,
                     Eigen::Index train_rows = 0) {
    write_file_atomically(folder.path() / name, content);
    ProblemSpec spec;
    spec.data = (folder.path() / name).string();
    spec.train_rows = train_rows;
    return problems.locate(spec);
  }
};

}  // namespace

TEST_CASE("a cell has of an own file its content alone", "[unit]") {
  OwnFolder own;
  const ProblemSpec spec = own.locate("a/one.csv", rows_of(9));
  CHECK(spec.title() == "one.csv");
  CHECK(spec.label().name == "one.csv");
  CHECK(spec.set == "CSV file " + sha256(rows_of(9)).substr(0, 8));
  CHECK(spec.features == 2);
  const Record record = to_record(spec);
  for (const auto& [name, value] : record) {
    if (value.is_text()) CHECK(value.text().find("one") == std::string::npos);
  }
  // Another name and folder: the same cell, and the data is found by it.
  const ProblemSpec other = own.locate("b/two.csv", rows_of(9));
  CHECK(to_record(other) == record);
  CHECK(other.title() == "two.csv");
  CHECK(own.problems.get(problem_from_record(record)) ==
        own.problems.get(other));
  // Another file of one name is told apart.
  const ProblemSpec third = own.locate("c/one.csv", rows_of(10));
  CHECK(third.title() == "one.csv (" + sha256(rows_of(10)).substr(0, 8) + ")");
  CHECK(!(to_record(third) == record));
  CHECK(own.locate("cadata", "1 1:2\n2 1:4\n").title() ==
        "cadata (" + sha256("1 1:2\n2 1:4\n").substr(0, 8) + ")");
  // The same rows as another format may be another set.
  CHECK(
      own.locate("b/x.txt", "1 1:2\n2 1:4\n").set.starts_with("LIBSVM file "));
}

TEST_CASE("an own file that nothing can be learned from is refused", "[unit]") {
  OwnFolder own;
  const std::string place = own.folder.path().string();
  CHECK_THROWS_WITH(own.locate("one.csv", "1,2\n"),
                    place +
                        "/one.csv: 1 row to train on found, at least 2 "
                        "expected");
  CHECK_THROWS_WITH(own.locate("rows.csv", rows_of(9), 1),
                    "preprocessing.train_rows: 1 training row was asked for, "
                    "at least 2 were expected");
  // The first two rows only.
  CHECK_THROWS_AS(own.locate("flat.csv", "1,2\n2,2\n3,4\n", 2), UserError);
}

TEST_CASE("the reason of a failed cell names no folder", "[unit]") {
  OwnFolder own;
  const ProblemSpec spec = own.locate("a/one.csv", rows_of(9));
  fs::remove(own.folder.path() / "a" / "one.csv");
  CHECK_THROWS_WITH(own.problems.get(spec), "one.csv: there is no such file");
}

TEST_CASE("the problems that were used last are kept", "[unit]") {
  OwnFolder own;
  const ProblemSpec first = own.locate("first.csv", rows_of(9));
  const std::weak_ptr<const LinearProblem> kept = own.problems.get(first);
  const std::weak_ptr<const LinearProblem> unused =
      own.problems.get(own.locate("unused.csv", rows_of(10)));
  for (int i = 0; i < 40; ++i) {
    own.problems.get(own.locate("more.csv", rows_of(11 + i)));
    own.problems.get(first);
  }
  CHECK(!kept.expired());
  CHECK(unused.expired());
}
