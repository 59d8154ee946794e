// One line on a terminal that says how far a command is.
#pragma once

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>

namespace zipml {

// Says nothing before its first second is over, then redraws at most ten times
// a second, cut to the width; erased by clear() and in the end.
class TerminalLine {
 public:
  // `seconds` is a clock; not `visible`: it never says anything.
  TerminalLine(std::ostream& stream, std::size_t width, bool visible,
               std::function<double()> seconds);
  ~TerminalLine() { clear(); }
  TerminalLine(const TerminalLine&) = delete;
  TerminalLine& operator=(const TerminalLine&) = delete;

  void show(std::string text);
  // Before something else is written to the terminal.
  void clear();

 private:
  std::ostream& stream_;
  std::size_t width_;
  bool visible_;
  std::function<double()> seconds_;
  double due_;  // when it may be drawn next
  bool drawn_ = false;
};

}  // namespace zipml
