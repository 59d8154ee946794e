#include "core/data/library.h"

#include <catch.h>

#include <atomic>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/data/check.h"
#include "core/data/data_testing.h"
#include "core/data/fetch/loopback_server_testing.h"
#include "core/data/synthetic.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

namespace {

const std::string kGood = "7 1:1 2:2\n8 1:3 2:4\n";
const std::string kSecond = "1 1:5 2:6\n2 1:7 2:8\n";

// "set" with a stand-in, both from the server.
std::vector<CatalogueEntry> entries_at(const std::string& url) {
  const CatalogueEntry set = {
      .name = "set",
      .rows = 2,
      .train_rows = 1,
      .features = 2,
      .first_label = 7.0f,
      .files = {{.names = {"set", "set.libsvm"}}},
      .folder = "set",
      .origins = {{.kind = DataOriginKind::kUrl, .members = {url + "set"}}},
      .stand_ins = {"second"}};
  CatalogueEntry second = set;
  second.name = "second";
  second.first_label = 1.0f;
  second.files = {{.names = {"second"}}};
  second.folder = "second";
  second.origins[0].members = {url + "second"};
  second.stand_ins = {};
  CatalogueEntry two_files = set;
  two_files.name = "pair";
  two_files.rows = 4;
  two_files.train_rows = 2;
  two_files.files = {{.names = {"pair"}}, {.names = {"pair.t"}}};
  two_files.folder = "pair";
  two_files.origins[0].members = {url + "pair", url + "pair.t"};
  two_files.stand_ins = {};
  return {set, second, two_files};
}

struct Log {
  std::vector<std::string> lines;
  std::function<void(const std::string&)> sink() {
    return [this](const std::string& line) { lines.push_back(line); };
  }
};

const std::string kNowhere = "http://127.0.0.1:9/";

}  // namespace

TEST_CASE("a set is looked for in folders, then the cache", "[unit]") {
  const Files files;
  const auto entries = entries_at(kNowhere);
  DataLibrary library(
      {.folders = {files.path() / "a", files.path() / "b"},
       .cache = files.path() / "cache",
       .may_download = false},
      [](const std::string&) {}, entries);
  fs::create_directories(files.path() / "a");
  fs::create_directories(files.path() / "b");
  CHECK(!library.find("set"));
  files.write("cache/set/set", kGood);
  CHECK(library.locate("set").files[0] == files.path() / "cache/set/set");
  files.write("b/set.libsvm.gz", packed(kGood, Packing::kGzip));
  const DataSource source = library.locate("set");
  CHECK(source.files[0] == files.path() / "b/set.libsvm.gz");
  CHECK(source.checksum == sha256_of_file(source.files[0]));
  CHECK(source.stand_in_for.empty());
  files.write("a/set/set", kGood);
  CHECK(library.locate("set").files[0] == files.path() / "a/set/set");
  const auto data = library.load(source);
  CHECK(data->name == "set");
  CHECK(data->labels == Eigen::Vector2f(7, 8));
  CHECK(data->train_rows == 1);
  CHECK(data->checksum == source.checksum);
}

TEST_CASE("what nobody has says what to run", "[unit]") {
  const Files files;
  const auto entries = entries_at(kNowhere);
  DataLibrary library(
      {.folders = {files.path()},
       .cache = files.path() / "cache",
       .may_download = false},
      [](const std::string&) {}, entries);
  const std::string folder = files.path().string();
  CHECK(message_of([&] { library.locate("set"); }) ==
        "set is not in " + folder + ", the cache " + folder +
            "/cache, and cannot be fetched: downloads are off; nor can its "
            "stand-in second: downloads are off (run `zipml data get set` "
            "where there is a network, or give the folder that has it with "
            "--data-dir DIR)");
  CHECK(message_of([&] { library.locate("sett"); }) ==
        "data set \"sett\" is not known (did you mean \"set\"?)");
  CHECK(message_of([&] { library.locate("SECOND"); }) ==
        "data set \"SECOND\" is not known (did you mean \"second\"?)");
  CHECK(message_of([&] { library.locate("synthetic-0"); }) ==
        "data set \"synthetic-0\": a whole number from 1 to 100000 was "
        "expected after \"synthetic-\"");
  CHECK(message_of([&] { library.locate(folder + "/my.csv"); }) ==
        folder + "/my.csv: there is no such file");
  DataLibrary lost({.folders = {files.path() / "none"}, .cache = ""});
  CHECK(message_of([&] { lost.locate("cadata"); }) ==
        folder +
            "/none: there is no such folder (it was given as a place "
            "for data)");
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

TEST_CASE("a set is downloaded once and kept in the cache", "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, kGood); });
  const auto entries = entries_at(server.url(""));
  const Files files;
  Log log;
  DataLibrary library({.folders = {}, .cache = files.path()}, log.sink(),
                      entries);
  const DataSource source = library.locate("set");
  CHECK(source.files[0] == files.path() / "set/set");
  CHECK(log.lines ==
        std::vector<std::string>{"set: downloading " + server.url("set")});
  library.locate("set");
  CHECK(server.requests().size() == 1);
  CHECK(read_file(files.path() / "set/SHA256SUMS") ==
        sha256(kGood) + "  set\n");
  // What changes in the cache afterwards is noticed.
  files.write("set/set", kSecond);
  CHECK(message_of([&] { library.locate("set"); }) ==
        (files.path() / "set/set").string() +
            ": has changed since it was fetched: its SHA-256 is " +
            sha256(kSecond) + ", " + sha256(kGood) +
            " was recorded (remove it to fetch it again)");
}

TEST_CASE("a download that broke off between files goes on", "[unit]") {
  std::atomic<bool> broken = true;
  const LoopbackServer server([&broken](const std::string& head) {
    const bool second = head.starts_with("GET /pair.t");
    if (second && broken) return answer_with("503 Busy", "");
    return serve_range(head, second ? kSecond : kGood);
  });
  const auto entries = entries_at(server.url(""));
  const Files files;
  const DataPlaces places = {.folders = {}, .cache = files.path()};
  auto locate = [&] {
    return DataLibrary(
               places, [](const std::string&) {}, entries)
        .locate("pair");
  };
  CHECK(message_of(locate).find("pair.t: the server answered 503") !=
        std::string::npos);
  broken = false;
  CHECK(locate().files.size() == 2);
  CHECK(server.requests().size() == 3);
}

TEST_CASE("a stand-in says for what and why", "[unit]") {
  const LoopbackServer server([](const std::string& head) {
    if (head.starts_with("GET /second")) return serve_range(head, kSecond);
    return answer_with("404 Not Found", "");
  });
  const auto entries = entries_at(server.url(""));
  const Files files;
  Log log;
  DataLibrary library({.folders = {}, .cache = files.path()}, log.sink(),
                      entries);
  const DataSource source = library.locate("set");
  CHECK(source.name == "second");
  CHECK(source.stand_in_for == "set");
  CHECK(source.reason == "set is not in the cache " + files.path().string() +
                             ", and cannot be fetched: " + server.url("set") +
                             ": the server answered 404");
  CHECK(log.lines.size() == 4);
  CHECK(log.lines.back() == "set: second stands in for it");
  const auto data = library.load(source);
  CHECK(data->name == "second");
  CHECK(data->stand_in_for == "set");
  // A failure is remembered: no further request, no further line.
  library.locate("set");
  CHECK(server.requests().size() == 2);
  CHECK(log.lines.size() == 4);
  CHECK(message_of([&] {
          library.locate("set", {}, StandIns::kRefuse);
        }).starts_with("set is not in the cache"));
}

TEST_CASE("a user's own file", "[unit]") {
  const Files files;
  DataLibrary library({.folders = {}, .cache = ""});
  const std::string csv =
      files.write("my.csv.gz", packed("a,b,c\n1,2,3\n4,5,6\n", Packing::kGzip));
  const DataSource source =
      library.locate(csv, {.label = "b", .train_rows = 1});
  const auto data = library.load(source);
  CHECK(data->name == csv);
  CHECK(data->labels == Eigen::Vector2f(2, 5));
  CHECK(data->train_rows == 1);
  // Two different whole numbers are taken for classes.
  CHECK(data->task == Task::kClassification);
  const std::string text = files.write("data.txt", "1.5 1:1\n2 1:2\n").string();
  CHECK(library.load(library.locate(text))->task == Task::kRegression);
  CHECK(message_of([&] {
          library.load(library.locate(text, {.label = "", .train_rows = 3}));
        }) == text + ": has 2 rows; 3 were asked for to train on");
  CHECK(message_of([&] {
          library.load(library.locate(files.path().string()));
        }) == files.path().string() + ": is a directory; a file was expected");
  // A changed file is another set.
  files.write("data.txt", "3 1:1\n4 1:2\n5 1:3\n");
  CHECK(library.load(library.locate(text))->rows() == 3);
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
  rest.classes = ClassRule{.positive = 2, .negative = {}};
  const std::vector<CatalogueEntry> entries = {entry, rest};
  const Files files;
  files.write("four", "2 1:1\n3 1:2\n4 1:3\n1 1:4\n4 1:5\n2 1:6\n");
  DataLibrary library(
      {.folders = {files.path()}, .cache = ""}, [](const std::string&) {},
      entries);
  const DataSource source = library.locate("four");
  const auto four = library.load(source);
  CHECK(four->labels == Eigen::Vector4f(1, -1, -1, 1));
  CHECK(four->features == Eigen::Vector4f(1, 3, 5, 6));
  CHECK(library.load(library.locate("rest"))->labels.sum() == -2);
  // Other rows of the same file have another checksum.
  CHECK(source.checksum != library.locate("rest").checksum);
}

TEST_CASE("a set is read once and shared by threads", "[unit]") {
  DataLibrary library({.folders = {}, .cache = ""});
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
