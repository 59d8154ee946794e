#include "core/tomography/phantom.h"

#include <cmath>
#include <numbers>

namespace zipml {
namespace {

// An ellipsoid's cut by a plane of constant z; half-axes of 0: none.
struct Ellipse {
  double density = 0;
  double a = 0, b = 0;
  double x = 0, y = 0;
  double cosine = 1, sine = 0;  // of its turn

  bool holds(double px, double py) const {
    const double u = ((px - x) * cosine + (py - y) * sine) / a;
    const double v = ((py - y) * cosine - (px - x) * sine) / b;
    return u * u + v * v <= 1;
  }
  // The length of the line x cos t + y sin t = s inside.
  double chord(double ray_cosine, double ray_sine, double s) const {
    // The direction of t as the ellipse's own axes see it.
    const double u = ray_cosine * cosine + ray_sine * sine;
    const double v = ray_sine * cosine - ray_cosine * sine;
    const double square = a * a * u * u + b * b * v * v;
    const double apart = s - x * ray_cosine - y * ray_sine;
    const double rest = square - apart * apart;
    return rest > 0 ? 2 * a * b * std::sqrt(rest) / square : 0;
  }
};

std::vector<Ellipse> cut(const std::vector<Ellipsoid>& phantom, double z) {
  std::vector<Ellipse> cuts;
  for (const Ellipsoid& own : phantom) {
    const double rest = 1 - (z - own.z) * (z - own.z) / (own.c * own.c);
    if (rest <= 0) continue;
    const double scale = std::sqrt(rest);
    const double turn = own.turn * std::numbers::pi / 180;
    cuts.push_back({own.density, own.a * scale, own.b * scale, own.x, own.y,
                    std::cos(turn), std::sin(turn)});
  }
  return cuts;
}

// The middle of place i of `side` in [-1, 1].
double middle(int i, int side) { return (2.0 * i + 1) / side - 1; }

}  // namespace

std::vector<Ellipsoid> shepp_logan() {
  std::vector<Ellipsoid> phantom = {
      {1.0, 0.69, 0.92, 0.81, 0, 0, 0, 0},
      {-0.8, 0.6624, 0.874, 0.78, 0, -0.0184, 0, 0},
      {-0.2, 0.11, 0.31, 0.22, 0.22, 0, 0, -18},
      {-0.2, 0.16, 0.41, 0.28, -0.22, 0, 0, 18},
      {0.1, 0.21, 0.25, 0.41, 0, 0.35, -0.15, 0},
      {0.1, 0.046, 0.046, 0.05, 0, 0.1, 0.25, 0},
      {0.1, 0.046, 0.046, 0.05, 0, -0.1, 0.25, 0},
      {0.1, 0.046, 0.023, 0.05, -0.08, -0.605, 0, 0},
      {0.1, 0.023, 0.023, 0.02, 0, -0.606, 0, 0},
      {0.1, 0.023, 0.046, 0.02, 0.06, -0.605, 0, 0}};
  // As published y points up; here rows run downwards.
  for (Ellipsoid& ellipsoid : phantom) {
    ellipsoid.y = -ellipsoid.y;
    ellipsoid.turn = -ellipsoid.turn;
  }
  return phantom;
}

Volume phantom_volume(const std::vector<Ellipsoid>& phantom, int side,
                      int samples) {
  Volume volume(side, side, side);
  for (int z = 0; z < side; ++z) {
    const std::vector<Ellipse> cuts = cut(phantom, middle(z, side));
    const std::span<float> slice = volume.slice(z);
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        double sum = 0;
        for (int j = 0; j < samples; ++j) {
          for (int i = 0; i < samples; ++i) {
            const double px = middle(x * samples + i, side * samples);
            const double py = middle(y * samples + j, side * samples);
            for (const Ellipse& own : cuts) {
              if (own.holds(px, py)) sum += own.density;
            }
          }
        }
        slice[static_cast<std::size_t>(y * side + x)] =
            static_cast<float>(sum / (samples * samples));
      }
    }
  }
  return volume;
}

std::vector<double> phantom_projections(const std::vector<Ellipsoid>& phantom,
                                        const ParallelBeam& beam, int side,
                                        int z, int samples) {
  const std::vector<Ellipse> cuts = cut(phantom, middle(z, side));
  // From pixels to the cube's own units and back.
  const double unit = 2.0 / side;
  const double spacing = beam.width / beam.detectors;
  std::vector<double> data;
  data.reserve(beam.rays());
  for (int view = 0; view < beam.views; ++view) {
    const double cosine = std::cos(beam.angle(view));
    const double sine = std::sin(beam.angle(view));
    for (int detector = 0; detector < beam.detectors; ++detector) {
      double sum = 0;
      for (int k = 0; k < samples; ++k) {
        const double offset =
            beam.offset(detector) + ((k + 0.5) / samples - 0.5) * spacing;
        for (const Ellipse& own : cuts) {
          sum += own.density * own.chord(cosine, sine, offset * unit) / unit;
        }
      }
      data.push_back(sum / samples);
    }
  }
  return data;
}

}  // namespace zipml
