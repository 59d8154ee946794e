#include <fmt/format.h>

#include <map>

#include "experiments/cpu_speed/analysis.h"

namespace zipml::cpu_speed {
namespace {

// The curves of the paper's Fig 5, with this CPU in place of its FPGA.
struct Shown {
  const char* variant;
  int color;
};
constexpr Shown kShown[] = {{"float_1", 0},
                            {"float_16", 4},
                            {"pair_8", 1},
                            {"pair_4", 2},
                            {"pair_2", 3},
                            {"single_4", 5},
                            {"pair_4_synchronous", 6}};

Panel loss_panel_of(const Measured& measured) {
  Panel panel{.title = "Loss against time",
              .x = {.label = "seconds of training"},
              .y = {.label = "half-MSE", .logarithmic = true}};
  // What is above where all began has diverged, and would flatten the rest.
  if (!measured.loss.empty()) {
    panel.y.max = 2 * measured.loss.front().number("loss");
  }
  for (const Shown& shown : kShown) {
    Series series{.label = variant(shown.variant).label,
                  .color = shown.color,
                  .markers = true};
    for (const Record& row : measured.loss) {
      if (row.text("variant") == shown.variant) {
        series.add(row.number("seconds"), row.number("loss"));
      }
    }
    if (!series.empty()) panel.series.push_back(std::move(series));
  }
  return panel;
}

// Times as fast against bits, with the bound 32 / bits.
Panel ratio_panel_of(const std::vector<Speed>& set) {
  Panel panel{.title = fmt::format("{} features, {:g} MiB",
                                   set.front().features, set.front().megabytes),
              .x = {.label = "bits a stored value", .logarithmic = true},
              .y = {.label = "times as fast as float32", .logarithmic = true}};
  Series bound{.label = "32 / bits", .origin = Origin::kTheory, .color = 0};
  for (const int bits : {1, 2, 4, 8}) bound.add(bits, 32.0 / bits);
  panel.series.push_back(std::move(bound));
  struct Group {
    Work work;
    SampleCode code;
    const char* label;
    int color;
  };
  for (const Group& group :
       {Group{Work::kTrain, SampleCode::kOrderedPair, "both draws, one core",
              1},
        Group{Work::kTrain, SampleCode::kSingle, "one draw, one core", 2},
        Group{Work::kWorkers, SampleCode::kOrderedPair,
              "both draws, a model a core", 3}}) {
    Series series{.label = group.label, .color = group.color, .markers = true};
    std::map<int, double> by_bits;
    for (const Speed& own : set) {
      const Variant& v = *own.variant;
      if (v.is_packed() && v.work == group.work && v.code == group.code &&
          v.batch > 1 && v.is_parallel == (group.work == Work::kWorkers)) {
        by_bits[v.bits] = spread_of(own.ratios).median;
      }
    }
    for (const auto& [bits, ratio] : by_bits) series.add(bits, ratio);
    if (!series.empty()) panel.series.push_back(std::move(series));
  }
  return panel;
}

}  // namespace

std::vector<Figure> make_figures(const Measured& measured) {
  std::vector<Figure> figures;
  if (!measured.loss.empty()) {
    figures.push_back(
        {"loss_against_seconds",
         "Loss against time (Fig 5, with this CPU for the FPGA)",
         "Half-MSE against seconds of training, measured on this machine; a "
         "marker an epoch. Constant step sizes, by batch size.",
         {loss_panel_of(measured)}});
  }
  Figure ratios{"ratio_against_bits", "Times as fast as float32 against bits",
                "Medians over rounds of the time of the best float32 training "
                "over that of each variant, measured on this machine; dotted: "
                "the bound of the bytes."};
  for (const auto& set : measured.sets) {
    ratios.panels.push_back(ratio_panel_of(set));
  }
  if (!ratios.panels.empty()) figures.push_back(std::move(ratios));
  return figures;
}

}  // namespace zipml::cpu_speed
