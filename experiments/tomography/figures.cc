#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "experiments/tomography/analysis.h"

namespace zipml::tomography {
namespace {

// A variant without its bits, and its runs by bits.
using ByBits = std::map<int, const Runs*>;
std::map<Variant, ByBits> by_bits(const RunsByVariant& runs) {
  std::map<Variant, ByBits> ways;
  for (const auto& [variant, own] : runs) {
    if (variant.is_full()) continue;
    Variant way = variant;
    way.bits = 0;
    ways[way][variant.bits] = &own;
  }
  return ways;
}

// The same of a way in every panel.
int color_of(const Variant& way) {
  constexpr std::array kMethods = {kNearest, "naive", "double_sampling",
                                   "debiased_single"};
  const auto place = std::find(kMethods.begin(), kMethods.end(), way.method);
  const int method = static_cast<int>(place - kMethods.begin());
  return way.levels == "uniform" ? method : method + 4;
}

Panel quality_panel(const RunsByVariant& runs, const std::string& title,
                    const char* value, const std::string& label) {
  Panel panel{.title = title, .x = {.label = "bits"}, .y = {.label = label}};
  for (const auto& [way, own] : by_bits(runs)) {
    Series series{
        .label = way_words(way), .color = color_of(way), .markers = true};
    for (const auto& [bits, of_bits] : own) {
      const Estimate mean = of_bits->interval(value);
      if (mean.n > 0) series.add(bits, mean);
    }
    if (const Runs* full = find_runs(runs, {})) {
      const Estimate mean = full->interval(value);
      if (mean.n > 0) series.add(32, mean);
    }
    if (!series.empty()) panel.series.push_back(std::move(series));
  }
  return panel;
}

Figure quality_figure(const TomographyRuns& runs) {
  Figure figure{"quality", "Quality of the reconstruction against bits",
                "Mean over starts with its 95 % interval; at 32 bits the same "
                "runs for all. Left all slices, right some."};
  for (const auto& [value, label] :
       {std::pair{"psnr", "PSNR (dB)"}, {"ssim", "SSIM"}}) {
    if (const RunsByVariant* main = runs.main()) {
      figure.panels.push_back(
          quality_panel(*main, "projections, all slices", value, label));
    }
    const RunsByVariant* const compared = runs.compared();
    if (compared == nullptr) continue;
    // A panel has room for eight curves.
    for (const std::string& stored :
         {std::string(kProjections), std::string(kRays)}) {
      RunsByVariant part;
      for (const auto& [variant, own] : *compared) {
        if (variant.is_full() || variant.stored == stored) {
          part.emplace(variant, own);
        }
      }
      figure.panels.push_back(
          quality_panel(part,
                        (stored == kRays ? "stored rays" : "projections") +
                            std::string(", some slices"),
                        value, label));
    }
  }
  return figure;
}

Figure sweeps_figure(const TomographyRuns& runs) {
  Figure figure{"sweeps", "PSNR against sweeps",
                "Projections rounded to nearest. Mean over starts with its "
                "95 % interval."};
  for (const auto& [setup, variants] : runs.setups) {
    if (setup.whole) continue;
    Panel panel{.title = setup_words(setup),
                .x = {.label = "sweeps"},
                .y = {.label = "PSNR (dB)"}};
    int color = 0;
    for (auto own = variants.rbegin(); own != variants.rend(); ++own) {
      const Variant& variant = own->first;
      const bool plain = variant.is_full() || (variant.stored == kProjections &&
                                               variant.levels == "uniform" &&
                                               variant.method == kNearest);
      if (!plain || color >= 8) continue;
      Series curve = own->second.mean_curve("psnr");
      curve.label = fmt::format("{} bits", variant.bits);
      curve.color = color++;
      if (!curve.empty()) panel.series.push_back(std::move(curve));
    }
    if (!panel.series.empty()) figure.panels.push_back(std::move(panel));
  }
  return figure;
}

// To a decimal of at most a thousandth of the range: more than a grey shows,
// and short to store.
std::vector<double> rounded(const std::vector<double>& values, double range) {
  const double per_unit = std::pow(10, std::ceil(std::log10(1000 / range)));
  std::vector<double> out;
  for (const double value : values) {
    out.push_back(std::round(value * per_unit) / per_unit);
  }
  return out;
}

Panel picture(std::string title, int side, std::vector<double> values,
              double low, double high, std::string label, bool diverging) {
  return {.title = std::move(title),
          .image = Image{.width = side,
                         .height = side,
                         .values = rounded(values, high - low),
                         .low = low,
                         .high = high,
                         .label = std::move(label),
                         .diverging = diverging}};
}

// The first repetition of each variant that keeps its middle slice.
Figure slices_figure(const TomographyRuns& runs) {
  Figure figure{"slices", "The slice in the middle",
                "Above: the truth and its reconstructions, projections rounded "
                "to nearest. Below: the difference from the one with 32 bits, "
                "with a colour bar of its own."};
  const RunsByVariant* const main = runs.main();
  if (main == nullptr) return figure;
  const auto slice_of = [&](const Variant& variant,
                            const char* name) -> std::vector<double> {
    const Runs* const own = find_runs(*main, variant);
    if (own == nullptr || !own->front().has_values()) return {};
    const Value* const values = own->front().values.find(name);
    return values == nullptr ? std::vector<double>()
                             : own->front().values.numbers(name);
  };
  const std::vector<double> truth = slice_of({}, "true_slice");
  const std::vector<double> full = slice_of({}, "slice");
  if (truth.empty() || full.empty()) return figure;
  const double high = *std::max_element(truth.begin(), truth.end());
  const auto add = [&](const std::string& title,
                       const std::vector<double>& values) {
    figure.panels.push_back(
        picture(title, runs.side, values, 0, high, "density", false));
  };
  add("truth", truth);
  add("32 bits", full);
  std::vector<Panel> differences;
  for (const int bits : {12, 8}) {
    const std::vector<double> low =
        slice_of({.method = kNearest, .bits = bits}, "slice");
    if (low.empty()) continue;
    add(fmt::format("{} bits", bits), low);
    std::vector<double> apart;
    double most = 0;
    for (std::size_t i = 0; i < low.size(); ++i) {
      apart.push_back(low[i] - full[i]);
      most = std::max(most, std::abs(apart.back()));
    }
    if (most == 0) continue;
    differences.push_back(picture(fmt::format("{} bits less 32 bits", bits),
                                  runs.side, std::move(apart), -most, most,
                                  "difference", true));
  }
  for (Panel& panel : differences) figure.panels.push_back(std::move(panel));
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const TomographyRuns& runs) {
  return {slices_figure(runs), quality_figure(runs), sweeps_figure(runs)};
}

}  // namespace zipml::tomography
