#include "core/base/mapped_file.h"

#include <catch.h>
#include <sys/stat.h>

#include <cstring>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"

using namespace zipml;
namespace fs = std::filesystem;

TEST_CASE("a mapped file has the bytes of the file, even when it is gone",
          "[unit]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "file";
  const std::string content(10'000, 'x');
  write_file_atomically(path, content);
  const MappedFile file = map_file(path);
  fs::remove(path);
  REQUIRE(file.size == content.size());
  CHECK(std::memcmp(file.data.get(), content.data(), file.size) == 0);
}

TEST_CASE("an empty file is mapped as nothing", "[unit]") {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "empty", "");
  const MappedFile file = map_file(folder.path() / "empty");
  CHECK(file.size == 0);
  CHECK(file.data == nullptr);
}

TEST_CASE("what is no plain file is not mapped", "[unit]") {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto message_of = [](const fs::path& path) {
    try {
      map_file(path);
    } catch (const UserError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  CHECK(message_of(folder.path()) ==
        folder.path().string() + ": is a directory; a file was expected");
  CHECK(message_of(pipe) ==
        pipe.string() + ": is not a plain file; a file was expected");
  CHECK(message_of(folder.path() / "none") ==
        (folder.path() / "none").string() +
            ": cannot be read: No such file or directory");
}
