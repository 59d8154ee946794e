// Gradient estimators: from draws of a sample to an estimate of its gradient.
// One pair of files each in estimators/; the methods that use them are in
// method.cc.
#pragma once

#include <Eigen/Core>
#include <span>
#include <string_view>

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

// What an estimate is a sum of, for those who compute a batch at once
// (batch_gradient.h). q1, q2 are the draws, l' the loss's derivative.
enum class BatchForm {
  kNone,          // something else: row after row only
  kOneDraw,       // l'(q1^T x) q1
  kTwoDraws,      // l'(q2^T x) q1
  kSymmetrised,   // (l'(q2^T x) q1 + l'(q1^T x) q2) / 2
  kPairSum,       // l'(m^T x) m - (q1 - q2)^2 o x / 4, m = (q1 + q2) / 2
  kLessDiagonal,  // l'(q1^T x) q1 - diagonal() o x
};

class GradientEstimator {
 public:
  virtual ~GradientEstimator() = default;
  virtual std::string_view name() const = 0;
  // Independent draws of a sample that it needs.
  virtual int draws() const = 0;
  virtual BatchForm batch_form() const { return BatchForm::kNone; }
  // Of kLessDiagonal, a value a feature.
  virtual std::span<const float> diagonal() const { return {}; }
  // gradient += weight * estimate of l'(a^T x, label) a.
  virtual VisitCost add(const SampleVisit& visit, std::span<const float> model,
                        const Loss& loss, float weight,
                        std::span<float> gradient) const = 0;
};

}  // namespace zipml
