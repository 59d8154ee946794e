// The inputs on which a bound is tried: a few samples, their labels, a model
// and a quantizer.
#pragma once

#include <Eigen/Core>
#include <string>

#include "core/quantize/grid.h"
#include "core/sgd/gradient_variance_bounds.h"

namespace zipml::variance_bounds {

// Where a sample's scales come from (supplement A.3).
enum class SampleScaling {
  kRow,     // M_i = ||a||_2, for each sample its own
  kColumn,  // any M_i >= |a_i|, the same for all samples
};

// "row", "column".
std::string sample_scaling_name(SampleScaling scaling);

struct Instance {
  LevelConvention convention = LevelConvention::kPerSign;
  int bits = 1;
  SampleScaling scaling = SampleScaling::kRow;
  Eigen::MatrixXd samples;  // K x n, a sample a row
  Eigen::VectorXd labels;   // K
  Eigen::VectorXd model;    // n; row scaling
  Eigen::VectorXd scales;   // n, of column scaling

  Eigen::Index features() const { return samples.cols(); }
  // N over [-M_i, M_i], and the paper's s: N / 2 with step 1/s per sign, N
  // with step 2/s.
  int intervals() const { return interval_count(bits, convention); }
  double s() const;

  Eigen::VectorXd sample(Eigen::Index k) const { return samples.row(k); }
  // M_i of sample k.
  Eigen::VectorXd sample_scales(Eigen::Index k) const;
  // (a_k^T x - b_k).
  double residual(Eigen::Index k) const;
  // D_i of sample k and of the model.
  Eigen::VectorXd sample_variances(Eigen::Index k) const;
  Eigen::VectorXd model_variances() const;
  // g' of each sample, a row each.
  Eigen::MatrixXd full_gradients() const;
  // B: mean ||g'||^2. sigma^2: mean ||g' - mean g'||^2.
  double full_second_moment() const;
  double full_variance() const;
  // What the bounds on gradients know.
  GradientTerms terms() const;

  // For people, to check by hand: "n = 2, s = 1, M = (1, 1), a = (0.5, 0), b =
  // 1, x = (0, 0)", or without label and model. Equal values in a row are
  // counted, long vectors cut.
  enum class Parts { kVector, kAll };
  std::string text(Parts parts) const;
};

// D_i = (u - v_i)(v_i - l), exact, of levels on N intervals over [-M_i, M_i].
Eigen::VectorXd rounding_variances(const Eigen::VectorXd& v,
                                   const Eigen::VectorXd& scales,
                                   int intervals);
// The same for row scaling, M_i = ||v||_2.
Eigen::VectorXd row_scaled_variances(const Eigen::VectorXd& v, int intervals);

}  // namespace zipml::variance_bounds
