// Who looks on while something is fetched: is told how far it is, and may end
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

namespace zipml {

// How far one file, or one package, has come.
struct FetchProgress {
  std::string set = {};     // of the catalogue
  std::string file = {};    // the last part of its URL, or the package
  std::int64_t bytes = 0;   // that are here, those of an earlier try among them
  std::int64_t total = -1;  // of the whole file; -1: not known
};

// Both are called from the thread that fetches, many times a second.
struct FetchWatch {
  std::function<void(const FetchProgress&)> progress = {};
  // Once it says so it must go on saying so.
  std::function<bool()> should_stop = {};

  bool stops() const { return should_stop && should_stop(); }
};

// Thrown when should_stop() has said so. No mistake of the user and no failure:
// what has come is kept, and the next fetch goes on from there.
class FetchStopped : public std::runtime_error {
 public:
  FetchStopped() : std::runtime_error("a download was stopped") {}
};

}  // namespace zipml
