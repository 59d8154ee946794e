// Files that people really have: each is read rightly, or refused in one clear
// line before anything runs. The kinds are those that users of comparable tools
// have met; the files are our own.
#include <catch.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

// Forty rows of two features and what `last` makes of them, in lines.
template <typename Last>
std::string rows_of(const std::string& separator, const Last& last) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    const int a = i % 7 - 3, b = i * i % 11 - 5;
    text +=
        fmt::format("{}{}{}{}{}\n", a, separator, b, separator, last(a, b, i));
  }
  return text;
}

std::string numbers(int a, int b, int i) {
  return fmt::format("{}", 2 * a - b + 0.5 * (i % 3 - 1));
}

std::string with_ends(const std::string& text, const std::string& end) {
  std::string result;
  for (const char c : text) result += c == '\n' ? end : std::string(1, c);
  return result;
}

// The rows with something before each of them: "0,-3,-5,..." for a mark of
// nothing, "\"1\",-3,..." for quotes.
std::string with_row_names(const std::string& rows, bool quoted) {
  std::string result;
  int number = quoted ? 1 : 0;
  bool at_start = true;
  for (const char c : rows) {
    if (at_start) {
      result += quoted ? fmt::format("\"{}\",", number++)
                       : fmt::format("{},", number++);
    }
    at_start = c == '\n';
    result += c;
  }
  return result;
}

const std::string kRows = rows_of(",", numbers);
const std::string kHeaded = "a,b,y\n" + kRows;

struct Case {
  std::string what = {};
  std::string file = {};  // its name
  std::string content = {};
  std::vector<std::string> options = {};  // file.NAME=VALUE
  int status = 0;
  std::vector<std::string> says = {};  // each is in what it prints
};

std::vector<Case> cases() {
  const std::string good = "good, 40 x 2, 40 train";
  const std::string bad = "BAD: ";
  return {
      {"an ending in capitals",
       "X.CSV",
       kHeaded,
       {},
       0,
       {good, "with a header"}},
      {"no ending at all", "table", kHeaded, {}, 0, {good}},
      {"tabs, named as anything",
       "t.txt",
       with_ends(rows_of("\t", numbers), "\n"),
       {},
       0,
       {good, "separated by tabs"}},
      {"blanks",
       "t.dat",
       rows_of("  ", numbers),
       {},
       0,
       {good, "separated by blanks"}},
      {"semicolons, a comma in a quoted name",
       "s.csv",
       "\"height, cm\";\"age\";\"y\"\n" + rows_of(";", numbers),
       {},
       0,
       {good, "separated by semicolons"}},
      {"a header of 0, 1, 2",
       "f.csv",
       "0,1,2\n" + kRows,
       {},
       0,
       {good, "taken for a header", "file.header=no"}},
      {"the same, told to be a row",
       "f.csv",
       "0,1,2\n" + kRows,
       {"file.header=no"},
       0,
       {"good, 41 x 2"}},
      {"a header of years",
       "y.csv",
       "2019,2020,2021\n" + kRows,
       {},
       0,
       {good, "years in order"}},
      {"the index of a data frame",
       "i.csv",
       ",a,b,y\n" + with_row_names(kRows, false),
       {},
       0,
       {good, "column 0 has no name", "left out"}},
      {"the row names of R",
       "r.csv",
       "\"\",\"a\",\"b\",\"y\"\n" + with_row_names(kRows, true),
       {},
       0,
       {good, "left out"}},
      {"row names that R has no name for",
       "r2.csv",
       "\"a\",\"b\",\"y\"\n" + with_row_names(kRows, true),
       {},
       0,
       {good, "left out"}},
      {"an index with a name",
       "n.csv",
       "id,a,b,y\n" + with_row_names(kRows, false),
       {},
       0,
       {"good, 40 x 3", "column 0 (id) counts the rows", "file.drop=id"}},
      {"the same, dropped",
       "n.csv",
       "id,a,b,y\n" + with_row_names(kRows, false),
       {"file.drop=id"},
       0,
       {good}},
      {"decimal commas",
       "d.csv",
       "1,5;2,5;3,0\n4,5;5,5;6,0\n",
       {},
       1,
       {bad, "d.csv:1:1: \"1,5\" has a decimal comma"}},
      {"a comment above",
       "c.csv",
       "# made by logger\n" + kHeaded,
       {},
       0,
       {good}},
      {"the header in a comment",
       "h.csv",
       "# a,b,y\n" + kRows,
       {"file.label=a"},
       0,
       {good, "the header is the comment in line 1"}},
      {"line ends of \\r", "cr.csv", with_ends(kHeaded, "\r"), {}, 0, {good}},
      {"line ends of \\r\\n",
       "crlf.csv",
       with_ends(kHeaded, "\r\n"),
       {},
       0,
       {good}},
      {"a byte order mark", "bom.csv", "\xef\xbb\xbf" + kHeaded, {}, 0, {good}},
      {"UTF-16",
       "u.csv",
       std::string("\xff\xfe"
                   "1\0,\0"
                   "2\0\n\0",
                   10),
       {},
       1,
       {bad, "is UTF-16 text"}},
      {"a separator at each end",
       "e.csv",
       "a,b,y,\n" + with_ends(kRows, ",\n"),
       {},
       0,
       {good, "no name and no values: left out"}},
      {"equal names",
       "q.csv",
       "a,a,y\n" + kRows,
       {},
       0,
       {good, "several columns are called \"a\""}},
      {"mistakes of many rows",
       "m.csv",
       "a,b,y\n1,x,3\n4,,6\n7\n",
       {},
       1,
       {"m.csv:2:3: column 1 (b): value \"x\" is not a number",
        "m.csv:3:3: column 1 (b): the field is empty", "m.csv:4: 1 fields"}},
      {"labels only",
       "l.libsvm",
       "1.5\n-1\n2\n",
       {},
       1,
       {bad, "has no features"}},
      {"one column", "1.csv", "x\n3\n1\n", {}, 1, {bad, "has no features"}},
      {"ranking data",
       "q.libsvm",
       "1 qid:1 1:2\n0 qid:1 1:3\n2 qid:2 1:5\n",
       {},
       0,
       {"good, 3 x 1", "the qid of ranking data is left out"}},
      {"several labels",
       "ml.libsvm",
       "1,2 1:1\n2 1:2\n",
       {},
       1,
       {"ml.libsvm:1:1: found several labels, \"1,2\""}},
      {"a hashed index",
       "w.libsvm",
       "1 10000000:1\n2 1:1\n",
       {"file.columns=1"},
       0,
       {"good, 2 x 1"}},
      {"an index too large",
       "w.libsvm",
       "1 10000001:1\n",
       {},
       1,
       {"w.libsvm:1:3: feature index \"10000001\" is above 10000000"}},
      {"classes 0 and 1",
       "c.csv",
       rows_of(",", [](int a, int, int) { return a > 0 ? 1 : 0; }),
       {},
       0,
       {"classification", "labels 0 and 1 became -1 and +1"}},
      {"classes in words",
       "c.csv",
       rows_of(",", [](int a, int, int) { return a > 0 ? "yes" : "no"; }),
       {},
       0,
       {"labels \"no\" and \"yes\" became -1 and +1"}},
      {"a large offset",
       "o.csv",
       "a,y\n99999997,1.5\n99999998,2\n99999999,4\n",
       {},
       0,
       {"3 distinct values become 1", "standard deviation"}},
      {"an option that does nothing",
       "p.libsvm",
       "1.5 1:1\n2 1:2\n",
       {"file.label=price"},
       0,
       {"file.label has no effect"}},
      {"an empty file", "none.csv", "", {}, 1, {"is empty"}},
      {"a page in place of the file",
       "p.csv",
       "<!DOCTYPE html>\n<html>\n",
       {},
       1,
       {"is an HTML page"}},
      {"escapes of a terminal",
       "x.csv",
       "a,y\n\x1b[31m,2\n",
       {},
       1,
       {"value \"\\x1b[31m\" is not a number"}},
  };
}

}  // namespace

TEST_CASE("files that people really have, read rightly or refused", "[cli]") {
  const Program zipml;
  for (const Case& own : cases()) {
    write_file_atomically(zipml.folder() / own.file, own.content);
    std::vector<std::string> command = {"data", "check", "./" + own.file};
    for (const std::string& option : own.options) {
      command.insert(command.end(), {"--set", option});
    }
    const ProcessResult result = zipml(command);
    INFO(own.what << "\n" << result.output);
    CHECK(result.status == own.status);
    for (const std::string& text : own.says) {
      CHECK(result.output.find(text) != std::string::npos);
    }
    // The same from a pipe.
    const ProcessResult piped =
        run_process(with({"/bin/sh", "-c", "cat \"$0\" | \"$@\"",
                          "./" + own.file, ZIPML_PROGRAM, "data", "check", "-"},
                         {command.begin() + 3, command.end()}),
                    zipml.folder());
    INFO(piped.output);
    // A name in capitals or an ending says nothing of what comes from a pipe.
    if (own.what != "labels only") CHECK(piped.status == own.status);
  }
}

TEST_CASE("what does not fit an experiment is told before it runs", "[cli]") {
  const Program zipml;
  struct Mismatch {
    std::string experiment;
    std::string content;
    std::string set;
    std::string says;
  };
  const std::string one_class = rows_of(",", [](int, int, int) { return 1; });
  const std::string three =
      rows_of(",", [](int, int, int i) { return i % 3 + 1; });
  const std::string zeros = rows_of(",", [](int, int, int) { return 0; });
  for (const Mismatch& own : std::vector<Mismatch>{
           {"nonlinear", one_class, "", "the label has one value (1); two "},
           {"nonlinear", three, "", "the label has 3 values (1, 2, 3); two "},
           {"refetch", three, "", "the label has 3 values (1, 2, 3); two "},
           {"nonlinear", kRows, "", "the label has many values; two classes "},
           {"svm_bias", kRows, "", "the label has many values; two classes "},
           {"naive_bias", zeros, "", "the label is 0 in all 40 rows"},
           {"naive_bias", kRows, "file.task=classification",
            "file.task: expected \"regression\", found"},
           {"naive_bias", kRows, "file.label=z", "there is no column \"z\""},
           {"naive_bias", kRows, "file.train_rows=99", "99 were asked for"},
           {"naive_bias", "1 1:1\n2 1:3\n4 1:4\n", "file.label=y",
            "file.label: has no effect on the data as it was read"},
           {"naive_bias", "1 1:1\n2 1:3\n4 1:4\n", "file.header=yes",
            "file.header: has no effect on the data as it was read"}}) {
    write_file_atomically(zipml.folder() / "x.csv", own.content);
    for (const char* verb : {"validate", "plan", "run"}) {
      std::vector<std::string> command = {verb, own.experiment, "--offline",
                                          "--set", "data=./x.csv"};
      if (!own.set.empty()) command.insert(command.end(), {"--set", own.set});
      const ProcessResult result = zipml(command);
      INFO(own.experiment << " " << verb << "\n" << result.output);
      CHECK(result.status == 2);
      CHECK(result.output.find(own.says) != std::string::npos);
      CHECK(result.output.find("internal error") == std::string::npos);
    }
    CHECK_FALSE(fs::exists(zipml.folder() / "results"));
  }
  const ProcessResult synthetic =
      zipml({"plan", "naive_bias", "--set", "data=synthetic-3", "--set",
             "file.train_rows=7"});
  CHECK(synthetic.status == 2);
  CHECK(
      synthetic.output.find("file.train_rows: has no effect: none of the data "
                            "is a file of one's own") != std::string::npos);
}

TEST_CASE("classes of any two values train", "[cli]") {
  const Program zipml;
  write_file_atomically(zipml.folder() / "c.csv",
                        "a,b,y\n" + rows_of(",", [](int a, int b, int) {
                          return a + b > 0 ? "ham" : "eggs";
                        }));
  const ProcessResult run = zipml(
      {"run", "nonlinear", "--offline", "--set", "data=./c.csv", "--set",
       "bits=4,8", "--set", "sgd.epochs=2", "--set", "repetitions=2", "--set",
       "polynomial.degree=3", "--set", "preprocessing.train_rows=0", "--set",
       "search.factor=4", "--set", "file.test=25%"});
  INFO(run.output);
  CHECK(run.status == 0);
  CHECK(run.output.find("labels \"eggs\" and \"ham\" became -1 and +1") !=
        std::string::npos);
  const std::string provenance =
      read_file(zipml.folder() / "results/quick/nonlinear/provenance.json");
  CHECK(provenance.find("became -1 and +1") != std::string::npos);
  CHECK(provenance.find("10 test rows were drawn") != std::string::npos);
}

TEST_CASE("an offset is taken off before anything is rounded", "[cli]") {
  const Program zipml;
  // The same numbers with and without an offset: the same training to the last
  // digits that a double of the offset's size has.
  const auto least = [&](const std::string& name, long offset) {
    std::string text = "a,b,y\n";
    for (int i = 0; i < 40; ++i) {
      const int a = i % 7 - 3, b = i * i % 11 - 5;
      text += fmt::format("{},{},{}\n", a + offset, b, numbers(a, b, i));
    }
    write_file_atomically(zipml.folder() / name, text);
    std::vector<std::string> command = kSmall;
    command[4] = "data=./" + name;
    command.insert(command.end(),
                   {"--name", name.substr(0, name.size() - 4), "--set",
                    "preprocessing.normalization="
                    "z_score"});
    const ProcessResult run = zipml(command);
    INFO(run.output);
    REQUIRE(run.status == 0);
    return read_file(zipml.folder() / "results/quick" /
                     name.substr(0, name.size() - 4) / "tables/excess.csv");
  };
  std::string plain = least("plain.csv", 0);
  std::string far = least("far.csv", 1'000'000'000);
  for (std::string* table : {&plain, &far}) {
    for (const std::string name : {"plain.csv", "far.csv"}) {
      for (std::size_t at = table->find(name); at != std::string::npos;
           at = table->find(name)) {
        table->erase(at, name.size());
      }
    }
  }
  CHECK(plain == far);
}
