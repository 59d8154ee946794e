// A file from the web: resumed, checked and put in place whole.
#pragma once

#include <filesystem>
#include <string>

namespace zipml {

struct DownloadOptions {
  std::string sha256 = {};  // what the file must have; empty: not known
  int connect_timeout_seconds = 10;
  // Given up when less than a byte a second comes for so long.
  int stall_timeout_seconds = 30;
};

// Writes what `url` (http or https) holds to `target` and returns its
// SHA-256. Until it is complete it is `target`.part; one that is there
// already goes on where it stopped (HTTP Range), or starts anew when the
// server cannot do that. Then it is checked, synced and renamed. Two
// processes that want the same file wait for each other; the second takes the
// first one's. A proxy is taken from the environment as curl does, but not for
// loopback addresses. Thread-safe.
// UserError: not to be reached, a status such as 404, a connection that ends
// early (the part is kept), a wrong checksum (the file is removed), a folder
// that cannot be written or is full (the part is kept).
std::string download(const std::string& url,
                     const std::filesystem::path& target,
                     const DownloadOptions& options = {});

}  // namespace zipml
