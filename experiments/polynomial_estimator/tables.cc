#include <algorithm>

#include "core/harness/findings/table_of.h"
#include "experiments/polynomial_estimator/analysis.h"

namespace zipml::polynomial_estimator {
namespace {

Column draw_bits_column() {
  return integer_column("bits", "bits a draw", "bits");
}
Column number(std::string name, std::string label, int digits = 3) {
  return number_column(std::move(name), std::move(label), "", digits);
}

// The z scores of one form over all degrees.
struct FormScores {
  const MomentsResult* moments;
  std::string form;
  double mean_square;
  double largest;
  std::int64_t count;
};

std::vector<FormScores> scores_of(const Measurements& measured) {
  std::vector<FormScores> all;
  for (const MomentsResult& moments : measured.moments) {
    for (const std::string& form : form_names()) {
      RunningStatistics squares;
      double largest = 0;
      std::int64_t count = 0;
      for (const int degree : measured.degrees) {
        const Record* row = moments.row(degree, form);
        if (row == nullptr) continue;
        squares.add(row->at("mean_square").number());
        largest = std::max(largest, row->number("largest"));
        count += row->integer("count");
      }
      if (count == 0) continue;
      all.push_back({&moments, form, squares.mean(), largest, count});
    }
  }
  return all;
}

Table bias_table(const Measurements& measured) {
  using Row = FormScores;
  return table_of<Row>(
      {"bias", "Is the mean of the estimates P(a^T x)?",
       "z scores of mean estimate - P(a^T x), one an instance, over all "
       "degrees of a form: mean square (1 without bias), largest, and the "
       "threshold that the largest of so many standard normal scores passes "
       "once in 1000. \"One draw\" is P(Q(a)^T x), which is biased: it shows "
       "which bias can be seen here."},
      scores_of(measured),
      {{data_column(),
        [](const Row& row) { return row.moments->problem.title(); }},
       {text_column("target", "function"),
        [](const Row& row) { return row.moments->target.title(); }},
       {draw_bits_column(), [](const Row& row) { return row.moments->bits; }},
       {text_column("form", "form"),
        [](const Row& row) { return form_label(row.form); }},
       {number("mean_square", "mean z^2"), &Row::mean_square},
       {number("largest", "largest |z|"), &Row::largest},
       {number("threshold", "threshold"),
        [](const Row& row) { return largest_score_threshold(row.count); }},
       {integer_column("count", "scores"), &Row::count}});
}

// The columns that name a row of a form.
std::vector<ColumnOf<FormRow>> setting_columns() {
  return {{data_column(),
           [](const FormRow& row) { return row.moments->problem.title(); }},
          {text_column("target", "function"),
           [](const FormRow& row) { return row.moments->target.title(); }},
          {draw_bits_column(),
           [](const FormRow& row) { return row.moments->bits; }}};
}

ColumnOf<FormRow> degree_of_row() {
  return {integer_column("degree", "degree"), &FormRow::degree};
}

Table variance_table(const Measurements& measured) {
  std::vector<FormRow> rows;
  for (const std::string& form : form_names()) {
    if (form == kOneDraw) continue;
    for (const FormRow& row : rows_of(measured, form)) {
      if (row.moments->bits == measured.paper_bits ||
          row.degree == measured.paper_degree) {
        rows.push_back(row);
      }
    }
  }
  const auto value = [](Column column) -> ColumnOf<FormRow> {
    return {column, [name = column.name](const FormRow& row) {
              return row.row->at(name);
            }};
  };
  std::vector<ColumnOf<FormRow>> columns = setting_columns();
  columns.push_back(degree_of_row());
  columns.push_back({text_column("form", "form"), [](const FormRow& row) {
                       return form_label(row.row->text("form"));
                     }});
  columns.push_back(value(number("measured", "measured")));
  columns.push_back(value(number("exact", "exact")));
  columns.push_back(value(number("ratio", "measured / exact", 4)));
  columns.push_back(
      {number("over", "log10 over symmetrised"), [](const FormRow& row) {
         // One draw has one form.
         const bool differs =
             row.row->text("form") != "symmetrised" && row.degree > 1;
         return differs ? row.row->at("log_over_symmetrised") : Value();
       }});
  return table_of<FormRow>(
      {"variance", "Variance of the estimates against the exact formulas",
       "At the paper's bits (4) for all degrees, and at its degree (15) for "
       "all bits. Mean over instances of the variance of an estimate: "
       "measured, with the 95 % t interval over instances, and exact; the "
       "ratio of the two, an instance each; and log10 of the exact variance "
       "over that of the symmetrised form."},
      rows, columns);
}

Table error_table(const Measurements& measured) {
  std::vector<FormRow> rows = rows_of(measured, kOneDraw);
  std::erase_if(rows, [&](const FormRow& row) {
    return row.degree != measured.paper_degree;
  });
  std::vector<ColumnOf<FormRow>> columns = setting_columns();
  columns.push_back({integer_column("stored", "stored", "bits"),
                     [&measured](const FormRow& row) {
                       const StorageResult* store = measured.find_storage(
                           row.moments->problem, row.moments->bits);
                       return store == nullptr ? Value()
                                               : store->values.at("many");
                     }});
  columns.push_back(degree_of_row());
  for (const std::string& form : form_names()) {
    columns.push_back(
        {number(form, form_label(form)), [form](const FormRow& row) {
           return row.moments->row(row.degree, form)->at("error");
         }});
  }
  columns.push_back({number("nearest", "nearest"), [](const FormRow& row) {
                       return row.row->at("nearest_error");
                     }});
  return table_of<FormRow>(
      {"error", "Error of one estimate of the loss's derivative",
       "Root mean square of estimate - f(a^T x) over instances and draws: "
       "noise of the draws and error of the polynomial together. Stored: the "
       "bits of one code that holds the degree + 1 draws. Nearest: f of one "
       "copy that is rounded to nearest and takes the same stored bits."},
      rows, columns);
}

Table lemma_table(const Measurements& measured) {
  using Row = Lemma4Result;
  const auto value = [](Column column, const char* name) -> ColumnOf<Row> {
    return {std::move(column),
            [name](const Row& row) { return row.values.at(name); }};
  };
  return table_of<Row>(
      {"lemma_4", "Lemma 4 as printed and as corrected",
       "Instances whose exact E Q^2 is above the bound. Printed: (sum m_i r^i "
       "z^i)^2. Corrected: (sum |m_i| (z^2 + x^T D x)^(i/2))^2, which holds by "
       "Minkowski's inequality. Random: up to 32 features, degree up to 15, 1 "
       "to 16 steps a sign, row scaling. Adversarial, in turn: a^T x = 0; "
       "signs that cancel; a single term (equality); coarse and positive; the "
       "step's series."},
      measured.lemma_4,
      {{text_column("kind", "instances"),
        [](const Row& row) {
          return row.adversarial ? "adversarial" : "random";
        }},
       value(integer_column("count", "count"), "instances"),
       value(integer_column("printed", "above the printed bound"), "printed"),
       value(integer_column("corrected", "above the corrected bound"),
             "corrected"),
       value(number("largest", "largest E Q^2 / corrected bound", 6),
             "largest")});
}

Table storage_table(const Measurements& measured) {
  using Row = StorageResult;
  const auto value = [](Column column) -> ColumnOf<Row> {
    return {column, [name = column.name](const Row& row) {
              return row.values.at(name);
            }};
  };
  return table_of<Row>(
      {"storage", "Bits a value of the stored draws",
       "One draw, and degree + 1 draws in one code without their order, as the "
       "packed store has them; measured: its bytes over the values (rows are "
       "padded to whole bytes). The paper's 16 draws take 4 bits more."},
      measured.storage,
      {{data_column(), [](const Row& row) { return row.problem.title(); }},
       {draw_bits_column(), &Row::bits},
       {integer_column("draws", "draws"),
        [draws = measured.paper_degree + 1](const Row&) { return draws; }},
       value(integer_column("one", "one draw", "bits")),
       value(integer_column("many", "all draws", "bits")),
       value(number_column("stored", "measured", "bits/value")),
       {integer_column("extra", "extra", "bits"), [](const Row& row) {
          return row.values.integer("many") - row.values.integer("one");
        }}});
}

}  // namespace

std::vector<Table> make_tables(const Measurements& measured) {
  return {bias_table(measured), variance_table(measured), error_table(measured),
          lemma_table(measured), storage_table(measured)};
}

}  // namespace zipml::polynomial_estimator
