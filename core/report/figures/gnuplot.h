// Running gnuplot.
#pragma once

#include <filesystem>
#include <string>

#include "core/harness/findings/findings.h"
#include "core/report/figures/layout.h"

namespace zipml {

struct GnuplotOptions {
  // Looked up in PATH, or a path; empty: there is none.
  std::string program = "gnuplot";
};

enum class FigureWork {
  kDrawn,
  kUnchanged,  // the files were there, made from the same script and data
  kNotDrawn,   // there is no gnuplot
};

// Writes <id>.gp and <id>.dat into `folder` and lets gnuplot draw <id>.svg,
// .pdf and .png beside them, all of them whole or not at all; nothing is done
// when the .gp and .dat are there, unchanged, with all three images. The same
// figure gives the same bytes (the PDF's date is set to 1970) with the same
// version of gnuplot, cairo and fonts. Images lie within the SVG, which tells
// browsers not to blur them. Without a gnuplot, the .gp and .dat are
// written, and images of another script or other data removed. UserError, with
// gnuplot's message: it is missing or fails.
FigureWork draw_figure(const Figure& figure,
                       const std::filesystem::path& folder,
                       const GnuplotOptions& options = {},
                       const FigureFormat& format = {});

// Why no figure can be drawn, in draw_figure's words; empty when one could be,
// for it tries.
std::string drawing_problem(const GnuplotOptions& options = {});

}  // namespace zipml
