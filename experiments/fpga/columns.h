// Columns that the tables share.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml::fpga {

inline Column set_column() {
  return {"set", "data set", "", ColumnFormat::kText};
}
inline Column design_column() {
  return {"design", "design", "", ColumnFormat::kText};
}
inline Column text(const std::string& name, const std::string& label) {
  return {name, label, "", ColumnFormat::kText};
}
inline Column number(const std::string& name, const std::string& label,
                     const std::string& unit, int digits = 4) {
  return {name, label, unit, ColumnFormat::kNumber, digits};
}
inline Column integer(const std::string& name, const std::string& label,
                      const std::string& unit = "") {
  return {name, label, unit, ColumnFormat::kInteger};
}
inline Column percent(const std::string& name, const std::string& label) {
  return {name, label, "", ColumnFormat::kPercent, 2};
}

}  // namespace zipml::fpga
