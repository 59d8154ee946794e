#include "tools/zipml/terminal_line.h"

#include <catch.h>

#include <sstream>
#include <string>

using namespace zipml;

TEST_CASE("a terminal's line comes late, seldom and goes", "[unit]") {
  double now = 100;
  const auto clock = [&now] { return now; };
  std::ostringstream terminal;
  {
    TerminalLine line(terminal, 11, true, clock);
    now = 100.9;
    line.show("too early");
    line.clear();
    CHECK(terminal.str().empty());
    now = 101;
    line.show("tensor 12 of 290");
    // One column stays free.
    CHECK(terminal.str() == "\r\x1b[Ktensor 12 ");
    now = 101.05;
    line.show("too soon");
    CHECK(terminal.str() == "\r\x1b[Ktensor 12 ");
    line.clear();
    line.clear();
    CHECK(terminal.str() == "\r\x1b[Ktensor 12 \r\x1b[K");
    now = 101.2;
    line.show("again");
  }
  CHECK(terminal.str() == "\r\x1b[Ktensor 12 \r\x1b[K\r\x1b[Kagain\r\x1b[K");
  std::ostringstream file;
  TerminalLine silent(file, 80, false, clock);
  now = 200;
  silent.show("never");
  silent.clear();
  CHECK(file.str().empty());
}
