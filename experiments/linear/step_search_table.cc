#include "experiments/linear/step_search_table.h"

#include "core/harness/findings/table_of.h"

namespace zipml {
namespace {

struct Candidate {
  std::string title;
  const Record* row;
  std::string chosen;
};

std::vector<Candidate> candidates_of(const std::vector<NamedSearch>& searches,
                                     const Results& results) {
  std::vector<Candidate> all;
  for (const NamedSearch& search : searches) {
    const CellResult& result = results.of(search.cell);
    for (const Record& row : result.rows) {
      const bool chosen = row.number("alpha") == result.values.number("alpha");
      const bool edge =
          &row == &result.rows.front() || &row == &result.rows.back();
      all.push_back({search.title, &row,
                     !chosen ? "" : (edge ? "yes, at the edge" : "yes")});
    }
  }
  return all;
}

ColumnOf<Candidate> number(std::string name, std::string label,
                           const char* field_name, int digits) {
  return {number_column(std::move(name), std::move(label), "", digits),
          [field_name](const Candidate& candidate) {
            return candidate.row->at(field_name);
          }};
}

}  // namespace

Table step_search_table(const std::vector<NamedSearch>& searches,
                        const Results& results) {
  return table_of<Candidate>(
      {"step_search", "The recorded step search",
       "32-bit training for each candidate alpha, on random streams "
       "that no other run uses; the smallest final loss is chosen and "
       "reused for low precision."},
      candidates_of(searches, results),
      {{data_column(), &Candidate::title},
       number("alpha", "alpha", "alpha", 4),
       number("scale", "alpha tr(S)", "scale", 4),
       number("loss", "final 32-bit loss", "final_loss", 6),
       {text_column("chosen", "chosen"), &Candidate::chosen}});
}

}  // namespace zipml
