// How like the truth a reconstruction is.
#pragma once

#include <span>

#include "core/tomography/volume.h"

namespace zipml {

// Which pixels of a slice count: all, or those whose middle lies inside the
// circle that touches the slice's sides, through which every view sees.
enum class Region { kSlice, kCircle };

// Of a reconstruction against the truth, volumes of the same size.
struct Quality {
  // 10 log10(range^2 / mean squared error) in decibels, over all voxels that
  // count; infinite where they agree. `range` is that of the truth.
  double psnr = 0;
  // The mean over slices of the same (those that agree left out).
  double mean_slice_psnr = 0;
  // Mean over slices of the mean structural similarity (Wang et al. 2004), by
  // Gaussian windows of sigma 1.5 cut off at 5 pixels, K1 = 0.01, K2 = 0.03 and
  // the range as L; over pixels at least 5 from the edge.
  double ssim = 0;
  // ||x - truth|| / ||truth||.
  double relative_error = 0;
};

// Structural similarity takes nearly all of the time: kNo leaves it out (0).
enum class Similarity { kYes, kNo };

Quality quality_of(const Volume& reconstruction, const Volume& truth,
                   double range, Region region,
                   Similarity similarity = Similarity::kYes);

// Of one slice of height x width pixels.
double slice_ssim(std::span<const float> image, std::span<const float> truth,
                  int height, int width, double range, Region region);

}  // namespace zipml
