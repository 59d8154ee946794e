#include "experiments/linear/problem_spec.h"

namespace zipml {

std::string ProblemSpec::title() const {
  const std::string own = label().name;
  return stand_in_for.empty() ? own : own + " for " + stand_in_for;
}

Record to_record(const ProblemSpec& spec) { return record_of(spec); }

ProblemSpec problem_from_record(const Record& record) {
  return spec_of<ProblemSpec>(record);
}

}  // namespace zipml
