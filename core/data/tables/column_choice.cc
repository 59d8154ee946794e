#include "core/data/tables/column_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>

#include "core/base/error.h"
#include "core/data/readers/text_source.h"

namespace zipml {
namespace {

class Chooser {
 public:
  explicit Chooser(const FileColumns& columns) : columns_(columns) {}

  // The column's place; -1 after a mistake.
  Eigen::Index place_of(const std::string& wanted, const char* option) {
    const auto named =
        std::find(columns_.names.begin(), columns_.names.end(), wanted);
    if (named != columns_.names.end() && !wanted.empty()) {
      return named - columns_.names.begin();
    }
    Eigen::Index number = 0;
    const char* const end = wanted.data() + wanted.size();
    const auto [stop, error] = std::from_chars(wanted.data(), end, number);
    if (error == std::errc{} && stop == end) {
      const Eigen::Index place = number - columns_.first_number;
      if (place >= 0 && place < columns_.count) return place;
      mistake(option, fmt::format("there is no column {}; they are {} to {}",
                                  number, columns_.first_number,
                                  columns_.first_number + columns_.count - 1));
      return -1;
    }
    mistake(option,
            fmt::format("there is no column {}{}", in_quotes(wanted),
                        columns_.names.empty() ? ": they have no names" : ""),
            hint(wanted));
    return -1;
  }

  void mistake(std::string option, std::string message, std::string hint = "") {
    mistakes_.push_back({.file = columns_.file,
                         .pointer = std::move(option),
                         .message = std::move(message),
                         .hint = std::move(hint)});
  }

  void throw_if_any() const {
    if (!mistakes_.empty()) throw UserError(mistakes_);
  }

 private:
  std::string hint(const std::string& wanted) const {
    if (columns_.names.empty()) return "";
    constexpr std::size_t kMost = 12;
    constexpr std::size_t kShort = 2;  // such a name is near to all
    const std::string near =
        wanted.size() > kShort ? did_you_mean(wanted, columns_.names) : "";
    if (!near.empty() || columns_.names.size() > kMost) return near;
    return fmt::format("the columns are {}", fmt::join(columns_.names, ", "));
  }

  const FileColumns& columns_;
  std::vector<Diagnostic> mistakes_;
};

}  // namespace

ColumnChoice choose_columns(const FileColumns& columns,
                            const FileOptions& options, LabelUse use) {
  Chooser chooser(columns);
  ColumnChoice choice;
  const auto is_left_out = [&](Eigen::Index place) {
    return !columns.left_out.empty() &&
           columns.left_out[static_cast<std::size_t>(place)];
  };
  const bool wants_label = use == LabelUse::kLabel && !columns.label_is_apart;
  std::set<Eigen::Index> dropped;
  for (const std::string& name : options.drop) {
    const Eigen::Index place = chooser.place_of(name, "file.drop");
    if (!dropped.insert(place).second && place >= 0) {
      chooser.mistake("file.drop",
                      fmt::format("{} is named twice", in_quotes(name)));
    }
  }
  if (wants_label && !options.label.empty()) {
    choice.label = chooser.place_of(options.label, "file.label");
    if (choice.label >= 0 && dropped.contains(choice.label)) {
      chooser.mistake("file.drop",
                      fmt::format("{} is the label", in_quotes(options.label)));
    }
  } else if (wants_label) {
    for (Eigen::Index i = 0; i < columns.count; ++i) {
      if (!is_left_out(i) && !dropped.contains(i)) choice.label = i;
    }
  }
  if (!options.columns.empty() && !options.drop.empty()) {
    chooser.mistake("file.drop", "file.columns decides which columns are used",
                    "give one of the two");
  }
  if (options.columns.empty()) {
    for (Eigen::Index i = 0; i < columns.count; ++i) {
      if (i != choice.label && !is_left_out(i) && !dropped.contains(i)) {
        choice.features.push_back(i);
      }
    }
  } else {
    for (const std::string& name : options.columns) {
      const Eigen::Index place = chooser.place_of(name, "file.columns");
      if (place >= 0 && place == choice.label) {
        chooser.mistake("file.columns",
                        fmt::format("{} is the label", in_quotes(name)));
      }
      if (std::find(choice.features.begin(), choice.features.end(), place) !=
          choice.features.end()) {
        chooser.mistake("file.columns",
                        fmt::format("{} is named twice", in_quotes(name)));
      }
      choice.features.push_back(place);
    }
  }
  chooser.throw_if_any();
  if (choice.features.empty()) {
    const bool is_alone = wants_label && columns.count == 1;
    if (!is_alone && !options.drop.empty()) {
      chooser.mistake("file.drop", "leaves no features");
      chooser.throw_if_any();
    }
    fail_in(columns.file,
            is_alone
                ? "has no features: it has one column, and that is the label"
                : "has no features",
            is_alone ? "no comma, semicolon, tab or blank splits its lines; "
                       "`zipml levels` takes a column of numbers"
                     : "");
  }
  return choice;
}

}  // namespace zipml
