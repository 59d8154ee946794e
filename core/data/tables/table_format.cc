#include "core/data/tables/table_format.h"

#include <fmt/format.h>

#include <array>

#include "core/base/error.h"
#include "core/base/name_table.h"
#include "core/data/readers/byte_source.h"
#include "core/data/readers/csv_layout.h"
#include "core/data/readers/idx.h"
#include "core/data/readers/libsvm.h"
#include "core/data/readers/number.h"
#include "core/data/readers/tensor_reader.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

using namespace std::string_view_literals;

constexpr std::array<Named<TableFormat>, 5> kFormats = {{
    {"csv", TableFormat::kCsv},
    {"libsvm", TableFormat::kLibsvm},
    {"idx", TableFormat::kIdx},
    {"npy", TableFormat::kNpy},
    {"safetensors", TableFormat::kSafetensors},
}};

struct UnreadFormat {
  std::string_view magic;
  std::size_t place;
  std::string_view what;
  std::string_view hint;
};

constexpr std::string_view kAsCsv = "save the table as CSV or .npy";

// What people have besides.
constexpr std::array<UnreadFormat, 16> kUnread = {{
    {"PAR1"sv, 0, "a Parquet file", kAsCsv},
    {"ARROW1"sv, 0, "an Arrow or Feather file", kAsCsv},
    {"FEA1"sv, 0, "a Feather file", kAsCsv},
    {"\x89HDF"sv, 0, "an HDF5 file", kAsCsv},
    {"\xd0\xcf\x11\xe0"sv, 0, "an old Office document", kAsCsv},
    {"SQLite format 3"sv, 0, "a SQLite database", kAsCsv},
    {"MATLAB 5.0"sv, 0, "a MATLAB file", kAsCsv},
    {"%PDF"sv, 0, "a PDF document", kAsCsv},
    {"\x89PNG"sv, 0, "a PNG picture", ""},
    {"\xff\xd8\xff"sv, 0, "a JPEG picture", ""},
    {"\x7f"
     "ELF"sv,
     0, "a program", ""},
    {"7z\xbc\xaf"sv, 0, "a 7-Zip archive", "unpack it and give the file"},
    {"\x04\x22\x4d\x18"sv, 0, "an lz4 archive", "unpack it and give the file"},
    {"\x1f\x9d"sv, 0, "a .Z archive", "unpack it and give the file"},
    {"\x80\x02"sv, 0, "a Python pickle", "save the array with numpy.save"},
    {"ustar"sv, 257, "a tar archive", "unpack it and give the file"},
}};

void refuse_unread(std::string_view start, const std::filesystem::path& path) {
  for (const UnreadFormat& format : kUnread) {
    if (start.size() < format.place) continue;
    if (!start.substr(format.place).starts_with(format.magic)) continue;
    fail_in(path, fmt::format("is {}, which is not read", format.what),
            std::string(format.hint));
  }
  // Later pickles: protocol 3 and up.
  if (start.size() > 2 && start[0] == '\x80' && start[1] >= 3 &&
      start[1] <= 5) {
    fail_in(path, "is a Python pickle, which is not read",
            "save the array with numpy.save");
  }
  // Text, behind blanks and in any case.
  std::string text(start.substr(0, 64));
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  text.erase(0, text.find_first_not_of(" \t\r\n"));
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  struct UnreadText {
    std::string_view start, what, hint;
  };
  for (const auto& [begin, what, hint] : std::array<UnreadText, 7>{
           {{"<!doctype html", "an HTML page",
             "was the page saved in place of the file?"},
            {"<html", "an HTML page",
             "was the page saved in place of the file?"},
            {"<?xml", "XML", "of a spreadsheet? save it as CSV"},
            {"{", "JSON", kAsCsv},
            {"[", "JSON", kAsCsv},
            {"@relation", "an ARFF file", kAsCsv},
            {"version https://git-lfs", "a pointer of Git LFS",
             "`git lfs pull` gets the file"}}}) {
    if (!text.starts_with(begin)) continue;
    fail_in(path, fmt::format("is {}, which is not read", what),
            std::string(hint));
  }
}

// One number a line: labels without features, or a column of numbers.
bool is_numbers_alone(std::string_view start) {
  for (const SampledLine& line : sample_lines(start, 20)) {
    const std::string_view text = trimmed(line.text);
    if (text.empty() || text[0] == '#') continue;
    if (parse_number(text).problem == NumberProblem::kNotANumber) return false;
  }
  return true;
}

bool has_libsvm_name(const std::filesystem::path& path) {
  const std::string ending =
      std::filesystem::path(unpacked_name(path)).extension();
  return ending == ".libsvm" || ending == ".svm" || ending == ".svmlight";
}

}  // namespace

std::vector<std::string> table_format_names() { return names_in(kFormats); }

TableFormat find_table_format(std::string_view start,
                              const std::filesystem::path& path,
                              const std::string& wanted) {
  if (wanted != "auto") return value_in(kFormats, wanted, "file.format");
  if (is_npy(start)) return TableFormat::kNpy;
  if (is_idx(start)) return TableFormat::kIdx;
  if (is_safetensors(start)) return TableFormat::kSafetensors;
  refuse_unread(start, path);
  if (looks_like_libsvm(start)) return TableFormat::kLibsvm;
  const bool is_libsvm = is_numbers_alone(start) && has_libsvm_name(path);
  return is_libsvm ? TableFormat::kLibsvm : TableFormat::kCsv;
}

}  // namespace zipml
