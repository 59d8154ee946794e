// SGD with momentum on quantized weights, as Caffe does it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/image_set.h"
#include "core/deep/network.h"
#include "core/deep/weight_quantizer.h"

namespace zipml {

// So many iterations with this step size, one stage after the other.
struct LearningStage {
  std::int64_t iterations = 0;
  double step_size = 0;
};

// Caffe's cifar10_quick_solver: with V = 0 at the start,
//   V <- momentum V + step_size (gradient + weight_decay W),  W <- W - V,
// biases likewise with bias_rate times the step size.
struct DeepRecipe {
  std::vector<LearningStage> stages = {{4'000, 1e-3}};
  int batch_size = 100;
  double momentum = 0.9;
  double weight_decay = 0.004;
  double bias_rate = 2;

  std::int64_t iterations() const;
  // Of this iteration, counted from 0; the last stage's after the end.
  double step_size(std::int64_t iteration) const;
  // The first iteration after the stage of this one; the end after the end.
  std::int64_t stage_end(std::int64_t iteration) const;
};

// Which of the rows are used: the first ones of each part; 0: all.
struct ImageRows {
  std::int64_t train = 0;
  std::int64_t test = 0;
};

// The images of a batch as a network takes them, less the mean image of the
// training rows that are used (values 0 to 255, not divided).
class ImageFeeder {
 public:
  // `images` must outlive it. UserError when there are fewer rows than a batch.
  ImageFeeder(const ImageSet& images, const ImageRows& rows, int batch_size);

  // Batch `iteration` of training: rows in the file's order, again from the
  // first one after the last. The spans live until the next call.
  ImageBatch training_batch(std::int64_t iteration);
  // Of the test rows; the last batch may be smaller.
  std::int64_t test_batches() const;
  ImageBatch test_batch(std::int64_t index);

  std::int64_t train_rows() const { return train_rows_; }
  std::int64_t test_rows() const { return test_rows_; }

 private:
  ImageBatch batch(std::int64_t count,
                   const std::function<std::int64_t(std::int64_t)>& row_of);

  const ImageSet& images_;
  std::int64_t train_rows_, test_rows_, batch_size_;
  std::vector<float> mean_;  // as a row of a batch
  std::vector<float> pixels_;
  std::vector<std::uint8_t> labels_;
};

// What a run is, but for the images.
struct DeepSpec {
  DeepRecipe recipe = {};
  const WeightQuantizer* quantizer = nullptr;
  WeightRounding rounding = WeightRounding::kNearest;
  std::uint64_t seed = 1;
  std::uint64_t repetition = 0;
};

// One training run. The start depends on the seed and repetition alone, so that
// quantizers that are compared begin with the same weights and see the same
// batches.
class DeepTraining {
 public:
  // All must outlive it.
  DeepTraining(const std::vector<Layer>& layers, const DeepSpec& spec,
               ImageFeeder& feeder, Network& network);

  // Iterations that are done.
  std::int64_t iteration() const { return iteration_; }
  // Does one; the score of its batch before the update, with the quantized
  // weights.
  BatchScore step();
  // Of the batch that the next step will take.
  BatchScore score_next_batch() const;
  // Mean loss and correct answers over all test rows, with quantized weights.
  BatchScore test() const;

  // Whether every weight and bias is a finite number.
  bool is_finite() const;

  // In full precision; what Q makes of them now.
  const NetworkParameters& parameters() const { return parameters_; }
  NetworkParameters quantized() const;

  // All that the next step depends on, as bytes for this kind of machine.
  std::string state() const;
  // Goes on from there; false, and nothing is done, when the bytes are not
  // those of such a run.
  bool restore(std::string_view state);

 private:
  WeightRounder rounder(std::size_t layer) const;
  void constrain(std::size_t layer);
  void update(std::size_t layer);

  const std::vector<Layer>& layers_;
  DeepSpec spec_;
  ImageFeeder& feeder_;
  Network& network_;
  std::int64_t iteration_ = 0;
  NetworkParameters parameters_, momentum_;
  NetworkParameters gradient_;  // memory of a step
};

}  // namespace zipml
