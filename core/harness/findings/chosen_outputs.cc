#include "core/harness/findings/chosen_outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/harness/findings/chosen_making.h"

namespace zipml {
namespace {

template <typename Made>
bool is_free(const std::vector<Made>& all, const PlacedText& id,
             const char* what, const RowChooser& chooser) {
  const bool taken = std::any_of(all.begin(), all.end(), [&](const Made& made) {
    return made.id == id.text;
  });
  if (taken) {
    chooser.mistake(
        id, fmt::format("\"{}\" is the id of another {}", id.text, what),
        "choose another");
  }
  return !taken;
}

// Those of `chosen` go to the end of `all`, in their order.
template <typename Chosen, typename Made>
void add(const std::vector<Chosen>& chosen, const char* what,
         const RowChooser& chooser, std::vector<Made>& all) {
  for (const Chosen& own : chosen) {
    const bool good = is_free(all, own.id, what, chooser);
    std::optional<Made> made = make_chosen(own, chooser);
    if (good && made) all.push_back(std::move(*made));
  }
}

}  // namespace

std::vector<Diagnostic> add_chosen(const ChosenOutputs& chosen,
                                   const std::vector<std::string>& swept,
                                   Findings& findings) {
  std::vector<Diagnostic> mistakes;
  if (!chosen.own_figures) findings.figures.clear();
  // merge_findings calls a column so whose name a table has already.
  std::vector<std::string> columns = swept;
  for (const std::string& name : swept) columns.push_back("swept_" + name);
  const RowChooser chooser(findings, columns, mistakes);
  add(chosen.tables, "table", chooser, findings.tables);
  add(chosen.figures, "figure", chooser, findings.figures);
  return mistakes;
}

std::vector<Diagnostic> check_chosen(const ChosenOutputs& chosen,
                                     const std::vector<std::string>& swept,
                                     Findings findings) {
  for (Table& table : findings.tables) table.rows.clear();
  return add_chosen(chosen, swept, findings);
}

}  // namespace zipml
