// Gathers every mistake of a config and its overrides, to report them at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace zipml {

class Mistakes {
 public:
  // `file` is the name that messages with a position start with.
  explicit Mistakes(std::string file) : file_(std::move(file)) {}

  const std::string& file() const { return file_; }
  bool empty() const { return found_.empty(); }
  std::size_t size() const { return found_.size(); }

  // A position of zero means the command line: the message names no file.
  void add(Position position, std::string pointer, std::string message,
           std::string hint = "");
  void add(Diagnostic diagnostic) { found_.push_back(std::move(diagnostic)); }
  std::vector<Diagnostic>& list() { return found_; }

  // UserError with all of them, those of the file first and by position, when
  // there are any.
  void throw_if_any() const;

 private:
  std::string file_;
  std::vector<Diagnostic> found_;
};

}  // namespace zipml
