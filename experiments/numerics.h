// The versions of the code that decides numbers, library by library.
#pragma once

#include <string>
#include <vector>

#include "core/harness/value.h"

namespace zipml {

// What the cells of an experiment that uses these libraries are known by: the
// numerics version of each and of all that they use themselves, by name. Raise
// a library's version (numerics.cc) with every change that moves a number of
// it: then the cells of those who use it are computed anew, and no kept result
// passes for one of the new code. digests_test.cc tells when.
// std::out_of_range for a library that is not known.
Record numerics_of(const std::vector<std::string>& libraries);

}  // namespace zipml
