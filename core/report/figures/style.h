// How series look: told apart by colour, and in grey by marker and width.
#pragma once

#include <cstddef>
#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// gnuplot's "with ..." for the line of a series that has `points` points: all
// of them marked when they are few or the series asks for it, else about
// eight.
std::string line_style(const Series& series, std::size_t points);

// The same for its confidence band.
std::string band_style(const Series& series);

// True when the series has a band, somewhere.
bool has_band(const Series& series);

}  // namespace zipml
