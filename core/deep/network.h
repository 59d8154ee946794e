// A network as layers of weights, and what computes its loss and gradients.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/data/image_set.h"
#include "core/deep/weight_quantizer.h"

namespace zipml {

// What follows the sums of a layer, in this order.
enum class LayerEnd {
  kNothing,
  kMaxPoolThenRelu,
  kReluThenAveragePool,
};

// A convolution, padded by zeros, with a bias a filter; an inner product is one
// whose kernel is as large as its input, without padding. Pools have windows of
// 3 x 3 every 2 places, and as many as begin within the input: their number is
// rounded up, and an average is over what lies inside, as in Caffe.
struct Layer {
  std::string name = {};  // as in Caffe's model file, e.g. "conv1"
  WeightShape weights = {};
  int kernel_height = 0, kernel_width = 0;
  int padding = 0;
  double start_deviation = 0;  // of the normal weights at the start; biases 0
  LayerEnd end = LayerEnd::kNothing;
};

// Side and distance of the windows of a pool.
inline constexpr int kPoolWindow = 3, kPoolStep = 2;
// Windows along one side of so many places: ceil((size - 3) / 2) + 1; 0 of one.
int pool_windows(int size);

// Caffe's cifar10_quick for images of this shape (BVLC/caffe,
// examples/cifar10/cifar10_quick_train_test.prototxt): 32, 32 and 64 filters of
// 5 x 5, inner products with 64 and `classes` outputs. UserError for
// less than 8 x 8 places, of which nothing is left after three pools.
std::vector<Layer> cifar10_quick(const ImageShape& shape, int classes);

// Of each layer: its weights, in the order of WeightShape, and its biases.
struct LayerParameters {
  std::vector<float> weights = {};
  std::vector<float> biases = {};
};
using NetworkParameters = std::vector<LayerParameters>;

// All zero.
NetworkParameters zero_parameters(const std::vector<Layer>& layers);

// Pictures as the network sees them: value (row, y, x, channel) at
// ((row * height + y) * width + x) * channels + channel.
struct ImageBatch {
  std::span<const float> pixels = {};
  std::span<const std::uint8_t> labels = {};
};

struct BatchScore {
  double loss = 0;  // mean of -ln softmax(outputs)[label]
  int correct = 0;  // whose greatest output is the label's
};

// Computes with the layers that it was made of. Not thread-safe; one a thread.
// It computes in one thread on a CPU, and gives the same bytes for the same
// build, machine and input.
class Network {
 public:
  virtual ~Network() = default;
  // The loss of a batch and, in `gradient`, its derivatives with respect to
  // every weight and bias. All shapes must be those of the layers.
  virtual BatchScore gradient(const ImageBatch& batch,
                              const NetworkParameters& parameters,
                              NetworkParameters& gradient) = 0;
  virtual BatchScore score(const ImageBatch& batch,
                           const NetworkParameters& parameters) = 0;
};

}  // namespace zipml
