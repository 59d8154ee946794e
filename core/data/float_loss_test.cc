#include "core/data/float_loss.h"

#include <catch.h>

#include <string>
#include <vector>

using namespace zipml;

namespace {

Dataset set_of(const std::vector<double>& feature, double label_offset = 0) {
  Dataset data;
  data.features.resize(static_cast<Eigen::Index>(feature.size()), 1);
  data.labels.resize(data.features.rows());
  for (Eigen::Index row = 0; row < data.rows(); ++row) {
    data.features(row, 0) = feature[static_cast<std::size_t>(row)];
    data.labels[row] = label_offset + static_cast<double>(row % 2);
  }
  return data;
}

std::vector<std::string> texts_of(const Dataset& data, Centring centring) {
  std::vector<std::string> texts;
  for (const FloatLoss& loss : find_float_loss(data, centring)) {
    texts.push_back(loss.text());
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an offset that swallows a feature is told with its numbers",
          "[unit]") {
  // Floats near 2^24 are 2 apart: 0, 2, 2, 4 (ties to even), so errors of 1;
  // the deviation of 0, 1, 2, 3 is sqrt(5 / 4) = 1.118.
  const double offset = 16777216;
  Dataset data = set_of({offset, offset + 1, offset + 2, offset + 3});
  CHECK(texts_of(data, Centring::kNone) ==
        Texts{"feature 0: as 32-bit floats 4 distinct values become 3, with "
              "errors up to 1, 0.89 of the standard deviation"});
  CHECK(texts_of(data, Centring::kBefore).empty());
  data.feature_names = {"t"};
  CHECK(texts_of(data, Centring::kNone)[0].starts_with("feature 0 (t): "));
  // The label has no mean taken off.
  CHECK(texts_of(set_of({1, 2, 3}, offset), Centring::kBefore) ==
        Texts{"the label: as 32-bit floats 2 distinct values become 1, with "
              "errors up to 1, 2.1 of the standard deviation"});
}

TEST_CASE("whole numbers were meant exactly, fractions are rounded as any",
          "[unit]") {
  // Identifiers over a wide range: the error is nothing to the deviation.
  CHECK(texts_of(set_of({1, 2e7, 2e7 + 1, 4e7}), Centring::kNone).size() == 1);
  CHECK(texts_of(set_of({0.1, 0.2, 0.3}), Centring::kNone).empty());
  CHECK(texts_of(set_of({1, 2, 3}), Centring::kNone).empty());
  CHECK(texts_of(set_of({1e10, 3e10, 2e10}), Centring::kNone).empty());
  // A constant that no float holds loses nothing that matters.
  CHECK(texts_of(set_of({0.1, 0.1}), Centring::kNone).size() <= 1);
}
