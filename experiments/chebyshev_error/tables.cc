#include "core/harness/findings/table_of.h"
#include "experiments/chebyshev_error/analysis.h"

namespace zipml::chebyshev_error {
namespace {

using Values = std::vector<double> Curve::*;

// A row of the tables against degree.
struct TargetAtDegree {
  const TargetCurves* m;
  int degree;

  bool is_step() const { return !m->target.is_sigmoid(); }
  // Of an approximation at this degree; null where there is none.
  Value at(const std::string& approximation, Values values) const {
    const std::vector<double>& all = m->curves.at(approximation).*values;
    const auto i = static_cast<std::size_t>(degree / 2);
    return i < all.size() ? Value(all[i]) : Value();
  }
};

std::vector<TargetAtDegree> rows_by_degree(
    const std::vector<TargetCurves>& targets, int first, int last, int step) {
  std::vector<TargetAtDegree> rows;
  for (const TargetCurves& m : targets) {
    for (int degree = first; degree <= last; degree += step) {
      rows.push_back({&m, degree});
    }
  }
  return rows;
}

Column number(std::string name, std::string label, int digits = 3) {
  return number_column(std::move(name), std::move(label), "", digits);
}

const ColumnOf<TargetAtDegree> kTarget = {
    text_column("target", "function"),
    [](const TargetAtDegree& row) { return row.m->target.title(); }};
const ColumnOf<TargetAtDegree> kDegree = {integer_column("degree", "degree"),
                                          &TargetAtDegree::degree};

ColumnOf<TargetAtDegree> value_of(Column column, const char* approximation,
                                  Values values) {
  return {std::move(column), [approximation, values](const auto& row) {
            return row.at(approximation, values);
          }};
}

// Only the step has a gap.
ColumnOf<TargetAtDegree> inside_gap(const char* name, const char* label,
                                    const char* approximation) {
  return {number(name, label), [approximation](const TargetAtDegree& row) {
            return row.is_step() ? row.at(approximation, &Curve::error_whole)
                                 : Value();
          }};
}

Table error_table(const Cells& cells,
                  const std::vector<TargetCurves>& targets) {
  return table_of<TargetAtDegree>(
      {"error", "Largest error against degree",
       "max |P - f| on the domain, for the Chebyshev series and the minimax "
       "fit. Theory: of the series for the sigmoid (from the residues at +-i "
       "pi), of the minimax fit for the step (Eremenko and Yuditskii). Inside "
       "the gap: max |P - H| over all of [-R, R], which cannot be below 1/2."},
      rows_by_degree(targets, 1, cells.max_degree(), 2),
      {kTarget,
       kDegree,
       value_of(number("series", "series"), "series", &Curve::error),
       value_of(number("minimax", "minimax"), "minimax", &Curve::error),
       {number("theory", "theory"),
        [](const TargetAtDegree& row) {
          return known(row.m->target.asymptote(row.degree));
        }},
       inside_gap("series_whole", "series, inside the gap", "series"),
       inside_gap("minimax_whole", "minimax, inside the gap", "minimax")});
}

// The lowest odd degree whose asymptote is at most epsilon.
Value theory_degree(const ApproximationTarget& target, double epsilon) {
  for (int degree = 1; degree < 2000; degree += 2) {
    if (target.asymptote(degree) <= epsilon) return degree;
  }
  return Value();
}

struct TargetAtEpsilon {
  const TargetCurves* m;
  double epsilon;
};

Table degree_table(const Cells& cells,
                   const std::vector<TargetCurves>& targets) {
  std::vector<TargetAtEpsilon> rows;
  for (const TargetCurves& m : targets) {
    for (const double epsilon : cells.epsilons()) rows.push_back({&m, epsilon});
  }
  std::vector<ColumnOf<TargetAtEpsilon>> columns = {
      {text_column("target", "function"),
       [](const auto& row) { return row.m->target.title(); }},
      {number("epsilon", "epsilon"),
       [](const auto& row) { return row.epsilon; }}};
  for (const std::string& approximation : kApproximations) {
    columns.push_back(
        {integer_column(approximation, approximation),
         [approximation](const TargetAtEpsilon& row) {
           const auto degree =
               row.m->curves.at(approximation).degree_for(row.epsilon);
           return degree ? Value(*degree) : Value();
         }});
  }
  columns.push_back({integer_column("theory", "theory"), [](const auto& row) {
                       return theory_degree(row.m->target, row.epsilon);
                     }});
  return table_of<TargetAtEpsilon>(
      {"degree", "The degree that an error needs",
       "The lowest odd degree from which on max |P - f| is at most epsilon; "
       "'-': above the degrees that were tried. Theory as in the table of "
       "errors; it goes beyond them. An estimate takes as many draws of the "
       "sample as the degree, and one more."},
      rows, columns);
}

Table rate_table(const std::vector<TargetCurves>& targets) {
  return table_of<TargetCurves>(
      {"rate", "How fast the error falls",
       "Slope of -ln(error) against the degree, from degree 9 on and above an "
       "error of 1e-11 (for the step's minimax fit of -ln(error "
       "sqrt(degree))), with the 95 % interval of the fit. Theory: ln(rho) for "
       "the sigmoid, atanh(gap / R) for the step's best fit. The series of the "
       "step does not fall geometrically: the last column is the slope of "
       "ln(error) against ln(degree)."},
      targets,
      {{text_column("target", "function"),
        [](const TargetCurves& m) { return m.target.title(); }},
       {number("series", "series", 4),
        [](const TargetCurves& m) {
          return known(m.curves.at("series").log_rate(false));
        }},
       {number("minimax", "minimax", 4),
        [](const TargetCurves& m) {
          return known(m.curves.at("minimax").log_rate(!m.target.is_sigmoid()));
        }},
       {number("theory", "theory", 4),
        [](const TargetCurves& m) { return m.target.log_rate(); }},
       {number("power", "series, power of degree"), [](const TargetCurves& m) {
          const Curve& series = m.curves.at("series");
          return !m.target.is_sigmoid() && series.degree.size() > 2
                     ? Value(fit_power_law(series.degree, series.error).slope)
                     : Value();
        }}});
}

Table growth_table(const Cells& cells,
                   const std::vector<TargetCurves>& targets) {
  return table_of<TargetAtDegree>(
      {"growth", "Size of the coefficients",
       "Sum of |m_i| R^i over P = sum m_i z^i, and sum of |c_i| over P = sum "
       "c_i T_i(z / R). The first is how large the terms of the monomial form "
       "are before they cancel."},
      rows_by_degree(targets, 3, cells.max_degree(), 4),
      {kTarget, kDegree,
       value_of(number("series_monomial", "series, monomial"), "series",
                &Curve::monomial),
       value_of(number("minimax_monomial", "minimax, monomial"), "minimax",
                &Curve::monomial),
       value_of(number("series_chebyshev", "series, Chebyshev"), "series",
                &Curve::chebyshev),
       value_of(number("minimax_chebyshev", "minimax, Chebyshev"), "minimax",
                &Curve::chebyshev)});
}

}  // namespace

std::vector<Table> make_tables(const Cells& cells,
                               const std::vector<TargetCurves>& targets) {
  return {error_table(cells, targets), degree_table(cells, targets),
          rate_table(targets), growth_table(cells, targets)};
}

}  // namespace zipml::chebyshev_error
