// A file from the web: resumed, checked and put in place whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace zipml {

struct DownloadOptions {
  std::string sha256 = {};  // what the file must have; empty: not known
  int connect_timeout_seconds = 10;
  // Given up when less than a byte a second comes for so long.
  int stall_timeout_seconds = 30;
  // Told before the first piece and after each: the bytes that are here, with
  // those of an earlier download, and of the whole file (-1: the server does
  // not say).
  std::function<void(std::int64_t bytes, std::int64_t total)> progress = {};
  // Asked ten times a second and more.
  std::function<bool()> should_stop = {};
};

// Writes what `url` (http or https) holds to `target` and returns its
// SHA-256. Until it is complete it is `target`.part; one that is there
// already goes on where it stopped (HTTP Range), or starts anew when the
// server cannot do that. Then it is checked, synced and renamed. Two
// processes that want the same file wait for each other; the second takes the
// first one's. A proxy is taken from the environment as curl does, but not for
// loopback addresses. Thread-safe. FetchStopped (watch.h) within a tenth of a
// second after should_stop() says so; the part is kept.
// UserError: not to be reached, a status such as 404, a connection that ends
// early (the part is kept), a wrong checksum (the file is removed), a folder
// that cannot be written or is full (the part is kept).
std::string download(const std::string& url,
                     const std::filesystem::path& target,
                     const DownloadOptions& options = {});

}  // namespace zipml
