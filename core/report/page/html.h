// One page for a whole run, in one file, without a network.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/findings/findings.h"

namespace zipml {

// A claim of the paper, or an erratum, as the page tells it.
struct ClaimReport {
  std::string number = {};  // "C1", "T3", "A.3", "X8"
  std::string title = {};   // a few words
  std::string text = {};    // a paragraph; may be empty
  std::string where = {};   // in the paper; may be empty
};

struct StudyReport {
  std::string id = {};     // anchor within the page
  std::string title = {};  // one line
  std::string where = {};  // in the paper; may be empty
  std::string profile = {};
  Findings findings = {};
  // How to compute each verdict anew: empty, or one a verdict.
  std::vector<VerdictRecipe> recipes = {};
  // SVG text by figure id (read_images); a figure without one is named only.
  std::map<std::string, std::string> images = {};
  // Relative folders of the study's own files (findings.json and others), and
  // of those that write_findings made, for links, e.g. "naive_bias/tables";
  // empty: no links.
  std::string results_folder = {};
  std::string tables_folder = {};
  std::string plots_folder = {};
  // Every parameter, as JSON text; empty: not shown.
  std::string config = {};
  // A name and a text a line.
  std::vector<std::pair<std::string, std::string>> provenance = {};
  // What went wrong with cells: a sentence a line.
  std::vector<std::string> failures = {};
};

struct RunReport {
  std::string name = {};
  std::string profile = {};
  std::string date = {};          // of the last number, as it is to be shown
  std::string tool_version = {};  // e.g. "zipml 0.1.0 (1a2b3c4)"
  std::vector<StudyReport> studies = {};
  std::vector<Verdict> untested = {};    // claims that no experiment tries
  std::vector<ClaimReport> claims = {};  // in the order of the page
};

// The page. On top all verdicts, to be filtered, sorted and searched; then a
// section a claim that has a verdict or is named somewhere (#C4, or #claim-C4),
// with its verdicts, each with its command (#C4.2 is the second one), and the
// studies of which it has most verdicts (#study-naive_bias), with figures,
// tables, config and provenance; then studies without claims.
//
// All text is escaped. Figures of gnuplot's stand in the page as what
// figure_svg makes of them, others as images in data URIs, in which browsers
// run nothing. The only script is the page's own: its policy says so by the
// script's SHA-256, and forbids every request. Without scripts everything is
// there, unfiltered. The number of a claim in a text shows its title and leads
// to it. The same report gives the same bytes.
std::string run_to_html(const RunReport& report);

// The <id>.svg of each figure that is there in `folder`.
std::map<std::string, std::string> read_images(
    const Findings& findings, const std::filesystem::path& folder);

// RFC 4648, with padding.
std::string base64(const std::string& bytes);

}  // namespace zipml
