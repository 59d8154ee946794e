// The values themselves.
#include "core/sgd/sample_store.h"

namespace zipml {
namespace {

class FullPrecisionStore : public SampleStore {
 public:
  explicit FullPrecisionStore(const FeatureMatrix& features)
      : features_(features) {}
  int draws() const override { return 1 << 16; }
  double bits_per_value() const override { return 32; }
  void begin_epoch(int) override {}
  void fetch(Eigen::Index row, std::uint64_t,
             std::span<const float*> draws) override {
    for (const float*& draw : draws) draw = features_.row(row).data();
  }
  const FeatureMatrix* full_rows() const override { return &features_; }

 private:
  const FeatureMatrix& features_;
};

}  // namespace

std::unique_ptr<SampleStore> make_full_precision_store(
    const FeatureMatrix& features) {
  return std::make_unique<FullPrecisionStore>(features);
}

}  // namespace zipml
