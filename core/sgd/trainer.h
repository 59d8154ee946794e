// The one training loop.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/models/regularizer.h"
#include "core/quantize/vector_codec.h"
#include "core/sgd/batch_gradient.h"
#include "core/sgd/estimator.h"
#include "core/sgd/sample_store.h"
#include "core/sgd/step_size.h"

namespace zipml {

enum class SampleOrder {
  kShuffled,         // each epoch visits each row once, in a new order
  kWithReplacement,  // each visit draws a row
  kSequential,       // storage order, as the paper's FPGA
};

std::string sample_order_name(SampleOrder order);
// UserError for an unknown name.
SampleOrder sample_order_from_name(const std::string& name);
std::vector<std::string> sample_order_names();

// The three channels of Figure 2 and what computes between them. What is
// pointed to must outlive the run.
struct TrainingProblem {
  SampleStore* samples = nullptr;
  std::span<const float> labels;  // `outputs` a row: how many rows train
  std::size_t features = 0;
  // Models that are trained at once on the same samples, each with labels of
  // its own: the label of row r for model k at r * outputs + k, its feature j
  // at j * outputs + k. More than one: sparse samples, which a visit reads once
  // for all of them, and no ridge term.
  std::size_t outputs = 1;
  const Loss* loss = nullptr;
  const GradientEstimator* estimator = nullptr;
  // Codecs of the other two channels; null: 32-bit floats.
  const VectorCodec* model_channel = nullptr;
  const VectorCodec* gradient_channel = nullptr;
  // c of a ridge term (c / 2) ||x||^2 in the objective (LS-SVM, supplement
  // F.1): the gradient device adds c Q_m(x), quantized on its own by
  // `ridge_codec` (null: not).
  double ridge = 0;
  const VectorCodec* ridge_codec = nullptr;
  // R(x), by its prox after every update; null: none.
  const Regularizer* regularizer = nullptr;
  // Rows in full precision for estimators that fetch them again; null: none.
  const FeatureMatrix* full_samples = nullptr;
};

// Rows first, first + 1, ...; count 0: all.
struct RowRange {
  std::size_t first = 0;
  std::size_t count = 0;
};

struct TrainingOptions {
  int epochs = 100;
  int batch_size = 1;  // the gradients of a batch are averaged
  StepSize step_size = {};
  SampleOrder order = SampleOrder::kShuffled;
  RowRange rows = {};  // those that train
  std::uint64_t seed = 1;
  std::uint64_t repetition = 0;
  // The model before the first epoch; empty: zeros.
  std::vector<float> start = {};
  // Average the model over all updates of the epochs after this one (Polyak
  // and Ruppert); none: no average.
  std::optional<int> average_after_epoch = {};
  // What computes the gradient of a batch, where that is done at once
  // (batch_gradient.h). The model does not depend on the number.
  int threads = 1;
  IntegerArithmetic arithmetic = {};
};

// Bits that crossed each channel so far; labels are not counted.
struct ChannelBits {
  double samples = 0;  // rows that were fetched again included
  double model = 0;
  double gradient = 0;
  std::int64_t refetched = 0;  // rows that were fetched again
};

// What an observer sees before the first epoch (0) and after each.
struct EpochState {
  int epoch = 0;
  std::span<const float> model;
  ChannelBits bits;
};

enum class TrainingStatus { kFinished, kDiverged, kStopped };

struct TrainingResult {
  TrainingStatus status = TrainingStatus::kFinished;
  int epochs = 0;  // finished ones
  std::vector<float> model;
  std::vector<double> average;  // empty unless asked for and reached
  ChannelBits bits;
};

// Mini-batch proximal SGD, equations (2) and (14):
//   x <- prox_{gamma_t R}( x - gamma_t Q_g( mean_{k in batch}
//            g_k( Q_m(x), Q_s(a_k) ) + Q_r( c Q_m(x) ) ) )
// with Q_s by `samples`, Q_m and Q_g by the channels, g_k by `estimator`, c and
// Q_r by the ridge term. The model itself stays in full precision. `observe` is
// called with every epoch's state and may stop the run by returning false. A
// model that is not finite ends the run as diverged: that is a result. Batches
// of samples in full precision, and of packed ones, are computed at once
// (make_batch_gradient).
TrainingResult train(const TrainingProblem& problem,
                     const TrainingOptions& options,
                     const std::function<bool(const EpochState&)>& observe);

}  // namespace zipml
