// Running gnuplot.
#pragma once

#include <filesystem>
#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

struct GnuplotOptions {
  std::string program = "gnuplot";  // looked up in PATH, or a path
};

enum class FigureWork {
  kDrawn,
  kUnchanged,  // the files were there, made from the same script and data
};

// Writes <id>.gp and <id>.dat into `folder` and lets gnuplot draw <id>.svg,
// .pdf and .png beside them, all of them whole or not at all; nothing is done
// when the .gp and .dat are there, unchanged, with all three images. The same
// figure gives the same bytes (the PDF's date is set to 1970) with the same
// version of gnuplot, cairo and fonts. UserError, with gnuplot's message: it
// is missing or fails.
FigureWork draw_figure(const Figure& figure,
                       const std::filesystem::path& folder,
                       const GnuplotOptions& options = {});

}  // namespace zipml
