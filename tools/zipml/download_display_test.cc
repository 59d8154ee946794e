#include "tools/zipml/download_display.h"

#include <catch.h>

#include <sstream>
#include <string>

using namespace zipml;

namespace {

struct Screen {
  explicit Screen(bool terminal)
      : display(stream, {.quiet = false,
                         .terminal = terminal,
                         .width = 60,
                         .seconds = [this] { return now; }}) {}
  double now = 100;
  std::ostringstream stream;
  DownloadDisplay display;
};

FetchProgress piece(std::int64_t bytes, std::int64_t total) {
  return {.set = "set", .file = "set.bz2", .bytes = bytes, .total = total};
}

}  // namespace

TEST_CASE("bytes in the units of networks", "[unit]") {
  CHECK(bytes_text(0) == "0 B");
  CHECK(bytes_text(999) == "999 B");
  CHECK(bytes_text(1000) == "1.0 kB");
  CHECK(bytes_text(28'123'456) == "28.1 MB");
  CHECK(bytes_text(999'949'999) == "999.9 MB");
  CHECK(bytes_text(999'960'000) == "1.0 GB");
}

TEST_CASE("a download by its rate over the last seconds", "[unit]") {
  Screen screen(false);
  CHECK(screen.display.text().empty());
  // It goes on from 2 MB, which say nothing of the rate.
  screen.display.update("set", piece(2'000'000, 10'000'000));
  CHECK(screen.display.text() == "set: set.bz2, 2.0 of 10.0 MB");
  screen.now += 2;
  screen.display.update("set", piece(4'000'000, 10'000'000));
  CHECK(screen.display.text() ==
        "set: set.bz2, 4.0 of 10.0 MB, 1.0 MB/s, 0:06 left");
  // Nothing comes for a while.
  screen.now += 2;
  CHECK(screen.display.text() ==
        "set: set.bz2, 4.0 of 10.0 MB, 500.0 kB/s, 0:12 left");
  // What was long ago does not count.
  for (int second = 0; second < 12; ++second) {
    screen.now += 1;
    screen.display.update("set", piece(4'100'000 + 100'000 * second, -1));
  }
  CHECK(screen.display.text() == "set: set.bz2, 5.2 MB, 100.0 kB/s");
  // Another file, another total; others beside it.
  screen.display.update(
      "set", {.set = "set", .file = "set.t", .bytes = 0, .total = 3'000});
  screen.display.update("other", {.set = "other", .file = "made@1"});
  screen.now += 5;
  CHECK(screen.display.text() == "other 0:05, set 0.0 of 3.0 kB");
  screen.display.update(
      "set", {.set = "set", .file = "set.t", .bytes = 1'000, .total = 3'000});
  CHECK(screen.display.text() ==
        "other 0:05, set 1.0 of 3.0 kB, 200 B/s, 0:10 left");
  // Whole: what else is done with it takes no part in the rate.
  screen.display.update(
      "set", {.set = "set", .file = "set.t", .bytes = 3'000, .total = 3'000});
  screen.now += 2;
  CHECK(screen.display.text() == "other 0:07, set 3.0 of 3.0 kB");
  screen.display.update("set", {.set = "set", .file = "next"});
  CHECK(screen.display.kept().empty());
  screen.display.update("set", {.set = "second", .file = "s", .bytes = 50});
  CHECK(screen.display.kept() ==
        std::vector<std::string>{"second: 50 B of s kept"});
  // 3,203,000 bytes have come, in 23 s.
  CHECK(screen.display.end("set") == "3.2 MB in 0:23, 139.3 kB/s");
  CHECK(screen.display.end("set").empty());
  CHECK(screen.display.end("other").empty());
  CHECK(screen.display.text().empty());
}

TEST_CASE("on a terminal one line, in a pipe a line each 10 s", "[unit]") {
  Screen terminal(true);
  terminal.display.update("set", piece(0, 10'000'000));
  terminal.now += 2;
  terminal.display.update("set", piece(1'000'000, 10'000'000));
  terminal.display.show();
  const std::string erase = "\r\x1b[K";
  CHECK(terminal.stream.str() ==
        erase + "set: set.bz2, 1.0 of 10.0 MB, 500.0 kB/s, 0:18 left");
  terminal.now += 0.05;
  terminal.display.show();
  terminal.display.end("set");
  terminal.display.show();
  CHECK(terminal.stream.str() ==
        erase + "set: set.bz2, 1.0 of 10.0 MB, 500.0 kB/s, 0:18 left" + erase);

  Screen pipe(false);
  pipe.display.update("set", piece(0, 10'000'000));
  for (int second = 1; second <= 25; ++second) {
    pipe.now += 1;
    pipe.display.update("set", piece(100'000 * second, 10'000'000));
    pipe.display.show();
  }
  CHECK(pipe.stream.str() ==
        "set: set.bz2, 1.0 of 10.0 MB, 100.0 kB/s, 1:30 left\n"
        "set: set.bz2, 2.0 of 10.0 MB, 100.0 kB/s, 1:20 left\n");
}
