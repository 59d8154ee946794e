#include "core/harness/run/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zipml {
namespace {

constexpr double kRedrawSeconds = 0.1;
constexpr double kLineSeconds = 10;
constexpr std::size_t kLinesPerRun = 10;

// A carriage return and "erase to the end of the line".
constexpr const char* kErase = "\r\x1b[K";

bool is_failure(Status status) {
  return status == Status::kFailed || status == Status::kTimeout;
}

// Text from elsewhere on one line, and no control codes for the terminal.
std::string printable(std::string text) {
  const auto control = [](char c) { return (c >= 0 && c < ' ') || c == 127; };
  std::replace_if(text.begin(), text.end(), control, ' ');
  return text;
}

std::string failure_line(const CellNode& cell, const CellResult& result) {
  return fmt::format("{}: {}: {}\n", status_name(result.status), cell.name(),
                     printable(result.reason));
}

// After the count.
std::string besides_text(const Besides& besides) {
  const std::string text = besides ? besides() : "";
  return text.empty() ? "" : "; " + printable(text);
}

std::string first_line(const ProgressStart& start) {
  if (start.cells == 0) {
    return fmt::format("nothing to run: {} cells kept\n", start.skipped);
  }
  return fmt::format("{} cells to run, {} kept, {} {}\n", start.cells,
                     start.skipped, start.jobs,
                     start.jobs == 1 ? "job" : "jobs");
}

}  // namespace

std::string duration_text(double seconds) {
  const auto whole = std::llround(std::max(0.0, seconds));
  const auto minutes = whole / 60;
  if (minutes < 60) return fmt::format("{}:{:02}", minutes, whole % 60);
  return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, whole % 60);
}

void ProgressCount::begin(const ProgressStart& start, double now) {
  *this = ProgressCount();
  start_ = start;
  begin_ = now;
}

void ProgressCount::finished(const CellNode& cell, const CellResult& result,
                             double seconds) {
  --running_;
  // An interrupted cell is not done: it is run again next time.
  if (result.status == Status::kInterrupted) return;
  ++done_;
  ended_work_ += work_of(cell);
  if (is_failure(result.status)) ++failed_;
  // Cells that turn out not to apply take no time and say nothing about the
  // others.
  if (result.status == Status::kSkipped) return;
  timed_work_ += work_of(cell);
  seconds_ += seconds;
}

void ProgressCount::blocked(const CellNode& cell) {
  ++blocked_;
  ended_work_ += work_of(cell);
}

double ProgressCount::work_of(const CellNode& cell) const {
  return start_.work ? start_.work(cell) : 1;
}

double ProgressCount::seconds_left() const {
  const std::size_t left = start_.cells - done_ - blocked_;
  const double workers = static_cast<double>(
      std::max<std::size_t>(1, std::min(left, std::size_t(start_.jobs))));
  const double total =
      start_.work ? start_.total_work : static_cast<double>(start_.cells);
  const double work_left = std::max(0.0, total - ended_work_);
  return seconds_ / timed_work_ * work_left / workers;
}

std::string ProgressCount::text(double now) const {
  std::string text = fmt::format("{}/{} done", done_, start_.cells);
  if (running_ > 0) text += fmt::format(", {} running", running_);
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  if (blocked_ > 0) text += fmt::format(", {} cannot run", blocked_);
  text += ", " + duration_text(elapsed(now));
  if (timed_work_ > 0 && done_ + blocked_ < start_.cells) {
    text += fmt::format(", about {} left", duration_text(seconds_left()));
    if (start_.later_seconds > 0) {
      text += fmt::format(", {} with what follows",
                          duration_text(seconds_left() + start_.later_seconds));
    }
  }
  return text;
}

void TerminalProgress::begin(const ProgressStart& start, double now) {
  const std::lock_guard lock(mutex_);
  count_.begin(start, now);
  drawn_ = now - kRedrawSeconds;
  latest_.clear();
  stream_ << first_line(start) << std::flush;
}

void TerminalProgress::started(const CellNode& cell, double now) {
  const std::lock_guard lock(mutex_);
  count_.started();
  latest_ = cell.name();
  redraw(now);
}

void TerminalProgress::finished(const CellNode& cell, const CellResult& result,
                                double seconds, double now) {
  const std::lock_guard lock(mutex_);
  count_.finished(cell, result, seconds);
  if (is_failure(result.status)) {
    if (visible_) stream_ << kErase;
    visible_ = false;
    stream_ << failure_line(cell, result);
    drawn_ = now - kRedrawSeconds;
  }
  redraw(now);
}

void TerminalProgress::blocked(const CellNode& cell, const CellResult&,
                               double now) {
  const std::lock_guard lock(mutex_);
  count_.blocked(cell);
  redraw(now);
}

void TerminalProgress::tick(double now) {
  const std::lock_guard lock(mutex_);
  redraw(now);
}

void TerminalProgress::end(double now) {
  const std::lock_guard lock(mutex_);
  if (visible_) stream_ << kErase;
  visible_ = false;
  if (count_.start().cells > 0) stream_ << count_.text(now) + '\n';
  stream_ << std::flush;
}

void TerminalProgress::redraw(double now) {
  if (now - drawn_ < kRedrawSeconds) return;
  drawn_ = now;
  visible_ = true;
  std::string line = count_.text(now) + besides_text(besides_) + ": " + latest_;
  // The last column stays free: a full line would wrap on some terminals.
  const std::size_t room = width_ > 1 ? width_ - 1 : 0;
  if (line.size() > room) line.resize(room);
  stream_ << kErase + line << std::flush;
}

void PlainProgress::begin(const ProgressStart& start, double now) {
  const std::lock_guard lock(mutex_);
  count_.begin(start, now);
  written_done_ = 0;
  written_ = now;
  stream_ << first_line(start) << std::flush;
}

void PlainProgress::started(const CellNode&, double now) {
  const std::lock_guard lock(mutex_);
  count_.started();
  maybe_write(now);
}

void PlainProgress::finished(const CellNode& cell, const CellResult& result,
                             double seconds, double now) {
  const std::lock_guard lock(mutex_);
  count_.finished(cell, result, seconds);
  if (is_failure(result.status)) {
    stream_ << failure_line(cell, result) << std::flush;
  }
  maybe_write(now);
}

void PlainProgress::blocked(const CellNode& cell, const CellResult&,
                            double now) {
  const std::lock_guard lock(mutex_);
  count_.blocked(cell);
  maybe_write(now);
}

void PlainProgress::tick(double now) {
  const std::lock_guard lock(mutex_);
  maybe_write(now);
}

void PlainProgress::end(double now) {
  const std::lock_guard lock(mutex_);
  if (count_.start().cells == 0) return;
  stream_ << count_.text(now) + '\n' << std::flush;
}

void PlainProgress::maybe_write(double now) {
  const std::size_t cells = count_.start().cells;
  // end() writes the last line.
  if (count_.done() + count_.blocked_cells() == cells) return;
  const std::size_t new_done = count_.done() - written_done_;
  if (new_done * kLinesPerRun < cells && now - written_ < kLineSeconds) return;
  written_done_ = count_.done();
  written_ = now;
  stream_ << count_.text(now) + besides_text(besides_) + '\n' << std::flush;
}

}  // namespace zipml
