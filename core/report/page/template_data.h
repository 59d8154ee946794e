// What the parts of the page are filled with. For .cc files of this folder.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>

#include "core/report/page/claim_list.h"
#include "core/report/page/outline.h"

namespace zipml {

using TemplateData = kainjow::mustache::data;

// A section that the template shows only for text that is not empty.
TemplateData text_or_false(const std::string& text);

// A relative path in a link: what is not plain is percent-encoded.
std::string link_path(const std::string& path);

// The badge of an outcome: its class, symbol and name; "rank" is its place when
// sorted.
TemplateData outcome_data(Outcome outcome);
// How many of each outcome, those that there are.
TemplateData badges_of(const std::array<int, 5>& counts);

// A row of the table of all verdicts, which is also what stands under its
// claim.
TemplateData verdict_data(const PlacedVerdict& placed, ClaimList& claims);

// A study with its figures, tables, config and provenance.
TemplateData study_data(const StudyReport& study, ClaimList& claims);

}  // namespace zipml
