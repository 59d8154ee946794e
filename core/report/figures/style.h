// How series look: told apart by colour, and in grey by marker and width.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"
#include "core/report/figures/drawing.h"

namespace zipml {

// gnuplot's "with ..." for the line of a series, and for its markers.
std::string line_style(const Series& series);
std::string marker_style(const Series& series);

// Of its line: a wide one belongs below narrower ones, so that curves that
// coincide are all seen.
double line_width(const Series& series);

// The same for its confidence band.
std::string band_style(const Series& series);

enum class LegendSample { kLine, kMarker, kLineAndMarker };
std::string legend_style(const Series& series, LegendSample sample);

// The same for the marks at an edge, in the colour of the series; in grey for
// the legend.
std::string mark_style(const Series& series, Edge edge);
std::string mark_legend_style(Edge edge);

// Of an entry of a legend that goes on with the one above it.
std::string no_sample_style();

// A style with its points so much larger.
std::string with_scaled_points(const std::string& style, double scale);

// gnuplot's "palette" for the colours of an image.
std::string palette_style(const Image& image);

// True when the series has a band, somewhere.
bool has_band(const Series& series);

}  // namespace zipml
