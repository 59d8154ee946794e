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

void Series::add(double at, double value) {
  x.push_back(at);
  y.push_back(value);
}

void Series::add(double at, const Estimate& value) {
  add(at, value.mean);
  low.push_back(value.low);
  high.push_back(value.high);
}

DataLabel joined(const std::vector<DataLabel>& labels) {
  const auto append = [](std::string& list, const std::string& item) {
    if (!item.empty()) list += (list.empty() ? "" : ", ") + item;
  };
  DataLabel all;
  for (const DataLabel& label : labels) {
    append(all.name, label.name);
    append(all.stands_in_for, label.stands_in_for);
  }
  return all;
}

}  // namespace zipml
