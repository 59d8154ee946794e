// Explicit tables of named things (enumerators, factories): one row each, and
// the same look-up with the same error message for all.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace zipml {

template <typename T>
struct Named {
  const char* name;
  T value;
};

template <typename T, std::size_t N>
std::vector<std::string> names_in(const std::array<Named<T>, N>& table) {
  std::vector<std::string> names;
  for (const Named<T>& row : table) names.emplace_back(row.name);
  return names;
}

// The name of a value; the value must be in the table.
template <typename T, std::size_t N>
std::string name_in(const std::array<Named<T>, N>& table, const T& value) {
  for (const Named<T>& row : table) {
    if (row.value == value) return row.name;
  }
  return "";
}

// The value with that name. UserError `unknown WHAT "NAME"` with a suggestion
// when there is none.
template <typename T, std::size_t N>
const T& value_in(const std::array<Named<T>, N>& table, const std::string& name,
                  const std::string& what) {
  for (const Named<T>& row : table) {
    if (row.name == name) return row.value;
  }
  fail({.message = "unknown " + what + " \"" + name + "\"",
        .hint = did_you_mean(name, names_in(table))});
}

}  // namespace zipml
