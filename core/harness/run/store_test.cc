#include "core/harness/run/store.h"

#include <catch.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/cell_ids.h"
#include "core/harness/run/toy_experiment_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

Cell example(int repetition = 0) {
  return {.experiment = "toy",
          .version = 1,
          .task = "train",
          .parameters = {{"bits", 3}},
          .seed = 1,
          .repetition = repetition,
          .prerequisites = {}};
}

CellResult example_result() {
  return {Status::kDiverged,
          "the loss is not finite",
          {{"loss", HUGE_VAL}, {"epochs", 12}},
          {{{"epoch", 0}, {"loss", 0.1 + 0.2}},
           {{"epoch", 1}, {"loss", std::nan("")}}}};
}

bool same(const CellResult& a, const CellResult& b) {
  return a.status == b.status && a.reason == b.reason && a.values == b.values &&
         a.rows == b.rows;
}

}  // namespace

TEST_CASE("a stored result reads back equal", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path() / "cells");
  CHECK(!store.load(example()));
  store.save(example(), example_result(), {{"seconds", 1.5}});
  const auto loaded = store.load(example());
  REQUIRE(loaded);
  CHECK(same(*loaded, example_result()));
  CHECK(!store.load(example(1)));
  CHECK(store.path_of(example()) ==
        folder.path() / "cells" / (cell_id(example()) + ".json"));
}

TEST_CASE("a cell's file is read by people too", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  store.save(example(), {Status::kOk, "", {{"loss", 0.5}}}, {{"seconds", 1.5}});
  const std::string result =
      R"({"status":"ok","reason":"","values":{"loss":0.5},"rows":[]})";
  CHECK(
      read_file(store.path_of(example())) ==
      "{\n\"format\": 1,\n"
      R"("cell": {"experiment":"toy","version":1,"numerics":{},"task":"train",)"
      R"("parameters":{"bits":3},"seed":1,"repetition":0,)"
      "\"prerequisites\":[]},\n"
      "\"result\": " +
          result + ",\n\"sha256\": \"" + sha256(result) +
          "\",\n\"measured\": {\"seconds\":1.5}\n}\n");
}

TEST_CASE("a file that was cut anywhere counts as not there", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  store.save(example(), example_result(), {});
  const std::string whole = read_file(store.path_of(example()));
  // Without its last byte, a line feed, it is still whole.
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    // Not with write_file_atomically: its syncs would take seconds.
    std::ofstream(store.path_of(example())) << whole.substr(0, size);
    CAPTURE(size);
    REQUIRE(!store.load(example()));
  }
}

TEST_CASE("a result that was altered counts as not there", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  store.save(example(), example_result(), {});
  const std::string whole = read_file(store.path_of(example()));
  const auto loads_with = [&](const std::string& old, const std::string& now) {
    std::string text = whole;
    const auto place = text.find(old);
    REQUIRE(place != std::string::npos);
    text.replace(place, old.size(), now);
    write_file_atomically(store.path_of(example()), text);
    return store.load(example()).has_value();
  };
  CHECK(loads_with("{", "{"));
  CHECK(!loads_with("\"epochs\":12", "\"epochs\":13"));
  CHECK(!loads_with("diverged", "ok"));
  CHECK(!loads_with("\"bits\":3", "\"bits\":4"));
  CHECK(!loads_with("\"format\": 1", "\"format\": 2"));
  CHECK(!loads_with("\"result\"", "\"outcome\""));
}

TEST_CASE("foreign files and folders count as not there", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  const fs::path path = store.path_of(example());
  for (const char* content :
       {"", "null", "[]", "{}", "7", "\"text\"", "\xff\xfe\x00garbage",
        R"({"format": 1, "cell": [], "result": 3, "sha256": null})"}) {
    write_file_atomically(path, content);
    CHECK(!store.load(example()));
  }
  // Another cell's file under this cell's name.
  store.save(example(1), example_result(), {});
  fs::copy_file(store.path_of(example(1)), path,
                fs::copy_options::overwrite_existing);
  CHECK(!store.load(example()));
  CHECK(store.load(example(1)));

  fs::remove(path);
  fs::create_directory(path);
  CHECK(!store.load(example()));
  // But it cannot be written either, and that is said.
  CHECK_THROWS_AS(store.save(example(), example_result(), {}), UserError);
}

TEST_CASE("an error text that is not UTF-8 is stored", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  store.save(example(), {Status::kFailed, "caf\xe9"}, {});
  const auto loaded = store.load(example());
  REQUIRE(loaded);
  CHECK(loaded->status == Status::kFailed);
  CHECK(loaded->reason == "caf\xef\xbf\xbd");
}

TEST_CASE("leftovers of killed writers go, results stay", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  store.save(example(), example_result(), {});
  const std::string name = store.path_of(example()).string();
  write_file_atomically(name + ".aB3xYz", "half a res");
  write_file_atomically(folder.path() / "notes.json.backup", "mine");
  const auto now = fs::last_write_time(name + ".aB3xYz");
  CHECK(store.remove_leftovers(now - std::chrono::hours(1)) == 0);
  CHECK(store.remove_leftovers(now + std::chrono::seconds(1)) == 1);
  CHECK(!fs::exists(name + ".aB3xYz"));
  CHECK(fs::exists(folder.path() / "notes.json.backup"));
  CHECK(store.load(example()));
  CHECK(CellStore(folder.path() / "none").remove_leftovers(now) == 0);
}

TEST_CASE("leftovers of checkpoints go, whole ones stay", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  store.save_checkpoint(example(), "epoch 7");
  const std::string name =
      (folder.path() / (cell_id(example()) + ".checkpoint")).string();
  write_file_atomically(name + ".aB3xYz", "half a che");
  const auto later =
      fs::last_write_time(name + ".aB3xYz") + std::chrono::hours(1);
  CHECK(store.remove_leftovers(later) == 1);
  CHECK(!fs::exists(name + ".aB3xYz"));
  CHECK(store.load_checkpoint(example()) == "epoch 7");
}

TEST_CASE("a checkpoint is kept beside the results, a cell each", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path() / "cells");
  CHECK(store.load_checkpoint(example()).empty());
  store.remove_checkpoint(example());
  store.save_checkpoint(example(), "epoch 7");
  store.save_checkpoint(example(), "epoch 8");
  store.save_checkpoint(example(1), "epoch 1");
  CHECK(CellStore(store.folder()).load_checkpoint(example()) == "epoch 8");
  CHECK(store.load_checkpoint(example(1)) == "epoch 1");
  // It is no result.
  CHECK(!store.load(example()));
  store.remove_checkpoint(example());
  CHECK(store.load_checkpoint(example()).empty());
  CHECK(store.load_checkpoint(example(1)) == "epoch 1");

  // Another cell's file under this cell's name.
  const auto path = [&](const Cell& cell) {
    return store.path_of(cell).replace_extension(".checkpoint");
  };
  fs::copy_file(path(example(1)), path(example()));
  CHECK(store.load_checkpoint(example()).empty());
  store.remove_checkpoint(example());
  CHECK(!fs::exists(path(example())));

  fs::create_directories(path(example()) / "in the way");
  CHECK(store.load_checkpoint(example()).empty());
  CHECK_THROWS_AS(store.save_checkpoint(example(), "epoch 9"), UserError);
  CHECK_THROWS_AS(store.remove_checkpoint(example()), UserError);
}
