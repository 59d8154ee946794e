// Text and numbers for LaTeX, and how wide they are.
#pragma once

#include <string>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

// A part of a text that no line break parts; one may come after it.
struct LatexPiece {
  std::string code = {};
  // In em of the font, as Computer Modern at 7 pt is wide, which is wide for
  // its em: other text fonts take no more.
  double width = 0;
  bool space_after = false;  // else the line may break without one
};
using LatexPieces = std::vector<LatexPiece>;

// Text so that LaTeX prints it as it is: \ { } $ & # ^ _ ~ % < > | " ` [ ] *
// are replaced (the brackets and the star because of "\\[" and "\\*"), double
// hyphens kept apart; control characters become spaces.
std::string escape_latex(const std::string& text);

// Text of people with its symbols as mathematics: ||a||, <=, +-, x^2, 2^-4b,
// M_i, sqrt(n), log2, x*, alpha to tau, a minus, letters alone (not "a", "A"
// and "I" where they are words); quotes are typographic. All else is escaped.
// Lines may break at spaces; after a hyphen or "_" of a name of more than
// sixteen characters; and anywhere in a word that is wider than a third of the
// text.
LatexPieces latex_pieces(const std::string& text);
// The same as one text.
std::string latex_words(const std::string& text);

// A cell as display_text, for LaTeX: numbers in math mode, an interval in one
// piece, a power of ten that mean and limits share once, behind them; words as
// latex_pieces; what was not measured is "--".
LatexPieces latex_cell_pieces(const Value& value, const Column& column);
std::string latex_cell(const Value& value, const Column& column);

// The code of all pieces, in em their width on one line, and that of the
// widest of them.
std::string code_of(const LatexPieces& pieces);
double natural_width(const LatexPieces& pieces);
double least_width(const LatexPieces& pieces);

}  // namespace zipml
