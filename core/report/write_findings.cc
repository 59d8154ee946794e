#include "core/report/write_findings.h"

#include <cassert>
#include <set>

#include "core/base/file.h"
#include "core/harness/findings/findings_json.h"
#include "core/report/format.h"
#include "core/report/tables/latex_numbers.h"
#include "core/report/tables/markdown.h"
#include "core/report/tables/writers.h"
#include "core/report/verdicts.h"

namespace zipml {
namespace {

template <typename T>
[[maybe_unused]] bool have_own_names(const std::vector<T>& items) {
  std::set<std::string> names;
  for (const T& item : items) names.insert(safe_file_name(item.id));
  return names.size() == items.size();
}

}  // namespace

WrittenFiles write_findings(const FindingsFiles& files,
                            const Findings& findings) {
  assert(have_own_names(findings.tables));
  assert(have_own_names(findings.figures));
  WrittenFiles written;
  for (const Table& table : findings.tables) {
    for (const TableWriter& writer : table_writers()) {
      const std::string name =
          safe_file_name(table.id) + std::string(writer.extension);
      write_file_atomically(files.results / "tables" / name,
                            writer.write(table));
    }
    ++written.tables;
  }
  write_file_atomically(files.results / "verdicts.json",
                        verdicts_to_json(std::vector<StudyVerdicts>{
                            {files.profile, findings.verdicts}}));
  write_file_atomically(files.results / "verdicts.md",
                        table_to_markdown(verdict_table(findings.verdicts)));
  write_file_atomically(files.results / "numbers.tex",
                        latex_numbers(files.study, findings));
  for (const Figure& figure : findings.figures) {
    if (files.should_stop()) break;
    const FigureWork work = draw_figure(figure, files.plots, files.gnuplot);
    ++(work == FigureWork::kDrawn ? written.figures_drawn
                                  : written.figures_unchanged);
  }
  return written;
}

}  // namespace zipml
