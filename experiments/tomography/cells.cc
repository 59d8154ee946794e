#include "experiments/tomography/cells.h"

#include <filesystem>
#include <utility>

namespace zipml::tomography {
namespace {

// More levels than this have nothing to gain from where they lie.
constexpr int kMostOptimalBits = 8;

bool keeps_slice(const Setup& setup, const Variant& variant) {
  return setup == Setup{} && variant.stored == kProjections &&
         (variant.is_full() || variant.bits == 12 || variant.bits == 8);
}

}  // namespace

Cells::Cells(const ExperimentInfo& info, const Settings& settings, Scans& scans)
    : PlannedPoint(info, settings),
      scan_{.volume = settings.parameters.text("volume"),
            .side = integer("side"),
            .slices = integer("slices")} {
  scan_.views = integer("views") > 0 ? integer("views") : scan_.side;
  scan_.detectors =
      integer("detectors") > 0 ? integer("detectors") : scan_.side;
  scan_.checksum = scans.locate(scan_.volume, scan_.side);
  if (scan_.volume != kPhantom) {
    scan_.volume = std::filesystem::path(scan_.volume).filename().string();
    // Of a volume of voxels there are no others.
    scan_.projections = kGrid;
  }
  for (const auto& [name, list] :
       {std::pair{"bits", &bits_}, {"compared_bits", &compared_bits_}}) {
    for (const int bits : ascending_integers(settings, name)) {
      if (bits < 32) list->push_back(bits);
    }
  }
  // The sweep over bits on everything.
  const Setup main{.projections = scan_.projections};
  add_variant(main, {});
  for (const int bits : bits_) {
    add_variant(main, {.method = kNearest, .bits = bits});
  }
  // Ways of rounding, levels and stored rays, on some slices.
  Setup compared = main;
  compared.whole = false;
  for (const Variant& variant : compared_variants()) {
    add_variant(compared, variant);
  }
  // With noise, and with the projections of the grid itself.
  for (const bool noise : {true, false}) {
    if (noise && parameters().number("photons") <= 0) continue;
    Setup other = compared;
    other.noise = noise;
    other.projections = noise ? scan_.projections : kGrid;
    if (groups_.contains(other)) continue;  // the volume has no others
    add_variant(other, {});
    for (const int bits : compared_bits_) {
      add_variant(other, {.method = kNearest, .bits = bits});
    }
  }
}

std::vector<Variant> Cells::compared_variants() const {
  std::vector<Variant> variants = {{}};
  const auto methods = distinct_texts(settings(), "methods");
  for (const std::string& stored :
       {std::string(kProjections), std::string(kRays)}) {
    for (const char* levels : {"uniform", "optimal"}) {
      for (const int bits : compared_bits_) {
        if (std::string(levels) == "optimal" && bits > kMostOptimalBits) {
          continue;
        }
        for (const std::string& method : methods) {
          // Two draws, or one less a diagonal, are of the rays.
          const bool of_rays = method != kNearest && method != "naive";
          if (stored == kProjections && of_rays) continue;
          variants.push_back({stored, levels, method, bits});
        }
      }
    }
  }
  return variants;
}

void Cells::add_variant(const Setup& setup, const Variant& variant) {
  ScanSpec scan = scan_;
  scan.projections = setup.projections;
  scan.photons = setup.noise ? parameters().number("photons") : 0;
  if (!setup.whole) scan.slices = integer("compared_slices");
  Record cell = scan.to_record();
  cell.set("stored", variant.stored);
  cell.set("levels", variant.levels);
  cell.set("method", variant.method);
  cell.set("bits", variant.bits);
  cell.set("keeps_slice", keeps_slice({.projections = kExact,
                                       .noise = setup.noise,
                                       .whole = setup.whole},
                                      variant));
  for (const char* name : {"sgd.sweeps", "sgd.batch_rays", "sgd.step_size",
                           "model_bits", "gradient_bits"}) {
    cell.set(name, parameters().at(name));
  }
  groups_[setup][variant] = add_repetitions([&](int repetition) {
    return new_cell(kReconstructTask, cell, repetition);
  });
}

}  // namespace zipml::tomography
