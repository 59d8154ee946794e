// Golden files: outputs that a person has read and approved.
#pragma once

#include <string>

namespace zipml {

// Fails unless `text` is the file golden/<name>. To approve what is written
// now: ZIPML_APPROVE=1 build/release/core/report/report_test "[golden]", then
// read the difference in git.
void check_golden(const std::string& name, const std::string& text);

}  // namespace zipml
