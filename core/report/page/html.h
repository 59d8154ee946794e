// One page for a whole run, self-contained: no script, no network.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

struct StudyReport {
  std::string id = {};     // anchor within the page
  std::string title = {};  // one line
  std::string where = {};  // in the paper; may be empty
  std::string profile = {};
  Findings findings = {};
  // SVG text by figure id (read_images); a figure without one is named only.
  std::map<std::string, std::string> images = {};
  // Relative folders of the files that write_findings made, for links, e.g.
  // "naive_bias/tables"; empty: no links.
  std::string tables_folder = {};
  std::string plots_folder = {};
  // A name and a text a line.
  std::vector<std::pair<std::string, std::string>> provenance = {};
};

struct RunReport {
  std::string name = {};
  std::string profile = {};
  std::string date = {};          // of the last number, as it is to be shown
  std::string tool_version = {};  // e.g. "zipml 0.1.0 (1a2b3c4)"
  std::vector<StudyReport> studies = {};
  std::vector<Verdict> untested = {};  // claims that no experiment tries
  // By the number of a claim or an erratum ("C1", "X8"), what it says in a few
  // words.
  std::map<std::string, std::string> claim_titles = {};
};

// The page. All text is escaped; figures are images in data URIs, in which
// browsers run nothing. The number of a claim in a verdict, note, caption or
// table shows its title and leads to the list of those that the page names. The
// same report gives the same bytes.
std::string run_to_html(const RunReport& report);

// The <id>.svg of each figure that is there in `folder`.
std::map<std::string, std::string> read_images(
    const Findings& findings, const std::filesystem::path& folder);

// RFC 4648, with padding.
std::string base64(const std::string& bytes);

}  // namespace zipml
