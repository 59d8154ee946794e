// Gradient estimators: from draws of a sample to an estimate of its gradient.
// One file each in estimators/; the table is in estimator.cc.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/loss.h"

namespace zipml {

// One visit of a row: what came over the sample channel.
struct SampleVisit {
  Eigen::Index row = 0;
  std::span<const float* const> draws;  // rows of model.size() values
  float label = 0;
  // The row in full precision, for estimators that may fetch it again; null
  // where the store of full-precision samples is not to be had.
  const float* full = nullptr;
};

// What an estimate took over the sample channel beyond its draws.
struct VisitCost {
  bool refetched = false;  // the whole row, 32 bits a value
  double bits = 0;         // anything else
};

class GradientEstimator {
 public:
  virtual ~GradientEstimator() = default;
  virtual std::string_view name() const = 0;
  // Independent draws of a sample that it needs.
  virtual int draws() const = 0;
  // gradient += weight * estimate of l'(a^T x, label) a.
  virtual VisitCost add(const SampleVisit& visit, std::span<const float> model,
                        const Loss& loss, float weight,
                        std::span<float> gradient) const = 0;
};

// l'(q^T x, b) q from one draw q. With full-precision samples it is the full
// stochastic gradient; with a stochastic draw the naive estimator, biased by
// D_a x for least squares (section 2.2 and B.1); with the nearest level the
// deterministic one.
std::unique_ptr<GradientEstimator> make_single_sample_estimator();

// Double sampling, equation (6): l'(q2^T x, b) q1 from two independent draws.
// Unbiased for losses with a linear derivative.
std::unique_ptr<GradientEstimator> make_double_sampling_estimator();

// Footnote 2: 1/2 [l'(q2^T x, b) q1 + l'(q1^T x, b) q2]. Unbiased likewise,
// with less variance, and it needs no order of the draws.
std::unique_ptr<GradientEstimator> make_symmetrised_estimator();

// By name: "single_sample", "double_sampling", "symmetrised". UserError for an
// unknown one.
std::unique_ptr<GradientEstimator> make_estimator(const std::string& name);
std::vector<std::string> estimator_names();

}  // namespace zipml
