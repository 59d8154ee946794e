#include "core/deep/network.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include "core/base/error.h"

namespace zipml {
namespace {

struct Plane {
  int height = 0, width = 0;
};

Plane pooled(const Plane& plane) {
  return {pool_windows(plane.height), pool_windows(plane.width)};
}

Layer convolution(std::string name, int filters, int channels, double deviation,
                  LayerEnd end) {
  constexpr int kSide = 5;
  return {.name = std::move(name),
          .weights = {filters, channels, kSide * kSide},
          .kernel_height = kSide,
          .kernel_width = kSide,
          .padding = kSide / 2,
          .start_deviation = deviation,
          .end = end};
}

Layer inner_product(std::string name, int outputs, int channels,
                    const Plane& input) {
  return {.name = std::move(name),
          .weights = {outputs, channels, input.height * input.width},
          .kernel_height = input.height,
          .kernel_width = input.width,
          .start_deviation = 0.1};
}

}  // namespace

int pool_windows(int size) {
  if (size < kPoolStep) return 0;
  return (size - kPoolWindow + kPoolStep - 1) / kPoolStep + 1;
}

std::vector<Layer> cifar10_quick(const ImageShape& shape, int classes) {
  constexpr int kFew = 32, kMany = 64;
  const Plane last = pooled(pooled(pooled({shape.height, shape.width})));
  if (last.height < 1 || last.width < 1) {
    throw UserError(Diagnostic{
        .message = fmt::format("pictures of {} x {}; at least 8 x 8 were "
                               "expected by the network cifar10_quick",
                               shape.height, shape.width)});
  }
  return {
      convolution("conv1", kFew, shape.channels, 1e-4,
                  LayerEnd::kMaxPoolThenRelu),
      convolution("conv2", kFew, kFew, 0.01, LayerEnd::kReluThenAveragePool),
      convolution("conv3", kMany, kFew, 0.01, LayerEnd::kReluThenAveragePool),
      inner_product("ip1", kMany, kMany, last),
      inner_product("ip2", classes, kMany, {1, 1})};
}

NetworkParameters zero_parameters(const std::vector<Layer>& layers) {
  NetworkParameters parameters;
  for (const Layer& layer : layers) {
    parameters.push_back(
        {std::vector<float>(static_cast<std::size_t>(layer.weights.size())),
         std::vector<float>(static_cast<std::size_t>(layer.weights.filters))});
  }
  return parameters;
}

}  // namespace zipml
