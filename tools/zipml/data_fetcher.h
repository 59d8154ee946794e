// Data sets fetched in the background while the program does other things.
#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "core/data/library.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/download_display.h"

namespace zipml {

// A thread for each set. What is had, and what stands in for what cannot be, is
// then known to the library (DataLibrary::locate); nothing that a study
// computes depends on when.
class DataFetcher {
 public:
  // `tell` gets a line for each set that has come, from any thread. Once
  // `interrupt` is set, all stop.
  DataFetcher(DataLibrary& data, DownloadDisplay& display,
              std::function<void(const std::string&)> tell,
              const std::atomic<bool>& interrupt);
  // Stops what goes on and waits for it; what has come is kept.
  ~DataFetcher();
  DataFetcher(const DataFetcher&) = delete;
  DataFetcher& operator=(const DataFetcher&) = delete;

  // Begins to fetch it, or its stand-in, unless that was begun before.
  void want(const std::string& set);
  // That is over: it is here, or known not to be had, or was stopped.
  bool is_settled(const std::string& set) const;
  bool all_settled() const;
  // Waits a tenth of a second, or until something is settled; shows how far all
  // is. What is no mistake of the user and ended a thread is thrown here.
  void wait();
  // Stops all and waits until they have.
  void stop();

 private:
  struct Fetch {
    bool settled = false;
    std::thread thread = {};
  };

  void fetch(const std::string& set, Fetch& own);

  DataLibrary& data_;
  DownloadDisplay& display_;
  std::function<void(const std::string&)> tell_;
  const std::atomic<bool>& interrupt_;
  std::atomic<bool> stop_{false};

  mutable std::mutex mutex_;  // of what follows
  std::condition_variable settled_;
  std::map<std::string, Fetch> fetches_;
  std::exception_ptr error_;
};

// Where the session's remarks go.
DownloadDisplay download_display(const Session& session, const World& world);

// After a signal: what is kept, and the command that goes on.
void tell_interrupted(const Session& session, const DownloadDisplay& downloads);

}  // namespace zipml
