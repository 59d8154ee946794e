// The lines of a text, and its mistakes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/readers/byte_source.h"

namespace zipml {

// The lines of a ByteSource, without their endings: \n, \r\n, or \r in a text
// that has no \n at its start. The last line may lack its ending. A byte order
// mark (UTF-8) at the start is dropped.
class LineSource {
 public:
  // UserError for UTF-16 and for what is no text, by its start. The second
  // form reads on in a source that must outlive it, from its beginning.
  explicit LineSource(const std::filesystem::path& path);
  explicit LineSource(ByteSource& source);

  // False at the end. `line` is valid until the next call.
  bool next(std::string_view& line);

  // Of the line that next() gave last, from 1.
  int line_number() const { return line_number_; }
  // True when the file had no byte at all (known after the end).
  bool empty() const { return !any_byte_; }
  const std::filesystem::path& path() const { return source_.path(); }
  char line_end() const { return line_end_; }

  // Throws a UserError at this line; `column` from 1, 0 for the whole line.
  // Mistakes that were noted come first.
  [[noreturn]] void fail(std::size_t column, const std::string& message,
                         const std::string& hint = "") const;
  // Notes a mistake at this line and goes on; throws all that were noted when
  // there are kMostMistakes. A hint is given with the first one that has it.
  void note(std::size_t column, const std::string& message,
            const std::string& hint = "");
  // The same of the file as a whole.
  void note_of_file(const std::string& message);
  // How many were noted.
  std::size_t mistakes() const { return mistakes_.size(); }
  // UserError with all that were noted, if any.
  void throw_if_noted() const;
  // Throws a UserError about the whole file: "is empty; `expected` was
  // expected" or "has no `missing`".
  [[noreturn]] void fail_without_rows(const std::string& expected) const;

 private:
  void begin();
  void add(Diagnostic mistake);

  std::unique_ptr<ByteSource> own_;
  ByteSource& source_;
  std::string_view piece_;  // not yet given out
  std::string line_;        // a line that lies across pieces
  char line_end_ = '\n';
  int line_number_ = 0;
  bool any_byte_ = false;
  std::vector<Diagnostic> mistakes_;
};

// Of one file that are told at once.
inline constexpr std::size_t kMostMistakes = 20;

// A line of the start of a text, with its number from 1.
struct SampledLine {
  std::string_view text = {};
  int number = 0;
};

// How much of a text is looked at before it is decided how to read it.
inline constexpr std::size_t kSampleBytes = 1 << 16;

// The whole lines of the start of a text, at most `most`; of a line that is
// longer than the start, what is there of it.
std::vector<SampledLine> sample_lines(std::string_view start, std::size_t most);

// UserError when a content that starts so is UTF-16 or no text at all.
void require_text(std::string_view start, const std::filesystem::path& path);

// A piece of a file for a message: printable, at most kLongestShown bytes.
inline constexpr std::size_t kLongestShown = 40;
std::string shortened(std::string_view text);
// The same in quotes.
std::string in_quotes(std::string_view text);

}  // namespace zipml
