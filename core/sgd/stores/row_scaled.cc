// Drawn anew at every visit, each row on its own scale.
#include "core/sgd/stores/drawing_store.h"

namespace zipml {
namespace {

class RowScaledStore : public DrawingStore {
 public:
  RowScaledStore(const FeatureMatrix& features, const RowScaling& scaling,
                 int draws, const StreamKey& key)
      : DrawingStore(draws, draws, static_cast<std::size_t>(features.cols()),
                     key),
        features_(features),
        scaling_(scaling),
        codec_(make_row_codec(scaling.bits, scaling.convention,
                              scaling.rounding, scaling.norm)) {}
  double bits_per_value() const override {
    const int code =
        fresh_code_bits(draws(), scaling_.rounding,
                        interval_count(scaling_.bits, scaling_.convention));
    return code + 32 / static_cast<double>(features_.cols());
  }

 private:
  void draw(Eigen::Index row, std::uint64_t visit, std::size_t count) override {
    const auto n = static_cast<std::size_t>(features_.cols());
    const std::span<const float> values{features_.row(row).data(), n};
    const std::uint64_t first = visit * static_cast<std::uint64_t>(draws());
    for (std::size_t i = 0; i < count; ++i) {
      codec_->send(values, hash(), first + i, {memory(i), n});
    }
  }

  const FeatureMatrix& features_;
  RowScaling scaling_;
  std::unique_ptr<VectorCodec> codec_;
};

}  // namespace

std::unique_ptr<SampleStore> make_row_scaled_store(
    const FeatureMatrix& features, const RowScaling& scaling, int draws,
    const StreamKey& key) {
  return std::make_unique<RowScaledStore>(features, scaling, draws, key);
}

}  // namespace zipml
