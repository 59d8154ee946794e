#include "core/base/memory.h"

#include <catch.h>

#include <limits>

#include "core/base/error.h"

using namespace zipml;

TEST_CASE("what takes more than the process may is a mistake of the user",
          "[unit]") {
  limit_memory(1'000'000);
  CHECK(available_memory() <= 1'000'000);
  CHECK_NOTHROW(require_memory(1e6, "a.csv", "10 rows"));
  CHECK_THROWS_WITH(require_memory(1e6 + 8, "a.csv", "10 rows"),
                    "a.csv: 10 rows take 1.0 MB; 1.0 MB of memory are "
                    "available");
  limit_memory(std::numeric_limits<std::size_t>::max());
  CHECK(available_memory() > 1'000'000);
}
