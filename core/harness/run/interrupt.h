// Ctrl-C and kill as a flag that a run looks at.
#pragma once

#include <signal.h>

#include <atomic>

namespace zipml {

// While it lives, the first SIGINT or SIGTERM only sets a flag; the second of
// the same kind does what it did by default (ends the program), so that a
// program that hangs can still be stopped. A signal that was ignored stays
// ignored (a job in the background of a script). The destructor restores what
// was there before. One at a time in a program; another one is a bug.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  // Set by the signal; what run_plan() takes.
  const std::atomic<bool>& flag() const;
  // The signal that came, or 0: a program ends with 128 + it.
  int signal() const;

 private:
  struct sigaction old_interrupt_ = {};
  struct sigaction old_terminate_ = {};
};

}  // namespace zipml
