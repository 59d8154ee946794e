// Verdicts as tables and text.
#pragma once

#include <array>
#include <span>
#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// With the cells that are missing in its caption, if any.
Table verdict_table(std::span<const Verdict> verdicts, const CellCounts& cells);
// One row a verdict: claim, statement, where, paper, ours, verdict, data,
// reason. For every table writer.
Table verdict_table(std::span<const Verdict> verdicts);

// "7.45" or "paper's words"; "-" for null.
std::string paper_text(const Verdict& verdict);
// "8.1 [7.9, 8.3], n = 5", or "-" when nothing was measured.
std::string ours_text(const Verdict& verdict);
// "1.07 of the paper's"; empty when there is no such ratio.
std::string ratio_text(const Verdict& verdict);
// "cadata", or "bank32nh (stands in for cadata)".
std::string data_text(const Verdict& verdict);

enum class TerminalColor { kOff, kOn };

// For a terminal: a heading a study, which says what is missing of it, a
// paragraph a verdict, wrapped at `width` columns (at least 40), then the
// counts. Colour by ANSI codes.
std::string verdicts_to_text(std::span<const StudyVerdicts> studies, int width,
                             TerminalColor color);

// In the order in which they are told.
inline constexpr std::array<Outcome, 5> kOutcomes = {
    Outcome::kReproduced, Outcome::kPartly, Outcome::kNotReproduced,
    Outcome::kInconclusive, Outcome::kNotTestable};

// How many of those that count for their claim (finish_findings.h) have it.
std::ptrdiff_t count_of(Outcome outcome, std::span<const Verdict> verdicts);

// "3 reproduced, 1 partly, 2 not testable here", of those that count for their
// claim (core/harness/findings/finish_findings.h); outcomes without a verdict
// are left out; "no verdicts".
std::string count_outcomes(std::span<const Verdict> verdicts);

// What `verify --strict` asks: no verdict is "not reproduced".
bool none_is_refuted(std::span<const Verdict> verdicts);

}  // namespace zipml
