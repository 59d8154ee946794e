// Tables as JSON, exact.
#pragma once

#include <string>

#include "core/harness/findings/findings.h"

namespace zipml {

// {"id", "title", "caption", "columns": [{"name", "label", "unit"}],
// "rows": [{name: value}]} with values as core/harness/value_json.h writes
// them.
std::string table_to_json(const Table& table);

}  // namespace zipml
