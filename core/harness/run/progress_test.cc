#include "core/harness/run/progress.h"

#include <catch.h>

#include <sstream>

using namespace zipml;

namespace {

CellNode node(int repetition) {
  Cell cell;
  cell.experiment = "toy";
  cell.task = "train";
  cell.repetition = repetition;
  return {std::make_shared<const Cell>(cell), "0123456789abcdef"};
}

const CellResult kOk{};
const CellResult kBroken{Status::kFailed, "line one\nline \x1b[31mtwo"};
const CellResult kSkipped{Status::kSkipped, "its prerequisite failed"};
const CellResult kStopped{Status::kInterrupted, "interrupted"};

}  // namespace

TEST_CASE("durations are short to read", "[unit]") {
  CHECK(duration_text(0.2) == "0:00");
  CHECK(duration_text(7) == "0:07");
  CHECK(duration_text(754.4) == "12:34");
  CHECK(duration_text(3723) == "1:02:03");
  CHECK(duration_text(-1) == "0:00");
}

TEST_CASE("the time left is shared by the jobs that have work", "[unit]") {
  ProgressCount count;
  count.begin({.cells = 5, .skipped = 0, .jobs = 4}, 100);
  CHECK(count.text(100) == "0/5 done, 0:00");
  count.started();
  CHECK(count.text(101) == "0/5 done, 1 running, 0:01");
  count.finished(node(0), kOk, 10);
  // 4 cells of 10 s for 4 jobs.
  CHECK(count.text(110) == "1/5 done, 0:10, about 0:10 left");
  count.started();
  count.finished(node(1), kOk, 30);
  count.blocked(node(2));
  // 2 cells of 20 s: two of the jobs have nothing to do.
  CHECK(count.text(140) == "2/5 done, 1 cannot run, 0:40, about 0:20 left");
}

TEST_CASE("cells that are more work take longer", "[unit]") {
  ProgressCount count;
  count.begin({.cells = 3,
               .jobs = 1,
               .work =
                   [](const CellNode& cell) {
                     return cell.cell->repetition == 2 ? 10.0 : 1.0;
                   },
               .total_work = 12,
               .later_seconds = 60},
              0);
  count.started();
  count.finished(node(0), kOk, 3);
  // 11 units of 3 s, and the studies that follow.
  CHECK(count.text(3) ==
        "1/3 done, 0:03, about 0:33 left, 1:33 with what follows");
  count.blocked(node(2));
  CHECK(count.text(3) ==
        "1/3 done, 1 cannot run, 0:03, about 0:03 left, 1:03 with what "
        "follows");
}

TEST_CASE("a terminal sees one line that is redrawn", "[unit]") {
  std::ostringstream stream;
  TerminalProgress progress(stream, 46);
  progress.begin({.cells = 3, .skipped = 2, .jobs = 1}, 0);
  progress.started(node(0), 0);
  progress.tick(0.05);  // too soon to draw again
  progress.tick(1);
  progress.finished(node(0), kOk, 2, 2);
  progress.started(node(1), 2.01);
  progress.finished(node(1), kBroken, 2, 4);
  progress.blocked(node(2), kSkipped, 4.01);
  progress.end(4.02);
  CHECK(stream.str() ==
        "3 cells to run, 2 kept, 1 job\n"
        "\r\x1b[K0/3 done, 1 running, 0:00: toy/train #0 (0123"
        "\r\x1b[K0/3 done, 1 running, 0:01: toy/train #0 (0123"
        "\r\x1b[K1/3 done, 0:02, about 0:04 left: toy/train #0"
        "\r\x1b[K"
        "failed: toy/train #1 (01234567): line one line  [31mtwo\n"
        "\r\x1b[K2/3 done, 1 failed, 0:04, about 0:02 left: to"
        "\r\x1b[K"
        "2/3 done, 1 failed, 1 cannot run, 0:04\n");
}

TEST_CASE("a pipe sees lines: at 10 %, after 10 s, for failures", "[unit]") {
  std::ostringstream stream;
  PlainProgress progress(stream);
  progress.begin({.cells = 40, .skipped = 0, .jobs = 2}, 0);
  for (int i = 0; i < 4; ++i) {
    progress.started(node(i), i);
    progress.finished(node(i), kOk, 1, i + 1);
  }
  progress.started(node(4), 4);
  progress.tick(9);
  progress.tick(14);
  progress.tick(15);
  progress.finished(node(4), kBroken, 16, 20);
  progress.started(node(5), 20);
  progress.finished(node(5), kStopped, 1, 21);
  progress.end(21);
  CHECK(stream.str() ==
        "40 cells to run, 0 kept, 2 jobs\n"
        "4/40 done, 0:04, about 0:18 left\n"
        "4/40 done, 1 running, 0:14, about 0:18 left\n"
        "failed: toy/train #4 (01234567): line one line  [31mtwo\n"
        "5/40 done, 1 failed, 0:21, about 1:10 left\n");
}

TEST_CASE("nothing to run is said once", "[unit]") {
  std::ostringstream plain;
  PlainProgress lines(plain);
  lines.begin({.cells = 0, .skipped = 7, .jobs = 2}, 0);
  lines.end(0);
  CHECK(plain.str() == "nothing to run: 7 cells kept\n");
  std::ostringstream terminal;
  TerminalProgress line(terminal, 80);
  line.begin({.cells = 0, .skipped = 7, .jobs = 2}, 0);
  line.end(0);
  CHECK(terminal.str() == "nothing to run: 7 cells kept\n");
}

TEST_CASE("what goes on besides is told with the count", "[unit]") {
  std::string besides = "set: 1.0 of 2.0 MB";
  const auto tell = [&besides] { return besides; };
  std::ostringstream terminal;
  TerminalProgress line(terminal, 60, tell);
  line.begin({.cells = 2, .skipped = 0, .jobs = 1}, 0);
  line.started(node(0), 0);
  besides.clear();
  line.tick(1);
  line.end(2);
  CHECK(terminal.str() ==
        "2 cells to run, 0 kept, 1 job\n"
        "\r\x1b[K0/2 done, 1 running, 0:00; set: 1.0 of 2.0 MB: toy/train #0"
        "\r\x1b[K0/2 done, 1 running, 0:01: toy/train #0 (01234567)"
        "\r\x1b[K0/2 done, 1 running, 0:02\n");

  besides = "set: 1.5 of 2.0 MB";
  std::ostringstream plain;
  PlainProgress lines(plain, tell);
  lines.begin({.cells = 2, .skipped = 0, .jobs = 1}, 0);
  lines.started(node(0), 0);
  lines.tick(11);
  lines.end(12);
  CHECK(plain.str() ==
        "2 cells to run, 0 kept, 1 job\n"
        "0/2 done, 1 running, 0:11; set: 1.5 of 2.0 MB\n"
        "0/2 done, 1 running, 0:12\n");
}
