#include "core/models/reference_optimum.h"

#include "core/base/error.h"
#include "core/base/name_table.h"

namespace zipml {
namespace {

using Solver = ReferenceOptimum (*)(const FeatureMatrix&,
                                    std::span<const float>, double,
                                    const OptimumOptions&);

constexpr std::array<Named<Solver>, 2> kSolvers = {{
    {"logistic", logistic_optimum},
    {"hinge", hinge_optimum},
}};

}  // namespace

ReferenceOptimum reference_optimum(const std::string& loss,
                                   const FeatureMatrix& features,
                                   std::span<const float> labels, double ridge,
                                   const OptimumOptions& options) {
  const Solver solve = value_in(kSolvers, loss, "loss of a reference optimum");
  if (!(ridge > 0)) {
    fail_at("ridge", "a reference optimum needs a ridge above 0");
  }
  return solve(features, labels, ridge, options);
}

}  // namespace zipml
