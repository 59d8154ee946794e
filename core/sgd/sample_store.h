// The sample channel: where a training run gets its samples from, in which
// precision, and at how many bits a value (the SampleStore of Figure 2). One
// file each in stores/.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/data/dataset.h"
#include "core/data/sparse_matrix.h"
#include "core/quantize/packed_plane.h"
#include "core/quantize/packed_samples.h"
#include "core/quantize/packed_values.h"
#include "core/quantize/quantizer.h"
#include "core/quantize/vector_codec.h"

namespace zipml {

class SparseStore;

// Hands out draws of rows. One training run owns one store (it has scratch
// memory); what fetch() points to lasts until the next fetch().
class SampleStore {
 public:
  virtual ~SampleStore() = default;

  // The most draws of a row that fetch() can give.
  virtual int draws() const = 0;
  // Bits that cross the channel for one value at one visit, labels not
  // counted (they are 32 bits a row in every variant).
  virtual double bits_per_value() const = 0;
  // Called before each epoch (1, 2, ...).
  virtual void begin_epoch(int epoch) = 0;
  // Points draws[i] at draw i of the row. `visit` counts the epoch's visits
  // from 0, so that variants with the same sample order see the same dithers.
  virtual void fetch(Eigen::Index row, std::uint64_t visit,
                     std::span<const float*> draws) = 0;

  // Where it reads from, for those who read a batch at once: the rows in full
  // precision, or the packed codes; null where there are none.
  virtual const FeatureMatrix* full_rows() const { return nullptr; }
  virtual const PackedPlane* packed_rows() const { return nullptr; }
  // Itself, where rows have few values.
  virtual SparseStore* sparse() { return nullptr; }
};

// A row of few values: draws[i] has them as draw i, in these columns.
struct SparseVisit {
  std::span<const std::uint32_t> columns;
  std::span<const float* const> draws;
};

// Samples most of whose values are 0, and which are not rounded: neither kept
// nor moved. fetch() gives whole rows all the same.
class SparseStore : public SampleStore {
 public:
  SparseStore* sparse() final { return this; }
  // What it points to lasts until the next one.
  virtual SparseVisit visit(Eigen::Index row) = 0;
};

// A sparse matrix as it is; it must outlive the store. Of each value that is
// kept, 32 bits and `index_bits` for its column cross the channel:
// bits_per_value() is their mean over all values, zeros included.
std::unique_ptr<SampleStore> make_sparse_store(const SparseMatrix& samples,
                                               int index_bits);
// The same with values that were drawn once and packed: value i of `packed`
// is that of samples.value[i].
std::unique_ptr<SampleStore> make_sparse_store(const SparseMatrix& samples,
                                               const PackedValues& packed,
                                               int index_bits);

// The values themselves; every "draw" is the same. 32 bits a value.
std::unique_ptr<SampleStore> make_full_precision_store(
    const FeatureMatrix& features);

// Fresh draws at every visit, as if the store drew anew for each epoch (the
// paper's FPGA software does). The key's step is replaced by the epoch.
std::unique_ptr<SampleStore> make_fresh_store(const FeatureMatrix& features,
                                              const Quantizer& quantizer,
                                              int draws, const StreamKey& key);

// Fresh draws at every visit with each row's own scale (row scaling, supplement
// A.3): uniform levels over [-M(a), M(a)], the row codec of
// core/quantize/vector_codec.h. A visit's draws are independent; nearest
// rounding gives the same value each time. The scale crosses as a float: 32
// bits a row beside the codes.
struct RowScaling {
  int bits = 8;  // 1 to 16
  LevelConvention convention = LevelConvention::kWholeRange;
  Rounding rounding = Rounding::kStochastic;
  VectorNorm norm = VectorNorm::kEuclidean;
};
std::unique_ptr<SampleStore> make_row_scaled_store(
    const FeatureMatrix& features, const RowScaling& scaling, int draws,
    const StreamKey& key);

// Drawn once and read from packed codes ever after: from a plane of the integer
// kernels, or where its bits do not suffice from any samples. They must outlive
// the store.
std::unique_ptr<SampleStore> make_stored_store(const PackedPlane& plane,
                                               const StreamKey& key);
std::unique_ptr<SampleStore> make_stored_store(const PackedSamples& samples,
                                               std::size_t features,
                                               const StreamKey& key);

}  // namespace zipml
