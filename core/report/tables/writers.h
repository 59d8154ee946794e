// Every way to write a table, in one list: a new one is a file and a line.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/harness/findings/findings.h"

namespace zipml {

struct TableWriter {
  std::string_view name = {};       // as the command line calls it
  std::string_view extension = {};  // with its dot
  bool is_for_people = false;       // not written of TableUse::kData
  // Of the study of that name.
  std::string (*write)(const Table& table, std::string_view study) = nullptr;
};

// markdown, csv, json, latex.
std::span<const TableWriter> table_writers();

// UserError (with a suggestion) for an unknown name.
const TableWriter& table_writer(const std::string& name);

}  // namespace zipml
