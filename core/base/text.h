// Text for people and for their shell: its width, its lines, its words.
#pragma once

#include <string>
#include <string_view>

namespace zipml {

// Characters of UTF-8 text, for columns of equal width: its bytes without
// those that continue a character.
int display_width(std::string_view text);

struct WrapOptions {
  int width = 80;  // columns of a line, the indent among them
  int indent = 0;  // spaces before each line
};

// The words of `text` on lines, each line with a line feed; nothing for a text
// without words. Blanks and control characters separate words. A word that is
// wider than a line stands alone on one.
std::string wrapped(std::string_view text, const WrapOptions& options);

// For a line of a message: control characters and bytes that are not UTF-8 are
// written \xNN, so that it is one line and no terminal's command.
std::string printable(std::string_view text);

// A word of a command line without the folders of this machine: of each path in
// it that begins with '/', '~' or "..", after '=', ',' or a quote too, the last
// part is left.
std::string without_folders(std::string_view word);

// A word as a shell wants it: in single quotes, unless it is plain.
std::string shell_word(std::string_view word);

}  // namespace zipml
