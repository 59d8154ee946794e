#include "core/data/check.h"

#include <catch.h>

#include "core/base/file.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

TEST_CASE("a report tells good, bad and missing", "[unit]") {
  const auto entries = entries_at(kNowhere);
  const Files files;
  DataLibrary library(
      {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
      entries);
  CHECK(check_data(library, "set").state == DataState::kMissing);
  const fs::path file = files.write("set", kGood);
  const DataReport good = check_data(library, "set");
  CHECK(good.state == DataState::kGood);
  CHECK(good.rows == 2);
  CHECK(good.train_rows == 1);
  CHECK(good.features == 2);
  CHECK(good.mean_label == 7.5);
  CHECK(good.first_row == "7: 1 2");
  CHECK(good.checksum == sha256(kGood));
  files.write("set", "7 1:1 2:2\n");
  const DataReport bad = check_data(library, "set");
  CHECK(bad.state == DataState::kBad);
  CHECK(bad.problem == file.string() + ": 1 rows; set has 2");
  CHECK(message_of([&] { check_data(library, "sett"); }) ==
        "data set \"sett\" is not known (did you mean \"set\"?)");
}
