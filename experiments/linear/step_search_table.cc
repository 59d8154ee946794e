#include "experiments/linear/step_search_table.h"

namespace zipml {

Table step_search_table(
    const std::vector<std::pair<std::string, std::shared_ptr<const Cell>>>&
        searches,
    const Results& results) {
  Table table{"step_search",
              "The recorded step search",
              "32-bit training for each candidate alpha, on random streams "
              "that no other run uses; the smallest final loss is chosen and "
              "reused for low precision.",
              {{"data", "data", "", ColumnFormat::kText},
               {"alpha", "alpha", "", ColumnFormat::kNumber, 4},
               {"scale", "alpha tr(S)", "", ColumnFormat::kNumber, 4},
               {"loss", "final 32-bit loss", "", ColumnFormat::kNumber, 6},
               {"chosen", "chosen", "", ColumnFormat::kText}},
              {}};
  for (const auto& [title, cell] : searches) {
    const CellResult& search = results.of(*cell);
    for (const Record& row : search.rows) {
      const bool chosen = row.number("alpha") == search.values.number("alpha");
      const bool edge =
          &row == &search.rows.front() || &row == &search.rows.back();
      table.rows.push_back(
          {title, row.at("alpha"), row.at("scale"), row.at("final_loss"),
           !chosen ? "" : (edge ? "yes, at the edge" : "yes")});
    }
  }
  return table;
}

}  // namespace zipml
