#include "core/data/readers/text_source.h"

#include <catch.h>
#include <unistd.h>

#include <vector>

#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

namespace {

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  LineSource source(file);
  std::vector<std::string> lines;
  std::string_view line;
  while (source.next(line)) lines.emplace_back(line);
  return lines;
}

}  // namespace

TEST_CASE("lines do not depend on endings or packing", "[unit]") {
  const Files files;
  const std::vector<std::string> expected = {"a b", "", "c"};
  const std::string text = "a b\r\n\r\nc";
  CHECK(lines_of(files.write("plain", text)) == expected);
  CHECK(lines_of(files.write("newline", text + "\n")) == expected);
  CHECK(lines_of(files.write("mark", "\xef\xbb\xbf" + text)) == expected);
  // By content: the names say nothing, or lie.
  CHECK(lines_of(files.write("x", packed(text, Packing::kGzip))) == expected);
  CHECK(lines_of(files.write("y.gz", packed(text, Packing::kBzip2))) ==
        expected);
  CHECK(lines_of(files.write("z.csv", packed(text, Packing::kXz))) == expected);
  CHECK(lines_of(files.write("w.gz", text)) == expected);
}

TEST_CASE("lines that cross pieces are whole", "[unit]") {
  const Files files;
  std::string text;
  std::vector<std::string> expected;
  // 300 lines of up to 30 kB: several pieces of a megabyte.
  for (std::size_t i = 0; i < 300; ++i) {
    expected.emplace_back(i * 100, static_cast<char>('a' + i % 26));
    text += expected.back() + "\n";
  }
  CHECK(lines_of(files.write("plain", text)) == expected);
  CHECK(lines_of(files.write("packed", packed(text, Packing::kGzip))) ==
        expected);
  CHECK(read_unpacked(files.path() / "packed") == text);
}

TEST_CASE("a truncated archive is an error that names the file", "[unit]") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919) + "\n";
  for (const Packing packing :
       {Packing::kGzip, Packing::kBzip2, Packing::kXz}) {
    const std::string whole = packed(text, packing);
    const std::string name = packing == Packing::kGzip    ? "gzip"
                             : packing == Packing::kBzip2 ? "bzip2"
                                                          : "xz";
    // In the middle, in the trailer, in the header.
    for (const std::size_t size :
         {whole.size() / 2, whole.size() - 3, std::size_t{7}}) {
      CAPTURE(name, size);
      CHECK(problem_with(whole.substr(0, size), [](const auto& file) {
              read_unpacked(file);
            }) == "FILE: the " + name + " archive is truncated or broken");
    }
  }
}

TEST_CASE("what is no readable file says so", "[unit]") {
  const Files files;
  CHECK(message_of([&] { ByteSource source(files.path()); }) ==
        files.path().string() + ": is a directory; a file was expected");
  const auto none = files.path() / "none";
  CHECK(message_of([&] { ByteSource source(none); }) ==
        none.string() + ": cannot be read: No such file or directory");
  if (::geteuid() != 0) {
    const auto locked = files.write("locked", "x");
    std::filesystem::permissions(locked, std::filesystem::perms::none);
    CHECK(message_of([&] { ByteSource source(locked); }) ==
          locked.string() + ": cannot be read: Permission denied");
  }
}

TEST_CASE("what is shown of a file is short and printable", "[unit]") {
  CHECK(in_quotes("ab\x01") == "\"ab\\x01\"");
  CHECK(in_quotes(std::string(50, 'a')) ==
        "\"" + std::string(40, 'a') + "...\"");
}
