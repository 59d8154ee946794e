#include "core/data/catalogue/catalogue.h"

#include <catch.h>

#include <filesystem>
#include <set>

#include "core/data/data_testing.h"

using namespace zipml;

TEST_CASE("the catalogue agrees with itself", "[unit]") {
  std::set<std::string> names;
  for (const CatalogueEntry& entry : catalogue()) {
    CAPTURE(entry.name);
    CHECK(names.insert(entry.name).second);
    // A name with these would be taken for a path.
    CHECK(entry.name.find_first_of("/.") == std::string::npos);
    CHECK(!entry.title.empty());
    CHECK(!entry.licence.empty());
    CHECK(!entry.folder.empty());
    CHECK(!entry.files.empty());
    CHECK(entry.train_rows > 0);
    // A volume is not learnt from: it has no test rows.
    if (entry.format == DataFormat::kInvesalius) {
      CHECK(entry.train_rows == entry.rows);
    } else {
      CHECK(entry.train_rows < entry.rows);
    }
    CHECK(entry.features > 0);
    CHECK(entry.first_features.size() <=
          static_cast<std::size_t>(entry.features));
    for (const std::string& stand_in : entry.stand_ins) {
      const CatalogueEntry* other = find_entry(catalogue(), stand_in);
      REQUIRE(other != nullptr);
      CHECK(other->task == entry.task);
      CHECK(other->stand_ins.empty());
      CHECK(why_no_images(*other).empty() == why_no_images(entry).empty());
    }
    for (const DataFile& file : entry.files) {
      CHECK((file.content_sha256.empty() || file.content_sha256.size() == 64));
    }
  }
}

TEST_CASE("sets of pictures are told from those made of them", "[unit]") {
  const auto what = [](const std::string& name) {
    return why_no_images(*find_entry(catalogue(), name));
  };
  for (const char* name :
       {"CIFAR-10", "CIFAR-10-first-4000", "MNIST", "Fashion-MNIST"}) {
    CHECK(what(name).empty());
  }
  CHECK(what("cadata") == "is a table of 8 features");
  const std::string made =
      "is made of pictures for linear models, with labels -1 and +1";
  CHECK(what("mnist-4-9") == made);
  CHECK(what("fashion-mnist-2-4-products") == made);
}

TEST_CASE("what an origin brings is found under its name", "[unit]") {
  for (const CatalogueEntry& entry : catalogue()) {
    for (const DataOrigin& origin : entry.origins) {
      CAPTURE(entry.name, origin.where);
      REQUIRE(origin.members.size() == entry.files.size());
      for (std::size_t i = 0; i < origin.members.size(); ++i) {
        std::filesystem::path name =
            std::filesystem::path(origin.members[i]).filename();
        bool found = false;
        for (const std::string& known : entry.files[i].names) {
          for (const char* packing : {"", ".gz", ".bz2", ".xz"}) {
            found |= name == known + packing;
          }
        }
        CHECK(found);
      }
    }
  }
}

TEST_CASE("a wrong set is told from the right one", "[unit]") {
  const CatalogueEntry entry = {.name = "set",
                                .rows = 2,
                                .train_rows = 1,
                                .features = 2,
                                .first_label = 4.0f,
                                .first_features = {0.5f, -120.5f}};
  Dataset data;
  data.features.resize(2, 2);
  data.features << 0.5f, -120.50001f, 1, 1;
  data.labels.resize(2);
  data.labels << 4, 5;
  auto problem = [&] {
    return data_testing::message_of([&] { check_shape(entry, data, "FILE"); });
  };
  CHECK(problem() == "no error");
  data.features(0, 1) = 120.5f;
  CHECK(problem() ==
        "FILE: the first row's feature 2 is 120.5; in set it is -120.5");
  data.labels[0] = 3;
  CHECK(problem() == "FILE: the first row's label is 3; set starts with 4");
  data.features.resize(2, 3);
  CHECK(problem() == "FILE: 3 features; set has 2");
  data.features.resize(1, 3);
  CHECK(problem() == "FILE: 1 rows; set has 2");
}
