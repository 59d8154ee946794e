#include <fmt/format.h>

#include "core/report/compare/listing.h"
#include "core/report/tables/markdown.h"

namespace zipml {
namespace {

// Of a study, folded away: what a reader of a pull request may still scroll.
constexpr std::size_t kFoldedValues = 50;

std::string row_of(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

std::string head_of(const std::vector<std::string>& cells) {
  std::string rule = "|";
  for (std::size_t i = 0; i < cells.size(); ++i) rule += " --- |";
  return row_of(cells) + rule + "\n";
}

// The classes that any study has.
std::vector<Change> classes_of(const RunComparison& comparison) {
  const ChangeCounts counts = comparison.counts();
  std::vector<Change> classes;
  for (std::size_t i = 0; i < kChangeCount; ++i) {
    if (counts[i] > 0) classes.push_back(static_cast<Change>(i));
  }
  return classes;
}

std::string studies_table(const RunComparison& comparison,
                          const ComparisonView& view) {
  const std::vector<Change> classes = classes_of(comparison);
  std::vector<std::string> head = {"study"};
  for (const Change change : classes) {
    head.push_back(escape_markdown(class_text(change, view)));
  }
  std::string text = head_of(head);
  for (const StudyComparison& study : comparison.studies) {
    const ChangeCounts counts = study.counts();
    std::vector<std::string> row = {escape_markdown(study_text(study))};
    for (const Change change : classes) {
      row.push_back(
          fmt::format("{}", counts[static_cast<std::size_t>(change)]));
    }
    text += row_of(row);
  }
  return text;
}

std::string verdicts_table(const RunComparison& comparison,
                           const ComparisonView& view) {
  const auto changed = changed_verdicts(comparison);
  if (changed.empty()) return "";
  std::string text = "\n**Verdicts that changed**\n\n" +
                     head_of({"study", "verdict", escape_markdown(view.first),
                              escape_markdown(view.second), "ours"});
  std::size_t shown = 0;
  for (const ChangedVerdict& verdict : changed) {
    if (!view.all && shown == kListedVerdicts) break;
    ++shown;
    const auto cell = [&](const std::string& outcome,
                          std::string ComparedValue::*ours) {
      return escape_markdown(verdict_text(
          outcome, verdict.ours == nullptr ? "" : verdict.ours->*ours));
    };
    text += row_of(
        {escape_markdown(study_text(*verdict.study)),
         escape_markdown(verdict.outcome->row),
         cell(verdict.outcome->first_text, &ComparedValue::first_text),
         cell(verdict.outcome->second_text, &ComparedValue::second_text),
         verdict.ours == nullptr ? "-" : judged_text(*verdict.ours, view)});
  }
  if (shown < changed.size()) {
    text +=
        fmt::format("\n... and {} more (`--all`)\n", changed.size() - shown);
  }
  return text;
}

// Nothing for a study of which there is nothing to say.
std::string details_of(const StudyComparison& study,
                       const ComparisonView& view) {
  const auto listed = listed_values(study, view);
  const auto remarks = remarks_on(study, view);
  if (listed.empty() && remarks.empty()) return "";
  std::string text =
      fmt::format("\n<details><summary>{}: {} listed</summary>\n\n",
                  escape_markdown(study_text(study)), listed.size());
  for (const std::string& remark : remarks) {
    text += "- " + escape_markdown(remark) + "\n";
  }
  if (!listed.empty()) {
    text +=
        (remarks.empty() ? "" : "\n") +
        head_of({"class", "table", "row", "column", escape_markdown(view.first),
                 escape_markdown(view.second), "difference"});
  }
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (!view.all && i == kFoldedValues) {
      text += fmt::format("\n... and {} more (`--all`)\n", listed.size() - i);
      break;
    }
    const ComparedValue& value = *listed[i].value;
    text += row_of({escape_markdown(class_text(value.change, view)),
                    escape_markdown(value.table), escape_markdown(value.row),
                    escape_markdown(value.column + alike_text(listed[i])),
                    escape_markdown(value.first_text),
                    escape_markdown(value.second_text),
                    escape_markdown(difference_text(value))});
  }
  return text + "\n</details>\n";
}

}  // namespace

std::string comparison_to_markdown(const RunComparison& comparison,
                                   const ComparisonView& view) {
  const auto lines = summary_lines(comparison, view);
  std::string text = "### " + escape_markdown(lines.front()) + "\n\n";
  for (std::size_t i = 1; i < lines.size(); ++i) {
    text += "- " + escape_markdown(lines[i]) + "\n";
  }
  if (!comparison.studies.empty()) {
    text += "\n" + studies_table(comparison, view);
  }
  text += verdicts_table(comparison, view);
  for (const StudyComparison& study : comparison.studies) {
    text += details_of(study, view);
  }
  return text;
}

}  // namespace zipml
