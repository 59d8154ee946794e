// One program at a time in the folder of a run.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace zipml {

// Held until it is destroyed, or the process ends in whatever way. By flock(2)
// on FOLDER/lock, which also holds between machines where the file system
// passes it on (NFS 4, Lustre with -o flock); where locks are not to be had it
// does without, and cells are safe all the same (store.h).
class RunLock {
 public:
  // Makes the folder. Waits while another process has the lock: `tell` is
  // called once, with who has it ("process 4711"), and `should_stop` ten times
  // a second; when that is true it gives up. UserError: the folder or the file
  // cannot be made.
  RunLock(const std::filesystem::path& folder,
          const std::function<void(const std::string& who)>& tell,
          const std::function<bool()>& should_stop);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  // False when it gave up.
  bool is_held() const { return is_held_; }

 private:
  int descriptor_ = -1;
  bool is_held_ = false;
};

}  // namespace zipml
