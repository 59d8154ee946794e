// A variant made ready to run on rows that all variants share.
#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "core/data/dataset.h"
#include "core/quantize/packed_plane.h"
#include "experiments/cpu_speed/variants.h"

namespace zipml::cpu_speed {

// Least squares on generated rows: a_kj uniform on [-1, 1], b = a^T w + noise
// of standard deviation 0.1, w of length 1; and their codes, made when first
// asked for. Not thread-safe.
class SharedRows {
 public:
  // At least one row. `threads`: that generate and quantize.
  SharedRows(std::size_t rows, std::size_t features, std::uint64_t seed,
             int threads);

  const FeatureMatrix& features() const { return features_; }
  const std::vector<float>& labels() const { return labels_; }
  std::size_t rows() const { return labels_.size(); }
  std::size_t columns() const {
    return static_cast<std::size_t>(features_.cols());
  }
  const PackedPlane& plane(SampleCode code, int bits);
  // (1/2) mean squared residual of the model over all rows.
  double half_mse(const std::vector<float>& model) const;

 private:
  FeatureMatrix features_;
  std::vector<float> labels_;
  std::uint64_t seed_;
  int threads_;
  std::map<std::pair<SampleCode, int>, std::unique_ptr<LevelGrid>> grids_;
  std::map<std::pair<SampleCode, int>, std::unique_ptr<PackedPlane>> planes_;
};

class Contestant {
 public:
  virtual ~Contestant() = default;
  // One pass over all rows; training goes on from the model of the last one.
  virtual void run() = 0;
  // After as many passes as were run; empty where nothing is trained. Of
  // several models the mean.
  virtual std::vector<float> model() const { return {}; }
};

// Null where the variant is not to be had (OpenBLAS is not built in). `rows`
// must outlive it. On the integers of one byte each (IntegerArithmetic).
std::unique_ptr<Contestant> make_contestant(const Variant& variant,
                                            SharedRows& rows, int threads);

// Whether the fast way computes what it should: the gradient of the first rows
// at some model against row after row (relative difference), and against the
// generic target (same bits). Throws std::logic_error where the bits differ. 0
// for what is not packed training.
double checked_difference(const Variant& variant, SharedRows& rows);

}  // namespace zipml::cpu_speed
