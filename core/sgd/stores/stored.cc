// Drawn once, packed, and read ever after.
#include <type_traits>

#include "core/sgd/stores/drawing_store.h"

namespace zipml {
namespace {

// `Packed`: PackedPlane or PackedSamples.
template <typename Packed>
class StoredStore : public DrawingStore {
 public:
  StoredStore(const Packed& samples, std::size_t features, const StreamKey& key)
      : DrawingStore(samples.draws(), samples.draws(), features, key),
        samples_(samples) {}
  double bits_per_value() const override { return samples_.bits_per_value(); }
  const PackedPlane* packed_rows() const override {
    if constexpr (std::is_same_v<Packed, PackedPlane>) return &samples_;
    return nullptr;
  }

 private:
  void draw(Eigen::Index row, std::uint64_t visit, std::size_t) override {
    samples_.read(static_cast<std::size_t>(row), hash(), visit, memory());
  }

  const Packed& samples_;
};

}  // namespace

std::unique_ptr<SampleStore> make_stored_store(const PackedPlane& plane,
                                               const StreamKey& key) {
  return std::make_unique<StoredStore<PackedPlane>>(
      plane, plane.grid().features(), key);
}

std::unique_ptr<SampleStore> make_stored_store(const PackedSamples& samples,
                                               std::size_t features,
                                               const StreamKey& key) {
  return std::make_unique<StoredStore<PackedSamples>>(samples, features, key);
}

}  // namespace zipml
