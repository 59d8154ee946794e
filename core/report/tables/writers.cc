#include "core/report/tables/writers.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "core/base/error.h"
#include "core/report/tables/csv.h"
#include "core/report/tables/json.h"
#include "core/report/tables/latex.h"
#include "core/report/tables/markdown.h"

namespace zipml {
namespace {

template <std::string (*write)(const Table&)>
std::string of_any_study(const Table& table, std::string_view /*study*/) {
  return write(table);
}

constexpr auto kWriters = std::to_array<TableWriter>({
    {"markdown", ".md", true, of_any_study<table_to_markdown>},
    {"csv", ".csv", false, of_any_study<table_to_csv>},
    {"json", ".json", false, of_any_study<table_to_json>},
    {"latex", ".tex", true, table_to_latex},
});

}  // namespace

std::span<const TableWriter> table_writers() { return kWriters; }

const TableWriter& table_writer(const std::string& name) {
  std::vector<std::string> names;
  for (const TableWriter& writer : kWriters) {
    if (writer.name == name) return writer;
    names.emplace_back(writer.name);
  }
  fail({.message = fmt::format("unknown format \"{}\"; expected one of {}",
                               name, fmt::join(names, ", ")),
        .hint = did_you_mean(name, names)});
}

}  // namespace zipml
