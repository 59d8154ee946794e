// The words that tables are made of.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// `name` is the CSV header and JSON key, `label` is for people; no unit: a pure
// number.
inline Column text_column(std::string name, std::string label) {
  return {.name = std::move(name), .label = std::move(label)};
}
inline Column integer_column(std::string name, std::string label,
                             std::string unit = "") {
  return {.name = std::move(name),
          .label = std::move(label),
          .unit = std::move(unit),
          .format = ColumnFormat::kInteger};
}
inline Column number_column(std::string name, std::string label,
                            std::string unit = "", int digits = 4) {
  return {.name = std::move(name),
          .label = std::move(label),
          .unit = std::move(unit),
          .format = ColumnFormat::kNumber,
          .digits = digits};
}
// Of fractions: 0.25 is shown as 25 %.
inline Column percent_column(std::string name, std::string label,
                             int digits = 3) {
  return {.name = std::move(name),
          .label = std::move(label),
          .format = ColumnFormat::kPercent,
          .digits = digits};
}

// What most tables start with.
inline Column data_column() { return text_column("data", "data"); }
inline Column bits_column() { return integer_column("bits", "bits"); }

}  // namespace zipml
