#include "core/base/file.h"

#include <catch.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/temporary_folder.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

// What was synced, by the name that it had then.
std::vector<std::string> synced;

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

// In the place of the C library's, for this program alone.
extern "C" int fsync(int descriptor) {
  const fs::path link = "/proc/self/fd/" + std::to_string(descriptor);
  synced.push_back(fs::read_symlink(link).string());
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

TEST_CASE("what is written, renamed and made is synced, in this order",
          "[unit]") {
  const TemporaryFolder folder;
  const std::string root = fs::canonical(folder.path()).string();
  synced.clear();
  write_file_atomically(root + "/a/b/file", "x");
  REQUIRE(synced.size() == 4);
  // The folders that were made, each in the one above it.
  CHECK(synced[0] == root + "/a");
  CHECK(synced[1] == root);
  // The file before its rename, under the name that it has until then.
  CHECK(synced[2].starts_with(root + "/a/b/file."));
  CHECK(synced[3] == root + "/a/b");
  synced.clear();
  write_file_atomically(root + "/a/b/file", "y");
  REQUIRE(synced.size() == 2);
  CHECK(synced[1] == root + "/a/b");
  CHECK(!make_folders(root + "/a/"));
  CHECK(make_folders(root + "/a/b/file/c") == std::errc::not_a_directory);
}

TEST_CASE("a written file reads back and leaves nothing beside it", "[unit]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "deep" / "file.txt";
  const std::string content("with\0zero and \n newline", 22);
  write_file_atomically(path, content);
  CHECK(read_file(path) == content);
  write_file_atomically(path, "second");
  CHECK(read_file(path) == "second");
  const auto entries =
      std::distance(fs::directory_iterator(path.parent_path()), {});
  CHECK(entries == 1);
}

TEST_CASE("the umask decides who may read what is written", "[unit]") {
  const TemporaryFolder folder;
  const auto permissions_under = [&](mode_t mask) {
    const mode_t before = ::umask(mask);
    write_file_atomically(folder.path() / "file", "x");
    ::umask(before);
    return fs::status(folder.path() / "file").permissions();
  };
  CHECK(permissions_under(022) == fs::perms(0644));
  CHECK(permissions_under(077) == fs::perms(0600));
  CHECK(permissions_under(002) == fs::perms(0664));
}

TEST_CASE("a file that cannot be written leaves the old one", "[unit]") {
  const TemporaryFolder folder;
  // A folder in the file's place: rename fails, for root too.
  fs::create_directories(folder.path() / "taken" / "inside");
  const std::string message =
      message_of([&] { write_file_atomically(folder.path() / "taken", "x"); });
  CHECK(message.find("cannot be written") != std::string::npos);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("reading names what is wrong", "[unit]") {
  const TemporaryFolder folder;
  CHECK(message_of([&] { read_file(folder.path() / "none"); }) ==
        (folder.path() / "none").string() +
            ": cannot be read: No such file or directory");
  CHECK(message_of([&] { read_file(folder.path()); }) ==
        folder.path().string() + ": is a directory; a file was expected");
}

TEST_CASE("SHA-256 agrees with the standard's examples", "[unit]") {
  // FIPS 180-4, "abc"; the empty string.
  CHECK(sha256("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("") ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const TemporaryFolder folder;
  const std::string large(200'000, 'a');
  write_file_atomically(folder.path() / "large", large);
  CHECK(sha256_of_file(folder.path() / "large") == sha256(large));
  Sha256 pieces;
  pieces.update(std::string_view(large).substr(0, 1));
  pieces.update("");
  pieces.update(std::string_view(large).substr(1));
  CHECK(pieces.hexadecimal() == sha256(large));
}
