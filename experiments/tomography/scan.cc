#include "experiments/tomography/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/readers/byte_source.h"
#include "core/data/readers/tensor_reader.h"
#include "core/harness/value_text.h"
#include "core/tomography/phantom.h"

namespace zipml::tomography {
namespace {

constexpr std::size_t kKeptScans = 4;
// Points of a voxel, and rays of a detector, along one side.
constexpr int kSamples = 4;

// RandomStream as the generator that Boost's distributions draw from.
struct Generator {
  using result_type = std::uint64_t;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() {
    return std::numeric_limits<result_type>::max();
  }
  result_type operator()() { return stream.bits(); }

  RandomStream stream;
};

std::string own_key(const std::string& checksum, int side) {
  return fmt::format("{} {}", checksum, side);
}

// Densities: what is nothing is 0, so that x >= 0 is no lie.
void lift_to_zero(Volume& volume) {
  const auto low = static_cast<float>(voxel_range(volume).low);
  for (float& voxel : volume.voxels) voxel -= low;
}

struct OwnVolume {
  Volume volume = {};
  std::string checksum = {};
};

OwnVolume read_own(const std::string& path) {
  ByteSource source(path, Checksum::kYes);
  TensorReader reader = open_npy(source);
  const TensorInfo& info = reader.tensors().front();
  constexpr std::uint64_t kLongest = 4096;
  const bool fits =
      info.shape.size() == 3 && info.size() > 0 &&
      std::all_of(info.shape.begin(), info.shape.end(),
                  [](std::uint64_t length) { return length <= kLongest; });
  if (!fits) {
    fail_in(path,
            fmt::format("has {}; an array of three dimensions (slices, rows, "
                        "columns), each at most {}, was expected",
                        info.description(), kLongest));
  }
  std::vector<double> values;
  reader.read_next(values);
  while (!source.next().empty()) {
  }
  OwnVolume own{.volume = Volume(static_cast<int>(info.shape[0]),
                                 static_cast<int>(info.shape[1]),
                                 static_cast<int>(info.shape[2])),
                .checksum = source.content_sha256()};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      fail_in(path, fmt::format("value {} of the array is not finite", i + 1));
    }
    own.volume.voxels[i] = static_cast<float>(values[i]);
  }
  lift_to_zero(own.volume);
  if (voxel_range(own.volume).size() == 0) {
    fail_in(path, "has the same value everywhere: there is nothing to see");
  }
  return own;
}

Volume head(DataLibrary& library, int side) {
  // Of the scanner: within a slice, and between slices.
  constexpr VoxelSpacing kSpacing = {
      .depth = 1.5, .height = 0.957, .width = 0.957};
  const std::shared_ptr<const Dataset> slices =
      library.load(library.locate(kHead, {}, StandIns::kRefuse));
  const auto width =
      static_cast<int>(std::lround(std::sqrt(slices->feature_count())));
  Volume volume(static_cast<int>(slices->rows()), width, width);
  std::copy(slices->features.data(),
            slices->features.data() + slices->features.size(),
            volume.voxels.begin());
  lift_to_zero(volume);
  return resampled_to_cube(volume, side, kSpacing);
}

}  // namespace

Record ScanSpec::to_record() const {
  return {{"volume", volume},
          {"checksum", checksum},
          {"side", side},
          {"views", views},
          {"detectors", detectors},
          {"slices", slices},
          {"projections", projections},
          {"photons", photons}};
}

ScanSpec ScanSpec::from_record(const Record& cell) {
  const auto integer = [&](const char* name) {
    return static_cast<int>(cell.integer(name));
  };
  return {.volume = cell.text("volume"),
          .checksum = cell.text("checksum"),
          .side = integer("side"),
          .views = integer("views"),
          .detectors = integer("detectors"),
          .slices = integer("slices"),
          .projections = cell.text("projections"),
          .photons = cell.number("photons")};
}

std::vector<int> slice_numbers(int side, int slices) {
  const int count = slices == 0 ? side : std::min(slices, side);
  std::vector<int> numbers;
  for (int k = 0; k < count; ++k) {
    // The middle of each of `count` equal parts.
    numbers.push_back((2 * k + 1) * side / (2 * count));
  }
  return numbers;
}

void add_photon_noise(double photons, std::uint64_t seed, int repetition,
                      std::vector<float>& projections) {
  constexpr double kLargest = 4;
  const float most = *std::max_element(projections.begin(), projections.end());
  if (most <= 0) return;
  const double unit = kLargest / static_cast<double>(most);
  Generator generator{
      RandomStream({.seed = seed,
                    .purpose = Purpose::kDataGeneration,
                    .repetition = static_cast<std::uint64_t>(repetition)})};
  for (float& value : projections) {
    const double mean = photons * std::exp(-unit * value);
    boost::random::poisson_distribution<std::int64_t, double> counts(mean);
    const auto count =
        static_cast<double>(std::max<std::int64_t>(counts(generator), 1));
    value = static_cast<float>(-std::log(count / photons) / unit);
  }
}

std::string Scans::locate(const std::string& volume, int side) {
  if (volume == kPhantom) return "";
  if (volume == kHead) return library_->locate(volume).checksum;
  auto [cube, checksum] = read_own(volume);
  const std::lock_guard lock(mutex_);
  own_[own_key(checksum, side)] = resampled_to_cube(cube, side);
  return checksum;
}

Volume Scans::cube_of(const ScanSpec& spec) const {
  if (spec.volume == kPhantom) {
    return phantom_volume(shepp_logan(), spec.side, kSamples);
  }
  if (spec.volume == kHead) return head(*library_, spec.side);
  const auto found = own_.find(own_key(spec.checksum, spec.side));
  if (found == own_.end()) {
    throw UserError(Diagnostic{.file = spec.volume,
                               .message = "has not been read by this run"});
  }
  return found->second;
}

std::shared_ptr<const Scan> Scans::make(const ScanSpec& spec) const {
  auto scan = std::make_shared<Scan>();
  scan->beam = {.views = spec.views,
                .detectors = spec.detectors,
                .width = static_cast<double>(spec.side)};
  scan->matrix = joseph_matrix(scan->beam, spec.side);
  const Volume cube = cube_of(spec);
  const std::vector<int> numbers = slice_numbers(spec.side, spec.slices);
  scan->truth = Volume(static_cast<int>(numbers.size()), spec.side, spec.side);
  const std::size_t depth = numbers.size();
  scan->projections.resize(scan->beam.rays() * depth);
  const std::vector<Ellipsoid> phantom = shepp_logan();
  for (std::size_t k = 0; k < depth; ++k) {
    const std::span<const float> slice = cube.slice(numbers[k]);
    std::copy(slice.begin(), slice.end(),
              scan->truth.slice(static_cast<int>(k)).begin());
    const std::vector<double> data =
        spec.projections == kGrid
            ? project(scan->matrix,
                      std::vector<double>(slice.begin(), slice.end()))
            : phantom_projections(phantom, scan->beam, spec.side, numbers[k],
                                  kSamples);
    for (std::size_t r = 0; r < data.size(); ++r) {
      scan->projections[r * depth + k] = static_cast<float>(data[r]);
    }
  }
  scan->range = voxel_range(cube).size();
  if (spec.photons > 0) {
    add_photon_noise(spec.photons, spec.seed, spec.repetition,
                     scan->projections);
  }
  return scan;
}

std::shared_ptr<const Scan> Scans::get(const ScanSpec& spec) {
  std::string key = record_text(spec.to_record());
  if (spec.photons > 0) {
    key += fmt::format("\n{} {}", spec.seed, spec.repetition);
  }
  // Others wait: they are about to ask for the same.
  const std::lock_guard lock(mutex_);
  for (const auto& [name, scan] : kept_) {
    if (name == key) return scan;
  }
  kept_.emplace_back(std::move(key), make(spec));
  if (kept_.size() > kKeptScans) kept_.pop_front();
  return kept_.back().second;
}

}  // namespace zipml::tomography
