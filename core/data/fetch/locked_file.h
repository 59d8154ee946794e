// A file or folder that one process, or one thread, has at a time.
#pragma once

#include <filesystem>
#include <functional>

namespace zipml {

// Opens `path` by these flags of open(2) and waits until nobody else has it
// open in this way. Returns the descriptor, whose close() lets the next one in;
// -1 with errno when it cannot be opened or locked. What is returned is the
// file that `path` names: one that was renamed or removed meanwhile is left and
// opened again. FetchStopped (watch.h) when should_stop, where it is given,
// says so while it waits.
int open_locked(const std::filesystem::path& path, int flags,
                const std::function<bool()>& should_stop);

}  // namespace zipml
