// Where a config gives a parameter's value or axis.
#pragma once

#include <map>
#include <string>

#include "core/base/error.h"

namespace zipml {

struct ParameterPlace {
  Position position = {};
  std::string pointer = {};  // JSON pointer
};

// By full parameter name; "name" is the study's.
using ParameterPlaces = std::map<std::string, ParameterPlace>;

}  // namespace zipml
