#include "tools/zipml/terminal_line.h"

#include <utility>

namespace zipml {
namespace {

constexpr double kSilentSeconds = 1;
constexpr double kSecondsBetween = 0.1;
constexpr const char* kErase = "\r\x1b[K";

}  // namespace

TerminalLine::TerminalLine(std::ostream& stream, std::size_t width,
                           bool visible, std::function<double()> seconds)
    : stream_(stream),
      width_(width),
      visible_(visible),
      seconds_(std::move(seconds)),
      due_(seconds_() + kSilentSeconds) {}

void TerminalLine::show(std::string text) {
  const double now = seconds_();
  if (!visible_ || now < due_) return;
  due_ = now + kSecondsBetween;
  // The last column stays free: a full line would wrap on some terminals.
  const std::size_t room = width_ > 1 ? width_ - 1 : 0;
  if (text.size() > room) text.resize(room);
  stream_ << kErase << text << std::flush;
  drawn_ = true;
}

void TerminalLine::clear() {
  if (drawn_) stream_ << kErase << std::flush;
  drawn_ = false;
}

}  // namespace zipml
