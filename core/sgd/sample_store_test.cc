#include "core/sgd/sample_store.h"

#include <catch.h>

#include <cmath>
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

TEST_CASE("row-scaled draws are unbiased, independent and of the row's levels",
          "[unit]") {
  const FeatureMatrix features = test_features();
  for (const VectorNorm norm : {VectorNorm::kEuclidean, VectorNorm::kMax}) {
    const auto store = make_row_scaled_store(
        features,
        {2, LevelConvention::kWholeRange, Rounding::kStochastic, norm}, 2,
        kKey);
    CHECK(store->bits_per_value() == 3 + 32.0 / 5);
    const auto row = features.row(4).cast<double>();
    const double scale =
        norm == VectorNorm::kMax ? row.cwiseAbs().maxCoeff() : row.norm();
    store->begin_epoch(1);
    constexpr int kVisits = 4000;
    Eigen::Matrix<double, 2, 5> mean = Eigen::Matrix<double, 2, 5>::Zero();
    Eigen::Matrix<double, 1, 5> product = Eigen::Matrix<double, 1, 5>::Zero();
    std::vector<const float*> draws(2);
    for (std::uint64_t visit = 0; visit < kVisits; ++visit) {
      store->fetch(4, visit, draws);
      for (Eigen::Index j = 0; j < 5; ++j) {
        const double first = double{draws[0][j]}, second = double{draws[1][j]};
        // 2 bits: levels -M, -M/3, M/3, M.
        const double place = (first / scale + 1) * 1.5;
        REQUIRE(std::abs(place - std::round(place)) < 1e-5);
        mean(0, j) += first / kVisits;
        mean(1, j) += second / kVisits;
        product(j) += (first - row(j)) * (second - row(j)) / kVisits;
      }
    }
    // A draw's deviation is at most half a step, M/3; its square is bounded so
    // too. 4.5 standard errors over 30 scores: false alarms below 3e-4.
    const double error = 4.5 * scale / 3 / std::sqrt(kVisits);
    CHECK((mean.row(0) - row).cwiseAbs().maxCoeff() < error);
    CHECK((mean.row(1) - row).cwiseAbs().maxCoeff() < error);
    CHECK(product.cwiseAbs().maxCoeff() < error * scale / 3);

    // Over 20 rows: one row alone may lie near its levels.
    const auto drawn = [&] {
      std::vector<float> all;
      for (Eigen::Index i = 0; i < 20; ++i) {
        const auto one = fetched(*store, i, 7, 1, 2);
        all.insert(all.end(), one.begin(), one.end());
      }
      return all;
    };
    const std::vector<float> before = drawn();
    CHECK(drawn() == before);
    store->begin_epoch(2);
    CHECK(drawn() != before);
  }
}
