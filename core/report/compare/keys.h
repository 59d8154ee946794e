// What rows and verdicts are called, and which have the same name.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/report/compare/matching.h"

namespace zipml {

// What an element is called, from the most exact to the loosest name that still
// makes it the same.
struct Keys {
  std::string exact = {};
  std::string of_any_seed = {};
  std::string without_numbers = {};  // empty: must not be matched so
  std::string name = {};             // for people
};

// Elements of two lists by their exact names, then those that are left by the
// looser ones; of one name in their order. In the order of the first, then what
// only the second has.
std::vector<Match> match_keys(const std::vector<Keys>& first,
                              const std::vector<Keys>& second);

// With '#' for each number that has a point or an exponent.
std::string without_computed_numbers(const std::string& text);

// "(seed = 1, bits = 2)" as "(seed, bits = 2)".
std::string without_seeds(const std::string& text);

}  // namespace zipml
