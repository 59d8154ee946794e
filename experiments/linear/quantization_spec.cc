#include "experiments/linear/quantization_spec.h"

#include "core/base/name_table.h"
#include "core/optimal/registry.h"

namespace zipml {
namespace {

constexpr std::array<Named<LevelConvention>, 2> kConventions = {{
    {"whole_range", LevelConvention::kWholeRange},
    {"per_sign", LevelConvention::kPerSign},
}};

constexpr std::array<Named<Scaling>, 2> kScalings = {{
    {"column_max", Scaling::kColumnMax},
    {"min_max", Scaling::kMinMax},
}};

constexpr std::array<Named<VectorNorm>, 2> kRowNorms = {{
    {"row_l2", VectorNorm::kEuclidean},
    {"row_max", VectorNorm::kMax},
}};

}  // namespace

std::vector<std::string> convention_names() { return names_in(kConventions); }

std::string convention_name(LevelConvention convention) {
  return name_in(kConventions, convention);
}

LevelConvention convention_from_name(const std::string& name) {
  return value_in(kConventions, name, "level convention");
}

std::vector<std::string> placement_names() {
  std::vector<std::string> names = {"uniform"};
  for (const optimal::Method& method : optimal::methods()) {
    // The greedy merge gives more levels than bits can hold.
    if (method.name == "uniform" || method.name == "greedy_merge") continue;
    names.emplace_back(method.name);
  }
  return names;
}

QuantizationSpec scaled(QuantizationSpec spec, const std::string& scaling) {
  spec.row_norm.reset();
  for (const Named<VectorNorm>& row : kRowNorms) {
    if (scaling == row.name) spec.row_norm = row.value;
  }
  if (!spec.row_norm) spec.scaling = value_in(kScalings, scaling, "scaling");
  return spec;
}

std::string scaling_of(const QuantizationSpec& spec) {
  return spec.row_norm ? name_in(kRowNorms, *spec.row_norm)
                       : name_in(kScalings, spec.scaling);
}

Record to_record(const QuantizationSpec& spec) { return record_of(spec); }

QuantizationSpec quantization_from_record(const Record& record) {
  return spec_of<QuantizationSpec>(record);
}

}  // namespace zipml
