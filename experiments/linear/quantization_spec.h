// How the samples of a linear model are quantized.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/harness/value.h"
#include "core/quantize/grid.h"
#include "core/quantize/vector_codec.h"
#include "experiments/linear/record_fields.h"

namespace zipml {

// "whole_range" and "per_sign", as configs and cells spell them. UserError for
// another name.
std::vector<std::string> convention_names();
std::string convention_name(LevelConvention convention);
LevelConvention convention_from_name(const std::string& name);

// What QuantizationSpec::placement may be.
std::vector<std::string> placement_names();

struct QuantizationSpec {
  int bits = 0;  // of one draw; 0 for full precision
  LevelConvention convention = LevelConvention::kWholeRange;
  Scaling scaling = Scaling::kColumnMax;
  bool stored = false;  // drawn once and stored, or fresh at every visit
  // Two stored draws in order, with 3 s + 1 states for s intervals, or without
  // it (SampleCode::kDrawCount), with 2 s + 1; a method whose draws have no
  // order is stored without it in any case.
  bool ordered = true;
  // What computes on stored draws: "floats", row after row, or "integers" where
  // core/sgd/batch_gradient.h has a way for the method and its codes.
  std::string arithmetic = "floats";
  // "uniform" steps over the range, or a method of zipml::optimal that places
  // as many levels for each feature by its training values (section 3).
  std::string placement = "uniform";
  // Each sample scaled by its own norm (row scaling, A.3) in place of
  // `scaling`: fresh draws and uniform levels only.
  std::optional<VectorNorm> row_norm = {};
  // Levels over the range, any number of them from 2 on, in place of those that
  // the bits and the convention give; 0: these. Not with row scaling.
  int level_count = 0;

  // Between its levels.
  int intervals() const {
    return level_count > 0 ? level_count - 1 : interval_count(bits, convention);
  }
};

// `spec` scaled so: "column_max", "min_max", or by row "row_l2", "row_max".
// UserError for another name.
QuantizationSpec scaled(QuantizationSpec spec, const std::string& scaling);
// How `spec` is scaled, by that name.
std::string scaling_of(const QuantizationSpec& spec);

// "bits", "levels", "scaling", "draws", "pair" unless ordered, "arithmetic"
// unless floats, "placement" unless uniform, and "level_count" unless 0.
Record to_record(const QuantizationSpec& spec);
QuantizationSpec quantization_from_record(const Record& record);

// The one list of its fields.
template <FieldsOf<QuantizationSpec> Spec, typename Visit>
void visit_fields(Spec& spec, Visit& visit) {
  visit("bits", spec.bits);
  visit.named("levels", spec.convention, convention_name, convention_from_name);
  visit.named("scaling", spec, scaling_of,
              [&](const std::string& name) { return scaled(spec, name); });
  visit.named(
      "draws", spec.stored,
      [](bool stored) { return stored ? "stored" : "fresh"; },
      [](const std::string& name) { return name == "stored"; });
  visit.named(
      "pair", spec.ordered,
      [](bool ordered) { return ordered ? "ordered" : "unordered"; },
      [](const std::string& name) { return name == "ordered"; }, true);
  visit("arithmetic", spec.arithmetic, "floats");
  visit("placement", spec.placement, "uniform");
  visit("level_count", spec.level_count, 0);
}

}  // namespace zipml
