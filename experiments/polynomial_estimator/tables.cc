#include "experiments/polynomial_estimator/analysis.h"

namespace zipml::polynomial_estimator {
namespace {

const Column kData{"data", "data", "", ColumnFormat::kText};
const Column kTarget{"target", "function", "", ColumnFormat::kText};
const Column kBits{"bits", "bits a draw", "bits", ColumnFormat::kInteger};
const Column kDegree{"degree", "degree", "", ColumnFormat::kInteger};
const Column kForm{"form", "form", "", ColumnFormat::kText};

Column number(const char* name, const char* label, int digits = 3) {
  return {name, label, "", ColumnFormat::kNumber, digits};
}

Table bias_table(const CellMaker& cells, const Results& results) {
  Table table{
      "bias",
      "Is the mean of the estimates P(a^T x)?",
      "z scores of mean estimate - P(a^T x), one an instance, over all degrees "
      "of a form: mean square (1 without bias), largest, and the threshold "
      "that the largest of so many standard normal scores passes once in 1000. "
      "\"One draw\" is P(Q(a)^T x), which is biased: it shows which bias can "
      "be seen here.",
      {kData,
       kTarget,
       kBits,
       kForm,
       number("mean_square", "mean z^2"),
       number("largest", "largest |z|"),
       number("threshold", "threshold"),
       {"count", "scores", "", ColumnFormat::kInteger}},
      {}};
  for (const ProblemSpec& problem : cells.problems()) {
    for (const ApproximationTarget& target : cells.targets()) {
      for (const int bits : cells.bits()) {
        for (const std::string& form : form_names()) {
          const CellResult& cell =
              results.of(cells.moments(problem, target, bits));
          RunningStatistics squares, largest;
          std::int64_t count = 0;
          for (const int degree : cells.degrees()) {
            const Record* row = find_row(cell, degree, form);
            if (row == nullptr) continue;
            squares.add(row->at("mean_square").number());
            largest.add(row->number("largest"));
            count += row->integer("count");
          }
          if (count == 0) continue;
          table.rows.push_back({problem.title(), target.title(), bits,
                                form_label(form), squares.mean(), largest.max(),
                                largest_score_threshold(count), count});
        }
      }
    }
  }
  return table;
}

Table variance_table(const CellMaker& cells, const Results& results) {
  Table table{
      "variance",
      "Variance of the estimates against the exact formulas",
      "At the paper's bits (4) for all degrees, and at its degree (15) for all "
      "bits. Mean over instances of the variance of an estimate: measured, "
      "with "
      "the 95 % t interval over instances, and exact; the ratio of the two, an "
      "instance each; and log10 of the exact variance over that of the "
      "symmetrised form.",
      {kData, kTarget, kBits, kDegree, kForm, number("measured", "measured"),
       number("exact", "exact"), number("ratio", "measured / exact", 4),
       number("over", "log10 over symmetrised")},
      {}};
  for (const std::string& form : form_names()) {
    if (form == kOneDraw) continue;
    for (const FormRow& own : rows_of(cells, results, form)) {
      if (own.bits != cells.paper_bits() &&
          own.degree != cells.paper_degree()) {
        continue;
      }
      // One draw has one form.
      const bool differs = form != "symmetrised" && own.degree > 1;
      table.rows.push_back(
          {own.problem->title(), own.target->title(), own.bits, own.degree,
           form_label(form), own.row->at("measured"), own.row->at("exact"),
           own.row->at("ratio"),
           differs ? own.row->at("log_over_symmetrised") : Value()});
    }
  }
  return table;
}

Table error_table(const CellMaker& cells, const Results& results) {
  Table table{
      "error",
      "Error of one estimate of the loss's derivative",
      "Root mean square of estimate - f(a^T x) over instances and draws: noise "
      "of the draws and error of the polynomial together. Stored: the bits of "
      "one code that holds the degree + 1 draws. Nearest: f of one copy that "
      "is rounded to nearest and takes the same stored bits.",
      {kData,
       kTarget,
       kBits,
       {"stored", "stored", "bits", ColumnFormat::kInteger},
       kDegree},
      {}};
  for (const std::string& form : form_names()) {
    table.columns.push_back(number(form.c_str(), form_label(form).c_str()));
  }
  table.columns.push_back(number("nearest", "nearest"));
  const int degree = cells.paper_degree();
  for (const FormRow& own : rows_of(cells, results, kOneDraw)) {
    if (own.degree != degree) continue;
    const CellResult& store = results.of(cells.storage(*own.problem, own.bits));
    std::vector<Value> row = {
        own.problem->title(), own.target->title(), own.bits,
        store.status == Status::kOk ? store.values.at("many") : Value(),
        degree};
    for (const std::string& form : form_names()) {
      row.push_back(find_row(*own.cell, degree, form)->at("error"));
    }
    row.push_back(own.row->at("nearest_error"));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table lemma_table(const CellMaker& cells, const Results& results) {
  Table table{
      "lemma_4",
      "Lemma 4 as printed and as corrected",
      "Instances whose exact E Q^2 is above the bound. Printed: (sum m_i r^i "
      "z^i)^2. Corrected: (sum |m_i| (z^2 + x^T D x)^(i/2))^2, which holds by "
      "Minkowski's inequality. Random: up to 32 features, degree up to 15, 1 "
      "to 16 steps a sign, row scaling. Adversarial, in turn: a^T x = 0; signs "
      "that cancel; a single term (equality); coarse and positive; the step's "
      "series.",
      {{"kind", "instances", "", ColumnFormat::kText},
       {"count", "count", "", ColumnFormat::kInteger},
       {"printed", "above the printed bound", "", ColumnFormat::kInteger},
       {"corrected", "above the corrected bound", "", ColumnFormat::kInteger},
       number("largest", "largest E Q^2 / corrected bound", 6)},
      {}};
  for (const bool adversarial : {false, true}) {
    const CellResult& cell = results.of(cells.lemma_4(adversarial));
    if (cell.status != Status::kOk) continue;
    table.rows.push_back(
        {adversarial ? "adversarial" : "random", cell.values.at("instances"),
         cell.values.at("printed"), cell.values.at("corrected"),
         cell.values.at("largest")});
  }
  return table;
}

Table storage_table(const CellMaker& cells, const Results& results) {
  Table table{
      "storage",
      "Bits a value of the stored draws",
      "One draw, and degree + 1 draws in one code without their order, as the "
      "packed store has them; measured: its bytes over the values (rows are "
      "padded to whole bytes). The paper's 16 draws take 4 bits more.",
      {kData,
       kBits,
       {"draws", "draws", "", ColumnFormat::kInteger},
       {"one", "one draw", "bits", ColumnFormat::kInteger},
       {"many", "all draws", "bits", ColumnFormat::kInteger},
       {"stored", "measured", "bits/value", ColumnFormat::kNumber, 4},
       {"extra", "extra", "bits", ColumnFormat::kInteger}},
      {}};
  for (const ProblemSpec& problem : cells.problems()) {
    for (const int bits : cells.bits()) {
      const CellResult& cell = results.of(cells.storage(problem, bits));
      if (cell.status != Status::kOk) continue;
      table.rows.push_back(
          {problem.title(), bits, cells.paper_degree() + 1,
           cell.values.at("one"), cell.values.at("many"),
           cell.values.at("stored"),
           cell.values.integer("many") - cell.values.integer("one")});
    }
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells, const Results& results) {
  return {bias_table(cells, results), variance_table(cells, results),
          error_table(cells, results), lemma_table(cells, results),
          storage_table(cells, results)};
}

}  // namespace zipml::polynomial_estimator
