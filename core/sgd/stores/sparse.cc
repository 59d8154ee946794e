// Rows of few values: in full precision, or drawn once and packed.
#include <array>
#include <cassert>
#include <vector>

#include "core/sgd/sample_store.h"

namespace zipml {
namespace {

class SparseRows : public SparseStore {
 public:
  SparseRows(const SparseMatrix& samples, const PackedValues* packed,
             int index_bits)
      : samples_(samples),
        packed_(packed),
        index_bits_(index_bits),
        draws_(packed == nullptr ? 1 : packed->draws()) {
    assert(packed == nullptr || packed->size() == samples.size());
    for (std::vector<float>& own : memory_) own.resize(samples.largest_row());
  }

  // A row as it is stands for any number of draws.
  int draws() const override {
    return packed_ == nullptr ? kMostDraws : draws_;
  }
  double bits_per_value() const override {
    const int own = packed_ == nullptr ? 32 : packed_->bits_per_value();
    const double kept = static_cast<double>(samples_.size());
    return kept * (own + index_bits_) /
           (static_cast<double>(samples_.rows()) *
            static_cast<double>(samples_.columns));
  }
  void begin_epoch(int) override {}

  SparseVisit visit(Eigen::Index row) override {
    const auto r = static_cast<std::size_t>(row);
    if (packed_ == nullptr) {
      pointers_ = {samples_.row_values(r).data(),
                   samples_.row_values(r).data()};
    } else {
      float* const own[kMostDraws] = {memory_[0].data(), memory_[1].data()};
      packed_->read(samples_.begin[r], samples_.row_size(r), own);
      pointers_ = {own[0], own[draws_ - 1]};
    }
    return {samples_.row_columns(r), pointers_};
  }

  void fetch(Eigen::Index row, std::uint64_t,
             std::span<const float*> draws) override {
    const SparseVisit own = visit(row);
    for (std::size_t d = 0; d < draws.size(); ++d) {
      std::vector<float>& whole = whole_[d];
      whole.assign(samples_.columns, 0.0f);
      for (std::size_t i = 0; i < own.columns.size(); ++i) {
        whole[own.columns[i]] = own.draws[d][i];
      }
      draws[d] = whole.data();
    }
  }

 private:
  static constexpr int kMostDraws = 2;

  const SparseMatrix& samples_;
  const PackedValues* packed_;
  int index_bits_;
  int draws_;
  std::array<std::vector<float>, kMostDraws> memory_, whole_;
  std::array<const float*, kMostDraws> pointers_ = {};
};

}  // namespace

std::unique_ptr<SampleStore> make_sparse_store(const SparseMatrix& samples,
                                               int index_bits) {
  return std::make_unique<SparseRows>(samples, nullptr, index_bits);
}

std::unique_ptr<SampleStore> make_sparse_store(const SparseMatrix& samples,
                                               const PackedValues& packed,
                                               int index_bits) {
  return std::make_unique<SparseRows>(samples, &packed, index_bits);
}

}  // namespace zipml
