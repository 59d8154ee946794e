#include "core/quantize/vector_codec.h"

#include "core/base/name_table.h"

namespace zipml {
namespace {

using Factory = std::unique_ptr<VectorCodec> (*)(int bits, LevelConvention);

template <Rounding kRounding, VectorNorm kNorm>
std::unique_ptr<VectorCodec> row(int bits, LevelConvention convention) {
  return make_row_codec(bits, convention, kRounding, kNorm);
}

constexpr std::array<Named<Factory>, 5> kCodecs = {{
    {"row_l2", row<Rounding::kStochastic, VectorNorm::kEuclidean>},
    {"row_max", row<Rounding::kStochastic, VectorNorm::kMax>},
    {"row_l2_nearest", row<Rounding::kNearest, VectorNorm::kEuclidean>},
    {"natural", [](int, LevelConvention) { return make_natural_codec(); }},
    {"row_optimal",
     [](int bits, LevelConvention) { return make_row_optimal_codec(bits); }},
}};

}  // namespace

std::unique_ptr<VectorCodec> make_vector_codec(const std::string& name,
                                               int bits,
                                               LevelConvention convention) {
  return value_in(kCodecs, name, "vector codec")(bits, convention);
}

std::vector<std::string> vector_codec_names() { return names_in(kCodecs); }

}  // namespace zipml
