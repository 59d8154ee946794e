#include <algorithm>
#include <array>
#include <string_view>

#include "experiments/variance_bounds/analysis.h"
#include "experiments/variance_bounds/tasks.h"

namespace zipml::variance_bounds {
namespace {

// Of the axis of ratios; others are marked at its edge.
constexpr double kLowest = 0.05;
constexpr double kHighest = 2000;

// The lines of the first figure, in the order of their colours.
constexpr std::array<std::string_view, 7> kLines = {
    "corrected",
    "printed, row scaling",
    "printed, column scaling",
    "printed, any scaling",
    "printed, row scaling, step 2/s",
    "printed, row scaling, ||a|| <= 1",
    "printed, b = 0"};

std::size_t line_of(const Statement& statement) {
  if (!statement.printed) return 0;
  if (statement.zero_label) return 6;
  if (statement.scalings.size() > 1) return 3;
  if (statement.scalings.front() == SampleScaling::kColumn) return 2;
  if (statement.norm == SampleNorm::kAtMostOne) return 5;
  return statement.conventions.front() == LevelConvention::kWholeRange ? 4 : 1;
}

Figure ratio_figure(const Cells& cells,
                    const std::vector<StatementResult>& all) {
  Figure figure{
      "largest_ratio", "Largest exact value over the bound, against n",
      "1 (dotted) is the bound. Above: the exact value over a bound that "
      "fails. At or below: of a bound that holds, the largest share of what it "
      "allows quantization to add that quantization does add; 1 is tight. "
      "No multiple of a bound that is zero or negative is enough (Lemma 1 as "
      "printed is zero for x = 0, Corollary 1 with column scaling becomes "
      "negative): that ratio is infinite. Corollary 2's two lines for ||a|| <= "
      "1 coincide. End to end "
      "the closed form is taken up to n = 8. Steps: 1/s per sign, but as the "
      "legend says; corrected bounds, Lemma 1 and footnote 2 with both."};
  const std::vector<int> dimensions = cells.dimensions();
  for (const StatementResult& tried : all) {
    const Statement& statement = *tried.statement;
    if (figure.panels.empty() ||
        figure.panels.back().title != statement.lemma) {
      figure.panels.push_back(
          {.title = statement.lemma,
           .x = {.label = "features n", .logarithmic = true},
           .y = {.label = "exact / bound",
                 .logarithmic = true,
                 .min = kLowest,
                 .max = kHighest,
                 .infinite = "the bound is zero or negative"},
           .series = {{.label = "the bound",
                       .origin = Origin::kTheory,
                       .color = 7,
                       .x = {static_cast<double>(dimensions.front()),
                             static_cast<double>(dimensions.back())},
                       .y = {1, 1}}}});
    }
    const std::size_t line = line_of(statement);
    Series series{.label = std::string(kLines[line]),
                  .color = static_cast<int>(line),
                  .markers = true};
    for (const auto& [features, ratio] : tried.by_features) {
      series.add(features, ratio);
    }
    // The corrected line below the others, which it may hide.
    std::vector<Series>& lines = figure.panels.back().series;
    lines.insert(statement.printed ? lines.end() : lines.begin() + 1,
                 std::move(series));
  }
  return figure;
}

Figure variance_figure(const Cells& cells,
                       const std::vector<CurvePoint>& curve) {
  Figure figure{
      "variance_against_s", "Variance of quantization against s",
      "E ||Q(v) - v||^2 / ||v||^2 of Gaussian vectors with row scaling: "
      "measured (mean and 95 % band over repetitions), exact, and Lemma 2's "
      "bound: as printed, the same for both steps, and as corrected for each."};
  for (const int features : cells.curve_dimensions()) {
    Panel panel{
        .title = "n = " + std::to_string(features),
        .x = {.label = "s (grid steps of 1/s or 2/s)", .logarithmic = true},
        .y = {.label = "variance / ||v||^2", .logarithmic = true}};
    Series printed{
        .label = "Lemma 2 as printed", .origin = Origin::kPaper, .color = 0};
    for (const LevelConvention convention : kConventions) {
      const bool per_sign = convention == LevelConvention::kPerSign;
      const std::string step = per_sign ? ", step 1/s" : ", step 2/s";
      const int color = per_sign ? 1 : 2;
      Series measured{
          .label = "measured" + step, .color = color, .markers = true};
      Series exact{
          .label = "exact" + step, .origin = Origin::kTheory, .color = color};
      Series corrected{.label = "Lemma 2 corrected" + step,
                       .origin = Origin::kTheory,
                       .color = color + 2};
      for (const CurvePoint& point : curve) {
        if (point.features != features || point.convention != convention) {
          continue;
        }
        corrected.add(point.s, point.corrected);
        printed.add(point.s, point.printed);
        const Estimate mean = interval(point.measured);
        if (mean.n == 0) continue;
        measured.add(point.s, mean);
        exact.add(point.s, interval(point.exact).mean);
      }
      panel.series.push_back(std::move(measured));
      panel.series.push_back(std::move(exact));
      panel.series.push_back(std::move(corrected));
    }
    std::sort(printed.x.begin(), printed.x.end());
    std::sort(printed.y.begin(), printed.y.end(), std::greater<>());
    panel.series.push_back(std::move(printed));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const Cells& cells,
                                 const Measurements& measured) {
  return {ratio_figure(cells, measured.statements),
          variance_figure(cells, measured.curve)};
}

}  // namespace zipml::variance_bounds
