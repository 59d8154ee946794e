#include <catch.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/data/data_testing.h"
#include "core/data/library.h"
#include "core/data/read_set.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

namespace {

const std::string kFirstRecords = cifar_record(6, 5) + cifar_record(2, 6);
const std::string kLastRecord = cifar_record(3, 7);

// Two files of CIFAR-10's format, of three pictures in all.
CatalogueEntry colours() {
  return {
      .name = "colours",
      .task = Task::kClassification,
      .rows = 3,
      .train_rows = 2,
      .features = 3072,
      .format = DataFormat::kCifar10,
      .first_label = 6.0f,
      .first_features = {5, 12},
      .files = {{.names = {"a.bin"}, .content_sha256 = sha256(kFirstRecords)},
                {.names = {"b.bin"}, .content_sha256 = sha256(kLastRecord)}},
      .folder = "colours"};
}

// Two pictures of 1 x 2, each in a pair of IDX files.
CatalogueEntry greys() {
  return {.name = "greys",
          .task = Task::kClassification,
          .rows = 2,
          .train_rows = 1,
          .features = 2,
          .format = DataFormat::kIdx,
          .files = {{.names = {"i"}}, {.names = {"l"}}},
          .folder = "greys",
          .stand_ins = {"colours"}};
}

// The same as -1 and +1.
CatalogueEntry signs() {
  CatalogueEntry entry = greys();
  entry.name = "signs";
  entry.classes = ClassRule{.positive = 4};
  entry.stand_ins = {};
  return entry;
}

// Of all sets above, and of the tables of entries_at.
std::vector<CatalogueEntry> all_entries() {
  std::vector<CatalogueEntry> entries = entries_at(kNowhere);
  entries.insert(entries.end(), {colours(), greys(), signs()});
  return entries;
}

std::vector<fs::path> write_colours(const Files& files) {
  return {files.write("colours/a.bin.xz", packed(kFirstRecords, Packing::kXz)),
          files.write("colours/b.bin", kLastRecord)};
}
std::vector<fs::path> write_greys(const Files& files) {
  return {files.write("greys/i", idx_images(2, 1, 2, "abcd")),
          files.write("greys/l", idx_labels(2, "\x04\x05"))};
}

}  // namespace

TEST_CASE("pictures of the catalogue as bytes and as doubles", "[unit]") {
  const Files files;
  const auto check = [](const CatalogueEntry& entry,
                        const std::vector<fs::path>& paths) {
    const ImageSet images = read_images(entry, paths);
    const Dataset data = read_entry(entry, paths);
    CHECK(images.name == entry.name);
    // The entry says how many train, not the files.
    CHECK(images.train_rows == entry.train_rows);
    CHECK(data.train_rows == entry.train_rows);
    REQUIRE(images.rows() == data.rows());
    REQUIRE(images.shape.size() == data.feature_count());
    for (int i = 0; i < images.rows(); ++i) {
      const auto image = images.image(i);
      const Eigen::RowVectorXd row = data.features.row(i);
      CHECK(std::equal(image.begin(), image.end(), row.begin(), row.end()));
      CHECK(images.labels[static_cast<std::size_t>(i)] == data.labels[i]);
    }
  };
  check(colours(), write_colours(files));
  check(greys(), write_greys(files));
}

TEST_CASE("what is no set of pictures is not read as one", "[unit]") {
  const Files files;
  const auto paths = write_greys(files);
  CHECK(message_of([&] { read_images(signs(), paths); }) ==
        "signs: is made of pictures for linear models, with labels -1 and +1; "
        "pictures with their class numbers were expected");
  CatalogueEntry products = greys();
  products.expansion = Expansion{1, 1, 3};
  CHECK(message_of([&] {
          read_images(products, paths);
        }).starts_with("greys: is made of pictures for linear models"));
  CHECK(message_of([&] { read_images(entries_at(kNowhere)[0], paths); }) ==
        "set: is a table of 2 features; pictures with their class numbers were "
        "expected");
}

TEST_CASE("other pictures than the catalogue's are told", "[unit]") {
  const Files files;
  const auto paths = write_colours(files);
  const auto problem = [&](const CatalogueEntry& entry) {
    std::string message = message_of([&] { read_images(entry, paths); });
    CHECK(message_of([&] { read_entry(entry, paths); }) == message);
    return message;
  };
  const std::string first = paths[0].string() + ": ";
  CatalogueEntry entry = colours();
  entry.rows = 4;
  CHECK(problem(entry) == first + "3 rows; colours has 4");
  entry = colours();
  entry.features = 3000;
  CHECK(problem(entry) == first + "3072 features; colours has 3000");
  entry = colours();
  entry.first_label = 1.0f;
  CHECK(problem(entry) ==
        first + "the first row's label is 6; colours starts with 1");
  entry = colours();
  entry.first_features = {5, 13};
  CHECK(problem(entry) ==
        first + "the first row's feature 2 is 12; in colours it is 13");
  entry = colours();
  entry.files[1].content_sha256 = sha256("");
  CHECK(problem(entry) ==
        paths[1].string() +
            ": is not the file of colours: the SHA-256 of its content is " +
            sha256(kLastRecord) + ", " + sha256("") + " was expected");
}

TEST_CASE("a file of pictures is checked and read in one pass", "[unit]") {
  const Files files;
  std::vector<fs::path> paths = write_colours(files);
  paths[1] = files.path() / "pipe";
  REQUIRE(::mkfifo(paths[1].c_str(), 0600) == 0);
  // Nobody writes again.
  std::thread writer(
      [&] { std::ofstream(paths[1], std::ios::binary) << kLastRecord; });
  const ImageSet images = read_images(colours(), paths);
  writer.join();
  CHECK(images.labels == std::vector<std::uint8_t>{6, 2, 3});
}

TEST_CASE("loaded pictures are shared while somebody holds them", "[unit]") {
  const Files files;
  write_colours(files);
  const auto entries = all_entries();
  DataLibrary library(
      {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
      entries);
  const DataSource source = library.locate("colours");
  std::vector<std::shared_ptr<const ImageSet>> loaded(4);
  std::vector<std::thread> threads;
  for (auto& place : loaded) {
    threads.emplace_back([&] { place = library.load_images(source); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& images : loaded) CHECK(images == loaded[0]);
  CHECK(loaded[0]->name == "colours");
  CHECK(loaded[0]->checksum == source.checksum);
  CHECK(loaded[0]->stand_in_for.empty());
  CHECK(loaded[0]->classes == 7);
  const std::weak_ptr<const ImageSet> before = loaded[0];
  loaded.clear();
  CHECK(before.expired());
  CHECK(library.load_images(source)->rows() == 3);
  // One that stands in for another is known as that.
  const auto stand_in = library.load_images(library.locate("greys"));
  CHECK(stand_in->name == "colours");
  CHECK(stand_in->stand_in_for == "greys");
}

TEST_CASE("sources that are no pictures are refused", "[unit]") {
  const Files files;
  write_greys(files);
  files.write("set", kGood);
  const auto entries = all_entries();
  DataLibrary library(
      {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
      entries);
  const auto problem = [&](const std::string& name) {
    return message_of([&] { library.load_images(library.locate(name)); });
  };
  const std::string expected =
      "; pictures with their class numbers were expected (sets of pictures: "
      "colours, greys)";
  CHECK(problem("set") == "set: is a table of 2 features" + expected);
  CHECK(problem("synthetic-3") ==
        "synthetic-3: is a table of 3 random features" + expected);
  CHECK(problem("signs") ==
        "signs: is made of pictures for linear models, "
        "with labels -1 and +1" +
            expected);
  CHECK(problem(files.write("my.csv", "1,2\n3,4\n")) ==
        "my.csv: is a file of one's own (CSV), and none is read as pictures" +
            expected);
  CHECK(problem("greys") == "no error");
}
