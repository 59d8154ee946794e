#include "core/report/tables/latex_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

#include "core/report/format.h"

namespace zipml {
namespace {

// Of cmr7 from its metrics, from the space to the tilde, in hundredths of an
// em; of what is not in it, as wide as in other fonts.
constexpr std::array<int, 95> kWidths = {
    34, 29, 50, 83, 50, 83, 78, 29,  40, 40, 50, 78, 29, 34, 29, 50,
    50, 50, 50, 50, 50, 50, 50, 50,  50, 50, 29, 29, 78, 78, 78, 48,
    78, 75, 71, 72, 76, 68, 65, 78,  75, 37, 52, 77, 63, 91, 75, 78,
    68, 78, 73, 56, 72, 75, 75, 102, 75, 75, 61, 29, 58, 29, 58, 58,
    29, 50, 56, 45, 56, 45, 32, 50,  56, 29, 32, 53, 29, 83, 56, 50,
    56, 53, 40, 40, 40, 56, 53, 72,  53, 53, 45, 58, 30, 58, 58};
constexpr double kSpaceWidth = 0.34;
constexpr double kOperatorWidth = 0.78;  // plus, minus, relations
constexpr double kOperatorSpace = 0.23;  // on either side
constexpr double kBarWidth = 0.3;
constexpr double kDoubleBarWidth = 0.5;
constexpr double kGreekWidth = 0.67;
constexpr double kItalicExtra = 0.12;  // over the upright letter, both sides
constexpr double kScriptShare = 0.88;  // of a script's width, over its text's
// Words that are wider are broken where they come to it.
constexpr double kWidestPiece = 17;
// Only names of more characters are broken at their joints.
constexpr std::size_t kLongName = 16;

constexpr std::array<std::string_view, 12> kGreek = {
    "alpha",  "beta", "gamma", "delta", "epsilon", "eta",
    "lambda", "mu",   "pi",    "rho",   "sigma",   "tau"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

double width_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x80 && byte < 0xC0) return 0;  // continues a character
  if (byte < 32 || byte > 126) return 0.78;
  return kWidths[byte - 32U] / 100.0;
}
double width_of(std::string_view text) {
  double width = 0;
  for (const char c : text) width += width_of(c);
  return width;
}

std::string escaped(char c) {
  switch (c) {
    case '\\':
      return "\\textbackslash{}";
    case '^':
      return "\\textasciicircum{}";
    case '~':
      return "\\textasciitilde{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '`':
      return "\\textasciigrave{}";
    case '"':
      return "\\char34{}";
    case '{':
    case '}':
    case '$':
    case '&':
    case '#':
    case '_':
    case '%':
      return std::string("\\") + c;
    case '[':
    case ']':
    case '*':
      return std::string("{") + c + "}";
    default:
      return std::string(1, c);
  }
}

// Appends code to pieces.
class Pieces {
 public:
  void add(std::string_view code, double width) {
    if (pieces_.empty() || closed_) pieces_.emplace_back();
    closed_ = false;
    pieces_.back().code += code;
    pieces_.back().width += width;
  }
  void add_plain(char c) {
    const bool starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (!closed_ && !pieces_.empty() && starts &&
        pieces_.back().width > kWidestPiece) {
      allow_break();
    }
    add(escaped(c), width_of(c));
  }
  void space() {
    if (pieces_.empty()) return;
    pieces_.back().space_after = true;
    closed_ = true;
  }
  // LaTeX knows that a line may break after a hyphen.
  void after_hyphen() { closed_ = true; }
  void allow_break() {
    add("\\allowbreak{}", 0);
    closed_ = true;
  }
  LatexPieces take() {
    if (!pieces_.empty()) pieces_.back().space_after = false;
    return std::move(pieces_);
  }

 private:
  LatexPieces pieces_;
  bool closed_ = false;
};

// Scans a text from its beginning, a symbol at a time.
class Words {
 public:
  explicit Words(const std::string& text) : text_(single_line(text)) {}

  LatexPieces pieces() {
    while (at_ < text_.size()) step();
    return pieces_.take();
  }

 private:
  char peek(std::size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : ' ';
  }
  char before(std::size_t offset = 1) const {
    return at_ >= offset ? text_[at_ - offset] : ' ';
  }
  bool is_next(std::string_view symbol) const {
    return text_.compare(at_, symbol.size(), symbol) == 0;
  }
  bool opens() const {  // what is here follows a space or an opening bracket
    return std::string_view(" ([=,/|").find(before()) != std::string_view::npos;
  }
  // Of what is between two spaces.
  bool is_long_name() const {
    const std::size_t begin = text_.rfind(' ', at_ - 1) + 1;  // npos + 1 is 0
    const std::size_t end = std::min(text_.find(' ', at_), text_.size());
    return end - begin > kLongName;
  }
  void math(std::size_t count, std::string_view code, double width) {
    pieces_.add(fmt::format("${}$", code), width);
    at_ += count;
  }

  void step() {
    const char c = peek();
    if (c == ' ') {
      if (follows_relation()) {
        pieces_.add("~", kSpaceWidth);  // its right side stays with it
      } else {
        pieces_.space();
      }
      ++at_;
    } else if (symbol() || script() || word() || hyphen() || quote()) {
      return;
    } else if (c == '_') {
      pieces_.add_plain(c);
      ++at_;
      if (is_word(peek()) && is_long_name()) pieces_.allow_break();
    } else {
      pieces_.add_plain(c);
      ++at_;
    }
  }

  // "=", "<=" and such, between spaces.
  bool follows_relation() const {
    const std::size_t length = before() == '=' && before(2) != ' ' ? 2 : 1;
    if (before(length + 1) != ' ' || at_ + 1 >= text_.size()) return false;
    const std::string_view word =
        std::string_view(text_).substr(at_ - std::min(at_, length), length);
    return word == "=" || word == "<=" || word == ">=" || word == "<" ||
           word == ">";
  }

  bool symbol() {
    struct Symbol {
      std::string_view text, code;
      double width;
    };
    static constexpr Symbol kSymbols[] = {
        {"||", "\\|", kDoubleBarWidth}, {"|", "|", kBarWidth},
        {"+-", "\\pm", kOperatorWidth}, {"<=", "\\le", kOperatorWidth},
        {">=", "\\ge", kOperatorWidth}, {"<", "<", kOperatorWidth},
        {">", ">", kOperatorWidth},
    };
    for (const Symbol& known : kSymbols) {
      if (!is_next(known.text)) continue;
      math(known.text.size(), known.code, known.width);
      return true;
    }
    if (peek() != '*') return false;
    if (before() == ' ' && peek(1) == ' ') {
      math(1, "\\times", kOperatorWidth);
      return true;
    }
    if (!is_letter(before()) || is_word(peek(1)) || peek(1) == '*') {
      return false;
    }
    math(1, "^{*}", 0.5);
    return true;
  }

  // The letters and digits from a place on, a minus before them and points
  // between.
  std::size_t end_of_exponent(std::size_t place) const {
    std::size_t end = place;
    if (end < text_.size() && text_[end] == '-') ++end;
    const std::size_t first = end;
    while (end < text_.size() &&
           (is_letter(text_[end]) || is_digit(text_[end]) ||
            (text_[end] == '.' && end > first && end + 1 < text_.size() &&
             is_digit(text_[end + 1])))) {
      ++end;
    }
    return end == first ? place : end;
  }

  bool script() {
    const bool raised = peek() == '^';
    if (!raised && !(peek() == '_' && is_indexed())) return false;
    if (raised && before() == ' ') return false;
    const std::size_t end = end_of_exponent(at_ + 1);
    if (end == at_ + 1) return false;
    const std::string script = text_.substr(at_ + 1, end - at_ - 1);
    if (!raised && (end < text_.size() && text_[end] == '_')) return false;
    const std::size_t letters = static_cast<std::size_t>(
        std::count_if(script.begin(), script.end(), is_letter));
    const bool words = letters > 1 && letters == script.size();
    math(end - at_,
         fmt::format("{}{{{}}}", raised ? '^' : '_',
                     words ? "\\mathrm{" + script + "}" : script),
         kScriptShare * width_of(script) + kItalicExtra +
             (script.front() == '-' ? 0.4 : 0));
    return true;
  }

  // Before the "_" here is a letter alone, a Greek one or OPT: no name of code.
  bool is_indexed() const {
    std::size_t begin = at_;
    while (begin > 0 && is_word(text_[begin - 1])) --begin;
    const std::string_view base =
        std::string_view(text_).substr(begin, at_ - begin);
    return (base.size() == 1 && is_letter(base.front())) || base == "OPT" ||
           is_greek(base);
  }
  static bool is_greek(std::string_view word) {
    return std::find(kGreek.begin(), kGreek.end(), word) != kGreek.end();
  }

  bool word() {
    if (!is_letter(peek()) || is_word(before())) return false;
    if (before() == '\'' && is_letter(before(2))) return false;  // Caffe's
    if (before() == '.' && is_word(before(2))) return false;     // sgd.alpha
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    const std::string_view letters =
        std::string_view(text_).substr(at_, end - at_);
    const char after = end < text_.size() ? text_[end] : ' ';
    if (letters == "sqrt" && after == '(') return root(end);
    if (letters == "log" && is_digit(after)) return logarithm(end);
    if (is_digit(after)) return false;
    if (is_greek(letters)) {
      math(letters.size(), fmt::format("\\{}", letters), kGreekWidth);
      return true;
    }
    if (letters.size() == 1 && is_variable(letters.front(), after)) {
      math(1, letters, width_of(letters) + kItalicExtra);
      return true;
    }
    for (const char c : letters) pieces_.add_plain(c);
    at_ = end;
    return true;
  }

  bool is_variable(char letter, char after) const {
    const char beyond = peek(2);
    if (after == '.' && is_word(beyond)) return false;  // e.g.
    if (after == '\'' && is_letter(beyond)) return false;
    const bool names = letter == 'a' || letter == 'A' || letter == 'I';
    // Next to a bracket, a bar or a script it is a symbol.
    static constexpr std::string_view kSymbols = "|()^_'";
    return !names || kSymbols.find(after) != std::string_view::npos ||
           before() == '|' || before() == '(';
  }

  bool root(std::size_t bracket) {
    const std::size_t end = text_.find(')', bracket);
    if (end == std::string::npos) return false;
    const std::string inside = text_.substr(bracket + 1, end - bracket - 1);
    const bool plain = !inside.empty() &&
                       std::all_of(inside.begin(), inside.end(), [](char c) {
                         return is_letter(c) || is_digit(c) || c == ' ' ||
                                c == '+' || c == '-' || c == '/';
                       });
    // Words would be set as products of letters.
    const bool words =
        std::adjacent_find(inside.begin(), inside.end(), [](char a, char b) {
          return is_letter(a) && is_letter(b);
        }) != inside.end();
    if (!plain || words) return false;
    math(end + 1 - at_, fmt::format("{{\\sqrt{{{}}}}}", inside),
         width_of(inside) + 1.2);
    return true;
  }

  bool logarithm(std::size_t digits) {
    std::size_t end = digits;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end < text_.size() && is_word(text_[end])) return false;
    const std::string base = text_.substr(digits, end - digits);
    math(end - at_, fmt::format("\\log_{{{}}}", base),
         1.3 + kScriptShare * width_of(base));
    return true;
  }

  bool hyphen() {
    if (peek() != '-') return false;
    const bool alone = before() == ' ' && peek(1) == ' ';
    if (alone || (opens() && (is_word(peek(1)) || peek(1) == '('))) {
      math(1, "-", kOperatorWidth);
      return true;
    }
    if (before() == '-') pieces_.add("{}", 0);  // not an en dash
    pieces_.add("-", width_of('-'));
    ++at_;
    if (is_word(peek()) && is_long_name()) pieces_.after_hyphen();
    return true;
  }

  bool quote() {
    const bool begins = before() == ' ' || before() == '(';
    if (peek() == '"') {
      pieces_.add(begins ? "``" : "''", 0.5);
    } else if (peek() == '\'' && begins) {
      pieces_.add("`", 0.29);
    } else {
      return false;
    }
    // Another quote would join it.
    if (peek(1) == '\'' || peek(1) == '"') pieces_.add("{}", 0);
    ++at_;
    return true;
  }

  std::string text_;
  std::size_t at_ = 0;
  Pieces pieces_;
};

// A number as format.cc writes it.
struct NumberText {
  std::string mantissa = {};
  std::string exponent = {};

  static NumberText of(const std::string& text) {
    const std::size_t e = text.find('e');
    if (e == std::string::npos) return {text};
    return {text.substr(0, e), text.substr(e + 1)};
  }
  std::string mantissa_code() const {
    if (mantissa == "inf") return "\\infty";
    return mantissa == "-inf" ? "-\\infty" : mantissa;
  }
  std::string code() const {
    if (exponent.empty()) return mantissa_code();
    return fmt::format("{{{} \\times 10^{{{}}}}}", mantissa, exponent);
  }
  double mantissa_width() const {
    const bool negative = mantissa.front() == '-';
    return width_of(mantissa) + (negative ? kOperatorWidth - 0.34 : 0);
  }
  double exponent_width() const {
    if (exponent.empty()) return 0;
    return kOperatorWidth + 2 * kOperatorSpace + 1 +
           kScriptShare * width_of(exponent) +
           (exponent.front() == '-' ? 0.4 : 0);
  }
  double width() const { return mantissa_width() + exponent_width(); }
};

// "1.5", "[1.2," and "1.8]" of an estimate's text, and what comes after.
struct IntervalText {
  NumberText mean, low, high;
  std::string rest = {};
};

std::optional<IntervalText> interval_of(const std::string& text) {
  const std::size_t open = text.find(" [");
  const std::size_t comma =
      text.find(", ", open == std::string::npos ? 0 : open);
  const std::size_t close = text.find(']');
  if (open == std::string::npos || comma == std::string::npos ||
      close == std::string::npos) {
    return std::nullopt;
  }
  return IntervalText{NumberText::of(text.substr(0, open)),
                      NumberText::of(text.substr(open + 2, comma - open - 2)),
                      NumberText::of(text.substr(comma + 2, close - comma - 2)),
                      text.substr(close + 1)};
}

LatexPieces interval_pieces(const IntervalText& interval) {
  NumberText mean = interval.mean, low = interval.low, high = interval.high;
  const bool shared = !mean.exponent.empty() && mean.exponent == low.exponent &&
                      mean.exponent == high.exponent;
  double width = 2 * width_of('[') + width_of(',') + 0.17;
  std::string power;
  if (shared) {
    power = " \\times 10^{" + mean.exponent + '}';
    width += mean.exponent_width();
    mean.exponent = low.exponent = high.exponent = "";
  }
  const bool percent = interval.rest == " %";
  if (percent) width += 1;
  // In braces no line breaks at the cross.
  return {{"$" + mean.code() + "$", mean.width(), true},
          {fmt::format("${{[{},\\,{}]{}}}${}", low.code(), high.code(), power,
                       percent ? "\\,\\%" : ""),
           low.width() + high.width() + width, false}};
}

LatexPieces number_pieces(const std::string& text) {
  if (const auto interval = interval_of(text)) {
    return interval_pieces(*interval);
  }
  const bool percent = text.ends_with(" %");
  const std::string words = text.substr(0, text.size() - (percent ? 2 : 0));
  const std::size_t space = words.find(' ');
  const NumberText number = NumberText::of(words.substr(0, space));
  LatexPieces pieces = {{"$" + number.code() + "$", number.width(), false}};
  if (percent) {
    pieces.front().code += "\\,\\%";
    pieces.front().width += 1;
  }
  if (space == std::string::npos) return pieces;
  // "(n = 1)"
  pieces.front().space_after = true;
  for (LatexPiece& more : latex_pieces(words.substr(space + 1))) {
    pieces.push_back(std::move(more));
  }
  return pieces;
}

}  // namespace

std::string escape_latex(const std::string& text) {
  std::string result;
  char last = ' ';
  for (const char c : single_line(text)) {
    if (c == '-' && last == '-') result += "{}";  // not an en dash
    result += escaped(c);
    last = c;
  }
  return result;
}

LatexPieces latex_pieces(const std::string& text) {
  return Words(text).pieces();
}

std::string latex_words(const std::string& text) {
  return code_of(latex_pieces(text));
}

LatexPieces latex_cell_pieces(const Value& shown, const Column& column) {
  const Value value = measured(shown);
  if (value.is_null()) return {{"--", 0.5, false}};
  const std::string text = display_text(value, column);
  if (value.is_text() || value.is_list() || value.is_boolean()) {
    return latex_pieces(text);
  }
  return number_pieces(text);
}

std::string latex_cell(const Value& value, const Column& column) {
  return code_of(latex_cell_pieces(value, column));
}

std::string code_of(const LatexPieces& pieces) {
  std::string code;
  for (const LatexPiece& piece : pieces) {
    code += piece.code;
    if (piece.space_after) code += ' ';
  }
  return code;
}

double natural_width(const LatexPieces& pieces) {
  double width = 0;
  for (const LatexPiece& piece : pieces) {
    width += piece.width + (piece.space_after ? kSpaceWidth : 0);
  }
  return width;
}

double least_width(const LatexPieces& pieces) {
  double width = 0;
  for (const LatexPiece& piece : pieces) width = std::max(width, piece.width);
  return width;
}

}  // namespace zipml
