#include "core/deep/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "core/base/error.h"

namespace zipml {
namespace {

// W <- W - V with V <- momentum V + step_size (gradient + decay W).
void update_values(const DeepRecipe& recipe, double step_size,
                   std::span<const float> gradient, std::span<float> momentum,
                   std::span<float> values) {
  const auto rate = static_cast<float>(step_size);
  const auto kept = static_cast<float>(recipe.momentum);
  const auto decay = static_cast<float>(recipe.weight_decay);
  for (std::size_t i = 0; i < values.size(); ++i) {
    momentum[i] = kept * momentum[i] + rate * (gradient[i] + decay * values[i]);
    values[i] -= momentum[i];
  }
}

NetworkParameters start_parameters(const std::vector<Layer>& layers,
                                   std::uint64_t seed,
                                   std::uint64_t repetition) {
  NetworkParameters parameters = zero_parameters(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    RandomStream stream({.seed = seed,
                         .purpose = Purpose::kNetworkStart,
                         .repetition = repetition,
                         .step = i});
    for (float& weight : parameters[i].weights) {
      weight = static_cast<float>(layers[i].start_deviation * stream.normal());
    }
  }
  return parameters;
}

// Calls `visit` with every list of numbers, weights and biases in turn.
template <typename Parameters, typename Visit>
void for_each_list(Parameters& parameters, const Visit& visit) {
  for (auto& layer : parameters) {
    visit(layer.weights);
    visit(layer.biases);
  }
}

void append(const void* from, std::size_t bytes, std::string& to) {
  to.append(static_cast<const char*>(from), bytes);
}

}  // namespace

std::int64_t DeepRecipe::iterations() const {
  std::int64_t sum = 0;
  for (const LearningStage& stage : stages) sum += stage.iterations;
  return sum;
}

double DeepRecipe::step_size(std::int64_t iteration) const {
  assert(!stages.empty());
  for (const LearningStage& stage : stages) {
    if (iteration < stage.iterations) return stage.step_size;
    iteration -= stage.iterations;
  }
  return stages.back().step_size;
}

std::int64_t DeepRecipe::stage_end(std::int64_t iteration) const {
  std::int64_t end = 0;
  for (const LearningStage& stage : stages) {
    end += stage.iterations;
    if (iteration < end) return end;
  }
  return end;
}

ImageFeeder::ImageFeeder(const ImageSet& images, const ImageRows& rows,
                         int batch_size)
    : images_(images),
      train_rows_(images.train_rows),
      test_rows_(images.rows() - images.train_rows),
      batch_size_(batch_size) {
  if (rows.train > 0) train_rows_ = std::min(train_rows_, rows.train);
  if (rows.test > 0) test_rows_ = std::min(test_rows_, rows.test);
  if (train_rows_ < batch_size_ || test_rows_ < 1) {
    throw UserError(Diagnostic{
        .file = images.name,
        .message = fmt::format("{} training and {} test images; at least a "
                               "batch of {} and one to test were expected",
                               train_rows_, test_rows_, batch_size_)});
  }
  const auto size = static_cast<std::size_t>(images.shape.size());
  std::vector<std::int64_t> sums(size);
  for (std::int64_t row = 0; row < train_rows_; ++row) {
    const std::span<const std::uint8_t> image = images.image(row);
    for (std::size_t i = 0; i < size; ++i) sums[i] += image[i];
  }
  const auto channels = static_cast<std::size_t>(images.shape.channels);
  const std::size_t places = size / channels;
  mean_.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    mean_[i % places * channels + i / places] = static_cast<float>(
        static_cast<double>(sums[i]) / static_cast<double>(train_rows_));
  }
}

ImageBatch ImageFeeder::batch(
    std::int64_t count,
    const std::function<std::int64_t(std::int64_t)>& row_of) {
  const std::size_t size = mean_.size();
  const auto channels = static_cast<std::size_t>(images_.shape.channels);
  const std::size_t places = size / channels;
  pixels_.resize(static_cast<std::size_t>(count) * size);
  labels_.resize(static_cast<std::size_t>(count));
  for (std::int64_t k = 0; k < count; ++k) {
    const std::int64_t row = row_of(k);
    const std::span<const std::uint8_t> image = images_.image(row);
    float* const to = pixels_.data() + static_cast<std::size_t>(k) * size;
    for (std::size_t c = 0; c < channels; ++c) {
      for (std::size_t p = 0; p < places; ++p) {
        const std::size_t i = p * channels + c;
        to[i] = static_cast<float>(image[c * places + p]) - mean_[i];
      }
    }
    labels_[static_cast<std::size_t>(k)] =
        images_.labels[static_cast<std::size_t>(row)];
  }
  return {.pixels = pixels_, .labels = labels_};
}

ImageBatch ImageFeeder::training_batch(std::int64_t iteration) {
  return batch(batch_size_, [&](std::int64_t k) {
    return (iteration * batch_size_ + k) % train_rows_;
  });
}

std::int64_t ImageFeeder::test_batches() const {
  return (test_rows_ + batch_size_ - 1) / batch_size_;
}

ImageBatch ImageFeeder::test_batch(std::int64_t index) {
  const std::int64_t first = index * batch_size_;
  return batch(std::min(batch_size_, test_rows_ - first),
               [&](std::int64_t k) { return images_.train_rows + first + k; });
}

DeepTraining::DeepTraining(const std::vector<Layer>& layers,
                           const DeepSpec& spec, ImageFeeder& feeder,
                           Network& network)
    : layers_(layers),
      spec_(spec),
      feeder_(feeder),
      network_(network),
      parameters_(start_parameters(layers, spec.seed, spec.repetition)),
      momentum_(zero_parameters(layers)),
      gradient_(zero_parameters(layers)) {
  assert(spec.quantizer != nullptr);
  for (std::size_t i = 0; i < layers_.size(); ++i) constrain(i);
}

void DeepTraining::constrain(std::size_t layer) {
  spec_.quantizer->constrain(layers_[layer].weights,
                             parameters_[layer].weights);
}

// The draws of an iteration: a test of the weights sees what the next step
// trains.
WeightRounder DeepTraining::rounder(std::size_t layer) const {
  const auto step = static_cast<std::uint64_t>(iteration_) * layers_.size();
  return {.rounding = spec_.rounding,
          .draws = CounterHash({.seed = spec_.seed,
                                .purpose = Purpose::kModelQuantization,
                                .repetition = spec_.repetition,
                                .step = step + layer})};
}

NetworkParameters DeepTraining::quantized() const {
  NetworkParameters quantized = parameters_;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    spec_.quantizer->quantize(layers_[i].weights, parameters_[i].weights,
                              rounder(i), quantized[i].weights);
  }
  return quantized;
}

BatchScore DeepTraining::step() {
  const NetworkParameters quantized = this->quantized();
  const BatchScore score = network_.gradient(feeder_.training_batch(iteration_),
                                             quantized, gradient_);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    spec_.quantizer->pull_back(parameters_[i].weights, quantized[i].weights,
                               gradient_[i].weights);
    update(i);
    constrain(i);
  }
  ++iteration_;
  return score;
}

void DeepTraining::update(std::size_t layer) {
  LayerParameters& own = parameters_[layer];
  LayerParameters& gradient = gradient_[layer];
  LayerParameters& momentum = momentum_[layer];
  const DeepRecipe& recipe = spec_.recipe;
  const double step_size = recipe.step_size(iteration_);
  update_values(recipe, step_size, gradient.weights, momentum.weights,
                own.weights);
  update_values(recipe, recipe.bias_rate * step_size, gradient.biases,
                momentum.biases, own.biases);
}

BatchScore DeepTraining::score_next_batch() const {
  return network_.score(feeder_.training_batch(iteration_), quantized());
}

bool DeepTraining::is_finite() const {
  bool finite = true;
  for_each_list(parameters_, [&](const std::vector<float>& list) {
    for (const float value : list) finite = finite && std::isfinite(value);
  });
  return finite;
}

BatchScore DeepTraining::test() const {
  const NetworkParameters quantized = this->quantized();
  BatchScore total;
  for (std::int64_t b = 0; b < feeder_.test_batches(); ++b) {
    const ImageBatch batch = feeder_.test_batch(b);
    const BatchScore score = network_.score(batch, quantized);
    total.loss += score.loss * static_cast<double>(batch.labels.size());
    total.correct += score.correct;
  }
  total.loss /= static_cast<double>(feeder_.test_rows());
  return total;
}

std::string DeepTraining::state() const {
  std::string bytes;
  append(&iteration_, sizeof iteration_, bytes);
  for (const NetworkParameters* all : {&parameters_, &momentum_}) {
    for_each_list(*all, [&](const std::vector<float>& list) {
      append(list.data(), list.size() * sizeof(float), bytes);
    });
  }
  return bytes;
}

bool DeepTraining::restore(std::string_view state) {
  if (state.size() != this->state().size()) return false;
  const char* from = state.data();
  const auto take = [&from](void* to, std::size_t bytes) {
    std::memcpy(to, from, bytes);
    from += bytes;
  };
  take(&iteration_, sizeof iteration_);
  for (NetworkParameters* all : {&parameters_, &momentum_}) {
    for_each_list(*all, [&](std::vector<float>& list) {
      take(list.data(), list.size() * sizeof(float));
    });
  }
  return true;
}

}  // namespace zipml
