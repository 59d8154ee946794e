// What fuzzing has found, as the user of a file sees it now.
#include <catch.h>

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/memory.h"
#include "core/data/readers/csv.h"
#include "core/data/readers/rdata.h"
#include "core/data/tables/own_set.h"
#include "tools/fuzz/memory_file.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

NumberTable csv_table(std::string content, const FileOptions& options = {}) {
  ByteSource source(std::move(content), "a.csv");
  return read_csv(source, options, LabelUse::kLabel);
}

Dataset own_set(std::string content, const FileOptions& options) {
  ByteSource source(std::move(content), "a.csv", Checksum::kYes);
  return read_own_set(source, options);
}

// Parts of R's serialization.
std::string word(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift & 0xff);
  }
  return bytes;
}
std::string r_text(const std::string& text) {
  return word(9) + word(static_cast<std::uint32_t>(text.size())) + text;
}
std::string r_texts(const std::vector<std::string>& texts) {
  std::string all = word(16) + word(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) all += r_text(text);
  return all;
}
std::string r_attribute(const std::string& name, const std::string& value) {
  return word(0x402) + word(1) + r_text(name) + value;
}

// save() of a data frame of the columns and one factor behind them.
std::string r_frame(const std::vector<std::string>& columns,
                    const std::vector<std::string>& names) {
  std::string all = "RDX2\nX\n" + word(2) + word(0) + word(0) + word(0x402) +
                    word(1) + r_text("d") + word(0x213) +
                    word(static_cast<std::uint32_t>(columns.size() + 1));
  for (const std::string& column : columns) all += column;
  all += word(0x20d) + word(2) + word(1) + word(2) +
         r_attribute("levels", r_texts({"a", "b"})) +
         r_attribute("class", r_texts({"factor"})) + word(254);
  all += r_attribute("names", r_texts(names)) +
         r_attribute("class", r_texts({"data.frame"})) + word(254);
  return all + word(254);
}

const std::string kIntegers = word(13) + word(2) + word(5) + word(6);

}  // namespace

TEST_CASE("a zip archive's file may have a name of any script", "[unit]") {
  // "donn\u00e9es \u6570.csv": no locale is set, and libarchive gives names in
  // the characters of the locale. The second file is one of a Mac's own.
  ByteSource source(fs::path(ZIPML_FUZZ_CORPUS) / "packed/zip_foreign_name");
  CHECK(source.next() == "a,b\n1,2\n");
  CHECK(source.next().empty());
  // Of two files the second one is told.
  const fs::path path =
      fs::path(ZIPML_FUZZ_CORPUS) / "packed/zip_foreign_names";
  ByteSource two(path);
  two.next();
  CHECK_THROWS_WITH(two.next(),
                    path.string() +
                        ": the zip archive holds several files, among them "
                        "\"\xc3\xa9.csv\"; one was expected (unpack it and "
                        "give the file)");
}

TEST_CASE("many columns of one name are told apart at once", "[unit]") {
  constexpr int kColumns = 20'000;
  std::string names = "a", values = "1";
  for (int i = 1; i < kColumns; ++i) {
    names += ",a";
    values += ",1";
  }
  const NumberTable table = csv_table(names + "\n" + values + "\n");
  CHECK(table.columns[0].name == "a");
  CHECK(table.columns[1].name == "a (2)");
  CHECK(table.label.name == "a (20000)");
  // A name that is taken already is passed over.
  const NumberTable taken = csv_table("a,a (2),a,a,a (2)\n1,2,3,4,5\n");
  CHECK(taken.columns[2].name == "a (3)");
  CHECK(taken.columns[3].name == "a (4)");
  CHECK(taken.label.name == "a (2) (2)");
}

TEST_CASE("rows that do not fit in memory are not all collected first",
          "[unit]") {
  limit_memory(100'000);
  // 16 million rows from 3 kB: refused when a block of a
  // megabyte is full.
  const auto file = fs::path(ZIPML_FUZZ_CORPUS) / "own_set/unpacks_to_64_mb";
  ByteSource source(read_file(file).substr(9), "a.csv.bz2");
  CHECK_THROWS_WITH(read_csv(source, {}, LabelUse::kLabel),
                    "a.csv.bz2: 131072 rows x 1 columns of 64-bit floats take "
                    "1.0 MB; 100.0 kB of memory are available");
  limit_memory(std::numeric_limits<std::size_t>::max());
}

TEST_CASE("the mean of numbers whose sum is too large is a number", "[unit]") {
  const Dataset data = own_set("a,y\n1.5e308,1\n1.7e308,2\nNA,3\n",
                               {.missing = "mean", .task = "regression"});
  CHECK(data.features(2, 0) == Approx(1.6e308));
}

TEST_CASE("a regression on labels that are text is refused", "[unit]") {
  // Those of a file of their own, of which the reader allows text.
  const fuzz::MemoryFile labels("yes\nno\n");
  CHECK_THROWS_WITH(
      own_set("a\n1\n2\n",
              {.labels = labels.path().string(), .task = "regression"}),
      "a.csv: the label \"yes\" is text; a regression needs numbers "
      "(file.task=classification tells two classes apart)");
}

TEST_CASE("a data frame of R's that does not fit together is refused",
          "[unit]") {
  const auto problem = [](const std::string& content) {
    const fuzz::MemoryFile file(content);
    try {
      read_rdata(file.path());
    } catch (const UserError& error) {
      return std::string(error.what()).substr(file.path().string().size());
    }
    return std::string("no error");
  };
  CHECK(problem(r_frame({kIntegers}, {"x", "y"})) == "no error");
  CHECK(problem(r_frame({}, {"y"})) == ": holds no column but the factor");
  CHECK(problem(r_frame({kIntegers}, {"x"})) == ": has 1 names for 2 columns");
  CHECK(problem(r_frame({kIntegers, word(254)}, {"x", "z", "y"})) ==
        ": column 2 has 0 numbers; 2 were expected");
}
