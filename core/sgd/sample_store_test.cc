#include "core/sgd/sample_store.h"

#include <catch.h>

#include <vector>

using namespace zipml;

namespace {

FeatureMatrix test_features() {
  FeatureMatrix features(20, 5);
  RandomStream stream({.seed = 61, .purpose = Purpose::kTest});
  for (Eigen::Index i = 0; i < features.size(); ++i) {
    features.data()[i] = static_cast<float>(stream.normal());
  }
  return features;
}

LevelGrid test_grid(const FeatureMatrix& features, int bits) {
  return LevelGrid::uniform(
      column_ranges(features.data(), 20, 5, 5, Scaling::kColumnMax),
      interval_count(bits, LevelConvention::kWholeRange));
}

const StreamKey kKey{.seed = 62, .purpose = Purpose::kSampleQuantization};

std::vector<float> fetched(SampleStore& store, Eigen::Index row,
                           std::uint64_t visit, std::size_t draw,
                           std::size_t draws) {
  std::vector<const float*> pointers(draws);
  store.fetch(row, visit, pointers);
  return {pointers[draw], pointers[draw] + 5};
}

}  // namespace

TEST_CASE("full precision points at the data", "[unit]") {
  const FeatureMatrix features = test_features();
  const auto store = make_full_precision_store(features);
  CHECK(store->bits_per_value() == 32);
  std::vector<const float*> draws(2);
  store->begin_epoch(1);
  store->fetch(3, 0, draws);
  CHECK(draws[0] == features.row(3).data());
  CHECK(draws[1] == features.row(3).data());
}

TEST_CASE("fresh draws change with the visit and the epoch, and only so",
          "[unit]") {
  const FeatureMatrix features = test_features();
  const LevelGrid grid = test_grid(features, 3);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const auto store = make_fresh_store(features, quantizer, 2, kKey);
  CHECK(store->bits_per_value() == 4);  // 3 bits and one for the second draw
  store->begin_epoch(1);
  const auto first = fetched(*store, 3, 7, 0, 2);
  const auto second = fetched(*store, 3, 7, 1, 2);
  CHECK(fetched(*store, 3, 7, 0, 2) == first);
  int changed = first != second ? 1 : 0;
  for (std::uint64_t visit = 8; visit < 12; ++visit) {
    changed += fetched(*store, 3, visit, 0, 2) != first ? 1 : 0;
  }
  store->begin_epoch(2);
  changed += fetched(*store, 3, 7, 0, 2) != first ? 1 : 0;
  CHECK(changed >= 4);

  // A single draw sees the first draw's dithers: paired comparison.
  const auto single = make_fresh_store(features, quantizer, 1, kKey);
  CHECK(single->bits_per_value() == 3);
  single->begin_epoch(1);
  CHECK(fetched(*single, 3, 7, 0, 1) == first);
}

TEST_CASE("nearest rounding needs one copy only", "[unit]") {
  const FeatureMatrix features = test_features();
  const LevelGrid grid = test_grid(features, 4);
  const Quantizer quantizer(grid, Rounding::kNearest);
  const auto store = make_fresh_store(features, quantizer, 2, kKey);
  CHECK(store->bits_per_value() == 4);
  store->begin_epoch(1);
  CHECK(fetched(*store, 2, 0, 0, 2) == fetched(*store, 2, 5, 1, 2));
}

TEST_CASE("stored draws stay the same", "[unit]") {
  const FeatureMatrix features = test_features();
  const LevelGrid grid = test_grid(features, 2);
  const Quantizer quantizer(grid, Rounding::kStochastic);
  const PackedSamples packed(quantizer, SampleCode::kOrderedPair, 2,
                             features.data(), 20, CounterHash(kKey));
  const auto store = make_stored_store(packed, 5, kKey);
  CHECK(store->bits_per_value() == 4);
  store->begin_epoch(1);
  const auto first = fetched(*store, 3, 0, 0, 2);
  const auto second = fetched(*store, 3, 0, 1, 2);
  store->begin_epoch(2);
  CHECK(fetched(*store, 3, 9, 0, 2) == first);
  CHECK(fetched(*store, 3, 9, 1, 2) == second);
}
