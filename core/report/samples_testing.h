// Findings for the tests: a plain study, and one whose every text is hostile.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/harness/findings/findings.h"

namespace zipml {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

Table sample_table();
Figure sample_figure();
// A panel of curves, and images in both palettes.
Figure sample_images();
std::vector<Verdict> sample_verdicts();
Findings sample_findings();

// Texts that would do harm if they were run or not escaped. `mark` is the path
// of a file that they try to make.
std::vector<std::string> hostile_texts(const std::string& mark);
// The sample with `text` in every place that takes a text, ids excepted.
Findings findings_with(const std::string& text);

// Up to `most` pieces of mark-up, controls and letters.
std::string random_markup(RandomStream& stream, std::uint64_t most);

}  // namespace zipml
