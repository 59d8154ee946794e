#include "core/harness/run/checkpoint_file.h"

#include <catch.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

const std::string kOurId(32, 'a');

struct OneCheckpoint {
  TemporaryFolder folder;
  fs::path path = folder.path() / (kOurId + ".checkpoint");

  // What is read of these bytes on disk. Not with write_file_atomically: its
  // syncs would take seconds.
  std::string read_of(const std::string& file) const {
    std::ofstream(path, std::ios::binary) << file;
    return read_checkpoint_file(path, kOurId);
  }
};

}  // namespace

TEST_CASE("a checkpoint's bytes read back equal", "[unit]") {
  const OneCheckpoint checkpoint;
  CHECK(read_checkpoint_file(checkpoint.path, kOurId).empty());
  for (const std::string& bytes :
       {std::string("x"), std::string("\n\n\n\n\n"), std::string(3, '\0'),
        std::string("zipml checkpoint 1\ncell "), std::string(100'000, '\xff'),
        std::string()}) {
    write_checkpoint_file(checkpoint.path, kOurId, bytes);
    CHECK(read_checkpoint_file(checkpoint.path, kOurId) == bytes);
  }
}

TEST_CASE("a checkpoint says what it is", "[unit]") {
  const OneCheckpoint checkpoint;
  write_checkpoint_file(checkpoint.path, kOurId, "epoch 7");
  CHECK(read_file(checkpoint.path) == "zipml checkpoint 1\ncell " + kOurId +
                                          "\nsize 7\nsha256 " +
                                          sha256("epoch 7") + "\nepoch 7");
}

TEST_CASE("a damaged checkpoint counts as not there", "[unit]") {
  const OneCheckpoint checkpoint;
  write_checkpoint_file(checkpoint.path, kOurId, "epoch 7\nmodel \x01\x02");
  const std::string whole = read_file(checkpoint.path);
  REQUIRE(!checkpoint.read_of(whole).empty());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    REQUIRE(checkpoint.read_of(whole.substr(0, size)).empty());
  }
  for (std::size_t place = 0; place < whole.size(); ++place) {
    // The last bit, and the one that makes a capital of a letter.
    for (const int bit : {0x01, 0x20}) {
      std::string flipped = whole;
      flipped[place] = static_cast<char>(flipped[place] ^ bit);
      CAPTURE(place, bit);
      REQUIRE(checkpoint.read_of(flipped).empty());
    }
  }
  CHECK(checkpoint.read_of(whole + "x").empty());
  CHECK(checkpoint.read_of(whole + whole).empty());
}

TEST_CASE("foreign checkpoints count as not there", "[unit]") {
  const OneCheckpoint checkpoint;
  // Another cell's, under this cell's name.
  write_checkpoint_file(checkpoint.path, std::string(32, 'b'), "epoch 7");
  CHECK(read_checkpoint_file(checkpoint.path, kOurId).empty());
  CHECK(checkpoint
            .read_of("zipml checkpoint 2\ncell " + kOurId +
                     "\nsize 7\nsha256 " + sha256("epoch 7") + "\nepoch 7")
            .empty());
  // Another spelling of the same size.
  CHECK(checkpoint
            .read_of("zipml checkpoint 1\ncell " + kOurId +
                     "\nsize 07\nsha256 " + sha256("epoch 7") + "\nepoch 7")
            .empty());
  for (const char* content : {"\n", "\n\n\n\n", "{}\n", "\xff\xfe garbage"}) {
    CHECK(checkpoint.read_of(content).empty());
  }

  fs::remove(checkpoint.path);
  fs::create_directory(checkpoint.path);
  CHECK(read_checkpoint_file(checkpoint.path, kOurId).empty());
  // But it cannot be written either, and that is said.
  CHECK_THROWS_AS(write_checkpoint_file(checkpoint.path, kOurId, "epoch 7"),
                  UserError);
}
