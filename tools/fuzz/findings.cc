#include <stdexcept>
#include <string>

#include "core/harness/findings/findings_json.h"
#include "tools/fuzz/check.h"
#include "tools/fuzz/targets.h"

namespace zipml::fuzz {

void read_findings(std::string_view bytes) {
  Findings findings;
  try {
    findings = findings_from_json(bytes);
  } catch (const std::runtime_error&) {
    return;  // as it says
  }
  const std::string text = findings_to_json(findings);
  require(findings_to_json(findings_from_json(text)) == text,
          "findings read back equal");
}

}  // namespace zipml::fuzz
