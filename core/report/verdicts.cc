#include "core/report/verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "core/base/text.h"
#include "core/harness/findings/finish_findings.h"
#include "core/report/format.h"

namespace zipml {
namespace {

// ANSI: green, yellow, red, cyan, grey; in the order of the outcomes.
constexpr std::array<const char*, 5> kOutcomeColors = {"32", "33", "31", "36",
                                                       "90"};

constexpr int kLeastColumns = 40;
constexpr int kIndent = 4;

const Column kNumber{"", "", "", ColumnFormat::kNumber, 4};

std::string upper_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  });
  return result;
}

std::string badge(Outcome outcome, TerminalColor color) {
  const std::string name = upper_case(outcome_name(outcome));
  if (color == TerminalColor::kOff) return name;
  return fmt::format("\x1b[1;{}m{}\x1b[0m",
                     kOutcomeColors.at(static_cast<std::size_t>(outcome)),
                     name);
}

// "naive_bias (profile quick)", and what is missing.
std::string heading_of(const StudyVerdicts& study) {
  std::string text = "== " + single_line(study.study);
  if (!study.profile.empty()) text += " (profile " + study.profile + ")";
  if (study.cells.complete()) return text;
  return text + "\n   INCOMPLETE: " + study.cells.what_is_missing();
}

}  // namespace

std::string paper_text(const Verdict& verdict) {
  // As the paper prints it: 7.45, not 7.450.
  const std::string exact = exact_text(verdict.paper);
  const bool as_it_is = verdict.paper.is_number() && exact.size() <= 6;
  return as_it_is ? exact : display_text(verdict.paper, kNumber);
}

std::string ours_text(const Verdict& verdict) {
  const Estimate& ours = verdict.ours;
  if (ours.n == 0) return "-";
  const std::string text = display_text(ours, kNumber);
  // The interval brings n with it; display_text says it when there is none.
  return text.find('[') == std::string::npos
             ? text
             : fmt::format("{}, n = {}", text, ours.n);
}

std::string ratio_text(const Verdict& verdict) {
  const std::optional<double> ratio = ratio_to_paper(verdict);
  return ratio ? fmt::format("{:.3g} of the paper's", *ratio) : "";
}

std::string data_text(const Verdict& verdict) {
  if (verdict.data.stands_in_for.empty()) return verdict.data.name;
  return verdict.data.name + " (stands in for " + verdict.data.stands_in_for +
         ")";
}

Table verdict_table(std::span<const Verdict> verdicts) {
  Table table;
  table.id = "verdicts";
  table.title = "Verdicts";
  table.caption = count_outcomes(verdicts) + ".";
  if (!std::all_of(verdicts.begin(), verdicts.end(), counts_for_claim)) {
    table.caption += " Verdicts on data that stand in for a set do not count.";
  }
  table.columns = {
      {"claim", "Claim", "", ColumnFormat::kText},
      {"statement", "The paper says", "", ColumnFormat::kText},
      {"where", "Where", "", ColumnFormat::kText},
      {"metric", "Measured", "", ColumnFormat::kText},
      {"paper", "Paper", "", ColumnFormat::kNumber},
      {"ours", "Ours", "", ColumnFormat::kNumber},
      {"verdict", "Verdict", "", ColumnFormat::kText},
      {"data", "Data", "", ColumnFormat::kText},
      {"reason", "Because", "", ColumnFormat::kText},
  };
  for (const Verdict& verdict : verdicts) {
    const Value ours = verdict.ours.n == 0 ? Value() : Value(verdict.ours);
    table.rows.push_back({verdict.claim, verdict.statement, verdict.where,
                          verdict.metric, verdict.paper, ours,
                          std::string(outcome_name(verdict.judgement.outcome)),
                          data_text(verdict), verdict.judgement.reason});
  }
  return table;
}

Table verdict_table(std::span<const Verdict> verdicts,
                    const CellCounts& cells) {
  Table table = verdict_table(verdicts);
  if (!cells.complete()) {
    table.caption =
        "INCOMPLETE: " + cells.what_is_missing() + ". " + table.caption;
  }
  return table;
}

std::string verdicts_to_text(std::span<const StudyVerdicts> studies, int width,
                             TerminalColor color) {
  const WrapOptions lines{.width = std::max(width, kLeastColumns),
                          .indent = kIndent};
  std::string text;
  std::vector<Verdict> all;
  for (const StudyVerdicts& study : studies) {
    text += heading_of(study) + "\n\n";
    if (study.verdicts.empty()) text += "no verdicts\n\n";
    for (std::size_t i = 0; i < study.verdicts.size(); ++i) {
      const Verdict& verdict = study.verdicts[i];
      text += single_line(verdict.claim) + "  " +
              badge(verdict.judgement.outcome, color);
      if (verdict.data.is_stand_in()) text += " on a stand-in: does not count";
      text += '\n';
      std::string claim = verdict.statement;
      if (!verdict.where.empty()) claim += " (" + verdict.where + ")";
      text += wrapped(claim, lines);
      const std::string ratio = ratio_text(verdict);
      text += wrapped(verdict.metric + ": paper " + paper_text(verdict) +
                          ", ours " + ours_text(verdict) +
                          (ratio.empty() ? "" : " (" + ratio + ")"),
                      lines);
      text += wrapped("Because " + verdict.judgement.reason + ".", lines);
      text += wrapped("Data: " + data_text(verdict), lines);
      if (!study.recipes.empty() && !study.recipes.at(i).command.empty()) {
        const VerdictRecipe& recipe = study.recipes.at(i);
        // Never wrapped: it is for copying.
        text += fmt::format("    {}  # cells of {:.1f} s\n", recipe.command,
                            recipe.seconds);
      }
      text += '\n';
      all.push_back(verdict);
    }
  }
  return text + count_outcomes(all) + '\n';
}

std::ptrdiff_t count_of(Outcome outcome, std::span<const Verdict> verdicts) {
  return std::count_if(verdicts.begin(), verdicts.end(),
                       [&](const Verdict& verdict) {
                         return counts_for_claim(verdict) &&
                                verdict.judgement.outcome == outcome;
                       });
}

std::string count_outcomes(std::span<const Verdict> verdicts) {
  std::string text;
  for (const Outcome outcome : kOutcomes) {
    const std::ptrdiff_t count = count_of(outcome, verdicts);
    if (count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count,
                        outcome_name(outcome));
  }
  return text.empty() ? "no verdicts" : text;
}

bool none_is_refuted(std::span<const Verdict> verdicts) {
  return std::none_of(verdicts.begin(), verdicts.end(), [](const Verdict& v) {
    return counts_for_claim(v) &&
           v.judgement.outcome == Outcome::kNotReproduced;
  });
}

}  // namespace zipml
