#include <cmath>

#include "experiments/chebyshev_error/analysis.h"

namespace zipml::chebyshev_error {
namespace {

const Column kTarget{"target", "function", "", ColumnFormat::kText};

Column number(const char* name, const char* label, int digits = 3) {
  return {name, label, "", ColumnFormat::kNumber, digits};
}

Table error_table(const CellMaker& cells,
                  const std::vector<Measured>& measured) {
  Table table{"error",
              "Largest error against degree",
              "max |P - f| on the domain, for the Chebyshev series and the "
              "minimax fit. Theory: of the series for the sigmoid (from the "
              "residues at +-i pi), of the minimax fit for the step (Eremenko "
              "and Yuditskii). Inside the gap: max |P - H| over all of "
              "[-R, R], which cannot be below 1/2.",
              {kTarget,
               {"degree", "degree", "", ColumnFormat::kInteger},
               number("series", "series"),
               number("minimax", "minimax"),
               number("theory", "theory"),
               number("series_whole", "series, inside the gap"),
               number("minimax_whole", "minimax, inside the gap")},
              {}};
  for (const Measured& m : measured) {
    const Curve& series = m.curves.at("series");
    const Curve& minimax = m.curves.at("minimax");
    for (int degree = 1; degree <= cells.max_degree(); degree += 2) {
      const auto i = static_cast<std::size_t>(degree / 2);
      const auto at = [&](const std::vector<double>& values) {
        return i < values.size() ? Value(values[i]) : Value();
      };
      const double theory = m.target.asymptote(degree);
      const bool step = !m.target.is_sigmoid();
      table.rows.push_back({m.target.title(), degree, at(series.error),
                            at(minimax.error),
                            std::isfinite(theory) ? Value(theory) : Value(),
                            step ? at(series.error_whole) : Value(),
                            step ? at(minimax.error_whole) : Value()});
    }
  }
  return table;
}

// The lowest odd degree whose asymptote is at most epsilon.
Value theory_degree(const ApproximationTarget& target, double epsilon) {
  for (int degree = 1; degree < 2000; degree += 2) {
    if (target.asymptote(degree) <= epsilon) return degree;
  }
  return Value();
}

Table degree_table(const CellMaker& cells,
                   const std::vector<Measured>& measured) {
  Table table{"degree",
              "The degree that an error needs",
              "The lowest odd degree from which on max |P - f| is at most "
              "epsilon; '-': above the degrees that were tried. Theory as in "
              "the table of errors; it goes beyond them. An estimate takes as "
              "many draws of the sample as the degree, and one more.",
              {kTarget,
               number("epsilon", "epsilon"),
               {"series", "series", "", ColumnFormat::kInteger},
               {"minimax", "minimax", "", ColumnFormat::kInteger},
               {"theory", "theory", "", ColumnFormat::kInteger}},
              {}};
  for (const Measured& m : measured) {
    for (const double epsilon : cells.epsilons()) {
      std::vector<Value> row = {m.target.title(), epsilon};
      for (const std::string& approximation : kApproximations) {
        const auto degree = m.curves.at(approximation).degree_for(epsilon);
        row.push_back(degree ? Value(*degree) : Value());
      }
      row.push_back(theory_degree(m.target, epsilon));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table rate_table(const std::vector<Measured>& measured) {
  Table table{"rate",
              "How fast the error falls",
              "Slope of -ln(error) against the degree, from degree 9 on and "
              "above an error of 1e-11 (for the step's minimax fit of "
              "-ln(error sqrt(degree))), with the 95 % interval of the fit. "
              "Theory: ln(rho) for the sigmoid, atanh(gap / R) for the step's "
              "best fit. The series of the step does not fall geometrically: "
              "the last column is the slope of ln(error) against ln(degree).",
              {kTarget, number("series", "series", 4),
               number("minimax", "minimax", 4), number("theory", "theory", 4),
               number("power", "series, power of degree")},
              {}};
  for (const Measured& m : measured) {
    const bool step = !m.target.is_sigmoid();
    const Curve& series = m.curves.at("series");
    const auto known = [](const Estimate& rate) {
      return rate.n > 0 ? Value(rate) : Value();
    };
    table.rows.push_back(
        {m.target.title(), known(series.log_rate(false)),
         known(m.curves.at("minimax").log_rate(step)), m.target.log_rate(),
         step && series.degree.size() > 2
             ? Value(fit_power_law(series.degree, series.error).slope)
             : Value()});
  }
  return table;
}

Table growth_table(const CellMaker& cells,
                   const std::vector<Measured>& measured) {
  Table table{"growth",
              "Size of the coefficients",
              "Sum of |m_i| R^i over P = sum m_i z^i, and sum of |c_i| over P "
              "= sum c_i T_i(z / R). The first is how large the terms of the "
              "monomial form are before they cancel.",
              {kTarget,
               {"degree", "degree", "", ColumnFormat::kInteger},
               number("series_monomial", "series, monomial"),
               number("minimax_monomial", "minimax, monomial"),
               number("series_chebyshev", "series, Chebyshev"),
               number("minimax_chebyshev", "minimax, Chebyshev")},
              {}};
  for (const Measured& m : measured) {
    for (int degree = 3; degree <= cells.max_degree(); degree += 4) {
      const auto i = static_cast<std::size_t>(degree / 2);
      std::vector<Value> row = {m.target.title(), degree};
      for (const auto member : {&Curve::monomial, &Curve::chebyshev}) {
        for (const std::string& approximation : kApproximations) {
          const std::vector<double>& values =
              m.curves.at(approximation).*member;
          row.push_back(i < values.size() ? Value(values[i]) : Value());
        }
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace

std::vector<Table> make_tables(const CellMaker& cells,
                               const std::vector<Measured>& measured) {
  return {error_table(cells, measured), degree_table(cells, measured),
          rate_table(measured), growth_table(cells, measured)};
}

}  // namespace zipml::chebyshev_error
