#include "core/data/readers/text_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/text.h"

namespace zipml {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// A text without \n has lines that end in \r, or is one line.
// Some have a single \n at their end.
char line_end_of(std::string_view start) {
  const auto feeds = std::count(start.begin(), start.end(), '\n');
  const auto returns = std::count(start.begin(), start.end(), '\r');
  const bool at_end_only = feeds == 0 || (feeds == 1 && start.ends_with('\n'));
  const bool is_pair = start.ends_with("\r\n") && returns == 1;
  return at_end_only && returns > 0 && !is_pair ? '\r' : '\n';
}

// Without the \r of \r\n, of which some converters leave several, the \n before
// a line of a text whose lines end in \r, and the end mark of old systems.
std::string_view without_ends(std::string_view line) {
  constexpr char kEndMark = '\x1a';
  while (line.ends_with('\r') || line.ends_with(kEndMark)) {
    line.remove_suffix(1);
  }
  if (line.starts_with('\n')) line.remove_prefix(1);
  return line;
}

}  // namespace

LineSource::LineSource(const std::filesystem::path& path)
    : own_(std::make_unique<ByteSource>(path)), source_(*own_) {
  begin();
}

LineSource::LineSource(ByteSource& source) : source_(source) { begin(); }

void LineSource::begin() {
  const std::string_view start = source_.start(kSampleBytes);
  require_text(start, path());
  line_end_ = line_end_of(start);
  any_byte_ = !start.empty();
  piece_ = source_.next();
  if (piece_.starts_with(kByteOrderMark)) {
    piece_.remove_prefix(kByteOrderMark.size());
  }
}

bool LineSource::next(std::string_view& line) {
  line_.clear();
  bool ended = false;
  while (!ended) {
    if (piece_.empty()) {
      piece_ = source_.next();
      if (piece_.empty()) {
        if (line_.empty()) return false;
        break;  // the last line has no ending
      }
    }
    const std::size_t end = piece_.find(line_end_);
    ended = end != std::string_view::npos;
    const std::string_view part = piece_.substr(0, end);
    piece_.remove_prefix(ended ? end + 1 : piece_.size());
    if (ended && line_.empty()) {
      line = part;  // the usual case: no copy
    } else {
      line_ += part;
      line = line_;
    }
  }
  line = without_ends(line);
  ++line_number_;
  return true;
}

void LineSource::fail(std::size_t column, const std::string& message,
                      const std::string& hint) const {
  std::vector<Diagnostic> all = mistakes_;
  all.push_back({.file = path(),
                 .position = {line_number_, static_cast<int>(column)},
                 .message = message,
                 .hint = hint});
  throw UserError(std::move(all));
}

void LineSource::note(std::size_t column, const std::string& message,
                      const std::string& hint) {
  const bool told =
      std::any_of(mistakes_.begin(), mistakes_.end(),
                  [&](const Diagnostic& other) { return other.hint == hint; });
  add({.file = path(),
       .position = {line_number_, static_cast<int>(column)},
       .message = message,
       .hint = told ? "" : hint});
}

void LineSource::note_of_file(const std::string& message) {
  add({.file = path(), .message = message});
}

void LineSource::add(Diagnostic mistake) {
  mistakes_.push_back(std::move(mistake));
  if (mistakes_.size() < kMostMistakes) return;
  mistakes_.push_back(
      {.file = path(),
       .message = fmt::format("{} mistakes; what follows was not read",
                              kMostMistakes)});
  throw UserError(mistakes_);
}

void LineSource::throw_if_noted() const {
  if (!mistakes_.empty()) throw UserError(mistakes_);
}

void LineSource::fail_without_rows(const std::string& expected) const {
  throw_if_noted();
  fail_in(path(),
          fmt::format("{}; {} expected",
                      empty() ? "is empty" : "has no rows of data", expected));
}

std::vector<SampledLine> sample_lines(std::string_view start,
                                      std::size_t most) {
  const char line_end = line_end_of(start);
  if (start.starts_with(kByteOrderMark)) {
    start.remove_prefix(kByteOrderMark.size());
  }
  std::vector<SampledLine> lines;
  const bool whole = start.size() < kSampleBytes - kByteOrderMark.size();
  for (int number = 1; lines.size() < most && !start.empty(); ++number) {
    const std::size_t end = start.find(line_end);
    // The last line may go on behind the sample.
    if (end == std::string_view::npos && !whole && !lines.empty()) break;
    lines.push_back({without_ends(start.substr(0, end)), number});
    start.remove_prefix(std::min(end, start.size() - 1) + 1);
  }
  return lines;
}

void require_text(std::string_view start, const std::filesystem::path& path) {
  const std::size_t zeros =
      static_cast<std::size_t>(std::count(start.begin(), start.end(), '\0'));
  const bool marked =
      start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff");
  // Of Latin letters and digits, every other byte is zero, and no others.
  std::size_t odd = 0;
  for (std::size_t i = 1; i < start.size(); i += 2) {
    if (start[i] == '\0') ++odd;
  }
  const std::size_t most = std::max(odd, zeros - odd);
  if (marked || (start.size() >= 4 && most * 5 >= start.size() * 2 &&
                 (zeros - most) * 20 <= zeros)) {
    fail_in(path, "is UTF-16 text; UTF-8 was expected",
            "save it as UTF-8, or: iconv -f UTF-16 -t UTF-8 FILE");
  }
  if (zeros > 0) {
    fail_in(path, "is not text: it has bytes that are zero");
  }
}

std::string shortened(std::string_view text) {
  // A character is not cut in two: its bytes after the first begin with 10.
  std::size_t end = std::min(text.size(), kLongestShown);
  while (end < text.size() && end > 0 &&
         (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return printable(text.substr(0, end)) +
         (text.size() > kLongestShown ? "..." : "");
}

std::string in_quotes(std::string_view text) {
  return '"' + shortened(text) + '"';
}

}  // namespace zipml
