// Columns and values that the tables of refetch share.
#pragma once

#include <cmath>
#include <vector>

#include "core/harness/findings/findings.h"
#include "experiments/linear/collect.h"

namespace zipml::refetch {

inline const Column kData{"data", "data", "", ColumnFormat::kText};
inline const Column kBits{"bits", "bits", "", ColumnFormat::kInteger};

inline Column number(const char* name, const char* label, const char* unit = "",
                     int digits = 3) {
  return {name, label, unit, ColumnFormat::kNumber, digits};
}
inline Column percent(const char* name, const char* label, int digits = 3) {
  return {name, label, "", ColumnFormat::kPercent, digits};
}
inline Column integer(const char* name, const char* label,
                      const char* unit = "") {
  return {name, label, unit, ColumnFormat::kInteger};
}
inline Column text(const char* name, const char* label) {
  return {name, label, "", ColumnFormat::kText};
}

inline Value or_null(double value) {
  return std::isfinite(value) ? Value(value) : Value();
}
inline Value mean_or_null(const std::vector<double>& values) {
  return values.empty() ? Value() : Value(interval(values));
}

}  // namespace zipml::refetch
