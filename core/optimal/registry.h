// Every method by name. A new one is one file, one row in registry.cc and one
// test.
#pragma once

#include <span>
#include <string_view>

#include "core/optimal/optimal_levels.h"

namespace zipml::optimal {

// What a method promises about its variance.
enum class Guarantee {
  kExact,      // the optimum, up to rounding
  kCertified,  // within the gap that it reports
  kNone,       // gap = variance
};

struct Method {
  std::string_view name;
  Guarantee guarantee;
  std::string_view help;  // one line, with the cost and the source
  OptimalLevels (*solve)(const Points&, const LevelsOptions&);
  // About how many steps of its innermost loop it takes for so many distinct
  // points, by its documented cost; some 10^9 of them take a second. Null where
  // it is never slow: it sorts the points and does little more.
  double (*steps)(double points, const LevelsOptions&) = nullptr;
};

// In the order of the documentation.
std::span<const Method> methods();

// UserError when there is none of that name, with the one that is meant or with
// all.
const Method& find_method(std::string_view name);

}  // namespace zipml::optimal
