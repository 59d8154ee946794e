#include "core/harness/findings/findings.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
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

std::optional<double> ratio_to_paper(const Verdict& verdict) {
  if (!verdict.paper.is_number() || verdict.ours.n == 0) return std::nullopt;
  const double ratio = verdict.ours.mean / verdict.paper.number();
  return std::isfinite(ratio) ? std::optional(ratio) : std::nullopt;
}

std::string CellCounts::what_is_missing() const {
  std::string text;
  const auto append = [&](std::int64_t count, const char* how) {
    if (count == 0) return;
    text += text.empty() ? fmt::format("{} of {} cells {}", count, planned, how)
                         : fmt::format(", {} {}", count, how);
  };
  append(failed, "failed");
  append(timed_out, "timed out");
  append(not_run, "were not run");
  return text;
}

void CellCounts::add(const CellCounts& other) {
  planned += other.planned;
  failed += other.failed;
  timed_out += other.timed_out;
  not_run += other.not_run;
}

void Series::add(double at, double value) {
  x.push_back(at);
  y.push_back(value);
}

void Series::add(double at, const Estimate& value) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const bool known = value.n > 0;
  add(at, known ? value.mean : kNone);
  low.push_back(known ? value.low : kNone);
  high.push_back(known ? value.high : kNone);
}

DataLabel joined(const std::vector<DataLabel>& labels) {
  const auto append = [](std::string& list, const std::string& item) {
    if (!item.empty()) list += (list.empty() ? "" : ", ") + item;
  };
  DataLabel all;
  for (const DataLabel& label : labels) {
    append(all.name, label.is_stand_in()
                         ? label.name + " for " + label.stands_in_for
                         : label.name);
    append(all.stands_in_for, label.stands_in_for);
  }
  return all;
}

}  // namespace zipml
