// The numbers of a figure, as gnuplot reads them.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// The points, full precision: a block a series (`index` in gnuplot), two
// blank lines between, each with a # header and the columns x y low high;
// NaN where a number is missing or not finite.
std::string figure_data(const Figure& figure);

}  // namespace zipml
