#include "experiments/paper/panels.h"

#include <array>

namespace zipml {
namespace {

constexpr std::array<PaperPanel, 16> kPanels = {{
    {"4", "4a", "synthetic-100", 4},
    {"4", "4b", "gisette", 3},
    {"8", "8a", "synthetic-10", 3},
    {"8", "8b", "synthetic-100", 4},
    {"8", "8c", "synthetic-1000", 6},
    {"8", "8d", "YearPredictionMSD", 5},
    {"8", "8e", "cadata", 3},
    {"8", "8f", "cpusmall", 4},
    {"10", "10a", "synthetic-10", 2},
    {"10", "10b", "synthetic-100", 4},
    {"10", "10c", "synthetic-1000", 5},
    {"10", "10d", "YearPredictionMSD", 3},
    {"10", "10e", "cadata", 2},
    {"10", "10f", "cpusmall", 2},
    {"11", "11a", "cod-rna", 3},
    {"11", "11b", "gisette", 3},
}};

}  // namespace

const PaperPanel* paper_panel(std::string_view figure, std::string_view data) {
  for (const PaperPanel& panel : kPanels) {
    if (panel.figure == figure && panel.data == data) return &panel;
  }
  return nullptr;
}

PaperCurve full_curve(const PaperPanel& panel) {
  return paper_curve(panel.panel, "32-bit");
}

PaperCurve low_curve(const PaperPanel& panel, const std::string& series) {
  return paper_curve(panel.panel,
                     series + " " + std::to_string(panel.bits) + "-bit");
}

}  // namespace zipml
