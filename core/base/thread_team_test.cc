#include "core/base/thread_team.h"

#include <catch.h>

#include <atomic>
#include <vector>

using namespace zipml;

TEST_CASE("every thread of a team does each piece once", "[unit]") {
  for (const int threads : {1, 2, 3, 5}) {
    ThreadTeam team(threads);
    CHECK(team.size() == threads);
    std::vector<int> done(static_cast<std::size_t>(threads), 0);
    for (int piece = 1; piece <= 200; ++piece) {
      std::atomic<int> sum{0};
      team.run([&](int thread) {
        ++done[static_cast<std::size_t>(thread)];
        sum += thread;
      });
      REQUIRE(sum == threads * (threads - 1) / 2);
      for (const int count : done) REQUIRE(count == piece);
    }
  }
}

TEST_CASE("the parts of threads follow each other and cover all", "[unit]") {
  for (const std::size_t count : {0u, 1u, 3u, 4u, 7u, 64u, 1001u}) {
    for (const int threads : {1, 2, 3, 8}) {
      for (const std::size_t grain : {1u, 4u}) {
        std::size_t next = 0;
        for (int t = 0; t < threads; ++t) {
          const ThreadPart part = thread_part(count, t, threads, grain);
          CHECK(part.begin == next);
          CHECK(part.end >= part.begin);
          CHECK((part.end % grain == 0 || part.end == count));
          next = part.end;
        }
        CHECK(next == count);
      }
    }
  }
}
