// Networks on libtorch: the only file that includes it.
#include <ATen/Version.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "core/deep/network_module.h"

namespace zipml {
namespace {

// Before a thread's first operation: libtorch has a team of threads for each
// thread that calls it, and cells run in several.
void use_one_thread() {
  thread_local const bool done = [] {
    torch::set_num_threads(1);
    return true;
  }();
  static_cast<void>(done);
}

torch::Tensor pool_end(const torch::Tensor& sums, LayerEnd end) {
  switch (end) {
    case LayerEnd::kMaxPoolThenRelu:
      return torch::relu(torch::max_pool2d(sums, kPoolWindow, kPoolStep, 0, 1,
                                           /*ceil_mode=*/true));
    case LayerEnd::kReluThenAveragePool:
      return torch::avg_pool2d(torch::relu(sums), kPoolWindow, kPoolStep, 0,
                               /*ceil_mode=*/true);
    case LayerEnd::kNothing:
      break;
  }
  return sums;
}

class TorchNetwork final : public Network {
 public:
  TorchNetwork(const std::vector<Layer>& layers, const ImageShape& shape,
               const torch::Device& device)
      : layers_(layers), shape_(shape), device_(device) {}

  BatchScore gradient(const ImageBatch& batch,
                      const NetworkParameters& parameters,
                      NetworkParameters& gradient) override {
    use_one_thread();
    std::vector<torch::Tensor> leaves = tensors_of(parameters);
    for (torch::Tensor& leaf : leaves) leaf.requires_grad_();
    const torch::Tensor outputs = forward(batch, leaves);
    const torch::Tensor labels = labels_of(batch);
    const torch::Tensor loss = torch::cross_entropy_loss(outputs, labels);
    const std::vector<torch::Tensor> found =
        torch::autograd::grad({loss}, leaves);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      copy(found[2 * i], gradient[i].weights);
      copy(found[2 * i + 1], gradient[i].biases);
    }
    return score_of(outputs, labels, loss);
  }

  BatchScore score(const ImageBatch& batch,
                   const NetworkParameters& parameters) override {
    use_one_thread();
    const torch::NoGradGuard no_gradient;
    const torch::Tensor outputs = forward(batch, tensors_of(parameters));
    const torch::Tensor labels = labels_of(batch);
    return score_of(outputs, labels,
                    torch::cross_entropy_loss(outputs, labels));
  }

 private:
  // Views of the parameters, or copies on another device: weights and biases
  // of each layer in turn.
  std::vector<torch::Tensor> tensors_of(
      const NetworkParameters& parameters) const {
    std::vector<torch::Tensor> tensors;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const Layer& layer = layers_[i];
      const std::int64_t filters = layer.weights.filters;
      tensors.push_back(
          view(parameters[i].weights, {filters, layer.weights.channels,
                                       layer.kernel_height, layer.kernel_width})
              .to(device_));
      tensors.push_back(view(parameters[i].biases, {filters}).to(device_));
    }
    return tensors;
  }

  static torch::Tensor view(const std::vector<float>& values,
                            at::IntArrayRef sizes) {
    // Nothing writes to it.
    return torch::from_blob(const_cast<float*>(values.data()), sizes);
  }

  torch::Tensor forward(const ImageBatch& batch,
                        const std::vector<torch::Tensor>& tensors) const {
    const std::int64_t channels = shape_.channels, height = shape_.height,
                       width = shape_.width;
    const auto rows = static_cast<std::int64_t>(batch.labels.size());
    // Channels last: in this order its pools are ten times as fast.
    torch::Tensor values =
        torch::from_blob(
            const_cast<float*>(batch.pixels.data()),
            {rows, channels, height, width},
            {height * width * channels, 1, width * channels, channels})
            .to(device_);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const Layer& layer = layers_[i];
      // An inner product is a convolution too: then every sum is oneDNN's,
      // whose threads are counted, and none of whatever BLAS is installed.
      values = pool_end(torch::conv2d(values, tensors[2 * i],
                                      tensors[2 * i + 1], 1, layer.padding),
                        layer.end);
    }
    return values.flatten(1);
  }

  torch::Tensor labels_of(const ImageBatch& batch) const {
    torch::Tensor labels = torch::empty(
        {static_cast<std::int64_t>(batch.labels.size())}, torch::kInt64);
    std::int64_t* const numbers = labels.data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < batch.labels.size(); ++i) {
      numbers[i] = batch.labels[i];
    }
    return labels.to(device_);
  }

  static BatchScore score_of(const torch::Tensor& outputs,
                             const torch::Tensor& labels,
                             const torch::Tensor& loss) {
    const torch::NoGradGuard no_gradient;
    return {.loss = loss.item<double>(),
            .correct = outputs.argmax(1).eq(labels).sum().item<int>()};
  }

  static void copy(const torch::Tensor& from, std::vector<float>& to) {
    const torch::Tensor here = from.cpu().contiguous();
    const float* const values = here.data_ptr<float>();
    std::copy(values, values + to.size(), to.begin());
  }

  std::vector<Layer> layers_;
  ImageShape shape_;
  torch::Device device_;
};

// As libtorch says of itself, e.g. "AVX2"; older ones have no other way to ask.
std::string own_instruction_set() {
  const std::string config = at::show_config();
  const std::string key = "CPU capability usage: ";
  const std::size_t found = config.find(key);
  if (found == std::string::npos) return "unknown";
  const std::size_t from = found + key.size();
  return config.substr(from, config.find('\n', from) - from);
}

// Of oneDNN, which does the convolutions and chooses for itself; empty where
// this libtorch has none that can be asked. Its header need not be there.
std::string convolution_instruction_set() {
  void* const symbol = dlsym(RTLD_DEFAULT, "dnnl_get_effective_cpu_isa");
  if (symbol == nullptr) return "";
  // Each bit is a set more (dnnl_cpu_isa_t); those above AVX-512 are for
  // numbers other than float32.
  const unsigned int bits = reinterpret_cast<unsigned int (*)()>(symbol)();
  struct Named {
    unsigned int bits;
    const char* name;
  };
  constexpr Named kSets[] = {
      {0x27, "AVX-512"}, {0x7, "AVX2"}, {0x3, "AVX"}, {0x1, "SSE4.1"}};
  for (const Named& set : kSets) {
    if ((bits & set.bits) == set.bits) return set.name;
  }
  return "";
}

std::string instruction_set() {
  const std::string convolutions = convolution_instruction_set();
  return own_instruction_set() +
         (convolutions.empty() ? "" : ", oneDNN " + convolutions);
}

NetworkEngine engine() {
  return {.library = fmt::format("libtorch {}", TORCH_VERSION),
          .instruction_set = instruction_set()};
}

bool has_device(const std::string& device) {
  return device == "cpu" || (device == "cuda" && torch::cuda::is_available());
}

std::unique_ptr<Network> make(const std::vector<Layer>& layers,
                              const ImageShape& shape,
                              const std::string& device) {
  // On a GPU full precision is to be 32 bits, too.
  at::globalContext().setAllowTF32CuDNN(false);
  return std::make_unique<TorchNetwork>(layers, shape, torch::Device(device));
}

}  // namespace
}  // namespace zipml

extern "C" const zipml::NetworkModule zipml_network_module = {
    zipml::kNetworkModuleVersion, &zipml::engine, &zipml::has_device,
    &zipml::make};
