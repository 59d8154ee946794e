// Figures as gnuplot scripts.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"
#include "core/report/figures/layout.h"

namespace zipml {

// A script without prerequisites but gnuplot >= 5.4: `gnuplot <stem>.gp`, run
// in its folder, reads <stem>.dat (figures/data.h) and writes <stem>.svg, .pdf
// and .png.
//   our curves       solid, a filled marker every so often
//   the paper's      dashed, hollow markers, the colour of ours
//   theory           dotted, darker, above the others
//   off the scale    a triangle at the edge, in the colour of the series
//   images           a colour bar each, no pixel blurred into another
// Colours are Okabe and Ito's (safe for the colour-blind); markers and widths
// differ too, for print in grey. The style stands in the script and not in a
// file of its own, so that the script and its data can be mailed. No text of
// the figure is ever run (gnuplot_text.h). `stem` is a safe_file_name.
std::string figure_script(const Figure& figure, const DrawnFigure& drawn,
                          const std::string& stem);

}  // namespace zipml
