// The cells of deep.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/deep/tasks.h"

namespace zipml::deep {

// Those that claims are about (core/deep/weight_quantizer.h).
inline constexpr const char* kFull = "32-bit";
inline constexpr const char* kBinary = "binary-layer";
inline constexpr const char* kTernary = "ternary";
inline constexpr const char* kUniform = "uniform-5";
inline constexpr const char* kAsCoded = "heuristic-5";
inline constexpr const char* kAsDescribed = "optimal-5";
inline constexpr const char* kForNearest = "k-means-5";

// Tried on the weights at the end of every run, from the one that should be
// nearest (erratum X16) to the one that should not.
inline const std::vector<std::string> kMeasured = {
    kForNearest, kAsCoded, kAsDescribed, kTernary, kUniform, kBinary};

// A run's length in the paper, most likely (erratum X15), and Caffe's.
inline constexpr std::int64_t kPaperIterations = 4'000;
inline constexpr std::int64_t kCaffeIterations = 5'000;

class Cells final : public PlannedPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings,
        Pictures& pictures);

  // In the order of the parameter, without repetitions.
  const std::vector<std::string>& quantizers() const { return quantizers_; }

  Findings analyse(const Results& results) const override;

 private:
  Record cell_parameters(const std::string& quantizer) const;

  DataSource source_;
  std::vector<std::string> quantizers_;
  std::map<std::string, CellGroup> training_;  // by quantizer
};

}  // namespace zipml::deep
