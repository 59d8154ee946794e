// What is told of downloads: on a terminal a line that is redrawn, in a pipe a
// plain line now and then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <ostream>
#include <string>
#include <vector>

#include "core/data/fetch/watch.h"
#include "tools/zipml/terminal_line.h"

namespace zipml {

// "824 B", "5.2 kB", "28.1 MB", "1.24 GB": thousands, as networks count.
std::string bytes_text(std::int64_t bytes);

// How far each set is that is being fetched. update() and end() may be called
// by any thread, show() and clear() by one.
class DownloadDisplay {
 public:
  struct Options {
    bool quiet = false;     // nothing is shown
    bool terminal = false;  // one line is redrawn; otherwise a line each 10 s
    std::size_t width = 80;
    std::function<double()> seconds = {};  // a clock
  };

  DownloadDisplay(std::ostream& stream, Options options);

  // What is known now of the set that was asked for by this name.
  void update(const std::string& name, const FetchProgress& progress);
  // It is here, or not to be had: nothing more comes. Says what has come, "28.1
  // MB in 0:24, 1.2 MB/s"; empty when nothing has.
  std::string end(const std::string& name);

  // What goes on, by its rate over the last 10 seconds:
  //   gisette: gisette_scale.bz2, 5.2 of 28.1 MB, 1.2 MB/s, 0:19 left
  // and of several, where the rate is of all and the time of those that are
  // known:
  //   gisette 5.2 of 28.1 MB, cadata 0.8 MB, 1.3 MB/s, 0:18 left
  // Empty when nothing does.
  std::string text() const;
  // The same of what was stopped: "gisette: 5.2 of 28.1 MB of gisette_scale.bz2
  // kept", a line each; npm keeps nothing.
  std::vector<std::string> kept() const;

  // Called ten times a second or so by who waits.
  void show();
  // Before something else is written.
  void clear() { line_.clear(); }

 private:
  struct Sample {
    double time = 0;
    std::int64_t bytes = 0;
  };
  struct Transfer {
    FetchProgress now = {};
    double began = 0;
    std::int64_t come = 0;  // of all its files, without what was there before
    std::deque<Sample> samples = {};  // of the file that comes now
  };

  // Bytes a second; 0: nothing comes.
  static double rate_of(const Transfer& transfer, double now);

  std::ostream& stream_;
  Options options_;
  TerminalLine line_;
  double written_;  // when a plain line was last written
  mutable std::mutex mutex_;
  std::map<std::string, Transfer> transfers_;
};

}  // namespace zipml
