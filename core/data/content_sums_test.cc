#include "core/data/content_sums.h"

#include <catch.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "core/base/file.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

TEST_CASE("packing, name and folder do not change a checksum", "[unit]") {
  const Files files;
  const std::string content = "1 1:2\n3 1:4\n";
  ContentSums sums;
  for (const fs::path& file :
       {files.write("plain", content), files.write("other/name.txt", content),
        files.write("a.gz", packed(content, Packing::kGzip)),
        files.write("a.bz2", packed(content, Packing::kBzip2)),
        files.write("a.xz", packed(content, Packing::kXz))}) {
    INFO(file);
    CHECK(sums.of_content(file) == sha256(content));
    CHECK(sums.of_bytes(file) == sha256_of_file(file));
  }
  CHECK(message_of([&] { sums.of_content(files.path()); }) ==
        files.path().string() + ": is a directory; a file was expected");
  // A file that changes is read again.
  const fs::path changed = files.write("plain", content + content);
  CHECK(sums.of_content(changed) == sha256(content + content));
}

TEST_CASE("checksums of large files are kept between programs", "[unit]") {
  const Files files;
  const fs::path kept = files.path() / "cache" / "sums";
  const std::string content(1'500'000, 'x');
  const fs::path small = files.write("small", "x");
  const fs::path large =
      files.write("large one.xz", packed(content, Packing::kXz));
  {
    ContentSums sums(kept);
    sums.of_content(small);
    CHECK(!fs::exists(kept));
    sums.of_content(large);
    sums.of_bytes(large);
  }
  const std::string text = read_file(kept);
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
  CHECK(text.starts_with(sha256(content) + " " + sha256_of_file(large) + " "));
  // It is believed: another sum in it is found again ...
  const std::string wrong = std::string(64, '0');
  const std::string line = wrong + text.substr(64, text.find('\n') + 1 - 64);
  const std::string forged = line + "sha256 " + sha256(line) + "\n";
  write_file_atomically(kept, forged);
  CHECK(ContentSums(kept).of_content(large) == wrong);
  // ... until the file changes, or when anything in it is damaged.
  for (std::size_t i = 0; i < text.size(); i += 23) {
    std::string damaged = forged;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    write_file_atomically(kept, damaged);
    CHECK(ContentSums(kept).of_content(large) == sha256(content));
  }
  for (const std::string& damaged :
       {std::string(), forged.substr(0, 70), line, forged + "\n\nrubbish\n"}) {
    write_file_atomically(kept, damaged);
    CHECK(ContentSums(kept).of_content(large) == sha256(content));
  }
  write_file_atomically(kept, forged);
  std::ofstream(large, std::ios::binary | std::ios::trunc)
      << packed(content + "y", Packing::kXz);
  CHECK(ContentSums(kept).of_content(large) == sha256(content + "y"));
  // A cache that cannot be written does no harm.
  CHECK(ContentSums(files.path()).of_content(large) == sha256(content + "y"));
}
