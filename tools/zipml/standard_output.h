// The program's standard output, which knows what could not be written.
#pragma once

#include <iostream>
#include <streambuf>
#include <string>

namespace zipml {

// While it lives, std::cout writes through it: a line at a time to a terminal,
// otherwise in large pieces.
class StandardOutput : public std::streambuf {
 public:
  StandardOutput();
  ~StandardOutput() override;
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

  // Writes what is left; the system's first error (errno), or 0 when all that
  // was ever printed has arrived.
  int finish();

 protected:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

 private:
  bool by_line_;
  std::string pending_;
  int error_ = 0;
  std::streambuf* previous_;
};

}  // namespace zipml
