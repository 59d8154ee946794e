#include "experiments/polynomial/target.h"

#include <fmt/format.h>

#include <cmath>

#include "core/polynomial/approximate.h"
#include "core/polynomial/approximation_theory.h"

namespace zipml {

std::string ApproximationTarget::range() const {
  return is_sigmoid() ? fmt::format("R = {}", radius)
                      : fmt::format("gap {} R", gap);
}

double ApproximationTarget::value(double z) const {
  return is_sigmoid() ? sigmoid(z) : step(z);
}

double ApproximationTarget::asymptote(int degree) const {
  return is_sigmoid() ? sigmoid_series_asymptote(radius, degree)
                      : step_minimax_asymptote(radius, gap, degree);
}

double ApproximationTarget::log_rate() const {
  return std::log(is_sigmoid() ? sigmoid_rate(radius) : step_rate(radius, gap));
}

ApproximationTarget step_target(double gap) { return {"step", 1, gap}; }

ApproximationTarget sigmoid_target(double radius) {
  return {"sigmoid", radius, 0};
}

Record to_record(const ApproximationTarget& target) {
  return {{"function", target.function},
          {"radius", target.radius},
          {"gap", target.gap}};
}

ApproximationTarget target_from_record(const Record& record) {
  return {record.text("function"), record.number("radius"),
          record.number("gap")};
}

Polynomial approximate(const ApproximationTarget& target,
                       const std::string& approximation, int degree) {
  const Function f = [&](double z) { return target.value(z); };
  return approximation == "series"
             ? chebyshev_series(f, target.radius, degree)
             : minimax_fit(f, target.radius, target.gap, degree);
}

}  // namespace zipml
