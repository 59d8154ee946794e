// What a run tells while it goes on: on a terminal one line that is redrawn,
// in a pipe a few plain lines.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <ostream>
#include <string>
#include <utility>

#include "core/harness/experiment.h"
#include "core/harness/run/cell_graph.h"

namespace zipml {

struct ProgressStart {
  std::size_t cells = 0;    // that are to be run
  std::size_t skipped = 0;  // that the plan keeps or cannot run
  int jobs = 1;
  // How much work a cell is, in any unit, and all that are to be run. None: all
  // are alike.
  std::function<double(const CellNode&)> work = {};
  double total_work = 0;
  // What other studies will take after this one.
  double later_seconds = 0;
};

// Told of a run by run_plan(). `now` is the run's clock in seconds. Functions
// are called from several threads at once, begin() first and end() last.
class ProgressSink {
 public:
  virtual ~ProgressSink() = default;

  virtual void begin(const ProgressStart& start, double now) = 0;
  virtual void started(const CellNode& cell, double now) = 0;
  // After started(), with any status.
  virtual void finished(const CellNode& cell, const CellResult& result,
                        double seconds, double now) = 0;
  // Instead of started(): a prerequisite was not ok.
  virtual void blocked(const CellNode& cell, const CellResult& result,
                       double now) = 0;
  // Now and then while cells run.
  virtual void tick(double now) = 0;
  virtual void end(double now) = 0;
};

// Says nothing.
class SilentProgress : public ProgressSink {
 public:
  void begin(const ProgressStart&, double) override {}
  void started(const CellNode&, double) override {}
  void finished(const CellNode&, const CellResult&, double, double) override {}
  void blocked(const CellNode&, const CellResult&, double) override {}
  void tick(double) override {}
  void end(double) override {}
};

// The numbers behind both displays.
class ProgressCount {
 public:
  void begin(const ProgressStart& start, double now);
  void started() { ++running_; }
  void finished(const CellNode& cell, const CellResult& result, double seconds);
  // It never begins: a cell that it needs has failed.
  void blocked(const CellNode& cell);

  std::size_t done() const { return done_; }
  std::size_t blocked_cells() const { return blocked_; }
  const ProgressStart& start() const { return start_; }
  double elapsed(double now) const { return now - begin_; }
  // "12/40 done, 2 running, 1 failed, 0:34, about 1:10 left, 4:30 with what
  // follows": the time left is that of the cells that were run by the work in
  // them, times the work that is left, over the jobs that share it; not said
  // before the first has finished.
  std::string text(double now) const;

 private:
  double work_of(const CellNode& cell) const;
  double seconds_left() const;

  ProgressStart start_;
  double begin_ = 0;
  std::size_t done_ = 0;
  std::size_t running_ = 0;
  std::size_t failed_ = 0;
  std::size_t blocked_ = 0;
  double ended_work_ = 0;  // of cells that are done or blocked
  double timed_work_ = 0;  // of those that make up seconds_
  double seconds_ = 0;
};

// What goes on besides the run, in a few words; empty: nothing. Called from
// several threads.
using Besides = std::function<std::string()>;

// One line, redrawn at most ten times a second and cut to the width; failures
// scroll away above it. end() erases it and writes the final count. What goes
// on besides comes after the count.
class TerminalProgress : public ProgressSink {
 public:
  TerminalProgress(std::ostream& stream, std::size_t width,
                   Besides besides = {})
      : stream_(stream), width_(width), besides_(std::move(besides)) {}

  void begin(const ProgressStart& start, double now) override;
  void started(const CellNode& cell, double now) override;
  void finished(const CellNode& cell, const CellResult& result, double seconds,
                double now) override;
  void blocked(const CellNode& cell, const CellResult& result,
               double now) override;
  void tick(double now) override;
  void end(double now) override;

 private:
  void redraw(double now);

  std::ostream& stream_;
  std::size_t width_;
  Besides besides_;
  std::mutex mutex_;
  ProgressCount count_;
  std::string latest_;  // name of the cell that began last
  double drawn_ = 0;
  bool visible_ = false;
};

// A line at the beginning, one after each 10 % or 10 s, whichever comes first,
// one at the end, and one for each failure. What goes on besides is told with
// the count. Each line is written at once, so that others may write theirs
// between.
class PlainProgress : public ProgressSink {
 public:
  explicit PlainProgress(std::ostream& stream, Besides besides = {})
      : stream_(stream), besides_(std::move(besides)) {}

  void begin(const ProgressStart& start, double now) override;
  void started(const CellNode& cell, double now) override;
  void finished(const CellNode& cell, const CellResult& result, double seconds,
                double now) override;
  void blocked(const CellNode& cell, const CellResult& result,
               double now) override;
  void tick(double now) override;
  void end(double now) override;

 private:
  void maybe_write(double now);

  std::ostream& stream_;
  Besides besides_;
  std::mutex mutex_;
  ProgressCount count_;
  std::size_t written_done_ = 0;
  double written_ = 0;
};

// "0:07", "12:34", "1:02:03".
std::string duration_text(double seconds);

}  // namespace zipml
