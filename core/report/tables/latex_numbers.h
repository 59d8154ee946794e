// Every number of a study as a LaTeX macro, so that a text never copies one.
#pragma once

#include <string>
#include <string_view>

#include "core/harness/findings/findings.h"

namespace zipml {

// One \newcommand a number, with a comment that says which it is:
//   \zipml<Study><Table><Row><Column>  for each number of a table that is
//       shown to people; an estimate also with Low, High at the end. <Row> is
//       made of the row's leading text and integer cells, or its place when
//       there are none.
//   \zipml<Study><Claim>Outcome, Ours, OursLow, OursHigh, Paper for each
//       verdict.
// Names are letters only (digits spelled out: "3 bits" is ThreeBits). When
// two would be equal, the later ones get a letter at the end.
std::string latex_numbers(std::string_view study, const Findings& findings);

// "naive_bias 3.5" -> "NaiveBiasThreePointFive": letters of ASCII only.
std::string letters_only(std::string_view text);

}  // namespace zipml
