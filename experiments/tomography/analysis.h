// From the results of tomography to its findings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/harness/runs.h"
#include "experiments/tomography/cells.h"

namespace zipml::tomography {

using RunsByVariant = std::map<Variant, Runs>;

struct TomographyRuns {
  DataLabel data = {};
  int side = 128;
  std::map<Setup, RunsByVariant> setups = {};

  // The runs of a setup without its flag `whole`; null where there are none.
  const RunsByVariant* find(const Setup& setup) const;
  // Those with this volume's own projections, without noise.
  const RunsByVariant* main() const;
  const RunsByVariant* compared() const;
};

// The runs of a variant; null where there are none. In 32 bits all are the
// same.
const Runs* find_runs(const RunsByVariant& runs, const Variant& variant);

// What few bits cost: the value at 32 bits less that of the runs, start by
// start, for "psnr" in decibels.
Estimate loss_of(const Runs& low, const Runs& full, const std::string& value);

// The bits of a sweep at 32 bits over those of the runs, of one slice:
// projections alone, or the rays' weights and columns, too.
double data_ratio(const Runs& low, const Runs& full, const Variant& variant);

// What the paper calls negligible is not said: here less than this much PSNR
// and similarity.
inline constexpr double kNegligibleDecibels = 0.1;
inline constexpr double kNegligibleSimilarity = 0.005;

std::string setup_words(const Setup& setup);
std::string variant_words(const Variant& variant);
// Without what is in few bits: "nearest rounding, optimal levels".
std::string way_words(const Variant& variant);

std::vector<Table> make_tables(const TomographyRuns& runs);
std::vector<Figure> make_figures(const TomographyRuns& runs);
std::vector<Verdict> make_verdicts(const TomographyRuns& runs);

}  // namespace zipml::tomography
