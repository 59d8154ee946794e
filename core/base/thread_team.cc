#include "core/base/thread_team.h"

#include <algorithm>
#include <cassert>

namespace zipml {
namespace {

// Looks a while at `value`, then lets other threads of the machine run between
// the looks.
template <typename Done>
void wait_until(Done&& done) {
  constexpr int kLooks = 4000;
  for (int look = 0; !done(); ++look) {
    if (look >= kLooks) {
      std::this_thread::yield();
      continue;
    }
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
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
}

void ThreadTeam::run(const std::function<void(int thread)>& work) {
  if (others_.empty()) {
    work(0);
    return;
  }
  work_ = &work;
  busy_.store(static_cast<int>(others_.size()), std::memory_order_relaxed);
  pieces_.fetch_add(1, std::memory_order_release);
  work(0);
  wait_until([&] { return busy_.load(std::memory_order_acquire) == 0; });
}

void ThreadTeam::wait_for_work(int thread) {
  for (std::uint64_t seen = 0;; ++seen) {
    wait_until([&] { return pieces_.load(std::memory_order_acquire) != seen; });
    if (work_ == nullptr) return;
    (*work_)(thread);
    busy_.fetch_sub(1, std::memory_order_release);
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
