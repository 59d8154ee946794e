#include "core/data/tables/read_table.h"

#include <catch.h>

#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/data/data_testing.h"
#include "core/data/readers/tensor_testing.h"
#include "core/data/tables/table_format.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

NumberTable table_of(const std::string& content,
                     const FileOptions& options = {},
                     const std::string& name = "FILE") {
  ByteSource source(content, name, Checksum::kYes);
  return read_table(source, options, LabelUse::kLabel);
}

std::string table_problem(const std::string& content,
                          const FileOptions& options = {},
                          const std::string& name = "FILE") {
  return message_of([&] { table_of(content, options, name); });
}

// 2 x 3 bytes, as IDX.
std::string idx(const std::string& bytes) {
  return word(0x802) + word(2) + word(3) + bytes;
}

}  // namespace

TEST_CASE("the format is told from the content, whatever the name", "[unit]") {
  DataMatrix values(2, 2);
  values << 1, 2, 4, 5;
  const Eigen::Vector2d labels(3, 6);
  const auto check = [&](const NumberTable& table, const std::string& format) {
    INFO(format);
    CHECK(table.values == values);
    CHECK(table.labels == labels);
    CHECK(table.format.starts_with(format));
  };
  for (const std::string name : {"FILE", "x.csv", "x.libsvm", "x.npy"}) {
    check(table_of("1,2,3\n4,5,6\n", {}, name), "CSV, separated by commas");
    check(table_of("3 1:1 2:2\n6 1:4 2:5\n", {}, name), "LIBSVM");
    check(table_of(idx("\1\2\3\4\5\6"), {}, name), "IDX of 2 x 3");
    check(table_of(packed("1 2 3\n4 5 6\n", Packing::kXz), {}, name),
          "CSV, separated by blanks");
  }
  // Labels without features are LIBSVM by the name only.
  CHECK(table_problem("1\n2\n", {}, "x.libsvm") ==
        "x.libsvm: has no features: its rows are labels only");
  CHECK(table_problem("1\n2\n").starts_with(
      "FILE: has no features: it has one "));
  // What was asked for counts.
  CHECK(table_problem("1,2,3\n", {.format = "libsvm"}) ==
        "FILE:1:1: found several labels, \"1,2,3\"; one was expected");
  CHECK(table_problem("1,2,3\n", {.format = "npy"}).starts_with("FILE: "));
  CHECK(table_problem("1,2,3\n", {.format = "idx"})
            .starts_with("FILE: is no IDX"));
  CHECK(table_of("1,2\n3,4\n").checksum == sha256("1,2\n3,4\n"));
}

TEST_CASE("formats that people have and that are not read are named",
          "[unit]") {
  using namespace std::string_literals;
  const std::string csv = " (save the table as CSV or .npy)";
  CHECK(table_problem("PAR1\x15\x04"s) ==
        "FILE: is a Parquet file, which is not read" + csv);
  CHECK(table_problem("\x89HDF\r\n\x1a\n"s) ==
        "FILE: is an HDF5 file, which is not read" + csv);
  CHECK(table_problem("\x80\x04\x95"s) ==
        "FILE: is a Python pickle, which is not read (save the array with "
        "numpy.save)");
  CHECK(table_problem("<!DOCTYPE html><html>") ==
        "FILE: is an HTML page, which is not read (was the page saved in place "
        "of the file?)");
  CHECK(
      table_problem(std::string(257, 'a') + "ustar" + std::string(200, ' ')) ==
      "FILE: is a tar archive, which is not read (unpack it and give the "
      "file)");
}

TEST_CASE("columns are chosen in every format", "[unit]") {
  const FileOptions options{.label = "0", .columns = {"2"}};
  for (const std::string& content :
       {std::string("1,2,3\n4,5,6\n"), idx("\1\2\3\4\5\6")}) {
    const NumberTable table = table_of(content, options);
    CHECK(table.values == Eigen::Vector2d(3, 6));
    CHECK(table.labels == Eigen::Vector2d(1, 4));
    CHECK(column_text(table, column_at(table, 0)) == "column 2");
  }
}

TEST_CASE("options that mean nothing to a format are named", "[unit]") {
  using Names = std::vector<std::string>;
  CHECK(table_of("3 1:1\n", {.header = "yes",
                             .label = "y",
                             .missing = "drop",
                             .categories = "one_hot"})
            .unused ==
        Names{"file.header", "file.categories", "file.label", "file.missing"});
  CHECK(table_of("1,2\n3,4\n", {.header = "no",
                                .label = "0",
                                .missing = "drop",
                                .categories = "one_hot"})
            .unused.empty());
}
