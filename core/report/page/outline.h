// What stands where on the page of a run.
#pragma once

#include <string>
#include <vector>

#include "core/report/page/html.h"

namespace zipml {

struct PlacedVerdict {
  const Verdict* verdict = nullptr;
  const StudyReport* study = nullptr;     // null: no experiment tries it
  const VerdictRecipe* recipe = nullptr;  // null: there is none
  std::string address = {};               // "C4.2": the second verdict of C4
};

struct ClaimPart {
  ClaimReport claim = {};
  std::vector<PlacedVerdict> verdicts = {};    // in the order of the studies
  std::vector<const StudyReport*> shown = {};  // whose material stands here
  std::vector<const StudyReport*> linked =
      {};  // has verdicts here, is elsewhere
};

struct PageOutline {
  // Those of the report in its order, with or without verdicts, then others
  // that verdicts name.
  std::vector<ClaimPart> claims = {};
  std::vector<const StudyReport*> without_claims = {};
};

// A study is shown under the claim that has most of its verdicts, the first of
// several; under an erratum ("X8") only when it has no other. The outline
// points into the report.
PageOutline outline_of(const RunReport& report);

// Addresses within the page, of a claim and of a study.
std::string claim_address(const std::string& number);
std::string study_address(const std::string& id);

}  // namespace zipml
