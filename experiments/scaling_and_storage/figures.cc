#include <algorithm>

#include "experiments/scaling_and_storage/analysis.h"

namespace zipml::scaling_and_storage {
namespace {

std::string codec_label(const std::string& codec) {
  return codec == "row_l2" ? "l2 norm" : "largest value";
}

Panel excess_panel(std::string title, Axis x) {
  return {.title = std::move(title),
          .x = std::move(x),
          .y = {.label = "excess half-MSE", .logarithmic = true}};
}

Series marked(std::string label, int color) {
  return {.label = std::move(label), .color = color, .markers = true};
}

Figure scaling_figure(const Cells& cells,
                      const std::vector<ScalingResult>& all) {
  Figure figure{"scaling", "Samples scaled by column or by row",
                "Final excess F - F* of double sampling with fresh draws, mean "
                "over repetitions with 95 % band."};
  for (const std::string& normalization : cells.normalizations()) {
    for (const ProblemSpec& problem : cells.problems()) {
      Panel panel = excess_panel(
          problem.title() + ", " + normalization_label(normalization),
          {.label = "bits of a draw"});
      int color = 1;
      for (const std::string& scaling : kScalings) {
        Series series = marked(scaling_label(scaling), color++);
        for (const ScalingResult& own : all) {
          if (own.problem.data != problem.data || own.scaling != scaling ||
              own.normalization != normalization) {
            continue;
          }
          series.add(own.bits, interval(own.excess));
        }
        panel.series.push_back(std::move(series));
      }
      figure.panels.push_back(std::move(panel));
    }
  }
  return figure;
}

Figure channel_figure(const Cells& cells,
                      const std::vector<ChannelResult>& all) {
  Figure figure{"channels",
                "Models and gradients scaled by l2 norm or largest value",
                "Final excess F - F* with 32-bit samples and one quantized "
                "channel, mean over repetitions with 95 % band."};
  for (const ProblemSpec& problem : cells.problems()) {
    Panel panel =
        excess_panel(problem.title(), {.label = "bits of a value sent"});
    int color = 1;
    for (const Channel channel : kChannels) {
      for (const std::string& codec : kCodecs) {
        Series series =
            marked(channel_name(channel) + ", " + codec_label(codec), color++);
        for (const ChannelResult& own : all) {
          if (own.problem.data == problem.data && own.channel == channel &&
              own.codec == codec) {
            series.add(own.bits, interval(own.excess));
          }
        }
        panel.series.push_back(std::move(series));
      }
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure fixed_point_figure(const Cells& cells,
                          const std::vector<FixedPointResult>& all) {
  const int bits = cells.fixed_point_bits().front();
  Figure figure{"fixed_points",
                "Excess of averaged SGD against the rows, " +
                    std::to_string(bits) + "-bit samples",
                "Mean over repetitions with 95 % band; dotted: the excess of "
                "the predicted fixed point (that of fresh double sampling is "
                "0: what is left is SGD's noise). Fresh and stored naive "
                "rounding all but coincide."};
  for (const ProblemSpec& problem : cells.fixed_point_problems()) {
    const std::vector<int> rows = cells.fixed_point_rows(problem);
    if (rows.empty()) continue;
    Panel panel = excess_panel(
        problem.title(), {.label = "training rows K", .logarithmic = true});
    int color = 1;
    for (const FixedPointVariant& variant : kFixedPoints) {
      Series ours = marked(variant_label(variant), color);
      Series theory{.label = "predicted, " + variant_label(variant),
                    .origin = Origin::kTheory,
                    .color = color};
      ++color;
      for (const FixedPointResult& own : all) {
        if (own.problem.data != problem.data || own.variant != &variant ||
            own.bits != bits) {
          continue;
        }
        ours.add(own.rows, interval(own.excess));
        const Estimate predicted = interval(own.predicted_excess);
        // That of fresh double sampling is zero at any number of rows.
        if (predicted.mean > 0) theory.add(own.rows, predicted.mean);
      }
      panel.series.push_back(std::move(ours));
      if (!theory.empty()) panel.series.push_back(std::move(theory));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const Cells& cells,
                                 const Measurements& measured) {
  return {scaling_figure(cells, measured.scalings),
          channel_figure(cells, measured.channels),
          fixed_point_figure(cells, measured.fixed_points)};
}

}  // namespace zipml::scaling_and_storage
