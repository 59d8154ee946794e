// A table of numbers as a file has it.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace zipml {

// What stands in a column where there is no number. It is kept as a NaN; a
// number that was read is never one.
double missing_value();
bool is_missing(double value);
// The i-th text of a column that has text.
double text_value(std::size_t i);
bool is_text(double value);
std::size_t text_of(double value);

struct TableColumn {
  std::string name = {};    // of the header; empty: none
  Eigen::Index number = 0;  // in the file, as people count there
  // The different texts of fields that are no number, in the order in which
  // they came.
  std::vector<std::string> texts = {};
};

struct NumberTable {
  DataMatrix values = {};  // rows x columns
  // Of `values`; empty where all are numbers and none has a name: they count
  // from first_number.
  std::vector<TableColumn> columns = {};
  Eigen::Index first_number = 0;
  // Where there is one: a column of its own, for all rows.
  bool has_label = false;
  Eigen::VectorXd labels = {};
  TableColumn label = {};
  // What it was read as, in words: "CSV", "LIBSVM".
  std::string format = {};
  // SHA-256 of the content.
  std::string checksum = {};
  // What was decided where the file left it open, and what was left out, each
  // a sentence for people.
  std::vector<std::string> remarks = {};
  // Options that were given and have no meaning for this format.
  std::vector<std::string> unused = {};
};

// Only these rows stay, in this order.
void keep_rows(NumberTable& table, const std::vector<Eigen::Index>& rows);

// The i-th column of `values`.
TableColumn column_at(const NumberTable& table, Eigen::Index i);

// "column 3 (age)"; "feature 7" of LIBSVM.
std::string column_text(const NumberTable& table, const TableColumn& column);

}  // namespace zipml
