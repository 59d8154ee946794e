// The paper's Figure 5 in numbers, read from its plots.
#pragma once

#include <array>
#include <string_view>

namespace zipml::fpga {

// Seconds per epoch: the last epoch's time over 64.
struct Figure5Point {
  const char* set = "";
  const char* design = "";
  double seconds = 0;
  double final_loss = 0;  // of the plotted curve
};

inline constexpr std::array<Figure5Point, 4> kFigure5Points = {{
    {.set = "synthetic-100",
     .design = "q2",
     .seconds = 1.73e-4,
     .final_loss = 0.001306},
    {.set = "synthetic-100",
     .design = "float",
     .seconds = 6.37e-4,
     .final_loss = 0.001272},
    {.set = "gisette",
     .design = "q2",
     .seconds = 2.22e-3,
     .final_loss = 0.00574},
    {.set = "gisette",
     .design = "float",
     .seconds = 1.71e-2,
     .final_loss = 0.00564},
}};

// The point of a design on a set; nullptr when the figure has none.
constexpr const Figure5Point* figure_5_point(std::string_view set,
                                             std::string_view design) {
  for (const Figure5Point& point : kFigure5Points) {
    if (set == point.set && design == point.design) return &point;
  }
  return nullptr;
}

// Reading the log axis is good for about 1.5 %.
inline constexpr double kFigure5Precision = 0.015;
inline constexpr double kFigure5Epochs = 64;

// Hogwild! on the authors' 10 cores.
struct Figure5Hogwild {
  const char* set = "";
  double seconds = 0;  // per epoch
};
inline constexpr std::array<Figure5Hogwild, 2> kFigure5Hogwild = {
    {{"synthetic-100", 1.46e-3}, {"gisette", 1.62e-2}}};
inline constexpr int kFigure5Cores = 10;

// Figure 5a: how many times longer 32 bits take to the same loss than 2 bits.
struct Figure5EqualLoss {
  double loss = 0;
  double ratio = 0;
};
inline constexpr std::array<Figure5EqualLoss, 3> kFigure5EqualLoss = {
    {{0.005, 2.35}, {0.0015, 2.16}, {0.0013, 1.5}}};
// The final 32-bit loss there, to which the levels are relative.
inline constexpr double kFigure5FinalLoss = 0.001272;

}  // namespace zipml::fpga
