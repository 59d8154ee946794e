#include "core/harness/run/interrupt.h"

#include <catch.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zipml;

namespace {

using Handler = void (*)(int);

Handler handler_of(int number) {
  struct sigaction action = {};
  ::sigaction(number, nullptr, &action);
  return action.sa_handler;
}

}  // namespace

TEST_CASE("a signal sets the flag and the old handler comes back", "[unit]") {
  for (const int number : {SIGINT, SIGTERM}) {
    const Handler before = handler_of(number);
    {
      const InterruptGuard guard;
      CHECK(!guard.flag());
      CHECK(guard.signal() == 0);
      ::raise(number);
      CHECK(guard.flag());
      CHECK(guard.signal() == number);
      CHECK(handler_of(number) == SIG_DFL);
    }
    CHECK(handler_of(number) == before);
  }
}

TEST_CASE("the second signal ends the program", "[unit]") {
  const pid_t child = ::fork();
  if (child == 0) {
    // Nothing of Catch's here: it handles signals too.
    ::signal(SIGINT, SIG_DFL);
    const InterruptGuard guard;
    ::raise(SIGINT);
    if (!guard.flag()) ::_exit(1);
    ::raise(SIGINT);
    ::_exit(2);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGINT);
}

TEST_CASE("a signal that was ignored stays ignored", "[unit]") {
  struct sigaction old = {};
  struct sigaction ignore = {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGINT, &ignore, &old);
  {
    const InterruptGuard guard;
    ::raise(SIGINT);
    CHECK(!guard.flag());
  }
  CHECK(handler_of(SIGINT) == SIG_IGN);
  ::sigaction(SIGINT, &old, nullptr);
}
