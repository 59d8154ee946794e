// The page of a run (core/report/page/html.h), from what its studies have left.
#pragma once

#include <filesystem>

#include "tools/zipml/session.h"

namespace zipml {

// results/RUN/report.html, of every finished study, and its path. Each verdict
// has the command and the time that `zipml verify` tells (recipes_of).
std::filesystem::path write_report(const Session& session);
// The same, unless it is there and nothing that it is made of has changed.
std::filesystem::path write_report_if_changed(const Session& session);

}  // namespace zipml
