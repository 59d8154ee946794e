// Hardware designs of the user's own, read from a JSON file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/fpga/design.h"

namespace zipml::fpga {

// A file is an object of designs by name, with comments allowed:
//   {
//     "q2-hbm": {"base": "q2", "link_bytes_per_second": 460e9,
//                "stages": {"multiply": 3}, "fifo": {"usable_lines": 1024}}
//   }
// "base" is a built-in design (find_design) from which the rest is taken,
// default "q2"; "help" says what it is; every other key is a field of Design
// (core/fpga/design.h), enumerators in lower case ("base_and_draws").
// UserError with the place of every mistake: what is no design, an unknown
// field, a wrong type, a value that check_design refuses, a name that a
// built-in design has.
std::vector<Design> read_designs(const std::filesystem::path& file);
// The same of a text; `file` is the name in messages.
std::vector<Design> designs_from_text(std::string_view text,
                                      const std::string& file);

}  // namespace zipml::fpga
