#include "tools/zipml/lines_in_order.h"

#include <catch.h>

#include <sstream>

using namespace zipml;

TEST_CASE("lines are printed in their order, whenever they come", "[unit]") {
  std::ostringstream stream;
  {
    LinesInOrder lines(stream, 5);
    lines.put(1, "one\n");
    CHECK(stream.str().empty());
    lines.put(0, "zero\n");
    CHECK(stream.str() == "zero\none\n");
    lines.put(2, "");
    lines.put(4, "four\n");
    CHECK(stream.str() == "zero\none\n");
  }
  CHECK(stream.str() == "zero\none\nfour\n");
}
