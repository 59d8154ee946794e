// Threads that wait for short pieces of work.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace zipml {

// `threads` threads, the caller among them, that do a piece of work together
// and wait for each other: for pieces of microseconds, thousands a second, so
// they wait awake for a while before they go to sleep. One piece at a time;
// run() is for one thread.
class ThreadTeam {
 public:
  explicit ThreadTeam(int threads);  // >= 1
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;
  ~ThreadTeam();

  int size() const { return static_cast<int>(others_.size()) + 1; }
  // Calls work(0) here and work(1) ... work(size() - 1) on the others, and
  // returns when all have returned. `work` must not throw.
  template <typename Work>
  void run(const Work& work) {
    if (others_.empty()) {
      work(0);
    } else {
      run_together([&work](int thread) { work(thread); });
    }
  }

 private:
  void run_together(const std::function<void(int thread)>& work);
  void wait_for_work(int thread);

  const std::function<void(int)>* work_ = nullptr;  // null: go home
  std::atomic<std::uint64_t> pieces_{0};
  std::atomic<int> busy_{0};
  // The last member: threads look at the others until they have ended.
  std::vector<std::jthread> others_;
};

// The part of `count` things that is thread t's of T, [begin, end): even parts
// whose borders are multiples of `grain`.
struct ThreadPart {
  std::size_t begin = 0;
  std::size_t end = 0;
};
ThreadPart thread_part(std::size_t count, int thread, int threads,
                       std::size_t grain = 1);

}  // namespace zipml
