#include "core/data/fetch/download.h"

#include <catch.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <thread>
#include <vector>

#include "core/base/file.h"
#include "core/data/data_testing.h"
#include "core/data/fetch/locked_file.h"
#include "core/data/fetch/loopback_server_testing.h"
#include "core/data/fetch/watch.h"

using namespace zipml;
using namespace zipml::data_testing;
namespace fs = std::filesystem;

namespace {

// 200 kB that repeat nowhere.
std::string content() {
  std::string text;
  for (int i = 0; text.size() < 200'000; ++i) text += std::to_string(i) + ",";
  return text;
}

// What a download was told, in order.
struct Told {
  std::vector<std::int64_t> bytes, totals;
  DownloadOptions options() {
    return {.progress = [this](std::int64_t here, std::int64_t total) {
      bytes.push_back(here);
      totals.push_back(total);
    }};
  }
};

}  // namespace

TEST_CASE("a download is checked and put in place", "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, content()); });
  const Files files;
  const fs::path target = files.path() / "deep" / "set";
  const std::string sum = sha256(content());
  CHECK(download(server.url("set"), target, {.sha256 = sum}) == sum);
  CHECK(read_file(target) == content());
  CHECK(!fs::exists(files.path() / "deep" / "set.part"));
  REQUIRE(server.requests().size() == 1);
  CHECK(server.requests()[0].starts_with("GET /set HTTP/1.1"));
  CHECK(range_start(server.requests()[0]) == 0);
}

TEST_CASE("a download goes on where it stopped", "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, content()); });
  const Files files;
  const fs::path target = files.path() / "set";
  files.write("set.part", content().substr(0, 70'000));
  download(server.url("set"), target, {.sha256 = sha256(content())});
  CHECK(read_file(target) == content());
  REQUIRE(server.requests().size() == 1);
  CHECK(range_start(server.requests()[0]) == 70'000);
}

TEST_CASE("a server without ranges starts anew", "[unit]") {
  const LoopbackServer server(
      [](const std::string&) { return answer_with("200 OK", content()); });
  const Files files;
  files.write("set.part", "something else that is not a beginning");
  download(server.url("set"), files.path() / "set",
           {.sha256 = sha256(content())});
  CHECK(read_file(files.path() / "set") == content());
}

TEST_CASE("a part that does not fit is thrown away once", "[unit]") {
  const Files files;
  {
    // Longer than the file: the server answers 416.
    const LoopbackServer server(
        [](const std::string& head) { return serve_range(head, content()); });
    files.write("set.part", content() + "too much");
    download(server.url("set"), files.path() / "set",
             {.sha256 = sha256(content())});
    CHECK(read_file(files.path() / "set") == content());
    CHECK(server.requests().size() == 2);
  }
  {
    // A server that sends another range than was asked for.
    const LoopbackServer server([](const std::string& head) {
      if (range_start(head) == 0) return answer_with("200 OK", content());
      return answer_with("206 Partial Content", "abc",
                         "Content-Range: bytes 2-4/9\r\n");
    });
    files.write("other.part", content().substr(0, 10));
    download(server.url("other"), files.path() / "other");
    CHECK(read_file(files.path() / "other") == content());
  }
}

TEST_CASE("a wrong checksum removes the file", "[unit]") {
  const LoopbackServer server(
      [](const std::string&) { return answer_with("200 OK", "forged"); });
  const Files files;
  const std::string expected = sha256("true");
  CHECK(
      message_of([&] {
        download(server.url("set"), files.path() / "set", {.sha256 = expected});
      }) == server.url("set") + ": the SHA-256 of what came is " +
                sha256("forged") + "; " + expected + " was expected (removed)");
  CHECK(fs::is_empty(files.path()));
}

TEST_CASE("404 leaves nothing behind", "[unit]") {
  const LoopbackServer server([](const std::string&) {
    return answer_with("404 Not Found", "<html>no</html>");
  });
  const Files files;
  CHECK(message_of([&] {
          download(server.url("set"), files.path() / "set");
        }) == server.url("set") + ": the server answered 404");
  CHECK(fs::is_empty(files.path()));
}

TEST_CASE("a truncated body is kept and completed", "[unit]") {
  int served = 0;
  const LoopbackServer server([&served](const std::string& head) {
    std::string answer = serve_range(head, content());
    if (++served == 1) answer.resize(answer.size() - content().size() + 5000);
    return answer;
  });
  const Files files;
  const fs::path target = files.path() / "set";
  CHECK(message_of([&] { download(server.url("set"), target); }) ==
        server.url("set") + ": the connection ended after 5000 of " +
            std::to_string(content().size()) +
            " bytes (run again: it goes on from there)");
  CHECK(!fs::exists(target));
  CHECK(read_file(files.path() / "set.part") == content().substr(0, 5000));
  download(server.url("set"), target);
  CHECK(read_file(target) == content());
  CHECK(range_start(server.requests()[1]) == 5000);
}

TEST_CASE("no space left is said as such", "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, content()); });
  const Files files;
  // Every write to this device fails with ENOSPC.
  fs::create_symlink("/dev/full", files.path() / "set.part");
  CHECK(message_of([&] {
          download(server.url("set"), files.path() / "set");
        }) == (files.path() / "set.part").string() +
                  ": cannot be written: No space left on device");
  CHECK(!fs::exists(files.path() / "set"));
}

TEST_CASE("a folder that cannot be made is said as such", "[unit]") {
  const Files files;
  files.write("taken", "a file");
  CHECK(message_of([&] {
          download("http://127.0.0.1:9/set", files.path() / "taken" / "set");
        }) == (files.path() / "taken" / "set.part").string() +
                  ": cannot be written: Not a directory");
}

TEST_CASE("a server that is not there or does not answer", "[unit]") {
  const Files files;
  std::string url;
  {
    const LoopbackServer gone([](const std::string&) { return ""; });
    url = gone.url("set");
  }
  CHECK(message_of([&] {
          download(url, files.path() / "set");
        }).starts_with(url + ": cannot be downloaded: Failed to connect"));
  std::promise<void> done;
  const LoopbackServer slow(
      [waiting = done.get_future().share()](const std::string&) {
        waiting.wait();
        return std::string();
      });
  CHECK(message_of([&] {
          download(slow.url("set"), files.path() / "set",
                   {.stall_timeout_seconds = 1});
        }) == slow.url("set") +
                  ": timed out after 0 bytes (run again: it goes on from "
                  "there)");
  done.set_value();
  CHECK(fs::is_empty(files.path()));
}

TEST_CASE("only the web is downloaded from, redirects too", "[unit]") {
  const LoopbackServer server([](const std::string& head) {
    if (head.starts_with("GET /moved")) {
      return answer_with("301 Moved", "", "Location: /set\r\n");
    }
    if (head.starts_with("GET /away")) {
      return answer_with("301 Moved", "", "Location: file:///etc/hosts\r\n");
    }
    return serve_range(head, content());
  });
  const Files files;
  download(server.url("moved"), files.path() / "set");
  CHECK(read_file(files.path() / "set") == content());
  CHECK(message_of([&] {
          download(server.url("away"), files.path() / "away");
        }) != "no error");
  CHECK(message_of([&] {
          download("file:///etc/hosts", files.path() / "hosts");
        }) != "no error");
  CHECK(!fs::exists(files.path() / "away"));
  CHECK(!fs::exists(files.path() / "hosts"));
}

TEST_CASE("two downloads of one file do not disturb each other", "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, content()); });
  const Files files;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back(
        [&] { download(server.url("set"), files.path() / "set"); });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(read_file(files.path() / "set") == content());
  CHECK(server.requests().size() == 1);
  CHECK(!fs::exists(files.path() / "set.part"));
}

TEST_CASE("how far a download is, is told in bytes", "[unit]") {
  const LoopbackServer server([](const std::string& head) -> std::string {
    // Without a length: to the end of the connection.
    if (head.starts_with("GET /open")) return "HTTP/1.1 200 OK\r\n\r\nabc";
    return serve_range(head, content());
  });
  const Files files;
  const auto size = static_cast<std::int64_t>(content().size());
  const auto check = [&](const Told& told, std::int64_t first,
                         std::int64_t last, std::int64_t total) {
    REQUIRE(told.bytes.size() >= 2);
    CHECK(told.bytes.front() == first);
    CHECK(told.bytes.back() == last);
    CHECK(std::is_sorted(told.bytes.begin(), told.bytes.end()));
    CHECK(told.totals == std::vector<std::int64_t>(told.totals.size(), total));
  };
  Told whole;
  download(server.url("set"), files.path() / "set", whole.options());
  check(whole, 0, size, size);
  // What an earlier download has left counts.
  Told resumed;
  files.write("rest.part", content().substr(0, 70'000));
  download(server.url("rest"), files.path() / "rest", resumed.options());
  check(resumed, 70'000, size, size);
  // Unless the server begins anew.
  Told open;
  files.write("open.part", "something else");
  download(server.url("open"), files.path() / "open", open.options());
  check(open, 0, 3, -1);
}

TEST_CASE("a download that is stopped keeps its part and is resumed",
          "[unit]") {
  const LoopbackServer server(
      [](const std::string& head) { return serve_range(head, content()); });
  const Files files;
  const fs::path target = files.path() / "set";
  const fs::path part = files.path() / "set.part";
  std::int64_t here = 0;
  const DownloadOptions until_half = {
      .sha256 = sha256(content()),
      .progress = [&](std::int64_t bytes, std::int64_t) { here = bytes; },
      .should_stop = [&] { return here >= 100'000; }};
  CHECK_THROWS_AS(download(server.url("set"), target, until_half),
                  FetchStopped);
  CHECK(!fs::exists(target));
  const std::string kept = read_file(part);
  CHECK(static_cast<std::int64_t>(kept.size()) == here);
  CHECK(kept.size() < content().size());
  CHECK(content().starts_with(kept));
  download(server.url("set"), target, {.sha256 = sha256(content())});
  CHECK(read_file(target) == content());
  CHECK(!fs::exists(part));
  REQUIRE(server.requests().size() == 2);
  CHECK(range_start(server.requests()[1]) == kept.size());
}

TEST_CASE("a download that waits can be stopped", "[unit]") {
  const Files files;
  int asked = 0;
  const auto fourth_time = [&asked] { return ++asked >= 4; };
  SECTION("for a server that says nothing") {
    std::promise<void> done;
    const LoopbackServer silent(
        [waiting = done.get_future().share()](const std::string&) {
          waiting.wait();
          return std::string();
        });
    CHECK_THROWS_AS(download(silent.url("set"), files.path() / "set",
                             {.should_stop = fourth_time}),
                    FetchStopped);
    done.set_value();
    // A part without a byte is of no use.
    CHECK(fs::is_empty(files.path()));
  }
  SECTION("for another download of the same file") {
    const int other =
        open_locked(files.path() / "set.part", O_RDWR | O_CREAT, {});
    REQUIRE(other >= 0);
    CHECK_THROWS_AS(download("http://127.0.0.1:9/set", files.path() / "set",
                             {.should_stop = fourth_time}),
                    FetchStopped);
    ::close(other);
  }
}
