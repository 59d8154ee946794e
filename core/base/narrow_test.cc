#include "core/base/narrow.h"

#include <catch.h>

using namespace zipml;

TEST_CASE("a number that does not fit is refused, not cut", "[unit]") {
  CHECK(narrow<int>(2147483647, "rows") == 2147483647);
  CHECK(narrow<int>(-2147483648, "rows") == -2147483647 - 1);
  CHECK(narrow<std::uint16_t>(65535, "rows") == 65535);
  CHECK_THROWS_WITH(narrow<int>(4294967796, "rows"),
                    "rows: 4294967796 found, -2147483648 to 2147483647 "
                    "expected");
  CHECK_THROWS_AS(narrow<int>(-2147483649, "rows"), UserError);
  CHECK_THROWS_AS(narrow<std::uint64_t>(-1, "rows"), UserError);
}
