#include "core/report/page/outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/report/claim_summary.h"
#include "core/report/format.h"

namespace zipml {
namespace {

class Outliner {
 public:
  explicit Outliner(const RunReport& report) : report_(report) {}

  PageOutline outline() {
    add_claims();
    for (const StudyReport& study : report_.studies) add_study(study);
    for (const Verdict& verdict : report_.untested) {
      place({.verdict = &verdict});
    }
    return std::move(outline_);
  }

 private:
  void add_claims() {
    for (const ClaimReport& claim : report_.claims) add_claim(claim);
    std::vector<std::string> others;
    for (const StudyReport& study : report_.studies) {
      for (const Verdict& verdict : study.findings.verdicts) {
        others.push_back(verdict.claim);
      }
    }
    for (const Verdict& verdict : report_.untested) {
      others.push_back(verdict.claim);
    }
    std::sort(others.begin(), others.end(), ByClaimNumber());
    for (const std::string& number : others) {
      if (!places_.contains(number)) add_claim({.number = number});
    }
  }

  void add_claim(const ClaimReport& claim) {
    if (!places_.emplace(claim.number, outline_.claims.size()).second) return;
    outline_.claims.push_back({.claim = claim});
  }

  ClaimPart& part_of(const Verdict& verdict) {
    return outline_.claims[places_.at(verdict.claim)];
  }

  void place(PlacedVerdict placed) {
    ClaimPart& part = part_of(*placed.verdict);
    placed.address = fmt::format("{}.{}", claim_address(part.claim.number),
                                 part.verdicts.size() + 1);
    part.verdicts.push_back(std::move(placed));
  }

  void add_study(const StudyReport& study) {
    const std::vector<Verdict>& verdicts = study.findings.verdicts;
    if (verdicts.empty()) {
      outline_.without_claims.push_back(&study);
      return;
    }
    std::map<std::size_t, int> counts;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      place({.verdict = &verdicts[i],
             .study = &study,
             .recipe = study.recipes.empty() ? nullptr : &study.recipes.at(i)});
      ++counts[places_.at(verdicts[i].claim)];
    }
    const auto rank = [&](const std::pair<const std::size_t, int>& entry) {
      const bool erratum =
          outline_.claims[entry.first].claim.number.starts_with('X');
      return std::tuple(!erratum, entry.second);
    };
    const auto home = std::max_element(
        counts.begin(), counts.end(),
        [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    for (const auto& entry : counts) {
      ClaimPart& part = outline_.claims[entry.first];
      (entry.first == home->first ? part.shown : part.linked).push_back(&study);
    }
  }

  const RunReport& report_;
  PageOutline outline_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

PageOutline outline_of(const RunReport& report) {
  return Outliner(report).outline();
}

std::string claim_address(const std::string& number) {
  return safe_file_name(number);
}

std::string study_address(const std::string& id) {
  return "study-" + safe_file_name(id);
}

}  // namespace zipml
