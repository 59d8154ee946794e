#include "core/base/thread_team.h"

#include <algorithm>
#include <cassert>

namespace zipml {
namespace {

// Waits until value != old: awake for some ten microseconds, since pieces
// follow each other, then asleep, so that nobody else lacks the core.
template <typename Value>
void wait_while(const std::atomic<Value>& value, Value old) {
  constexpr int kLooks = 2000;
  for (int look = 0; look < kLooks; ++look) {
    if (value.load(std::memory_order_acquire) != old) return;
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

ThreadTeam::ThreadTeam(int threads) {
  assert(threads >= 1);
  for (int thread = 1; thread < threads; ++thread) {
    others_.emplace_back([this, thread] { wait_for_work(thread); });
  }
}

ThreadTeam::~ThreadTeam() {
  work_ = nullptr;
  pieces_.fetch_add(1, std::memory_order_release);
  pieces_.notify_all();
}

void ThreadTeam::run_together(const std::function<void(int thread)>& work) {
  work_ = &work;
  busy_.store(static_cast<int>(others_.size()), std::memory_order_relaxed);
  pieces_.fetch_add(1, std::memory_order_release);
  pieces_.notify_all();
  work(0);
  for (int busy = busy_.load(std::memory_order_acquire); busy != 0;
       busy = busy_.load(std::memory_order_acquire)) {
    wait_while(busy_, busy);
  }
}

void ThreadTeam::wait_for_work(int thread) {
  for (std::uint64_t seen = 0;; ++seen) {
    wait_while(pieces_, seen);
    if (work_ == nullptr) return;
    (*work_)(thread);
    busy_.fetch_sub(1, std::memory_order_release);
    busy_.notify_one();
  }
}

ThreadPart thread_part(std::size_t count, int thread, int threads,
                       std::size_t grain) {
  const std::size_t grains = (count + grain - 1) / grain;
  const auto border = [&](int t) {
    return std::min(count, grains * static_cast<std::size_t>(t) /
                               static_cast<std::size_t>(threads) * grain);
  };
  return {border(thread), border(thread + 1)};
}

}  // namespace zipml
