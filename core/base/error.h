// Mistakes of the user: one type, with the place and the way out.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace zipml {

// Where in a file: a 1-based line and column; 0 means "not known".
struct Position {
  int line = 0;
  int column = 0;
};

// One mistake. It prints as
//   file:line:column: pointer: message (hint)
// on one line (printable), with the parts that are not known left out: name
// those that are, as in
//   Diagnostic{.file = name, .position = {3, 1}, .message = "empty row"}
struct Diagnostic {
  std::string file = {};  // or what stands for it: a data set, a package, a URL
  Position position = {};
  std::string pointer = {};  // JSON pointer, feature name or option
  std::string message = {};  // what was found and what was expected
  std::string hint = {};     // how to mend it: `did you mean "step_size"?`

  std::string text() const;
};

// Thrown for bad input of any kind (config, data file, command line); main
// prints one line for each diagnostic and exits with 2. A reader that can go
// on collects every mistake first. Bugs are assertions, not UserErrors, and a
// diverging training run is a result, not an error.
class UserError : public std::runtime_error {
 public:
  explicit UserError(Diagnostic diagnostic);
  // At least one.
  explicit UserError(std::vector<Diagnostic> diagnostics);

  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

// Throws a UserError with the one diagnostic:
//   fail({.pointer = "radius", .message = "0 found, above 0 expected"});
[[noreturn]] void fail(Diagnostic diagnostic);

// The two most frequent ones in short. fail_in: something is wrong with a
// file, or with what stands for it (a std::filesystem::path will do). fail_at:
// something is wrong with the value of a parameter, an option or a field.
[[noreturn]] void fail_in(std::string file, std::string message,
                          std::string hint = {});
[[noreturn]] void fail_at(std::string pointer, std::string message,
                          std::string hint = {});

// Adds to `to` those of `more` that it does not have yet: what is checked more
// than once is told once.
void add_distinct(std::vector<Diagnostic>& to,
                  const std::vector<Diagnostic>& more);

// The name among `known` that `name` most likely stands for: the smallest
// Damerau-Levenshtein distance, at most a third of the length (and at least
// 1); empty if none is near.
std::string nearest_name(const std::string& name,
                         const std::vector<std::string>& known);

// `did you mean "x"?`, or an empty string when nothing is near.
std::string did_you_mean(const std::string& name,
                         const std::vector<std::string>& known);

}  // namespace zipml
