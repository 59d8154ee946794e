#include "core/sgd/sample_store.h"

#include <cassert>
#include <vector>

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

 private:
  const FeatureMatrix& features_;
};

// Scratch rows for draws, and pointers to them.
class Scratch {
 public:
  Scratch(int draws, std::size_t features)
      : rows_(static_cast<std::size_t>(draws), std::vector<float>(features)) {
    for (auto& row : rows_) pointers_.push_back(row.data());
  }
  float* row(std::size_t i) { return pointers_[i]; }
  std::span<float* const> rows() const { return pointers_; }

 private:
  std::vector<std::vector<float>> rows_;
  std::vector<float*> pointers_;
};

class FreshStore : public SampleStore {
 public:
  FreshStore(const FeatureMatrix& features, const Quantizer& quantizer,
             int draws, const StreamKey& key)
      : features_(features),
        quantizer_(quantizer),
        draws_(draws),
        key_(key),
        scratch_(draws + draws % 2, static_cast<std::size_t>(features.cols())) {
  }
  int draws() const override { return draws_; }
  double bits_per_value() const override {
    // Nearest rounding gives the same value each time: one copy will do.
    const bool single =
        draws_ == 1 || quantizer_.rounding() == Rounding::kNearest;
    return code_bits(single ? SampleCode::kSingle : SampleCode::kDrawCount,
                     quantizer_.grid().intervals(), draws_);
  }
  void begin_epoch(int epoch) override {
    key_.step = static_cast<std::uint64_t>(epoch);
    hash_ = CounterHash(key_);
  }
  void fetch(Eigen::Index row, std::uint64_t visit,
             std::span<const float*> draws) override {
    assert(draws.size() <= static_cast<std::size_t>(draws_));
    const float* values = features_.row(row).data();
    if (draws_ == 1) {
      quantizer_.draw(values, hash_, visit, scratch_.row(0));
    } else {
      const auto pairs = static_cast<std::uint64_t>(draws_ + 1) / 2;
      for (std::uint64_t p = 0; p < pairs; ++p) {
        quantizer_.draw_pair(values, hash_, visit, pairs, p,
                             scratch_.row(2 * p), scratch_.row(2 * p + 1));
      }
    }
    for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = scratch_.row(i);
  }

 private:
  const FeatureMatrix& features_;
  Quantizer quantizer_;
  int draws_;
  StreamKey key_;
  CounterHash hash_;
  Scratch scratch_;
};

class RowScaledStore : public SampleStore {
 public:
  RowScaledStore(const FeatureMatrix& features, const RowScaling& scaling,
                 int draws, const StreamKey& key)
      : features_(features),
        scaling_(scaling),
        codec_(make_row_codec(scaling.bits, scaling.convention,
                              scaling.rounding, scaling.norm)),
        draws_(draws),
        key_(key),
        scratch_(draws, static_cast<std::size_t>(features.cols())) {}
  int draws() const override { return draws_; }
  double bits_per_value() const override {
    const bool single = draws_ == 1 || scaling_.rounding == Rounding::kNearest;
    const int code =
        code_bits(single ? SampleCode::kSingle : SampleCode::kDrawCount,
                  interval_count(scaling_.bits, scaling_.convention), draws_);
    return code + 32 / static_cast<double>(features_.cols());
  }
  void begin_epoch(int epoch) override {
    key_.step = static_cast<std::uint64_t>(epoch);
    hash_ = CounterHash(key_);
  }
  void fetch(Eigen::Index row, std::uint64_t visit,
             std::span<const float*> draws) override {
    assert(draws.size() <= static_cast<std::size_t>(draws_));
    const auto n = static_cast<std::size_t>(features_.cols());
    const std::span<const float> values{features_.row(row).data(), n};
    const auto each = static_cast<std::uint64_t>(draws_);
    for (std::size_t i = 0; i < draws.size(); ++i) {
      codec_->send(values, hash_, visit * each + i, {scratch_.row(i), n});
      draws[i] = scratch_.row(i);
    }
  }

 private:
  const FeatureMatrix& features_;
  RowScaling scaling_;
  std::unique_ptr<VectorCodec> codec_;
  int draws_;
  StreamKey key_;
  CounterHash hash_;
  Scratch scratch_;
};

class StoredStore : public SampleStore {
 public:
  StoredStore(const PackedSamples& samples, std::size_t features,
              const StreamKey& key)
      : samples_(samples), key_(key), scratch_(samples.draws(), features) {}
  int draws() const override { return samples_.draws(); }
  double bits_per_value() const override { return samples_.bits_per_value(); }
  void begin_epoch(int epoch) override {
    key_.step = static_cast<std::uint64_t>(epoch);
    hash_ = CounterHash(key_);
  }
  void fetch(Eigen::Index row, std::uint64_t visit,
             std::span<const float*> draws) override {
    assert(draws.size() <= static_cast<std::size_t>(samples_.draws()));
    samples_.read(static_cast<std::size_t>(row), hash_, visit, scratch_.rows());
    for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = scratch_.row(i);
  }

 private:
  const PackedSamples& samples_;
  StreamKey key_;
  CounterHash hash_;
  Scratch scratch_;
};

}  // namespace

std::unique_ptr<SampleStore> make_full_precision_store(
    const FeatureMatrix& features) {
  return std::make_unique<FullPrecisionStore>(features);
}

std::unique_ptr<SampleStore> make_fresh_store(const FeatureMatrix& features,
                                              const Quantizer& quantizer,
                                              int draws, const StreamKey& key) {
  return std::make_unique<FreshStore>(features, quantizer, draws, key);
}

std::unique_ptr<SampleStore> make_row_scaled_store(
    const FeatureMatrix& features, const RowScaling& scaling, int draws,
    const StreamKey& key) {
  return std::make_unique<RowScaledStore>(features, scaling, draws, key);
}

std::unique_ptr<SampleStore> make_stored_store(const PackedSamples& samples,
                                               std::size_t features,
                                               const StreamKey& key) {
  return std::make_unique<StoredStore>(samples, features, key);
}

}  // namespace zipml
