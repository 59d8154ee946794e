#include "tools/zipml/download_display.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/harness/run/progress.h"

namespace zipml {
namespace {

constexpr double kRateSeconds = 10;
constexpr double kSampleSeconds = 0.5;
constexpr double kPlainSeconds = 10;

struct ByteUnit {
  double bytes = 1;
  const char* name = "B";
};

ByteUnit unit_of(double bytes) {
  // What would be 1000.0 of a unit is 1.0 of the next.
  constexpr double kShare = 0.99995;
  constexpr std::array kUnits = {ByteUnit{1e12, "TB"}, ByteUnit{1e9, "GB"},
                                 ByteUnit{1e6, "MB"}, ByteUnit{1e3, "kB"}};
  for (const ByteUnit& unit : kUnits) {
    if (bytes >= kShare * unit.bytes) return unit;
  }
  return {};
}

std::string number_in(double bytes, const ByteUnit& unit) {
  return fmt::format("{:.{}f}", bytes / unit.bytes, unit.bytes > 1 ? 1 : 0);
}

// "5.2 of 28.1 MB", or "5.2 MB" of a whole that is not known.
std::string part_text(const FetchProgress& progress) {
  if (progress.total < 0) return bytes_text(progress.bytes);
  const ByteUnit unit = unit_of(static_cast<double>(progress.total));
  return fmt::format(
      "{} of {} {}", number_in(static_cast<double>(progress.bytes), unit),
      number_in(static_cast<double>(progress.total), unit), unit.name);
}

std::string rate_text(double rate) {
  return bytes_text(static_cast<std::int64_t>(rate)) + "/s";
}

// Bytes that are still to come; 0 where nobody knows.
std::int64_t left_of(const FetchProgress& progress) {
  return std::max<std::int64_t>(0, progress.total - progress.bytes);
}

}  // namespace

std::string bytes_text(std::int64_t bytes) {
  const auto number = static_cast<double>(bytes);
  const ByteUnit unit = unit_of(number);
  return fmt::format("{} {}", number_in(number, unit), unit.name);
}

DownloadDisplay::DownloadDisplay(std::ostream& stream, Options options)
    : stream_(stream),
      options_(std::move(options)),
      line_(stream, options_.width, options_.terminal, options_.seconds),
      written_(options_.seconds()) {}

void DownloadDisplay::update(const std::string& name,
                             const FetchProgress& progress) {
  const double now = options_.seconds();
  const std::scoped_lock lock(mutex_);
  const auto [found, is_new] = transfers_.try_emplace(name);
  Transfer& transfer = found->second;
  if (is_new) transfer.began = now;
  std::deque<Sample>& samples = transfer.samples;
  const bool goes_on = !is_new && transfer.now.file == progress.file &&
                       transfer.now.bytes <= progress.bytes;
  if (goes_on) {
    transfer.come += progress.bytes - transfer.now.bytes;
  } else {
    samples.clear();
  }
  transfer.now = progress;
  if (samples.empty() || now - samples.back().time >= kSampleSeconds) {
    samples.push_back({now, progress.bytes});
  }
  while (samples.size() > 2 && now - samples[1].time > kRateSeconds) {
    samples.pop_front();
  }
}

std::string DownloadDisplay::end(const std::string& name) {
  const double now = options_.seconds();
  const std::scoped_lock lock(mutex_);
  const auto found = transfers_.find(name);
  if (found == transfers_.end()) return "";
  const Transfer transfer = std::move(found->second);
  transfers_.erase(found);
  if (transfer.come == 0) return "";
  const double seconds = now - transfer.began;
  std::string text = fmt::format("{} in {}", bytes_text(transfer.come),
                                 duration_text(seconds));
  if (seconds > 0) {
    text += ", " + rate_text(static_cast<double>(transfer.come) / seconds);
  }
  return text;
}

double DownloadDisplay::rate_of(const Transfer& transfer, double now) {
  const FetchProgress& progress = transfer.now;
  const Sample& first = transfer.samples.front();
  // Of one that is whole, what comes after it is no part of the download.
  if (progress.bytes == progress.total || now <= first.time) return 0;
  return static_cast<double>(progress.bytes - first.bytes) / (now - first.time);
}

std::string DownloadDisplay::text() const {
  const double now = options_.seconds();
  const std::scoped_lock lock(mutex_);
  std::string text;
  double rate = 0;
  std::int64_t left = 0;
  for (const auto& [name, transfer] : transfers_) {
    const FetchProgress& progress = transfer.now;
    text += (text.empty() ? "" : ", ") + progress.set;
    if (transfers_.size() == 1) text += ": " + progress.file + ',';
    text += ' ';
    text += progress.bytes == 0 && progress.total < 0
                ? duration_text(now - transfer.began)
                : part_text(progress);
    rate += rate_of(transfer, now);
    left += left_of(progress);
  }
  if (rate <= 0) return text;
  text += ", " + rate_text(rate);
  if (left == 0) return text;
  return text + fmt::format(", {} left",
                            duration_text(static_cast<double>(left) / rate));
}

std::vector<std::string> DownloadDisplay::kept() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> lines;
  for (const auto& [name, transfer] : transfers_) {
    if (transfer.now.bytes == 0) continue;
    lines.push_back(fmt::format("{}: {} of {} kept", transfer.now.set,
                                part_text(transfer.now), transfer.now.file));
  }
  return lines;
}

void DownloadDisplay::show() {
  if (options_.quiet) return;
  const std::string all = text();
  if (options_.terminal) {
    if (all.empty()) {
      line_.clear();
    } else {
      line_.show(all);
    }
    return;
  }
  const double now = options_.seconds();
  if (all.empty() || now - written_ < kPlainSeconds) return;
  written_ = now;
  stream_ << all + '\n' << std::flush;
}

}  // namespace zipml
