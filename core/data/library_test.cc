#include "core/data/library.h"

#include <catch.h>
#include <sys/stat.h>

#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/data/data_testing.h"
#include "core/data/synthetic.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

TEST_CASE("what is loaded is the set that was found", "[unit]") {
  const Files files;
  const auto entries = entries_at(kNowhere);
  DataLibrary library(
      {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
      entries);
  files.write("set", kGood);
  const DataSource source = library.locate("set");
  const auto data = library.load(source);
  CHECK(data->name == "set");
  CHECK(data->labels == Eigen::Vector2d(7, 8));
  CHECK(data->train_rows == 1);
  CHECK(data->checksum == source.checksum);
  CHECK(data->stand_in_for.empty());
  fs::remove(files.path() / "set");
  files.write("second", kSecond);
  const auto stand_in = library.load(library.locate("set"));
  CHECK(stand_in->name == "second");
  CHECK(stand_in->stand_in_for == "set");
}

TEST_CASE("a bad file in a folder is an error, not skipped", "[unit]") {
  const Files files;
  const auto entries = entries_at(kNowhere);
  DataLibrary library(
      {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
      entries);
  auto problem = [&](const std::string& content) {
    const fs::path file = files.write("set", content);
    const std::string message =
        message_of([&] { library.load(library.locate("set")); });
    return message.substr(message.find(file.string()) + file.string().size());
  };
  CHECK(problem("7 1:1 2:2\n") == ": 1 rows; set has 2");
  CHECK(problem("7 1:1 3:2\n8 1:1\n") ==
        ":1:7: feature index 3; at most 2 was expected");
  CHECK(problem(kSecond) == ": the first row's label is 1; set starts with 7");
  CHECK(problem("7 1:x\n") == ":1:5: feature 1: value \"x\" is not a number");
  files.write("pair", kGood);
  CHECK(message_of([&] { library.locate("pair"); }) ==
        files.path().string() +
            ": holds pair but not pair.t, another file of pair");
}

TEST_CASE("a user's own file", "[unit]") {
  const Files files;
  std::vector<std::string> log;
  DataLibrary library({.cache = ""},
                      [&](const std::string& line) { log.push_back(line); });
  const std::string csv =
      files.write("my.csv.gz", packed("a,b,c\n1,2,3\n4,5,6\n", Packing::kGzip));
  const DataSource source =
      library.locate(csv, {.label = "b", .train_rows = 1});
  const auto data = library.load(source);
  CHECK(data->name == "my.csv");
  CHECK(data->labels == Eigen::Vector2d(-1, 1));
  CHECK(data->train_rows == 1);
  const std::vector<std::string> told = {
      "my.csv: read as CSV, separated by commas, with a header; 2 x 2, "
      "classification",
      "my.csv: taken for a classification (file.task decides): the label has 2 "
      "values",
      "my.csv: labels 2 and 5 became -1 and +1"};
  CHECK(log == told);
  CHECK(library.remarks_of(source.checksum) == told);
  // Once; and looking tells nothing.
  library.locate(csv, {.label = "b", .train_rows = 1});
  const std::string text = files.write("data.txt", "1.5 1:1\n2 1:2\n").string();
  CHECK(library.find(text)->own_format == "LIBSVM");
  CHECK(log == told);
  CHECK(message_of(
            [&] { library.load(library.locate(text, {.train_rows = 3})); }) ==
        text + ": file.train_rows: has 2 rows; 3 were asked for to train on");
  const std::string folder = files.path().string();
  CHECK(message_of([&] { library.locate(folder); }) ==
        folder + ": is a directory; a file was expected");
  CHECK(message_of([&] { library.locate(folder + "/no.csv"); }) ==
        folder + "/no.csv: there is no such file");
  // A changed file is another set.
  files.write("data.txt", "3 1:1\n4 1:2\n5 1:3\n");
  CHECK(library.load(library.locate(text))->rows() == 3);
}

TEST_CASE("a file of one's own is its content", "[unit]") {
  const Files files;
  DataLibrary library({.cache = ""});
  const std::string content = "1,2\n3,4\n";
  const DataSource plain =
      library.locate(files.write("my.csv", content), {.label = "0"});
  CHECK(plain.name == "my.csv");
  CHECK(plain.own_format == "CSV");
  CHECK(plain.checksum == sha256(content));
  CHECK(plain.options.label == "0");
  const DataSource other = library.locate(
      files.write("folder/x.csv.gz", packed(content, Packing::kGzip)));
  CHECK(other.name == "x.csv");
  CHECK(other.checksum == plain.checksum);
  // One that is named as a set is still a file.
  const DataSource libsvm =
      library.locate(files.write("cadata", kGood), {.label = "ignored"});
  CHECK(libsvm.name == "cadata");
  CHECK(libsvm.own_format == "LIBSVM");
  CHECK(library.load(libsvm)->unused_options ==
        std::vector<std::string>{"file.label"});
}

TEST_CASE("a pipe is read once and kept", "[unit]") {
  const Files files;
  const auto pipe = files.path() / "pipe.csv";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(pipe) << "1,2\n3,4\n"; });
  DataLibrary library({.cache = ""});
  const DataSource source = library.locate(pipe);
  writer.join();
  CHECK(source.checksum == sha256("1,2\n3,4\n"));
  // Nobody writes again.
  CHECK(library.load(source)->rows() == 2);
  CHECK(library.locate(pipe).checksum == source.checksum);
}

TEST_CASE("classes are chosen and become signs", "[unit]") {
  CatalogueEntry entry = {.name = "four",
                          .task = Task::kClassification,
                          .rows = 4,
                          .train_rows = 2,
                          .features = 1,
                          .classes = ClassRule{.positive = 2, .negative = 4},
                          .files = {{.names = {"four"}}},
                          .folder = "four"};
  CatalogueEntry rest = entry;
  rest.name = "rest";
  rest.rows = 6;
  rest.classes = ClassRule{.positive = 2};
  const std::vector<CatalogueEntry> entries = {entry, rest};
  const Files files;
  files.write("four", "2 1:1\n3 1:2\n4 1:3\n1 1:4\n4 1:5\n2 1:6\n");
  DataLibrary library(
      {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
      entries);
  const DataSource source = library.locate("four");
  const auto four = library.load(source);
  CHECK(four->labels == Eigen::Vector4d(1, -1, -1, 1));
  CHECK(four->features == Eigen::Vector4d(1, 3, 5, 6));
  CHECK(library.load(library.locate("rest"))->labels.sum() == -2);
  // Other rows of the same file have another checksum.
  CHECK(source.checksum != library.locate("rest").checksum);
}

TEST_CASE("what is made of the files is part of a checksum", "[unit]") {
  const CatalogueEntry plain = {.name = "four", .files = {{.names = {"f"}}}};
  const Files files;
  files.write("f", "2 1:1\n");
  std::set<std::string> checksums;
  const auto add = [&](CatalogueEntry entry) {
    const std::vector<CatalogueEntry> entries = {std::move(entry)};
    DataLibrary library(
        {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
        entries);
    checksums.insert(library.locate("four").checksum);
  };
  add(plain);
  CHECK(checksums.contains(sha256("2 1:1\n")));
  CatalogueEntry derived = plain;
  // A recipe says nothing where nothing is made.
  derived.recipe = 2;
  add(derived);
  CHECK(checksums.size() == 1);
  derived.classes = ClassRule{.positive = 2, .negative = 4};
  add(derived);
  derived.recipe = 3;
  add(derived);
  derived.classes->negative = 5;
  add(derived);
  derived.classes->negative = {};
  add(derived);
  derived.expansion = Expansion{10, 5, 100};
  add(derived);
  derived.expansion->features = 101;
  add(derived);
  CHECK(checksums.size() == 7);
}

TEST_CASE("a set is read once and shared by threads", "[unit]") {
  DataLibrary library({.cache = ""});
  const DataSource source = library.locate("synthetic-20");
  CHECK(source.files.empty());
  CHECK(source.checksum == synthetic_checksum(20));
  std::vector<std::shared_ptr<const Dataset>> loaded(4);
  std::vector<std::thread> threads;
  for (auto& place : loaded) {
    threads.emplace_back(
        [&] { place = library.load(library.locate("synthetic-20")); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& data : loaded) CHECK(data == loaded[0]);
  // Recent sets stay: the same one again without a holder.
  const Dataset* before = loaded[0].get();
  loaded.clear();
  CHECK(library.load(source).get() == before);
}
