#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "experiments/linear/comparison.h"
#include "experiments/linear/panels.h"
#include "experiments/study/analysis.h"

namespace zipml::study {
namespace {

// Beside the 32-bit curve; there are eight colours.
constexpr std::size_t kMostWidths = 7;

// The variants of a set that differ in their width alone.
struct Family {
  const Cells::Set* set = nullptr;
  std::vector<const VariantRuns*> members = {};

  const Variant& variant() const { return members.front()->variant; }
};

bool is_one_family(const VariantRuns& a, const VariantRuns& b) {
  return a.set == b.set && a.variant.mode == b.variant.mode &&
         a.variant.method == b.variant.method &&
         a.variant.placement == b.variant.placement;
}

std::vector<Family> families_of(const std::vector<VariantRuns>& all) {
  std::vector<Family> families;
  for (const VariantRuns& own : all) {
    if (own.variant.is_full()) continue;
    const bool is_new = families.empty() ||
                        !is_one_family(*families.back().members.front(), own);
    if (is_new) families.push_back({.set = own.set});
    families.back().members.push_back(&own);
  }
  return families;
}

// Some of many, the first and the last among them.
std::vector<const VariantRuns*> some_of(
    const std::vector<const VariantRuns*>& all) {
  if (all.size() <= kMostWidths) return all;
  std::vector<const VariantRuns*> some;
  for (std::size_t i = 0; i < kMostWidths; ++i) {
    some.push_back(all[i * (all.size() - 1) / (kMostWidths - 1)]);
  }
  return some;
}

// What besides the set is a panel of its own: all that is quantized but for the
// method, which is a line.
std::string panel_words(const Variant& variant) {
  if (variant.levels == 0) return ", " + variant_label(variant);
  // "double sampling, end to end" without its first words.
  return variant_label(variant).substr(method_label(variant.method).size());
}

// All of a set against 32 bits: a line for each method.
Figure against_width(const std::vector<Family>& families, bool by_levels) {
  Figure figure{"above_32_bits",
                by_levels ? "Loss above 32 bits against levels"
                          : "Loss above 32 bits against bits",
                "Final loss over that of 32 bits of the same repetition, minus "
                "1: geometric mean over repetitions with 95 % interval."};
  std::map<std::string, std::size_t> place;  // of a panel, by its title
  for (const Family& family : families) {
    const Variant& variant = family.variant();
    const std::string title = family.set->title + panel_words(variant);
    const bool has_levels = by_levels && variant.levels > 0;
    const auto [own, is_new] = place.try_emplace(title, figure.panels.size());
    if (is_new) {
      figure.panels.push_back(above_32_bits_panel(title));
      if (has_levels) figure.panels.back().x.label = "levels";
    }
    Panel& panel = figure.panels[own->second];
    std::map<int, Estimate> above;
    for (const VariantRuns* member : family.members) {
      const Variant& found = member->variant;
      above[has_levels ? found.levels : found.bits] =
          mean_above_32_bits(member->runs, member->full);
    }
    add_above_32_bits(panel,
                      variant.levels == 0 ? variant_label(variant)
                                          : method_label(variant.method),
                      static_cast<int>(panel.series.size()), above);
  }
  return figure;
}

// A panel for each family, a line for each width.
Figure against_epochs(const std::vector<Family>& families, bool by_levels) {
  Figure figure{.title = "Loss by epoch, " + families.front().set->title,
                .caption =
                    "Training loss, mean over repetitions with 95 % "
                    "band."};
  for (const Family& family : families) {
    Panel panel = loss_panel(variant_label(family.variant()), "training loss");
    const VariantRuns& first = *family.members.front();
    add_curve(panel, first.full.mean_curve("loss"), "32-bit", 0);
    int color = 1;
    for (const VariantRuns* member : some_of(family.members)) {
      add_curve(panel, member->runs.mean_curve("loss"),
                width_label(member->variant, by_levels), color);
      ++color;
    }
    RangeOfLosses range;
    const Series& full = panel.series.front();
    const double level = full.empty() ? 0 : full.y.back();
    range.include(panel, 2, 3 * level);
    range.set(panel);
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

}  // namespace

std::vector<Figure> make_figures(const std::vector<VariantRuns>& all,
                                 bool by_levels) {
  const std::vector<Family> families = families_of(all);
  std::vector<Figure> figures = {against_width(families, by_levels)};
  std::map<const Cells::Set*, std::vector<Family>> by_set;
  std::vector<const Cells::Set*> sets;
  for (const Family& family : families) {
    if (!by_set.contains(family.set)) sets.push_back(family.set);
    by_set[family.set].push_back(family);
  }
  for (const Cells::Set* set : sets) {
    figures.push_back(against_epochs(by_set.at(set), by_levels));
    figures.back().id =
        sets.size() == 1 ? "loss" : fmt::format("loss_{}", figures.size() - 1);
  }
  return figures;
}

}  // namespace zipml::study
