// The paper's Figure 5 in numbers, read from its plots.
#pragma once

#include <array>

namespace zipml::fpga {

// Seconds per epoch: the last epoch's time over 64.
struct Figure5Point {
  const char* set;
  const char* design;
  double seconds;
  double final_loss;  // of the plotted curve
};

inline constexpr std::array<Figure5Point, 4> kFigure5Points = {{
    {"synthetic-100", "q2", 1.73e-4, 0.001306},
    {"synthetic-100", "float", 6.37e-4, 0.001272},
    {"gisette", "q2", 2.22e-3, 0.00574},
    {"gisette", "float", 1.71e-2, 0.00564},
}};

// Reading the log axis is good for about 1.5 %.
inline constexpr double kFigure5Precision = 0.015;
inline constexpr double kFigure5Epochs = 64;

// Hogwild! on the authors' 10 cores.
struct Figure5Hogwild {
  const char* set;
  double seconds;  // per epoch
};
inline constexpr std::array<Figure5Hogwild, 2> kFigure5Hogwild = {
    {{"synthetic-100", 1.46e-3}, {"gisette", 1.62e-2}}};
inline constexpr int kFigure5Cores = 10;

// Figure 5a: how many times longer 32 bits take to the same loss than 2 bits.
struct Figure5EqualLoss {
  double loss;
  double ratio;
};
inline constexpr std::array<Figure5EqualLoss, 3> kFigure5EqualLoss = {
    {{0.005, 2.35}, {0.0015, 2.16}, {0.0013, 1.5}}};
// The final 32-bit loss there, to which the levels are relative.
inline constexpr double kFigure5FinalLoss = 0.001272;

}  // namespace zipml::fpga
