#include "core/harness/findings/findings.h"

#include <array>
#include <stdexcept>

namespace zipml {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 5> kOutcomeNames = {
    "reproduced", "partly", "not reproduced", "inconclusive",
    "not testable here"};

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  return kOutcomeNames.at(static_cast<std::size_t>(outcome));
}

Outcome outcome_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kOutcomeNames.size(); ++i) {
    if (kOutcomeNames[i] == name) return static_cast<Outcome>(i);
  }
  throw std::runtime_error("not an outcome: \"" + std::string(name) + "\"");
}

}  // namespace zipml
