// The tables and figures that a config asks for, made of those that a study has
// found: over the swept axes too, with rows chosen and seeds pooled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/harness/findings/findings.h"

namespace zipml {

// A text of a config, with its place for messages.
struct PlacedText {
  std::string text = {};
  Position position = {};
  std::string pointer = {};  // JSON pointer
};

// Of the rows those whose column has one of the values.
struct RowCondition {
  PlacedText column = {};
  std::vector<Value> values = {};
};

// Rows of a table.
struct ChosenRows {
  // The id of a table that the experiment makes, or that stands before in the
  // config.
  PlacedText from = {};
  std::vector<RowCondition> where = {};  // all of them hold
  // Swept parameters (pool_rows.h).
  std::vector<PlacedText> pool = {};
};

struct ChosenTable {
  PlacedText id = {};
  std::string title = {}, caption = {};  // empty: those of the table it is from
  ChosenRows rows = {};
  std::vector<PlacedText> columns = {};  // in this order; empty: all
  // The first one counts most; "-bits" is from the largest on. Empty: as in
  // the table it is from.
  std::vector<PlacedText> sort = {};
};

// Points of the columns x and y.
struct ChosenFigure {
  PlacedText id = {};
  std::string title = {}, caption = {};  // empty: in the words of the columns
  ChosenRows rows = {};
  PlacedText x = {};
  std::vector<PlacedText> y = {};  // a line each
  // Each combination of their values that occurs is a line, or a panel.
  std::vector<PlacedText> lines = {}, panels = {};
  bool log_x = false, log_y = false;
  bool bands = true;  // the intervals of estimates
  std::optional<double> y_min = {}, y_max = {};
};

struct ChosenOutputs {
  std::vector<ChosenTable> tables = {};
  std::vector<ChosenFigure> figures = {};
  // Whether the figures of the experiment are drawn, too; those of a sweep are
  // as many for each of its points.
  bool own_figures = true;

  bool empty() const {
    return tables.empty() && figures.empty() && own_figures;
  }
};

// Adds to the findings of a study (merge_findings) what is chosen. `swept` are
// the names of its coordinates. What cannot be made is left out; why is
// returned, with places but without the file: a table or column that is not
// there, an id that is taken, a condition that no row fulfils, points of a line
// one above the other, more lines than can be told apart, an x that is no
// number, and pool_rows.
std::vector<Diagnostic> add_chosen(const ChosenOutputs& chosen,
                                   const std::vector<std::string>& swept,
                                   Findings& findings);

// What add_chosen would say of any findings with the same tables and columns,
// whatever their rows: known before anything has run.
std::vector<Diagnostic> check_chosen(const ChosenOutputs& chosen,
                                     const std::vector<std::string>& swept,
                                     Findings findings);

}  // namespace zipml
