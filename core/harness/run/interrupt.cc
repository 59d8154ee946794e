#include "core/harness/run/interrupt.h"

#include <cassert>

namespace zipml {
namespace {

// A signal handler has nothing but globals to speak through.
std::atomic<bool> interrupted{false};
std::atomic<int> which{0};
std::atomic<bool> guarded{false};
static_assert(std::atomic<bool>::is_always_lock_free &&
              std::atomic<int>::is_always_lock_free);

extern "C" void remember_signal(int number) {
  which.store(number);
  interrupted.store(true);
}

void install(int number, struct sigaction& old) {
  ::sigaction(number, nullptr, &old);
  if (old.sa_handler == SIG_IGN) return;
  struct sigaction action = {};
  action.sa_handler = &remember_signal;
  sigemptyset(&action.sa_mask);
  // RESETHAND: the second one finds the default action. RESTART: a file that
  // is being written does not fail with "interrupted system call".
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  ::sigaction(number, &action, nullptr);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  [[maybe_unused]] const bool nested = guarded.exchange(true);
  assert(!nested);
  interrupted = false;
  which = 0;
  install(SIGINT, old_interrupt_);
  install(SIGTERM, old_terminate_);
}

InterruptGuard::~InterruptGuard() {
  ::sigaction(SIGINT, &old_interrupt_, nullptr);
  ::sigaction(SIGTERM, &old_terminate_, nullptr);
  guarded = false;
}

const std::atomic<bool>& InterruptGuard::flag() const { return interrupted; }

int InterruptGuard::signal() const { return which.load(); }

}  // namespace zipml
