// What the paper claims, by number (results/paper/claims.md, built in).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zipml {

struct PaperClaim {
  std::string number = {};  // "C1", "T3", "A.3", or an erratum: "X8"
  std::string title = {};   // a few words
  std::string text = {};    // one paragraph
  std::string where = {};   // in the paper
  // The names of the experiments that check it; empty: none does.
  std::vector<std::string> experiments = {};
};

// All, in the order of the file.
const std::vector<PaperClaim>& paper_claims();

// Null when there is none of that number.
const PaperClaim* paper_claim(std::string_view number);

// The titles by number, for describe_text and the page of a run.
std::map<std::string, std::string> claim_titles();

// For a terminal: all of a claim, wrapped at 80 columns.
std::string claim_text(const PaperClaim& claim);

// The entries of a text in the form of claims.md:
//   ### NUMBER
//
//   **Title.** The text.
//
//   - Where: ...
//   - Checked by: `experiment`, ...
std::vector<PaperClaim> claims_from_markdown(std::string_view markdown);

}  // namespace zipml
