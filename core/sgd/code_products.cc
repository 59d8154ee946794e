#include "core/sgd/code_products.h"

#include <algorithm>
#include <cmath>

namespace zipml {
namespace {

// The largest integer of a pair of tables whose entries are at most 63.
constexpr int kPlaces = 64 * 63 + 63;

// table[c] = of_code(c) for the codes of 4 bits.
template <typename OfCode>
CodeTable table_of_codes(const OfCode& of_code) {
  CodeTable table;
  for (int code = 0; code < 16; ++code) {
    table[static_cast<std::size_t>(code)] =
        static_cast<std::uint8_t>(of_code(code));
  }
  return table;
}

// What a draw of a code is: the view that sees its level's index.
struct IndexOf {
  CodeView in_8, in_2, in_4_as;  // in_4_as: the view of 8 bits that says it
};
constexpr IndexOf kWhole = {CodeView::kWhole8, CodeView::kWhole2,
                            CodeView::kWhole8};
constexpr IndexOf kFirst = {CodeView::kThird8, CodeView::kHighBit2,
                            CodeView::kThird8};
constexpr IndexOf kSecond = {CodeView::kRest8, CodeView::kLowBit2,
                             CodeView::kRest8};
constexpr IndexOf kDiffer = {CodeView::kLowBit8, CodeView::kLowBit2,
                             CodeView::kLowBit8};

CodedDraw index_of(const IndexOf& draw, int bits) {
  if (bits == 8) return {draw.in_8};
  if (bits == 2) return {draw.in_2};
  if (bits == 1) return {CodeView::kWhole1};
  if (draw.in_4_as == CodeView::kWhole8) return {CodeView::kWhole4};
  return {CodeView::kSmallTable4, table_of_codes([&](int code) {
            return code_view_value(draw.in_4_as, code, nullptr);
          })};
}

// The place of the draw's level among kPlaces + 1, codes of 4 bits.
CodedDraw place_of(const IndexOf& draw, const std::vector<int>& places) {
  const auto place = [&](int code) {
    const auto k =
        static_cast<std::size_t>(code_view_value(draw.in_4_as, code, nullptr));
    return k < places.size() ? places[k] : 0;  // a code that there is not
  };
  return {CodeView::kTable4,
          table_of_codes([&](int code) { return place(code) / 64; }),
          table_of_codes([&](int code) { return place(code) % 64; })};
}

// Which draws predict and point, by pairs; empty: not from these codes.
std::vector<std::pair<IndexOf, IndexOf>> factors(BatchForm form,
                                                 SampleCode code) {
  switch (form) {
    case BatchForm::kOneDraw:
    case BatchForm::kLessDiagonal:
      if (code == SampleCode::kSingle) return {{kWhole, kWhole}};
      break;
    case BatchForm::kTwoDraws:
      if (code == SampleCode::kOrderedPair) return {{kSecond, kFirst}};
      break;
    case BatchForm::kSymmetrised:
      if (code == SampleCode::kOrderedPair) {
        return {{kSecond, kFirst}, {kFirst, kSecond}};
      }
      break;
    case BatchForm::kPairSum:
      if (code == SampleCode::kDrawCount) return {{kWhole, kWhole}};
      break;
    case BatchForm::kNone:
      break;
  }
  return {};
}

// The places of levels that are the same for all features.
std::vector<int> places_of(const LevelGrid& grid, float unit) {
  std::vector<int> places;
  for (int k = 0; k <= grid.intervals(); ++k) {
    const double place =
        unit > 0 ? double{grid.level(0, k) - grid.level(0, 0)} / double{unit}
                 : 0.0;
    places.push_back(
        std::clamp(static_cast<int>(std::lround(place)), 0, kPlaces));
  }
  return places;
}

}  // namespace

int CodedDraw::most() const { return rest ? kPlaces : code_view_most(view); }

std::optional<CodedEstimate> coded_estimate(BatchForm form,
                                            const PackedPlane& plane) {
  const auto pairs = factors(form, plane.code());
  if (pairs.empty()) return {};
  const LevelGrid& grid = plane.grid();
  const std::size_t n = grid.features();
  CodedEstimate estimate;
  if (grid.is_uniform()) {
    estimate.levels = {{grid.low(), grid.low() + n},
                       {grid.step(), grid.step() + n},
                       grid.intervals()};
    estimate.draws_a_sum = plane.code() == SampleCode::kDrawCount ? 2 : 1;
    for (const auto& [predicts, points] : pairs) {
      estimate.products.push_back(
          {index_of(predicts, plane.bits()), index_of(points, plane.bits())});
    }
    return estimate;
  }
  // The index of a sum's levels is not that of one level.
  if (!grid.is_shared() || plane.bits() != 4 ||
      plane.code() == SampleCode::kDrawCount) {
    return {};
  }
  const float low = grid.level(0, 0);
  const float unit =
      (grid.level(0, grid.intervals()) - low) / static_cast<float>(kPlaces);
  const std::vector<int> places = places_of(grid, unit);
  estimate.levels = {std::vector<float>(n, low), std::vector<float>(n, unit),
                     kPlaces};
  for (const auto& [predicts, points] : pairs) {
    estimate.products.push_back(
        {place_of(predicts, places), place_of(points, places)});
  }
  return estimate;
}

CodedDraw draws_differ(int bits) { return index_of(kDiffer, bits); }

}  // namespace zipml
