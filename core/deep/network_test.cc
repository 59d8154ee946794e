#include "core/deep/network.h"

#include <catch.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/deep/network_engine.h"

using namespace zipml;

namespace {

// A batch and a network in double precision, by plain loops.
struct Picture {
  int channels = 0, height = 0, width = 0;
  std::vector<double> values = {};  // (c * height + y) * width + x

  double at(int c, int y, int x) const {
    const int place = (c * height + y) * width + x;
    return values[static_cast<std::size_t>(place)];
  }
};

Picture convolved(const Picture& in, const Layer& layer,
                  const LayerParameters& parameters) {
  const int pad = layer.padding;
  Picture out{layer.weights.filters,
              in.height + 2 * pad - layer.kernel_height + 1,
              in.width + 2 * pad - layer.kernel_width + 1};
  for (int f = 0; f < out.channels; ++f) {
    for (int y = 0; y < out.height; ++y) {
      for (int x = 0; x < out.width; ++x) {
        double sum = parameters.biases[static_cast<std::size_t>(f)];
        for (int c = 0; c < in.channels; ++c) {
          for (int ky = 0; ky < layer.kernel_height; ++ky) {
            for (int kx = 0; kx < layer.kernel_width; ++kx) {
              const int iy = y + ky - pad, ix = x + kx - pad;
              if (iy < 0 || iy >= in.height || ix < 0 || ix >= in.width) {
                continue;
              }
              const int i = (f * in.channels + c) * layer.weights.places +
                            ky * layer.kernel_width + kx;
              sum += in.at(c, iy, ix) *
                     static_cast<double>(
                         parameters.weights[static_cast<std::size_t>(i)]);
            }
          }
        }
        out.values.push_back(sum);
      }
    }
  }
  return out;
}

Picture pooled(const Picture& in, bool average) {
  Picture out{in.channels, pool_windows(in.height), pool_windows(in.width)};
  for (int c = 0; c < in.channels; ++c) {
    for (int y = 0; y < out.height; ++y) {
      for (int x = 0; x < out.width; ++x) {
        double sum = 0, most = -1e300;
        int count = 0;
        for (int iy = 2 * y; iy < std::min(2 * y + 3, in.height); ++iy) {
          for (int ix = 2 * x; ix < std::min(2 * x + 3, in.width); ++ix) {
            sum += in.at(c, iy, ix);
            most = std::max(most, in.at(c, iy, ix));
            ++count;
          }
        }
        out.values.push_back(average ? sum / count : most);
      }
    }
  }
  return out;
}

Picture rectified(Picture picture) {
  for (double& value : picture.values) value = std::max(value, 0.0);
  return picture;
}

BatchScore plain_score(const std::vector<Layer>& layers,
                       const NetworkParameters& parameters,
                       const ImageShape& shape, const ImageBatch& batch) {
  BatchScore score;
  const auto size = static_cast<std::size_t>(shape.size());
  for (std::size_t k = 0; k < batch.labels.size(); ++k) {
    Picture values{shape.channels, shape.height, shape.width};
    for (int c = 0; c < shape.channels; ++c) {
      for (int p = 0; p < shape.height * shape.width; ++p) {
        values.values.push_back(
            batch.pixels[k * size +
                         static_cast<std::size_t>(p * shape.channels + c)]);
      }
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
      values = convolved(values, layers[i], parameters[i]);
      if (layers[i].end == LayerEnd::kMaxPoolThenRelu) {
        values = rectified(pooled(values, false));
      } else if (layers[i].end == LayerEnd::kReluThenAveragePool) {
        values = pooled(rectified(values), true);
      }
    }
    const std::vector<double>& outputs = values.values;
    const auto greatest = std::max_element(outputs.begin(), outputs.end());
    double sum = 0;
    for (const double output : outputs) sum += std::exp(output - *greatest);
    score.loss -= outputs[batch.labels[k]] - *greatest - std::log(sum);
    score.correct += greatest - outputs.begin() == batch.labels[k];
  }
  score.loss /= static_cast<double>(batch.labels.size());
  return score;
}

struct NetworkExample {
  explicit NetworkExample(const ImageShape& image_shape)
      : shape(image_shape),
        layers(cifar10_quick(shape, 10)),
        parameters(zero_parameters(layers)) {
    RandomStream stream({.seed = 21});
    for (std::size_t i = 0; i < layers.size(); ++i) {
      // So that every layer matters.
      const double scale = 1.5 / std::sqrt(layers[i].weights.filter_size());
      for (float& w : parameters[i].weights) {
        w = static_cast<float>(scale * stream.normal());
      }
      for (float& b : parameters[i].biases) {
        b = static_cast<float>(0.1 * stream.normal());
      }
    }
    for (int k = 0; k < kRows; ++k) {
      for (int i = 0; i < shape.size(); ++i) {
        pixels.push_back(static_cast<float>(stream.normal()));
      }
      labels.push_back(static_cast<std::uint8_t>(stream.index(10)));
    }
  }

  ImageBatch batch() const { return {.pixels = pixels, .labels = labels}; }

  static constexpr int kRows = 3;
  ImageShape shape;
  std::vector<Layer> layers;
  NetworkParameters parameters;
  std::vector<float> pixels;
  std::vector<std::uint8_t> labels;
};

}  // namespace

TEST_CASE("cifar10_quick is the recipe's", "[unit]") {
  // From the model file of Caffe: outputs x inputs x kernel, start, what
  // follows.
  const auto layers = cifar10_quick({3, 32, 32}, 10);
  REQUIRE(layers.size() == 5);
  const std::vector<WeightShape> shapes = {
      {32, 3, 25}, {32, 32, 25}, {64, 32, 25}, {64, 64, 16}, {10, 64, 1}};
  const std::vector<double> deviations = {1e-4, 0.01, 0.01, 0.1, 0.1};
  const std::vector<LayerEnd> ends = {
      LayerEnd::kMaxPoolThenRelu, LayerEnd::kReluThenAveragePool,
      LayerEnd::kReluThenAveragePool, LayerEnd::kNothing, LayerEnd::kNothing};
  int weights = 0;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    CHECK(layers[i].weights == shapes[i]);
    CHECK(layers[i].start_deviation == deviations[i]);
    CHECK(layers[i].end == ends[i]);
    CHECK(layers[i].padding == (i < 3 ? 2 : 0));
    weights += layers[i].weights.size();
  }
  CHECK(weights == 145'376);
  // Pools round up: 28 -> 14 -> 7 -> 3.
  CHECK(cifar10_quick({1, 28, 28}, 10)[3].weights == WeightShape{64, 64, 9});
  CHECK(pool_windows(32) == 16);
  CHECK(pool_windows(7) == 3);
  CHECK(pool_windows(3) == 1);
  CHECK(pool_windows(2) == 1);
  CHECK(cifar10_quick({1, 8, 8}, 10)[3].weights == WeightShape{64, 64, 1});
  CHECK_THROWS_AS(cifar10_quick({1, 7, 8}, 10), UserError);
}

TEST_CASE("a network computes what plain loops do", "[unit]") {
  if (missing_network_engine()) {
    WARN("not tried: " << *missing_network_engine());
    return;
  }
  for (const ImageShape& shape :
       {ImageShape{3, 32, 32}, ImageShape{1, 28, 28}}) {
    INFO(shape.width);
    const NetworkExample example(shape);
    const auto network = make_network(example.layers, shape);
    const BatchScore expected =
        plain_score(example.layers, example.parameters, shape, example.batch());
    const BatchScore score =
        network->score(example.batch(), example.parameters);
    // Sums of up to 1,024 products in floats, five layers after each other:
    // 5 x 1024 x 2^-24 of outputs of order 1.
    CHECK(score.loss == Approx(expected.loss).margin(5 * 1024 * 0x1p-24));
    CHECK(score.correct == expected.correct);
  }
}

#ifdef __x86_64__
TEST_CASE("the engine says what its convolutions are computed with", "[unit]") {
  if (missing_network_engine()) {
    WARN("not tried: " << *missing_network_engine());
    return;
  }
  // What oneDNN's AVX-512 kernels ask of a CPU.
  const bool wide =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  const std::string set = network_engine().instruction_set;
  INFO(set);
  CHECK((set.find(", oneDNN AVX-512") != std::string::npos) == wide);
  CHECK(set.find(", oneDNN ") != std::string::npos);
}
#endif

TEST_CASE("a network's gradient is the slope of its loss", "[unit]") {
  if (missing_network_engine()) {
    WARN("not tried: " << *missing_network_engine());
    return;
  }
  const NetworkExample example({1, 28, 28});
  const auto network = make_network(example.layers, example.shape);
  NetworkParameters gradient = zero_parameters(example.layers);
  const BatchScore score =
      network->gradient(example.batch(), example.parameters, gradient);
  CHECK(score.loss == network->score(example.batch(), example.parameters).loss);
  // A step against the gradient of each layer, and of its biases: the loss, by
  // plain loops in double precision, falls by as much as the gradient says.
  for (std::size_t i = 0; i < example.layers.size(); ++i) {
    for (const bool of_weights : {true, false}) {
      INFO(example.layers[i].name << (of_weights ? " weights" : " biases"));
      const std::vector<float>& slopes =
          of_weights ? gradient[i].weights : gradient[i].biases;
      double square = 0;
      for (const double slope : slopes) square += slope * slope;
      REQUIRE(square > 0);
      // Of a length that is small beside the weights, in which the float
      // parameters still move by many ulps.
      const double step = 1e-3 / std::sqrt(square);
      const auto loss_at = [&](double sign) {
        NetworkParameters moved = example.parameters;
        std::vector<float>& values =
            of_weights ? moved[i].weights : moved[i].biases;
        for (std::size_t j = 0; j < values.size(); ++j) {
          values[j] += static_cast<float>(sign * step * slopes[j]);
        }
        return plain_score(example.layers, moved, example.shape,
                           example.batch())
            .loss;
      };
      const double slope = (loss_at(1) - loss_at(-1)) / (2 * step);
      // A relu or a pool that switches within the step bends the line.
      CHECK(slope == Approx(square).epsilon(0.02));
    }
  }
}

TEST_CASE("a network computes the same bytes again", "[unit]") {
  if (missing_network_engine()) {
    WARN("not tried: " << *missing_network_engine());
    return;
  }
  const NetworkExample example({3, 32, 32});
  std::vector<NetworkParameters> gradients;
  for (int k = 0; k < 2; ++k) {
    gradients.push_back(zero_parameters(example.layers));
    make_network(example.layers, example.shape)
        ->gradient(example.batch(), example.parameters, gradients.back());
  }
  for (std::size_t i = 0; i < example.layers.size(); ++i) {
    CHECK(gradients[0][i].weights == gradients[1][i].weights);
    CHECK(gradients[0][i].biases == gradients[1][i].biases);
  }
}
