#include "core/report/write_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "core/base/file.h"
#include "core/harness/findings/findings_json.h"
#include "core/report/format.h"
#include "core/report/tables/latex_numbers.h"
#include "core/report/tables/markdown.h"
#include "core/report/tables/writers.h"
#include "core/report/verdicts.h"

namespace zipml {
namespace fs = std::filesystem;

namespace {

// The file names of items, without endings.
template <typename T>
std::set<std::string> stems_of(const std::vector<T>& items, const char* what) {
  std::set<std::string> stems;
  for (const T& item : items) {
    if (stems.insert(safe_file_name(item.id)).second) continue;
    throw std::logic_error(
        fmt::format("two {} of one study are named {}", what, item.id));
  }
  return stems;
}

// Removes what an earlier run of the study has made and this one has not: it
// would look like a part of it.
void remove_others(const fs::path& folder, const std::set<std::string>& stems) {
  static constexpr std::array<std::string_view, 9> kMade = {
      ".md", ".csv", ".json", ".tex", ".gp", ".dat", ".svg", ".pdf", ".png"};
  std::error_code ignored;
  std::vector<fs::path> old;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const fs::path& path = entry.path();
    const bool is_made = std::find(kMade.begin(), kMade.end(),
                                   path.extension().string()) != kMade.end();
    if (is_made && !stems.contains(path.stem().string())) old.push_back(path);
  }
  for (const fs::path& path : old) fs::remove(path, ignored);
}

}  // namespace

WrittenFiles write_findings(const FindingsFiles& files,
                            const Findings& findings) {
  const auto tables = stems_of(findings.tables, "tables");
  const auto figures = stems_of(findings.figures, "figures");
  remove_others(files.results / "tables", tables);
  remove_others(files.plots, figures);
  WrittenFiles written;
  for (const Table& table : findings.tables) {
    for (const TableWriter& writer : table_writers()) {
      const std::string name =
          safe_file_name(table.id) + std::string(writer.extension);
      if (table.use == TableUse::kData && writer.is_for_people) {
        std::error_code ignored;
        fs::remove(files.results / "tables" / name, ignored);
        continue;
      }
      write_file_atomically(files.results / "tables" / name,
                            writer.write(table, files.study));
    }
    ++written.tables;
  }
  write_file_atomically(
      files.results / "verdicts.json",
      verdicts_to_json(std::vector<StudyVerdicts>{
          {files.study, files.profile, findings.verdicts, findings.cells}}));
  write_file_atomically(
      files.results / "verdicts.md",
      table_to_markdown(verdict_table(findings.verdicts, findings.cells)));
  write_file_atomically(files.results / "numbers.tex",
                        latex_numbers(files.study, findings));
  for (const Figure& figure : findings.figures) {
    if (files.should_stop()) break;
    const FigureWork work = draw_figure(figure, files.plots, files.gnuplot);
    switch (work) {
      case FigureWork::kDrawn:
        ++written.figures_drawn;
        break;
      case FigureWork::kUnchanged:
        ++written.figures_unchanged;
        break;
      case FigureWork::kNotDrawn:
        ++written.figures_not_drawn;
        break;
    }
  }
  return written;
}

}  // namespace zipml
