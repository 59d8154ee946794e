#include "core/data/readers/text_source.h"

#include <catch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

#include "core/base/file.h"

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
  CHECK(lines_of(files.write("v", packed(text, Packing::kZstd))) == expected);
  CHECK(lines_of(files.write("u", zip_of({"a"}, text))) == expected);
  CHECK(lines_of(files.write("w.gz", text)) == expected);
  // Line ends of \r alone.
  CHECK(lines_of(files.write("returns", "a b\r\rc")) == expected);
  CHECK(lines_of(files.write("returns", "a b\r\rc\r")) == expected);
}

TEST_CASE("a pipe is read as a file is", "[unit]") {
  const Files files;
  const auto pipe = files.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(is_stream(pipe));
  CHECK_FALSE(is_stream(files.write("file", "x")));
  for (const std::string& content :
       {std::string("1\n2\n"), packed("1\n2\n", Packing::kGzip),
        zip_of({"a"}, "1\n2\n")}) {
    std::thread writer([&] {
      // In pieces that cut the first bytes, which tell what it is.
      std::ofstream out(pipe, std::ios::binary);
      for (const char c : content) out << c << std::flush;
    });
    ByteSource source(pipe, Checksum::kYes);
    std::string all;
    for (auto piece = source.next(); !piece.empty(); piece = source.next()) {
      all += piece;
    }
    writer.join();
    CHECK(all == "1\n2\n");
    CHECK(source.content_sha256() == sha256("1\n2\n"));
  }
}

TEST_CASE("the start of a content is given again", "[unit]") {
  ByteSource source(packed("abcdef", Packing::kXz), "FILE");
  CHECK(source.start(3).starts_with("abc"));
  CHECK(source.start(100) == "abcdef");
  CHECK(source.next() == "abcdef");
  CHECK(source.next().empty());
}

TEST_CASE("what lies behind an archive is told", "[unit]") {
  const std::string text = "1\n2\n";
  const auto remark_of = [&](const std::string& content) {
    ByteSource source(content, "FILE");
    std::string all;
    for (auto piece = source.next(); !piece.empty(); piece = source.next()) {
      all += piece;
    }
    CHECK(all.starts_with(text));
    return source.remark();
  };
  const std::string whole = packed(text, Packing::kGzip);
  CHECK(remark_of(whole).empty());
  CHECK(remark_of(whole + whole).empty());
  CHECK(remark_of(whole + std::string(512, '\0')).empty());
  CHECK(remark_of(whole + "<html>") ==
        "6 bytes behind the gzip archive are left out");
}

TEST_CASE("a zip archive of other than one file is refused", "[unit]") {
  const auto problem = [](const std::string& content) {
    return problem_with(content, [](const auto& file) { read_unpacked(file); });
  };
  CHECK(problem(zip_of({"a", "b\x1b"}, "1\n")) ==
        "FILE: the zip archive holds several files, among them \"b\\x1b\"; one "
        "was expected (unpack it and give the file)");
  CHECK(problem(zip_of({}, "")) == "FILE: the zip archive has no file");
  CHECK(problem(zip_of({"[Content_Types].xml", "b"}, "1\n")) ==
        "FILE: is a spreadsheet or another document (save it as CSV)");
  // What the system of a Mac adds.
  CHECK(problem(zip_of({"a", "__MACOSX/._a"}, "1\n")) == "no error");
}

TEST_CASE("UTF-16 and what is no text are named", "[unit]") {
  const auto problem = [](std::string_view content) {
    return problem_with(content, [](const auto& file) { lines_of(file); });
  };
  using namespace std::string_view_literals;
  const std::string utf16 =
      "FILE: is UTF-16 text; UTF-8 was expected (save it as UTF-8, or: iconv "
      "-f UTF-16 -t UTF-8 FILE)";
  CHECK(problem("\xff\xfe"
                "1\0\n\0"sv) == utf16);
  CHECK(problem("\xfe\xff\0"
                "1\0\n"sv) == utf16);
  CHECK(problem("1\0,\0"
                "2\0\n\0"sv) == utf16);
  CHECK(problem("1,2\n3,\0\n"sv) ==
        "FILE: is not text: it has bytes that are zero");
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
       {Packing::kGzip, Packing::kBzip2, Packing::kXz, Packing::kZstd}) {
    const std::string whole = packed(text, packing);
    const std::string name = packing == Packing::kGzip    ? "gzip"
                             : packing == Packing::kBzip2 ? "bzip2"
                             : packing == Packing::kXz    ? "xz"
                                                          : "zstd";
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
  CHECK(in_quotes("m\xc3\xbc") == "\"m\xc3\xbc\"");
  // No character is cut in two.
  CHECK(in_quotes(std::string(39, 'a') + "\xc3\xbc") ==
        "\"" + std::string(39, 'a') + "...\"");
  CHECK(in_quotes("\xc3") == "\"\\xc3\"");
}
