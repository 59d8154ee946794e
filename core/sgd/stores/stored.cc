// Drawn once, packed, and read ever after.
#include "core/sgd/stores/drawing_store.h"

namespace zipml {
namespace {

class StoredStore : public DrawingStore {
 public:
  StoredStore(const PackedSamples& samples, std::size_t features,
              const StreamKey& key)
      : DrawingStore(samples.draws(), samples.draws(), features, key),
        samples_(samples) {}
  double bits_per_value() const override { return samples_.bits_per_value(); }

 private:
  void draw(Eigen::Index row, std::uint64_t visit, std::size_t) override {
    samples_.read(static_cast<std::size_t>(row), hash(), visit, memory());
  }

  const PackedSamples& samples_;
};

}  // namespace

std::unique_ptr<SampleStore> make_stored_store(const PackedSamples& samples,
                                               std::size_t features,
                                               const StreamKey& key) {
  return std::make_unique<StoredStore>(samples, features, key);
}

}  // namespace zipml
