// Drawn anew at every visit, on a grid of the features.
#include "core/sgd/stores/drawing_store.h"

namespace zipml {
namespace {

class FreshStore : public DrawingStore {
 public:
  FreshStore(const FeatureMatrix& features, const Quantizer& quantizer,
             int draws, const StreamKey& key)
      : DrawingStore(draws, draws + draws % 2,
                     static_cast<std::size_t>(features.cols()), key),
        features_(features),
        quantizer_(quantizer) {}
  double bits_per_value() const override {
    return fresh_code_bits(draws(), quantizer_.rounding(),
                           quantizer_.grid().intervals());
  }

 private:
  void draw(Eigen::Index row, std::uint64_t visit, std::size_t) override {
    const float* values = features_.row(row).data();
    if (draws() == 1) {
      quantizer_.draw(values, hash(), visit, memory(0));
      return;
    }
    const auto pairs = static_cast<std::uint64_t>(draws() + 1) / 2;
    for (std::uint64_t p = 0; p < pairs; ++p) {
      quantizer_.draw_pair(values, hash(), visit, pairs, p, memory(2 * p),
                           memory(2 * p + 1));
    }
  }

  const FeatureMatrix& features_;
  Quantizer quantizer_;
};

}  // namespace

std::unique_ptr<SampleStore> make_fresh_store(const FeatureMatrix& features,
                                              const Quantizer& quantizer,
                                              int draws, const StreamKey& key) {
  return std::make_unique<FreshStore>(features, quantizer, draws, key);
}

}  // namespace zipml
