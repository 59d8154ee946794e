// What tomography computes: each task in the file of its name.
#pragma once

#include "core/harness/experiment.h"
#include "experiments/tomography/scan.h"

namespace zipml::tomography {

inline constexpr const char* kReconstructTask = "reconstruct";

// A reconstruction. Rows: sweep (0, 1, ...), psnr (all voxels of the slices).
// Values, at the end: psnr, mean_slice_psnr, ssim, relative_error (Quality),
// the same in the inscribed circle as circle_psnr, ...; adjoint_error;
// bits_projections and bits_rays, of a sweep over one slice; moved_bits, of a
// sweep over all slices as it was done, the rays read once for all;
// value_bits (a stored weight's code), index_bits. With "keeps_slice" also the
// slice in the middle, reconstruction and truth, row by row.
CellResult run_reconstruct(const Cell& cell, Scans& scans,
                           const RunContext& context);

}  // namespace zipml::tomography
