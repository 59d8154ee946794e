// The gradient of a whole batch at once, by the kernels: what the trainer does
// in place of one estimate after the other where samples and estimator allow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/base/random.h"
#include "core/models/loss.h"
#include "core/sgd/estimator.h"
#include "core/sgd/sample_store.h"

namespace zipml {

// The integers that multiply packed codes. The model is rounded to nearest, to
// 255 values over +-max_j |x_j step_j| or, with two bytes, to 32,639, at every
// batch; the residuals l' of a batch stochastically (unbiased), to as many over
// +-max_r |l'_r|.
struct IntegerArithmetic {
  int model_bytes = 2;     // 1 or 2
  int residual_bytes = 1;  // 1 or 2
};

struct BatchVisit {
  std::span<const std::uint32_t> rows;
  std::span<const std::uint32_t> next;  // those of the next batch, if known
  std::uint64_t first_visit = 0;        // of the epoch's visits, from 0
};

class BatchGradient {
 public:
  virtual ~BatchGradient() = default;
  // Called before each epoch (1, 2, ...).
  virtual void begin_epoch(int epoch) = 0;
  // gradient = the mean of the rows' estimates at the model.
  virtual void compute(const BatchVisit& batch, std::span<const float> model,
                       std::span<float> gradient) = 0;
};

// What is pointed to must outlive it.
struct BatchIngredients {
  SampleStore* samples = nullptr;
  std::span<const float> labels;  // `outputs` a row
  std::size_t outputs = 1;        // more than one: sparse samples only
  const Loss* loss = nullptr;
  const GradientEstimator* estimator = nullptr;
  StreamKey key = {};  // seed and repetition
  int threads = 1;
  IntegerArithmetic arithmetic = {};
};

// In float32, for one draw of rows in full precision: the same bits as row
// after row, for any number of threads. In integers, for packed rows on
// uniform or, in 4 bits, shared levels and the estimators with a BatchForm: the
// same bits for any number of threads and on every target;
// packed_batch_gradient.h says how far from row after row. For sparse samples
// see sparse_batch_gradient.h. Null for everything else.
std::unique_ptr<BatchGradient> make_batch_gradient(
    const BatchIngredients& ingredients);

}  // namespace zipml
