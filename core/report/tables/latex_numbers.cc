#include "core/report/tables/latex_numbers.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>
#include <set>
#include <vector>

#include "core/report/format.h"
#include "core/report/tables/latex.h"

namespace zipml {
namespace {

constexpr std::array<std::string_view, 10> kDigitNames = {
    "Zero", "One", "Two",   "Three", "Four",
    "Five", "Six", "Seven", "Eight", "Nine"};

// A, B, ..., Z, AA, ...
std::string letters_of(std::size_t place) {
  std::string letters(1, static_cast<char>('A' + place % 26));
  return place < 26 ? letters : letters_of(place / 26 - 1) + letters;
}

class Macros {
 public:
  explicit Macros(std::string_view study)
      : prefix_("\\zipml" + letters_only(study)) {}

  // `text` is LaTeX already; `comment` is any text.
  void add(const std::string& name, const std::string& text,
           const std::string& comment) {
    std::string unique = prefix_ + name;
    for (std::size_t i = 1; !names_.insert(unique).second; ++i) {
      unique = prefix_ + name + letters_of(i);
    }
    text_ += "% " + single_line(comment) + "\n\\newcommand{" + unique + "}{" +
             text + "}\n";
  }

  // A number or an estimate; nothing else has a macro, and nothing that was not
  // measured.
  void add_number(const std::string& name, const Value& shown,
                  const Column& column, const std::string& comment) {
    const Value value = measured(shown);
    if (!value.is_estimate()) {
      if (value.is_number()) add(name, latex_cell(value, column), comment);
      return;
    }
    const Estimate& estimate = value.estimate();
    add(name, latex_cell(estimate.mean, column), comment);
    if (!std::isfinite(estimate.low) || !std::isfinite(estimate.high)) return;
    add(name + "Low", latex_cell(estimate.low, column),
        comment + ", lower limit");
    add(name + "High", latex_cell(estimate.high, column),
        comment + ", upper limit");
  }

  std::string text() const { return text_; }

 private:
  std::string prefix_;
  std::set<std::string> names_;
  std::string text_;
};

void add_table(const Table& table, Macros& macros) {
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    std::size_t first = 0;
    std::string key;
    std::vector<std::string> words;
    while (first < row.size() &&
           (row[first].is_text() || row[first].is_integer())) {
      const std::string cell = exact_text(row[first]);
      // An integer alone does not say what it counts.
      const std::string name =
          row[first].is_integer() ? table.columns[first].name + " " : "";
      key += letters_only(name + cell);
      words.push_back(name + cell);
      ++first;
    }
    if (key.empty()) key = "Row" + letters_of(r);
    if (first == row.size()) first = 0;  // all of them: none is a mere key
    for (std::size_t i = first; i < row.size(); ++i) {
      const Column& column = table.columns[i];
      macros.add_number(
          letters_only(table.id) + key + letters_only(column.name), row[i],
          column,
          fmt::format("{}: {}: {}", table.id, fmt::join(words, ", "),
                      heading(column)));
    }
  }
}

void add_verdict(const Verdict& verdict, Macros& macros) {
  const Column column{"", "", "", ColumnFormat::kNumber, 4};
  const std::string name = letters_only(verdict.claim);
  const std::string words = verdict.claim + ": " + verdict.metric;
  macros.add(name + "Outcome",
             escape_latex(std::string(outcome_name(verdict.judgement.outcome))),
             verdict.claim + ": " + verdict.statement);
  if (verdict.ours.n > 0) {
    macros.add_number(name + "Ours", verdict.ours, column, words);
  }
  macros.add_number(name + "Paper", verdict.paper, column,
                    words + " in the paper");
}

}  // namespace

std::string letters_only(std::string_view text) {
  std::string letters;
  bool begins_word = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (is_digit(c)) {
      letters += kDigitNames[static_cast<std::size_t>(c - '0')];
      begins_word = true;
    } else if (ascii && std::isalpha(static_cast<unsigned char>(c)) != 0) {
      const int upper = std::toupper(static_cast<unsigned char>(c));
      letters += begins_word ? static_cast<char>(upper) : c;
      begins_word = false;
    } else {
      const bool point = c == '.' && i > 0 && is_digit(text[i - 1]) &&
                         i + 1 < text.size() && is_digit(text[i + 1]);
      if (point) letters += "Point";
      begins_word = true;
    }
  }
  return letters;
}

std::string latex_numbers(std::string_view study, const Findings& findings) {
  Macros macros(study);
  for (const Table& table : findings.tables) {
    if (table.use == TableUse::kShown) add_table(table, macros);
  }
  for (const Verdict& verdict : findings.verdicts) add_verdict(verdict, macros);
  return macros.text();
}

}  // namespace zipml
