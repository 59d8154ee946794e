#include "experiments/tomography/scan.h"

#include <catch.h>

#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/statistics.h"
#include "core/base/temporary_folder.h"

using namespace zipml;
using namespace zipml::tomography;

namespace {

Scans scans() {
  return Scans(std::make_shared<DataLibrary>(
      DataPlaces{.folders = {}, .cache = "none", .may_download = false}));
}

// An .npy file of format 1.0 with floats of 64 bits.
std::string npy(const std::string& shape, const std::vector<double>& values) {
  std::string header =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
  while ((header.size() + 11) % 64 != 0) header += ' ';
  header += '\n';
  std::string text("\x93NUMPY\x01\x00", 8);
  text += static_cast<char>(header.size() & 0xff);
  text += static_cast<char>(header.size() >> 8);
  text += header;
  text.append(reinterpret_cast<const char*>(values.data()),
              values.size() * sizeof(double));
  return text;
}

}  // namespace

TEST_CASE("slices lie at equal distances", "[unit]") {
  CHECK(slice_numbers(4, 0) == std::vector<int>{0, 1, 2, 3});
  CHECK(slice_numbers(4, 9) == std::vector<int>{0, 1, 2, 3});
  CHECK(slice_numbers(16, 2) == std::vector<int>{4, 12});
  CHECK(slice_numbers(16, 1) == std::vector<int>{8});
}

TEST_CASE("a scan has a projection a ray and slice", "[unit]") {
  Scans own = scans();
  const ScanSpec spec{.side = 16, .views = 5, .detectors = 12, .slices = 3};
  const auto scan = own.get(spec);
  CHECK(scan->matrix.rows() == 60);
  CHECK(scan->truth.depth == 3);
  CHECK(scan->projections.size() == 180);
  CHECK(own.get(spec) == scan);  // shared
  ScanSpec grid = spec;
  grid.projections = kGrid;
  const auto other = own.get(grid);
  // Of the voxels: A x to the float.
  const std::span<const float> slice = other->truth.slice(1);
  const std::vector<double> data =
      project(other->matrix, std::vector<double>(slice.begin(), slice.end()));
  for (std::size_t r = 0; r < data.size(); ++r) {
    CHECK(other->projections[r * 3 + 1] == static_cast<float>(data[r]));
  }
}

TEST_CASE("photon noise is Poisson's", "[property]") {
  // One line integral, the largest, many times: e^-4 of the photons are left.
  constexpr double kPhotons = 1e5;
  std::vector<float> values(20'000, 3.0f);
  add_photon_noise(kPhotons, 5, 0, values);
  RunningStatistics statistics;
  for (const float value : values) statistics.add(value);
  // ln of a count of mean m: off by 1 / (2 m) and with variance 1 / m, in units
  // of 3 / 4, up to terms of 1 / m^2; five standard errors of both (1 false
  // alarm in 10^6 each).
  const double mean = kPhotons * std::exp(-4.0);
  const double unit = 3.0 / 4;
  CHECK(std::abs(statistics.mean() - 3 - unit / (2 * mean)) <
        5 * statistics.standard_error());
  CHECK(statistics.variance() / (unit * unit / mean) ==
        Approx(1).margin(5 * std::sqrt(2.0 / 20'000) + 2 / mean));
  // The same seed gives the same noise, another repetition other noise.
  std::vector<float> again(20'000, 3.0f), other(20'000, 3.0f);
  add_photon_noise(kPhotons, 5, 0, again);
  add_photon_noise(kPhotons, 5, 1, other);
  CHECK(again == values);
  CHECK(other != values);
}

TEST_CASE("a volume of one's own is read, or told what is wrong", "[unit]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "mine.npy";
  std::vector<double> values(2 * 3 * 4);
  std::iota(values.begin(), values.end(), 5.0);
  Scans own = scans();
  write_file_atomically(path, npy("2, 3, 4", values));
  const std::string checksum = own.locate(path.string(), 16);
  CHECK(checksum.size() == 64);
  const auto scan = own.get({.volume = "mine.npy",
                             .checksum = checksum,
                             .side = 16,
                             .views = 4,
                             .detectors = 16,
                             .projections = kGrid});
  CHECK(scan->truth.depth == 16);
  // The least voxel is 0 now.
  CHECK(voxel_range(scan->truth).low == 0);
  CHECK(scan->range <= 23);
  CHECK(scan->range > 10);

  const auto problem = [&](const std::string& content) -> std::string {
    write_file_atomically(path, content);
    try {
      own.locate(path.string(), 16);
    } catch (const UserError& error) {
      return error.what();
    }
    return "no error";
  };
  CHECK(problem(npy("6, 4", values)).find("three dimensions") !=
        std::string::npos);
  CHECK(problem(npy("0, 3, 4", {})).find("three dimensions") !=
        std::string::npos);
  CHECK(problem(npy("1, 2, 2", {1, 2, NAN, 4})).find("value 3") !=
        std::string::npos);
  CHECK(problem(npy("1, 2, 2", {7, 7, 7, 7})).find("same value everywhere") !=
        std::string::npos);
  CHECK(problem("1,2,3\n").find("mine.npy") != std::string::npos);
  CHECK_THROWS_AS(own.get({.volume = "other.npy", .checksum = "x", .side = 16}),
                  UserError);
}
