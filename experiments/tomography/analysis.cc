#include "experiments/tomography/analysis.h"

#include <fmt/format.h>

#include <functional>
#include <limits>

#include "core/sgd/method.h"

namespace zipml::tomography {

const RunsByVariant* TomographyRuns::find(const Setup& setup) const {
  const auto found = setups.find(setup);
  return found == setups.end() ? nullptr : &found->second;
}

const RunsByVariant* TomographyRuns::main() const {
  if (const auto* exact = find({.projections = kExact})) return exact;
  return find({.projections = kGrid});
}

const RunsByVariant* TomographyRuns::compared() const {
  if (const auto* exact = find({.projections = kExact, .whole = false})) {
    return exact;
  }
  return find({.projections = kGrid, .whole = false});
}

const Runs* find_runs(const RunsByVariant& runs, const Variant& variant) {
  const auto found = runs.find(variant.is_full() ? Variant{} : variant);
  return found == runs.end() ? nullptr : &found->second;
}

Estimate loss_of(const Runs& low, const Runs& full, const std::string& value) {
  return interval(
      pairwise(full.values(value), low.values(value), std::minus<double>()));
}

double data_ratio(const Runs& low, const Runs& full, const Variant& variant) {
  const auto bits = [&](const Runs& runs) {
    double sum = 0;
    for (const char* part : {"bits_projections", "bits_rays"}) {
      if (variant.stored == kProjections && std::string(part) == "bits_rays") {
        continue;
      }
      sum += interval(runs.values(part)).mean;
    }
    return sum;
  };
  const double of_low = bits(low);
  return of_low > 0 ? bits(full) / of_low
                    : std::numeric_limits<double>::quiet_NaN();
}

std::string setup_words(const Setup& setup) {
  return fmt::format(
      "{}{}",
      setup.projections == kExact ? "exact projections" : "the grid's own",
      setup.noise ? ", with noise" : "");
}

std::string way_words(const Variant& variant) {
  const std::string method =
      variant.stored == kProjections && variant.method == "naive"
          ? "stochastic rounding"
          : method_label(variant.method);
  return method + (variant.levels == "uniform" ? "" : ", optimal levels");
}

std::string variant_words(const Variant& variant) {
  if (variant.is_full()) return "32 bits";
  return fmt::format("{}, {}",
                     variant.stored == kRays ? "stored rays" : "projections",
                     way_words(variant));
}

Findings Cells::analyse(const Results& results) const {
  TomographyRuns runs{
      .data = scan_.volume == kPhantom ? "Shepp-Logan phantom" : scan_.volume,
      .side = scan_.side};
  for (const auto& [setup, groups] : groups_) {
    runs.setups[setup] = runs_of(results, groups);
  }
  return {
      .tables = make_tables(runs),
      .figures = make_figures(runs),
      .verdicts = make_verdicts(runs),
      .notes = {
          "The paper gives 128^3 voxels, 128 projections of 128 x 128, 32 and "
          "12 bits, and nothing more (erratum X13). Assumed here: parallel "
          "beams over half a turn, Joseph's rays, least squares by SGD with "
          "x >= 0, and as volume the Shepp-Logan phantom of modified contrast.",
          "Projections are the line integrals of the phantom's ellipsoids, so "
          "that no grid has made its own data (no inverse crime); those of the "
          "grid itself are a row of their own. The truth is each voxel's mean "
          "over 4 x 4 points of its slice's middle plane.",
          "A slice's matrix is the same for all slices: it is read once for "
          "all of them here. Bits are counted for a slice alone, as a program "
          "that goes slice by slice moves them."}};
}

}  // namespace zipml::tomography
