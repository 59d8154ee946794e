// The Shepp-Logan phantom in three dimensions, and its exact projections.
#pragma once

#include <vector>

#include "core/tomography/projector.h"
#include "core/tomography/volume.h"

namespace zipml {

// In the cube [-1, 1]^3: a density that is added inside, half-axes, middle, and
// a turn about the axis z, in degrees.
struct Ellipsoid {
  double density = 0;
  double a = 0, b = 0, c = 0;
  double x = 0, y = 0, z = 0;
  double turn = 0;
};

// The head of Shepp and Logan (1974) in three dimensions, with the densities of
// the modified contrast (Toft 1996): 0 to 1, the ventricles 0.2 below and the
// small ones 0.1 above their surroundings. y grows downwards, as the rows of a
// slice do, so that the head is seen as in print.
std::vector<Ellipsoid> shepp_logan();

// As a cube of side^3 voxels, each the mean of `samples`^2 points of its
// slice's middle plane, on which the rays lie.
Volume phantom_volume(const std::vector<Ellipsoid>& phantom, int side,
                      int samples = 8);

// The exact line integrals of slice z of a cube of side^3 voxels: those of the
// ellipsoids themselves, so that no grid has a part in them. Lengths in pixels,
// as those of joseph_matrix; a value a ray, the mean over `samples` rays across
// the detector.
std::vector<double> phantom_projections(const std::vector<Ellipsoid>& phantom,
                                        const ParallelBeam& beam, int side,
                                        int z, int samples = 1);

}  // namespace zipml
