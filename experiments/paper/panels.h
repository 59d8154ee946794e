// Which panel of the paper's figures shows which data set at how many bits.
#pragma once

#include <string>
#include <string_view>

#include "experiments/paper/curves.h"

namespace zipml {

struct PaperPanel {
  const char* figure;  // "8"
  const char* panel;   // "8e", as in results/paper/curves.csv
  const char* data;
  int bits;
};

// The panel of a figure ("4", "8", "10", "11") with a data set of the
// catalogue; null when there is none.
const PaperPanel* paper_panel(std::string_view figure, std::string_view data);

// A curve of the panel: "32-bit" (not in Fig 10), or a series whose name ends
// with the bits, e.g. "double sampling" for "double sampling 3-bit".
PaperCurve full_curve(const PaperPanel& panel);
PaperCurve low_curve(const PaperPanel& panel, const std::string& series);

}  // namespace zipml
