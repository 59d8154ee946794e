#include "core/report/compare/listing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/report/format.h"

namespace zipml {
namespace {

// Three digits, a fraction as the per cent that its column shows.
Column column_of(const ComparedValue& value) {
  const bool percent = value.format == ColumnFormat::kPercent;
  return {.format = percent ? ColumnFormat::kPercent : ColumnFormat::kNumber,
          .digits = 3};
}

// Values of one group are listed once; empty: by itself.
std::string group_of(const ComparedValue& value, const ComparisonView& view) {
  if (value.first.is_estimate() && value.second.is_estimate()) {
    const Estimate& a = value.first.estimate();
    const Estimate& b = value.second.estimate();
    return fmt::format("{} {} {} {} {} {} {} {} {}", change_name(value.change),
                       a.mean, a.low, a.high, a.n, b.mean, b.low, b.high, b.n);
  }
  const bool of_one = value.change == Change::kOnlyInFirst ||
                      value.change == Change::kOnlyInSecond;
  const bool collapses = of_one || value.change == Change::kChanged;
  if (view.all || !collapses || value.row.empty()) return "";
  return fmt::format("{}\n{}\n{}", change_name(value.change), value.table,
                     value.column);
}

std::int64_t count_of(const ChangeCounts& counts, Change change) {
  return counts.at(static_cast<std::size_t>(change));
}

bool is_listed(Change change, const ComparisonView& view) {
  if (view.only.empty()) return change <= Change::kOnlyInSecond;
  return std::find(view.only.begin(), view.only.end(), change) !=
         view.only.end();
}

std::string verdict_counts(const RunComparison& comparison) {
  std::int64_t kept = 0, changed = 0, undecided = 0;
  for (const StudyComparison& study : comparison.studies) {
    for (const ComparedValue& value : study.values) {
      if (value.table != "verdicts" || value.column != "verdict") continue;
      kept += value.change == Change::kSame ? 1 : 0;
      changed += value.change == Change::kVerdictChanged ? 1 : 0;
      undecided += value.change == Change::kVerdictUndecided ? 1 : 0;
    }
  }
  std::string text = fmt::format("verdicts: {} changed, ", changed);
  if (undecided > 0) {
    text += fmt::format(
        "{} undecided (inconclusive in one of both, with a number that has "
        "not moved), ",
        undecided);
  }
  return text + fmt::format("{} the same", kept);
}

// No more digits than the distribution's tail deserves.
std::string p_text(double p) {
  return p < 1e-16 ? "p < 1e-16" : fmt::format("p = {:.1e}", p);
}

bool any_by_pairs(const RunComparison& comparison) {
  for (const StudyComparison& study : comparison.studies) {
    for (const ComparedValue& value : study.values) {
      if (value.by_pairs) return true;
    }
  }
  return false;
}

std::string moved_text(const RunComparison& comparison) {
  return fmt::format(
      "moved: by more than the noise. Of two runs that do not differ, at most "
      "{:g} % have even one such number (Welch's t test of the 95 % intervals, "
      "Holm's procedure over {} numbers{})",
      100 * comparison.level, comparison.tested,
      any_by_pairs(comparison) ? "; paired where both hold the same repetitions"
                               : "");
}

// What many small changes would show, though each is within noise.
std::string small_p_text(const RunComparison& comparison) {
  constexpr double kSmall = 0.01;
  std::size_t noise = 0, small = 0;
  for (const StudyComparison& study : comparison.studies) {
    for (const ListedValue& listed :
         listed_values(study, {.only = {Change::kWithinNoise}})) {
      ++noise;
      small += listed.value->difference && listed.value->difference->p <= kSmall
                   ? 1
                   : 0;
    }
  }
  return fmt::format(
      "within noise: {} of {} numbers have p <= {:g}; where nothing differs, "
      "about {:.0f} of them do",
      small, noise, kSmall, kSmall * static_cast<double>(noise));
}

}  // namespace

std::string class_text(Change change, const ComparisonView& view) {
  if (change == Change::kOnlyInFirst) return "only in " + view.first;
  if (change == Change::kOnlyInSecond) return "only in " + view.second;
  return std::string(change_name(change));
}

std::string counts_text(const ChangeCounts& counts, const ComparisonView& view,
                        Change first, Change last) {
  std::vector<std::string> parts;
  for (auto i = static_cast<std::size_t>(first);
       i <= static_cast<std::size_t>(last); ++i) {
    const auto change = static_cast<Change>(i);
    if (count_of(counts, change) == 0) continue;
    parts.push_back(fmt::format("{} {}", count_of(counts, change),
                                class_text(change, view)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<std::string> summary_lines(const RunComparison& comparison,
                                       const ComparisonView& view) {
  std::vector<std::string> lines;
  std::string studies = fmt::format(
      "{} against {}: {} stud{} in both", view.first, view.second,
      comparison.studies.size(), comparison.studies.size() == 1 ? "y" : "ies");
  for (const auto& [names, run] :
       {std::pair(&comparison.only_in_first, &view.first),
        std::pair(&comparison.only_in_second, &view.second)}) {
    if (names->empty()) continue;
    studies += fmt::format("; only in {}: {}", *run, fmt::join(*names, ", "));
  }
  lines.push_back(std::move(studies));
  lines.push_back(verdict_counts(comparison));
  const ChangeCounts counts = comparison.counts();
  const std::string differ =
      counts_text(counts, view, Change::kMoved, Change::kOnlyInSecond);
  const std::string alike =
      counts_text(counts, view, Change::kNoInterval, Change::kSame);
  lines.push_back("numbers: " +
                  (differ.empty() ? "none moved or changed" : differ));
  if (!alike.empty()) lines.push_back("the others: " + alike);
  if (comparison.tested > 0) {
    lines.push_back(moved_text(comparison));
    if (count_of(counts, Change::kWithinNoise) > 0) {
      lines.push_back(small_p_text(comparison));
    }
  }
  return lines;
}

std::string study_text(const StudyComparison& study) {
  if (study.first_name == study.second_name) return study.first_name;
  return study.first_name + " | " + study.second_name;
}

std::vector<std::string> remarks_on(const StudyComparison& study,
                                    const ComparisonView& view) {
  std::vector<std::string> remarks;
  if (!study.question.parts.empty()) {
    remarks.push_back(
        fmt::format("asked: {}", fmt::join(study.question.parts, "; ")));
  }
  const auto by_choice = std::count_if(
      study.values.begin(), study.values.end(), [](const ComparedValue& value) {
        return value.change == Change::kNotComparable &&
               value.difference.has_value();
      });
  if (by_choice > 0) {
    remarks.push_back(fmt::format(
        "{} number{} differ by more than the noise of repetitions, but the "
        "runs have also made other choices for {}, as other seeds may",
        by_choice, by_choice == 1 ? "" : "s", fmt::join(study.choices, ", ")));
  }
  for (const auto& [cells, run] :
       {std::pair(&study.first_cells, &view.first),
        std::pair(&study.second_cells, &view.second)}) {
    if (cells->complete()) continue;
    remarks.push_back(
        fmt::format("{} is incomplete: {}", *run, cells->what_is_missing()));
  }
  return remarks;
}

std::vector<ChangedVerdict> changed_verdicts(const RunComparison& comparison) {
  std::vector<ChangedVerdict> changed;
  for (const StudyComparison& study : comparison.studies) {
    for (std::size_t i = 0; i < study.values.size(); ++i) {
      const ComparedValue& value = study.values[i];
      if (value.change != Change::kVerdictChanged) continue;
      // Its number follows it, if it has one.
      const bool has_number = i + 1 < study.values.size() &&
                              study.values[i + 1].column == "ours" &&
                              study.values[i + 1].row == value.row;
      changed.push_back(
          {&study, &value, has_number ? &study.values[i + 1] : nullptr});
    }
  }
  return changed;
}

std::string judged_text(const ComparedValue& value,
                        const ComparisonView& view) {
  const std::string name = class_text(value.change, view);
  return value.difference ? name + ", " + p_text(value.difference->p) : name;
}

std::string verdict_text(const std::string& outcome, const std::string& ours) {
  return ours.empty() ? outcome : outcome + ", " + ours;
}

std::vector<ListedValue> listed_values(const StudyComparison& study,
                                       const ComparisonView& view) {
  std::vector<ListedValue> listed;
  std::map<std::string, std::size_t> known;
  for (const ComparedValue& value : study.values) {
    if (value.change == Change::kVerdictChanged ||
        !is_listed(value.change, view)) {
      continue;
    }
    const std::string group = group_of(value, view);
    const auto [place, is_new] = known.emplace(group, listed.size());
    if (!group.empty() && !is_new) {
      ++listed[place->second].alike;
    } else {
      listed.push_back({&value});
    }
  }
  const auto rank = [](const ListedValue& own) {
    const bool moved = own.value->change == Change::kMoved;
    return std::pair(own.value->change, moved ? own.value->difference->p : 0.0);
  };
  std::stable_sort(
      listed.begin(), listed.end(),
      [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return listed;
}

std::string alike_text(const ListedValue& listed) {
  if (listed.alike == 0) return "";
  return fmt::format(" (and {} like it)", listed.alike);
}

std::string place_text(const ListedValue& listed) {
  std::string text = listed.value->table;
  for (const std::string* part : {&listed.value->row, &listed.value->column}) {
    if (!part->empty()) text += "; " + *part;
  }
  return text + alike_text(listed);
}

std::string difference_text(const ComparedValue& value) {
  std::vector<std::string> parts;
  if (const auto relative = value.relative()) {
    // An explosion is no percentage.
    parts.push_back(std::abs(*relative) < 100
                        ? fmt::format("{:+.3g} %", 100 * *relative)
                        : fmt::format("{:.3g} times", 1 + *relative));
  }
  if (value.difference) {
    parts.push_back(fmt::format(
        "difference {}, {}{}",
        display_text(value.difference->value, column_of(value)),
        p_text(value.difference->p), value.by_pairs ? ", by repetition" : ""));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace zipml
