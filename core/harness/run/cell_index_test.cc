#include "core/harness/run/cell_index.h"

#include <catch.h>

#include <fstream>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/harness/cell_ids.h"

using namespace zipml;

namespace {

namespace fs = std::filesystem;

Cell a_cell(int bits) {
  return {.experiment = "toy", .task = "train", .parameters = {{"bits", bits}}};
}

CellSummary looked_at(const CellStore& store, const Cell& cell) {
  return store.look(cell, cell_id(cell));
}

}  // namespace

TEST_CASE("what files hold is known without reading them again", "[unit]") {
  const TemporaryFolder folder;
  const Cell cell = a_cell(4);
  const CellStore store(folder.path());
  CHECK(looked_at(store, cell).file == CellSummary::File::kMissing);
  store.save(cell, {.status = Status::kDiverged, .reason = "a \"word\"\n"},
             {{"seconds", 1.5}, {"peak_memory", 1000}});
  const CellSummary first = looked_at(store, cell);
  store.keep_index();
  // Another process. What the file holds is hidden behind the same mark: were
  // it read, it would be damaged.
  const auto changed = fs::last_write_time(store.path_of(cell));
  std::string bytes = read_file(store.path_of(cell));
  bytes.assign(bytes.size(), 'x');
  std::ofstream(store.path_of(cell)) << bytes;
  fs::last_write_time(store.path_of(cell), changed);
  const CellSummary again = looked_at(CellStore(folder.path()), cell);
  for (const CellSummary& summary : {first, again}) {
    CHECK(summary.file == CellSummary::File::kGood);
    CHECK(summary.status == Status::kDiverged);
    CHECK(summary.reason == "a \"word\"\n");
    CHECK(summary.seconds == 1.5);
    CHECK(summary.peak_memory == 1000);
    CHECK(summary.checksum.size() == 64);
    CHECK(summary.checksum == first.checksum);
    CHECK(summary.file_time == first.file_time);
    CHECK(summary.file_time > 0);
  }
  // Once it was read in vain it is damaged for every plan.
  {
    const CellStore reader(folder.path());
    CHECK(looked_at(reader, cell).file == CellSummary::File::kGood);
    CHECK_FALSE(reader.load(cell));
    CHECK(looked_at(reader, cell).file == CellSummary::File::kDamaged);
  }
  // Another mark: it is read, and damaged.
  fs::last_write_time(store.path_of(cell),
                      changed + std::chrono::milliseconds(10));
  CHECK(looked_at(CellStore(folder.path()), cell).file ==
        CellSummary::File::kDamaged);
  fs::remove(store.path_of(cell));
  CHECK(looked_at(CellStore(folder.path()), cell).file ==
        CellSummary::File::kMissing);
}

TEST_CASE("an index that is broken is made again", "[unit]") {
  const TemporaryFolder folder;
  {
    const CellStore store(folder.path());
    store.save(a_cell(4), {}, {{"seconds", 2.0}});
    store.save(a_cell(8), {}, {{"seconds", 3.0}});
    store.keep_index();
  }
  const fs::path index = folder.path() / "index";
  const std::string good = read_file(index);
  for (const std::string& bad :
       {std::string(), std::string("zipml cells 9\n"), good.substr(0, 40),
        good + "[1,2", good + "[\"id\"]\n", std::string(100, '\0')}) {
    std::ofstream(index) << bad;
    const CellStore store(folder.path());
    CHECK(looked_at(store, a_cell(4)).seconds == 2);
    CHECK(looked_at(store, a_cell(8)).seconds == 3);
  }
}

TEST_CASE("stored cells are listed, looked up by id and removed", "[unit]") {
  const TemporaryFolder folder;
  const CellStore store(folder.path());
  CHECK(store.stored().empty());
  store.save(a_cell(4), {}, {});
  store.save(a_cell(8), {}, {});
  store.save_checkpoint(a_cell(8), "far");
  store.keep_index();
  REQUIRE(store.stored().size() == 2);
  const std::string id = cell_id(a_cell(8));
  CHECK(store.stored_identity(id) == CellIds().identity(a_cell(8)));
  CHECK(store.load_by_id(id).has_value());
  store.remove(id);
  CHECK(store.stored().size() == 1);
  CHECK(store.load_checkpoint(a_cell(8)).empty());
  CHECK(store.stored_identity(id).empty());
  CHECK_FALSE(store.load_by_id(id));
}
