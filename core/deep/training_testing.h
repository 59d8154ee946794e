// A training run that needs no libtorch, for this folder's tests.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/deep/training.h"

namespace zipml::deep_testing {

// Pictures whose pixels are known.
inline ImageSet made_up_images(std::int64_t rows, std::int64_t train_rows) {
  ImageSet images{.name = "made up",
                  .shape = {2, 8, 8},
                  .classes = 10,
                  .train_rows = train_rows};
  RandomStream stream({.seed = 31});
  for (std::int64_t row = 0; row < rows; ++row) {
    for (int i = 0; i < images.shape.size(); ++i) {
      images.pixels.push_back(static_cast<std::uint8_t>(stream.index(256)));
    }
    images.labels.push_back(static_cast<std::uint8_t>(stream.index(10)));
  }
  return images;
}

// A network without an engine: its loss is half the squared distance of every
// weight and bias to the batch's first pixel over 100, so that its gradient is
// their difference.
class Pull final : public Network {
 public:
  BatchScore gradient(const ImageBatch& batch,
                      const NetworkParameters& parameters,
                      NetworkParameters& gradient) override {
    const float goal = batch.pixels[0] / 100;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      for (std::size_t j = 0; j < parameters[i].weights.size(); ++j) {
        gradient[i].weights[j] = parameters[i].weights[j] - goal;
      }
      for (std::size_t j = 0; j < parameters[i].biases.size(); ++j) {
        gradient[i].biases[j] = parameters[i].biases[j] - goal;
      }
    }
    return score(batch, parameters);
  }
  BatchScore score(const ImageBatch& batch,
                   const NetworkParameters& parameters) override {
    const double error = parameters[0].weights[0] - batch.pixels[0] / 100;
    return {.loss = error * error / 2, .correct = batch.labels[0] % 2};
  }
};

struct PullExample {
  explicit PullExample(const std::string& quantizer_name = "32-bit",
                       const DeepRecipe& recipe = {.stages = {{3, 0.1},
                                                              {4, 0.01}},
                                                   .batch_size = 3})
      : quantizer(make_weight_quantizer(quantizer_name)),
        spec{.recipe = recipe, .quantizer = quantizer.get(), .seed = 3},
        feeder(images, {}, recipe.batch_size) {}

  DeepTraining training() {
    return DeepTraining(layers, spec, feeder, network);
  }

  ImageSet images = made_up_images(12, 8);
  std::vector<Layer> layers = cifar10_quick(images.shape, 10);
  std::unique_ptr<const WeightQuantizer> quantizer;
  DeepSpec spec;
  ImageFeeder feeder;
  Pull network;
};

}  // namespace zipml::deep_testing
