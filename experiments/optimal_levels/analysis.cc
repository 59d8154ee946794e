#include "experiments/optimal_levels/analysis.h"

#include <algorithm>

#include "core/base/statistics.h"

namespace zipml::optimal_levels {
namespace {

// One exponent for each set of rows that agree in `fixed`.
std::vector<double> exponents(const std::vector<Record>& rows,
                              const std::string& x, const std::string& y,
                              const std::vector<std::string>& fixed) {
  std::map<std::string, std::pair<std::vector<double>, std::vector<double>>>
      lines;
  for (const Record& row : rows) {
    std::string key;
    for (const std::string& field : fixed) {
      const Value& value = row.at(field);
      key += (value.is_text() ? value.text() : std::to_string(value.number())) +
             '\n';
    }
    auto& [own_x, own_y] = lines[key];
    own_x.push_back(row.number(x));
    own_y.push_back(row.number(y));
  }
  std::vector<double> result;
  for (const auto& [key, line] : lines) {
    const Estimate slope = fit_power_law(line.first, line.second).slope;
    if (slope.n >= 3) result.push_back(slope.mean);
  }
  return result;
}

}  // namespace

Measured measure(const CellMaker& cells, const Results& results) {
  Measured measured;
  for (const Task& task : tasks()) {
    std::vector<Record>& rows = measured[task.name];
    for (const Cell& cell : cells.of(task)) {
      const CellResult& result = results.of(cell);
      if (result.status != Status::kOk) continue;
      for (Record row : result.rows) {
        row.set("repetition", cell.repetition);
        rows.push_back(std::move(row));
      }
    }
  }
  return measured;
}

double largest(const std::vector<Record>& rows, const std::string& field,
               const std::string& over) {
  double most = 0;
  for (const Record& row : rows) {
    most = std::max(most,
                    row.number(field) / (over.empty() ? 1 : row.number(over)));
  }
  return most;
}

std::int64_t sum(const std::vector<Record>& rows, const std::string& field) {
  std::int64_t total = 0;
  for (const Record& row : rows) total += row.integer(field);
  return total;
}

std::vector<Record> where(const std::vector<Record>& rows,
                          const std::string& field, const Value& value) {
  std::vector<Record> found;
  for (const Record& row : rows) {
    if (row.at(field) == value) found.push_back(row);
  }
  return found;
}

std::vector<Value> distinct(const std::vector<Record>& rows,
                            const std::string& field) {
  std::vector<Value> values;
  for (const Record& row : rows) {
    const Value& value = row.at(field);
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      values.push_back(value);
    }
  }
  return values;
}

const Record* row_of_largest(const std::vector<Record>& rows,
                             const std::string& field) {
  const auto found = std::max_element(
      rows.begin(), rows.end(), [&](const Record& a, const Record& b) {
        return a.number(field) < b.number(field);
      });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<double> gap_exponents(const std::vector<Record>& rows,
                                  const std::string& x) {
  return exponents(
      rows, x, "gap",
      {"shape", "repetition", x == "candidates" ? "intervals" : "candidates"});
}

std::vector<double> merge_exponents(const std::vector<Record>& rows) {
  return exponents(rows, "points", "merges",
                   {"shape", "repetition", "intervals", "gamma"});
}

const Record* shown_feature(const std::vector<Record>& features,
                            std::int64_t levels) {
  const Record* shown = nullptr;
  for (const Record& row : features) {
    if (row.integer("distinct") < 4 * levels) continue;
    if (shown == nullptr ||
        row.number("skewness") < shown->number("skewness")) {
      shown = &row;
    }
  }
  return shown;
}

std::vector<Record> features_of(const CellMaker& cells, const Results& results,
                                const ProblemSpec& data) {
  for (const Task& task : tasks()) {
    if (task.name != "feature") continue;
    for (const Cell& cell : cells.of(task)) {
      const CellResult& result = results.of(cell);
      if (cell.parameters.text("checksum") == data.checksum &&
          cell.parameters.text("set") == data.set &&
          result.status == Status::kOk) {
        return result.rows;
      }
    }
  }
  return {};
}

Findings analyse(const CellMaker& cells, const Results& results) {
  const Measured measured = measure(cells, results);
  Findings findings;
  findings.tables = make_tables(cells, measured, results);
  for (Table& table : make_timing_tables(measured)) {
    findings.tables.push_back(std::move(table));
  }
  findings.figures = make_figures(cells, measured, results);
  findings.verdicts = make_verdicts(cells, measured, results);
  for (Verdict& verdict : findings.verdicts) {
    verdict.profile = profile_name(cells.settings().profile);
  }
  findings.notes = {
      "Points are moved and scaled to [0, 1] with points at both ends, the "
      "paper's setting; k intervals are k + 1 levels, both ends included.",
      "Every MV is computed anew from the levels by its definition in "
      "extended precision; optima are those of `exact`, checked against brute "
      "force on small instances here and in its tests.",
      "Times depend on the machine and on what else it does; no verdict uses "
      "them.",
  };
  return findings;
}

}  // namespace zipml::optimal_levels
