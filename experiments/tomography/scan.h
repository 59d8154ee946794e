// A volume and its projections: what a reconstruction is made from.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/data/library.h"
#include "core/data/sparse_matrix.h"
#include "core/harness/value.h"
#include "core/tomography/projector.h"
#include "core/tomography/volume.h"

namespace zipml::tomography {

// The names of volumes; all others are files.
inline constexpr const char* kPhantom = "shepp-logan";
inline constexpr const char* kHead = "head-CT";  // of the catalogue

// How projections come to be.
inline constexpr const char* kExact = "exact";  // of the phantom's ellipsoids
inline constexpr const char* kGrid = "grid";    // A x of the voxels themselves

struct ScanSpec {
  std::string volume = kPhantom;  // or what a file of one's own is called
  std::string checksum = {};      // of its files' content
  int side = 128;                 // of the cube
  int views = 128;
  int detectors = 128;
  // So many slices at equal distances; 0: all.
  int slices = 0;
  std::string projections = kExact;
  // I0 of a detector; 0: without noise.
  double photons = 0;
  // Of the noise alone.
  std::uint64_t seed = 1;
  int repetition = 0;

  Record to_record() const;
  static ScanSpec from_record(const Record& cell);
};

struct Scan {
  ParallelBeam beam = {};
  SparseMatrix matrix = {};  // of a slice; all have the same
  Volume truth = {};         // the slices
  double range = 0;          // of the truth, all its slices
  // The projection of ray r of slice k at r * truth.depth + k.
  std::vector<float> projections = {};
};

// Scans that cells share: the last few are kept. Thread-safe.
class Scans {
 public:
  explicit Scans(std::shared_ptr<DataLibrary> library)
      : library_(std::move(library)) {}

  // Finds a volume and returns the checksum of its content, by which cells know
  // it; empty for the phantom. A file of one's own is read here, an .npy of
  // three dimensions (slices, rows, columns), and kept as a cube of side^3
  // voxels. UserError: not to be had, what is wrong where in the file.
  std::string locate(const std::string& volume, int side);
  std::shared_ptr<const Scan> get(const ScanSpec& spec);

 private:
  Volume cube_of(const ScanSpec& spec) const;
  std::shared_ptr<const Scan> make(const ScanSpec& spec) const;

  std::shared_ptr<DataLibrary> library_;
  std::mutex mutex_;
  std::deque<std::pair<std::string, std::shared_ptr<const Scan>>> kept_;
  std::map<std::string, Volume> own_;  // by checksum and side
};

// The slices that are taken, ascending.
std::vector<int> slice_numbers(int side, int slices);

// What a detector counts of photons that meet a line integral p (in its own
// unit, scaled so that the largest of all is 4): N ~ Poisson(I0 exp(-p)), and
// -ln(max(N, 1) / I0) in its place.
void add_photon_noise(double photons, std::uint64_t seed, int repetition,
                      std::vector<float>& projections);

}  // namespace zipml::tomography
