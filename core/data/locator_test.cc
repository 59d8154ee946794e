#include "core/data/locator.h"

#include <catch.h>

#include <atomic>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/data/data_testing.h"
#include "core/data/fetch/loopback_server_testing.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

namespace {

struct Log {
  std::vector<std::string> lines;
  std::function<void(const std::string&)> sink() {
    return [this](const std::string& line) { lines.push_back(line); };
  }
};

void ignore(const std::string&) {}

}  // namespace

TEST_CASE("a set is looked for in folders, then the cache", "[unit]") {
  const Files files;
  const auto entries = entries_at(kNowhere);
  DataLocator locator({.folders = {files.path() / "a", files.path() / "b"},
                       .cache = files.path() / "cache",
                       .may_download = false},
                      ignore, entries);
  fs::create_directories(files.path() / "a");
  fs::create_directories(files.path() / "b");
  CHECK(!locator.find("set"));
  files.write("cache/set/set", kGood);
  CHECK(locator.locate("set").files[0] == files.path() / "cache/set/set");
  files.write("b/set.libsvm.gz", packed(kGood, Packing::kGzip));
  const DataSource source = locator.locate("set");
  CHECK(source.files[0] == files.path() / "b/set.libsvm.gz");
  CHECK(source.checksum == sha256(kGood));
  CHECK(source.stand_in_for.empty());
  files.write("a/set/set", kGood);
  CHECK(locator.locate("set").files[0] == files.path() / "a/set/set");
  CHECK(locator.locate("set").checksum == source.checksum);
}

TEST_CASE("a set of several files is their content in order", "[unit]") {
  const Files files;
  const auto entries = entries_at(kNowhere);
  DataLocator locator({.folders = {files.path()}}, ignore, entries);
  files.write("pair", kGood);
  files.write("pair.t", kSecond);
  const std::string checksum = locator.locate("pair").checksum;
  CHECK(checksum == sha256(sha256(kGood) + "\n" + sha256(kSecond) + "\n"));
  fs::remove(files.path() / "pair.t");
  files.write("pair.t.xz", packed(kSecond, Packing::kXz));
  CHECK(locator.locate("pair").checksum == checksum);
}

TEST_CASE("names with a dot before idx are found", "[unit]") {
  const Files files;
  const std::vector<CatalogueEntry> entries = {
      {.name = "digits", .files = {{.names = {"images-idx3-ubyte"}}}}};
  files.write("images.idx3-ubyte.gz", packed("x", Packing::kGzip));
  DataLocator locator({.folders = {files.path()}}, ignore, entries);
  CHECK(locator.locate("digits").checksum == sha256("x"));
}

TEST_CASE("what nobody has says what to run", "[unit]") {
  const Files files;
  const auto entries = entries_at(kNowhere);
  DataLocator locator({.folders = {files.path()},
                       .cache = files.path() / "cache",
                       .may_download = false},
                      ignore, entries);
  const std::string folder = files.path().string();
  CHECK(message_of([&] { locator.locate("set"); }) ==
        "set is not in " + folder + ", the cache " + folder +
            "/cache, and cannot be fetched: downloads are off; nor can its "
            "stand-in second: downloads are off (run `zipml data get set` "
            "where there is a network, or give the folder that has it with "
            "--data-dir DIR)");
  CHECK(message_of([&] { locator.locate("sett"); }) ==
        "data set \"sett\" is not known (did you mean \"set\"?)");
  CHECK(message_of([&] { locator.locate("SECOND"); }) ==
        "data set \"SECOND\" is not known (did you mean \"second\"?)");
  CHECK(message_of([&] { locator.locate("synthetic-0"); }) ==
        "data set \"synthetic-0\": a whole number from 1 to 100000 was "
        "expected after \"synthetic-\"");
  DataLocator lost({.folders = {files.path() / "none"}}, ignore, entries);
  CHECK(message_of([&] { lost.locate("set"); }) ==
        folder +
            "/none: there is no such folder (it was given as a place "
            "for data)");
}

TEST_CASE("who only looks is told what would be fetched", "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, kGood); });
  const auto entries = entries_at(server.url(""));
  const Files files;
  const auto locate = [&](bool may_download) {
    return DataLocator({.cache = files.path(),
                        .may_download = may_download,
                        .only_look = true},
                       ignore, entries)
        .locate("set");
  };
  CHECK_THROWS_AS(locate(true), MissingData);
  CHECK(message_of([&] { locate(true); }) ==
        "set is not here yet (`zipml data get set` fetches it; --offline takes "
        "a stand-in that is here)");
  files.write("second/second", kSecond);
  CHECK(locate(false).name == "second");
  CHECK(message_of([&] { locate(true); }).starts_with("set is not here yet"));
  files.write("set/set", kGood);
  CHECK(locate(true).name == "set");
  CHECK(server.requests().empty());

  const Files none;
  DataLocator locator({.cache = none.path(), .only_look = true}, ignore,
                      entries);
  CHECK_THROWS_AS(locator.locate("set"), MissingData);
  try {
    locator.locate("set");
  } catch (const MissingData& missing) {
    CHECK(missing.sets() == std::vector<std::string>{"set"});
  }
  CHECK(locator.fetch("set").name == "set");
  CHECK(locator.locate("set").name == "set");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("what was fetched, and what could not be, is known to who looks",
          "[unit]") {
  const LoopbackServer server([](const std::string& head) {
    if (head.starts_with("GET /second")) return serve_range(head, kSecond);
    return answer_with("404 Not Found", "");
  });
  const auto entries = entries_at(server.url(""));
  const Files files;
  Log log;
  DataLocator locator({.cache = files.path(), .only_look = true}, log.sink(),
                      entries);
  CHECK_FALSE(locator.was_here("second"));
  CHECK(locator.fetch("set").name == "second");
  const std::size_t requests = server.requests().size();
  CHECK(locator.locate("set").stand_in_for == "set");
  CHECK(message_of([&] {
          locator.locate("set", StandIns::kRefuse);
        }).starts_with("set is not in the cache"));
  CHECK_THROWS_AS(locator.locate("pair"), MissingData);
  CHECK(server.requests().size() == requests);
  // Whoever takes what is here takes it whenever something else was fetched.
  CHECK(locator.find("second"));
  CHECK_FALSE(locator.was_here("second"));
  CHECK(locator.was_here("synthetic-3"));
  CHECK(message_of([&] {
          locator.was_here("none");
        }).starts_with("data set \"none\" is not known"));
}

TEST_CASE("no set waits for another one's download", "[unit]") {
  std::promise<void> asked, answer;
  const LoopbackServer slow([&](const std::string& head) {
    asked.set_value();
    answer.get_future().wait();
    return serve_range(head, kGood);
  });
  const LoopbackServer quick(
      [](const std::string& head) { return serve_range(head, kSecond); });
  auto entries = entries_at(quick.url(""));
  entries.front().origins.front().members = {slow.url("set")};
  const Files files;
  DataLocator locator({.cache = files.path(), .only_look = true}, ignore,
                      entries);
  auto set =
      std::async(std::launch::async, [&] { return locator.fetch("set").name; });
  asked.get_future().wait();
  CHECK_FALSE(locator.find("set"));
  CHECK_THROWS_AS(locator.locate("set"), MissingData);
  CHECK(locator.fetch("second").name == "second");
  CHECK(locator.locate("second").name == "second");
  CHECK_FALSE(locator.was_here("second"));
  // A second one of the same set waits, and can be stopped.
  int times = 0;
  CHECK_THROWS_AS(
      locator.fetch("set", {.should_stop = [&] { return ++times > 2; }}),
      FetchStopped);
  answer.set_value();
  CHECK(set.get() == "set");
  CHECK(locator.locate("set").name == "set");
  CHECK(slow.requests().size() == 1);
}

TEST_CASE("a set is downloaded once and kept in the cache", "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, kGood); });
  const auto entries = entries_at(server.url(""));
  const Files files;
  Log log;
  DataLocator locator({.cache = files.path()}, log.sink(), entries);
  const DataSource source = locator.locate("set");
  CHECK(source.files[0] == files.path() / "set/set");
  CHECK(log.lines ==
        std::vector<std::string>{"set: downloading " + server.url("set")});
  locator.locate("set");
  CHECK(server.requests().size() == 1);
  CHECK(read_file(files.path() / "set/SHA256SUMS") ==
        sha256(kGood) + "  set\n");
  // What changes in the cache afterwards is noticed.
  files.write("set/set", kSecond);
  CHECK(message_of([&] { locator.locate("set"); }) ==
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
  const DataPlaces places = {.cache = files.path()};
  auto locate = [&] {
    return DataLocator(places, ignore, entries).locate("pair");
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
  DataLocator locator({.cache = files.path()}, log.sink(), entries);
  const DataSource source = locator.locate("set");
  CHECK(source.name == "second");
  CHECK(source.stand_in_for == "set");
  CHECK(source.reason == "set is not in the cache " + files.path().string() +
                             ", and cannot be fetched: " + server.url("set") +
                             ": the server answered 404");
  // Once, with the reason.
  CHECK(log.lines ==
        std::vector<std::string>{"set: downloading " + server.url("set"),
                                 "second: downloading " + server.url("second"),
                                 source.reason + "; second stands in for it"});
  // A failure is remembered: no further request, no further line.
  locator.locate("set");
  CHECK(server.requests().size() == 2);
  CHECK(log.lines.size() == 3);
  CHECK(message_of([&] {
          locator.locate("set", StandIns::kRefuse);
        }).starts_with("set is not in the cache"));
}
