#include <fmt/format.h>

#include "core/base/text.h"
#include "core/report/compare/listing.h"
#include "core/report/format.h"

namespace zipml {
namespace {

constexpr int kTextWidth = 100;

std::string more_text(std::size_t left) {
  return fmt::format("  ... and {} more (--all)\n", left);
}

void append_value(const ListedValue& listed, const ComparisonView& view,
                  std::string& text) {
  const ComparedValue& value = *listed.value;
  text += fmt::format("  {}: {}\n", class_text(value.change, view),
                      single_line(place_text(listed)));
  if (value.first_text.empty() && value.second_text.empty()) return;
  const std::string more = difference_text(value);
  text += fmt::format("      {} -> {}{}\n", single_line(value.first_text),
                      single_line(value.second_text),
                      more.empty() ? "" : "; " + more);
}

void append_verdicts(const RunComparison& comparison,
                     const ComparisonView& view, std::string& text) {
  const auto changed = changed_verdicts(comparison);
  if (changed.empty()) return;
  text += "\n== Verdicts changed\n";
  std::size_t shown = 0;
  for (const ChangedVerdict& verdict : changed) {
    if (!view.all && shown == kListedVerdicts) {
      text += more_text(changed.size() - shown);
      break;
    }
    ++shown;
    text +=
        fmt::format("  {}: {}\n      {} -> {}\n", study_text(*verdict.study),
                    single_line(verdict.outcome->row),
                    verdict.outcome->first_text, verdict.outcome->second_text);
    if (verdict.ours == nullptr) continue;
    text += fmt::format("      ours {} -> {} ({})\n", verdict.ours->first_text,
                        verdict.ours->second_text,
                        judged_text(*verdict.ours, view));
  }
}

void append_study(const StudyComparison& study, const ComparisonView& view,
                  std::string& text) {
  text += fmt::format("\n== {}: {}\n", study_text(study),
                      counts_text(study.counts(), view, Change::kVerdictChanged,
                                  Change::kSame));
  for (const std::string& remark : remarks_on(study, view)) {
    text += wrapped(remark, {.width = kTextWidth, .indent = 3});
  }
  const auto listed = listed_values(study, view);
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (!view.all && i == kListedValues) {
      text += more_text(listed.size() - i);
      break;
    }
    append_value(listed[i], view, text);
  }
}

}  // namespace

std::string comparison_to_text(const RunComparison& comparison,
                               const ComparisonView& view) {
  std::string text;
  for (const std::string& line : summary_lines(comparison, view)) {
    text += wrapped(line, {.width = kTextWidth});
  }
  append_verdicts(comparison, view, text);
  for (const StudyComparison& study : comparison.studies) {
    append_study(study, view, text);
  }
  return text;
}

}  // namespace zipml
