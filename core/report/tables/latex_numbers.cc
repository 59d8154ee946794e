#include "core/report/tables/latex_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>

#include "core/base/error.h"
#include "core/report/format.h"
#include "core/report/tables/latex.h"

namespace zipml {
namespace {

constexpr std::array<std::string_view, 10> kDigitNames = {
    "Zero", "One", "Two",   "Three", "Four",
    "Five", "Six", "Seven", "Eight", "Nine"};
constexpr std::size_t kShortWord = 3;
constexpr int kMarkLetters = 4;

// A, B, ..., Z, AA, ...
std::string letters_of(std::size_t place) {
  std::string letters(1, static_cast<char>('A' + place % 26));
  return place < 26 ? letters : letters_of(place / 26 - 1) + letters;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// "GapCadataBits" -> "GapCadBit", of at most kLongestMacro letters.
std::string abbreviated(const std::string& name) {
  std::string result;
  std::size_t taken = 0;
  for (const char c : name) {
    taken = is_upper(c) ? 1 : taken + 1;
    if (taken <= kShortWord) result += c;
  }
  return result.substr(0, kLongestMacro - kMarkLetters);
}

// Four letters made of a text (FNV-1a, 64 bits).
std::string mark_of(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  std::string mark;
  for (int i = 0; i < kMarkLetters; ++i) {
    const auto letter = static_cast<char>(hash % 26);
    mark += static_cast<char>((i == 0 ? 'A' : 'a') + letter);
    hash /= 26;
  }
  return mark;
}

// A number and what belongs to it.
struct Macro {
  std::string name = {};      // without prefix, in full
  std::string identity = {};  // told apart by it from others of that name
  std::vector<std::array<std::string, 3>> parts = {};  // ending, code, comment
};

// A number or an estimate; nothing else has a macro, and nothing that was not
// measured.
void add_number(const std::string& ending, const Value& shown,
                const Column& column, const std::string& comment,
                Macro& macro) {
  const Value value = measured(shown);
  if (!value.is_estimate()) {
    if (value.is_number()) {
      macro.parts.push_back({ending, latex_cell(value, column), comment});
    }
    return;
  }
  const Estimate& estimate = value.estimate();
  macro.parts.push_back({ending, latex_cell(estimate.mean, column), comment});
  if (!std::isfinite(estimate.low) || !std::isfinite(estimate.high)) return;
  macro.parts.push_back({ending + "Low", latex_cell(estimate.low, column),
                         comment + ", lower limit"});
  macro.parts.push_back({ending + "High", latex_cell(estimate.high, column),
                         comment + ", upper limit"});
}

bool names_row(const Value& value) {
  return value.is_text() || value.is_integer();
}

// The leading columns whose cells name a row, in every row.
std::size_t key_columns(const Table& table) {
  std::size_t count = table.rows.empty() ? 0 : table.columns.size();
  for (const auto& row : table.rows) {
    std::size_t own = 0;
    while (own < count && names_row(row.at(own))) ++own;
    count = own;
  }
  // All of them: none is a mere key.
  return count == table.columns.size() ? 0 : count;
}

bool is_constant(const Table& table, std::size_t column) {
  return table.rows.size() > 1 &&
         std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) {
                       return exact_text(row.at(column)) ==
                              exact_text(table.rows.front().at(column));
                     });
}

class Choice {
 public:
  explicit Choice(const MacroChoice& choice) : choice_(choice) {}

  bool has_claim(const std::string& claim) const {
    return choice_.only.empty() || is_named(claim);
  }
  bool has_number(const Table& table, std::size_t column) const {
    return is_named(table.id) ||
           is_named(table.id + "." + table.columns[column].name);
  }
  bool has_row(const Table& table, const std::vector<Value>& row) const {
    for (const auto& [name, text] : choice_.where) {
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].name == name && exact_text(row.at(i)) != text) {
          return false;
        }
      }
    }
    return true;
  }

  // UserError unless all names exist.
  void check(const Findings& findings) const {
    std::vector<std::string> known, columns;
    for (const Table& table : findings.tables) {
      if (table.use != TableUse::kShown) continue;
      known.push_back(table.id);
      for (const Column& column : table.columns) {
        known.push_back(table.id + "." + column.name);
        columns.push_back(column.name);
      }
    }
    for (const Verdict& verdict : findings.verdicts) {
      known.push_back(verdict.claim);
    }
    for (const std::string& name : choice_.only) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      fail_at("--only",
              fmt::format("\"{}\" is no table, TABLE.COLUMN or claim of the "
                          "study",
                          name),
              did_you_mean(name, known));
    }
    for (const auto& [name, text] : choice_.where) {
      if (std::find(columns.begin(), columns.end(), name) != columns.end()) {
        continue;
      }
      fail_at("--where",
              fmt::format("\"{}\" is no column of a table of the study", name),
              did_you_mean(name, columns));
    }
  }

 private:
  bool is_named(const std::string& name) const {
    return std::find(choice_.only.begin(), choice_.only.end(), name) !=
           choice_.only.end();
  }

  const MacroChoice& choice_;
};

void add_table(const Table& table, const Choice& choice,
               std::vector<Macro>& macros) {
  const std::size_t keys = key_columns(table);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    if (!choice.has_row(table, row)) continue;
    std::string key;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < keys; ++i) {
      // An integer alone does not say what it counts.
      const std::string word =
          (row[i].is_integer() ? table.columns[i].name + " " : "") +
          exact_text(row[i]);
      words.push_back(word);
      if (!is_constant(table, i)) key += letters_only(word);
    }
    if (key.empty() && table.rows.size() > 1) key = "Row" + letters_of(r);
    for (std::size_t i = keys; i < row.size(); ++i) {
      if (!choice.has_number(table, i)) continue;
      const Column& column = table.columns[i];
      Macro macro{letters_only(table.id) + key + letters_only(column.name),
                  fmt::format("{}.{}: {}", table.id, column.name,
                              fmt::join(words, ", "))};
      add_number("", row[i], column,
                 fmt::format("{}: {}: {}", table.id, fmt::join(words, ", "),
                             heading(column)),
                 macro);
      macros.push_back(std::move(macro));
    }
  }
}

Macro macro_of(const Verdict& verdict) {
  const Column column{"", "", "", ColumnFormat::kNumber, 4};
  const std::string words = verdict.claim + ": " + verdict.metric;
  Macro macro{letters_only(verdict.claim) + letters_only(verdict.kind) +
                  letters_only(verdict.data.name),
              verdict.claim + verdict.kind + verdict.data.name +
                  verdict.metric + verdict.statement};
  macro.parts.push_back(
      {"Outcome",
       escape_latex(std::string(outcome_name(verdict.judgement.outcome))),
       verdict.claim + ": " + verdict.statement});
  if (verdict.ours.n > 0) {
    add_number("Ours", verdict.ours, column, words, macro);
  }
  add_number("Paper", verdict.paper, column, words + " in the paper", macro);
  return macro;
}

// Gives every macro its final name.
void shorten(std::vector<Macro>& macros) {
  std::map<std::string, std::set<std::string>> meanings;
  for (const Macro& macro : macros) {
    meanings[macro.name].insert(macro.identity);
  }
  std::set<std::string> taken;
  for (Macro& macro : macros) {
    const bool is_long = macro.name.size() > kLongestMacro;
    std::string name = macro.name;
    if (is_long || meanings[macro.name].size() > 1) {
      name = (is_long ? abbreviated(name) : name) +
             mark_of(macro.name + '\n' + macro.identity);
    }
    std::string unique = name;
    for (std::size_t i = 1; !taken.insert(unique).second; ++i) {
      unique = name + letters_of(i);
    }
    macro.name = unique;
  }
}

std::string prefix_of(std::string_view study, const std::string& chosen) {
  if (chosen.empty()) return "zip" + letters_only(study);
  const bool letters = std::all_of(chosen.begin(), chosen.end(), [](char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z');
  });
  if (!letters || chosen.starts_with("end")) {
    fail_at("--prefix",
            fmt::format("\"{}\" found, letters expected: TeX's names have "
                        "nothing else, and \"end\" at their beginning is "
                        "LaTeX's own",
                        chosen));
  }
  return chosen;
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

std::string latex_numbers(std::string_view study, const Findings& findings,
                          const MacroChoice& choice) {
  const std::string prefix = prefix_of(study, choice.prefix);
  const Choice chosen(choice);
  chosen.check(findings);
  std::vector<Macro> macros;
  for (const Table& table : findings.tables) {
    if (table.use == TableUse::kShown) add_table(table, chosen, macros);
  }
  for (const Verdict& verdict : findings.verdicts) {
    if (chosen.has_claim(verdict.claim)) macros.push_back(macro_of(verdict));
  }
  shorten(macros);
  std::string text;
  for (const Macro& macro : macros) {
    for (const auto& [ending, code, comment] : macro.parts) {
      text +=
          fmt::format("% {}\n\\newcommand{{\\{}{}{}}}{{{}}}\n",
                      single_line(comment), prefix, macro.name, ending, code);
    }
  }
  if (text.empty() && !choice.only.empty()) {
    fail_at("--only", "no number was chosen",
            "a cell that was not measured has no macro; --where may leave no "
            "row");
  }
  return text;
}

}  // namespace zipml
