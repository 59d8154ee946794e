// The cells of tomography.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "core/harness/experiment.h"
#include "experiments/tomography/scan.h"
#include "experiments/tomography/tasks.h"

namespace zipml::tomography {

// What is in few bits: the projections alone, the rays being computed as they
// are needed, or the weights of the rays, which are stored, too.
inline constexpr const char* kProjections = "projections";
inline constexpr const char* kRays = "rays";

inline constexpr const char* kFull = "32-bit";
inline constexpr const char* kNearest = "nearest";

// A way to reconstruct. `method` is one of core/sgd/method.h; of the
// projections alone "nearest" and "naive" differ in how these are rounded.
struct Variant {
  std::string stored = kProjections;
  std::string levels = "uniform";
  std::string method = kFull;
  int bits = 32;

  bool is_full() const { return bits == 32; }
  auto operator<=>(const Variant&) const = default;
};

// The conditions of a group of runs that are compared with each other.
struct Setup {
  std::string projections = kExact;
  bool noise = false;
  bool whole = true;  // all slices (parameter slices), or those compared

  auto operator<=>(const Setup&) const = default;
};

class Cells final : public PlannedPoint {
 public:
  Cells(const ExperimentInfo& info, const Settings& settings, Scans& scans);

  using Groups = std::map<Setup, std::map<Variant, CellGroup>>;
  const Groups& groups() const { return groups_; }

  Findings analyse(const Results& results) const override;

 private:
  void add_variant(const Setup& setup, const Variant& variant);
  std::vector<Variant> compared_variants() const;

  ScanSpec scan_;
  // Ascending, without 32.
  std::vector<int> bits_, compared_bits_;
  Groups groups_;
};

}  // namespace zipml::tomography
