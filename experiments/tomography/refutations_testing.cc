#include "experiments/refutation_testing.h"
#include "experiments/tomography/analysis.h"

namespace zipml {
namespace {

using namespace tomography;

// Three starts of a group of runs.
struct MadeUpVariant {
  std::vector<double> psnr = {37, 37.1, 36.9};
  std::vector<double> ssim = {0.98, 0.981, 0.979};
  double projection_bits = 32, ray_bits = 46, adjoint_error = 1e-15;
};

struct MadeUpScans {
  MadeUpVariant full = {}, twelve = {.projection_bits = 12, .ray_bits = 26},
                twelve_rays = {.projection_bits = 12, .ray_bits = 26},
                eight = {}, nearest = {}, both = {};
  bool measured = true;

  std::vector<Verdict> verdicts() const {
    MadeUp made_up;
    TomographyRuns runs{.data = "Shepp-Logan phantom"};
    const auto runs_of = [&](const MadeUpVariant& own) {
      std::vector<CellResult> results;
      for (std::size_t start = 0; start < own.psnr.size(); ++start) {
        results.push_back(
            measured
                ? CellResult{.values = {{"psnr", own.psnr[start]},
                                        {"ssim", own.ssim[start]},
                                        {"bits_projections",
                                         own.projection_bits},
                                        {"bits_rays", own.ray_bits},
                                        {"adjoint_error", own.adjoint_error}}}
                : no_result());
      }
      return made_up.runs(results);
    };
    RunsByVariant& main = runs.setups[{}];
    main.emplace(Variant{}, runs_of(full));
    main.emplace(Variant{.method = "nearest", .bits = 12}, runs_of(twelve));
    main.emplace(Variant{.method = "nearest", .bits = 8}, runs_of(eight));
    RunsByVariant& compared = runs.setups[{.whole = false}];
    compared.emplace(Variant{}, runs_of(full));
    const auto rays = [](const char* method, int bits) {
      return Variant{.stored = "rays", .method = method, .bits = bits};
    };
    compared.emplace(rays("nearest", 12), runs_of(twelve_rays));
    compared.emplace(rays("nearest", 8), runs_of(nearest));
    compared.emplace(rays("double_sampling", 8), runs_of(both));
    return make_verdicts(runs);
  }
};

std::vector<Verdict> nothing() {
  MadeUpScans scans;
  scans.measured = false;
  return scans.verdicts();
}

// The PSNR of a variant that loses so much, or nobody knows what.
std::vector<double> losing(Truth truth, double little, double much) {
  if (truth == Truth::kNoise) return {36, 37.1, 38.2};
  const double loss = truth == Truth::kHolds ? little : much;
  return {37 - loss, 37.1 - loss - 0.001, 36.9 - loss + 0.001};
}

std::vector<Verdict> less_data(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpScans scans;
  scans.twelve.psnr = losing(truth, 0.02, 0.5);
  if (truth == Truth::kFails) scans.twelve.projection_bits = 16;
  return scans.verdicts();
}

std::vector<Verdict> less_data_with_rays(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpScans scans;
  scans.twelve_rays.psnr = losing(truth, 0.02, 0.5);
  // As if columns took no bits.
  if (truth != Truth::kFails) {
    scans.twelve_rays.ray_bits = 12;
    scans.full.ray_bits = 32;
  }
  return scans.verdicts();
}

std::vector<Verdict> eight_bits(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpScans scans;
  scans.eight.psnr = losing(truth, 0.05, 0.5);
  scans.eight.ssim =
      truth == Truth::kFails   ? std::vector<double>{0.9, 0.901, 0.899}
      : truth == Truth::kNoise ? std::vector<double>{0.96, 0.98, 0.999}
                               : scans.full.ssim;
  return scans.verdicts();
}

std::vector<Verdict> draws_add_nothing(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpScans scans;
  scans.both.psnr = losing(truth, 0.01, -1);
  return scans.verdicts();
}

std::vector<Verdict> reference_quality(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpScans scans;
  if (truth == Truth::kFails) {
    scans.full.psnr = {30, 30.1, 29.9};
    scans.full.ssim = {0.9, 0.901, 0.899};
  } else if (truth == Truth::kNoise) {
    scans.full.psnr = {30, 34, 38};
    scans.full.ssim = {0.94, 0.97, 0.999};
  }
  return scans.verdicts();
}

std::vector<Verdict> exact_transpose(Truth truth) {
  if (truth == Truth::kNothing) return nothing();
  MadeUpScans scans;
  if (truth == Truth::kFails) scans.full.adjoint_error = 1e-6;
  return scans.verdicts();
}

}  // namespace

std::vector<Refutation> tomography_refutations() {
  const std::string name = "tomography";
  return {{name, "less_data", less_data},
          {name, "less_data_with_rays", less_data_with_rays},
          {name, "eight_bits", eight_bits},
          {name, "draws_add_nothing", draws_add_nothing},
          {name, "reference_quality", reference_quality},
          {name, "exact_transpose", exact_transpose, /*exact=*/true}};
}

}  // namespace zipml
