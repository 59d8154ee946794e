#include "core/report/page/html.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <kainjow/mustache.hpp>
#include <set>
#include <span>
#include <string_view>

#include "core/base/file.h"
#include "core/harness/findings/finish_findings.h"
#include "core/report/claim_summary.h"
#include "core/report/format.h"
#include "core/report/page/claim_words.h"
#include "core/report/page/html_template.h"
#include "core/report/verdicts.h"

namespace zipml {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

// How an outcome looks; the symbol tells them apart without colour.
struct Look {
  Outcome outcome;
  const char* style;
  const char* symbol;
};

constexpr std::array<Look, 5> kLooks = {{
    {Outcome::kReproduced, "reproduced", "\u2713"},
    {Outcome::kPartly, "partly", "\u25D0"},
    {Outcome::kNotReproduced, "refuted", "\u2717"},
    {Outcome::kInconclusive, "inconclusive", "?"},
    {Outcome::kNotTestable, "untestable", "\u2013"},
}};

// An anchor within the page: no space, no percent sign.
std::string anchor_of(const StudyReport& study) {
  return safe_file_name(study.id);
}

// A relative path in a link: what is not plain is percent-encoded.
std::string link_path(const std::string& path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 ||
        std::string("/._-~").find(c) != std::string::npos) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kDigits[byte >> 4];
      encoded += kDigits[byte & 15];
    }
  }
  return encoded;
}

// A section that the template shows only for text that is not empty.
data text_or_false(const std::string& text) {
  return text.empty() ? data(false) : data(text);
}

// The claims that a page names.
class ClaimList {
 public:
  explicit ClaimList(const std::map<std::string, std::string>& titles)
      : titles_(titles) {}

  // What kWordsTemplate shows: the text, with the claims in it.
  data words(const std::string& text) {
    data pieces(data::type::list);
    for (const ClaimWords& words : split_at_claims(text, titles_)) {
      data piece;
      piece.set("text", words.text);
      piece.set("says", text_or_false(words.title));
      pieces << piece;
      if (!words.title.empty()) named_.insert(words.text);
    }
    return pieces;
  }

  // The title, or false for a claim that is not known.
  data title(const std::string& claim) {
    const auto found = titles_.find(claim);
    if (found == titles_.end()) return data(false);
    named_.insert(claim);
    return text_or_false(found->second);
  }

  // All that words and title have met.
  data named() const {
    data list(data::type::list);
    for (const std::string& claim : named_) {
      data entry;
      entry.set("number", claim);
      entry.set("says", titles_.at(claim));
      list << entry;
    }
    return list;
  }

 private:
  const std::map<std::string, std::string>& titles_;
  std::set<std::string, ByClaimNumber> named_;
};

data outcome_data(Outcome outcome) {
  const Look& look = kLooks.at(static_cast<std::size_t>(outcome));
  data badge;
  badge.set("class", look.style);
  badge.set("symbol", look.symbol);
  badge.set("outcome", std::string(outcome_name(outcome)));
  return badge;
}

// `anchor`: of the study; empty when there is none.
data verdict_data(const Verdict& verdict, const std::string& anchor,
                  ClaimList& claims) {
  data row = outcome_data(verdict.judgement.outcome);
  row.set("anchor", text_or_false(anchor));
  row.set("claim", verdict.claim);
  row.set("claim_title", claims.title(verdict.claim));
  row.set("where", claims.words(verdict.where));
  row.set("statement", claims.words(verdict.statement));
  row.set("metric", claims.words(verdict.metric));
  row.set("data", verdict.data.name);
  row.set("stand_in", text_or_false(verdict.data.stands_in_for));
  row.set("paper", paper_text(verdict));
  row.set("ours", ours_text(verdict));
  row.set("reason", claims.words(verdict.judgement.reason));
  row.set("tolerance", claims.words(verdict.judgement.tolerance));
  return row;
}

// Below this width in pixels, three quarters of its own, an image scrolls
// rather than shrinks. 0 when the SVG has no width.
int least_width(const std::string& svg) {
  static constexpr std::string_view kKey = "width=\"";
  const std::size_t key = svg.find(kKey);
  if (key == std::string::npos) return 0;
  int width = 0;
  for (std::size_t i = key + kKey.size(); i < svg.size() && width < 10000;
       ++i) {
    if (std::isdigit(static_cast<unsigned char>(svg[i])) == 0) break;
    width = 10 * width + (svg[i] - '0');
  }
  return width * 3 / 4;
}

data figure_data(const Figure& figure, const StudyReport& study,
                 ClaimList& claims) {
  const auto image = study.images.find(figure.id);
  data result;
  result.set("title", figure.title);
  result.set("heading", claims.words(figure.title));
  result.set("caption", claims.words(figure.caption));
  result.set("file", link_path(safe_file_name(figure.id)));
  result.set("folder", text_or_false(link_path(study.plots_folder)));
  if (image == study.images.end()) {
    result.set("image", false);
    return result;
  }
  result.set("image", base64(image->second));
  result.set("least_width", std::to_string(least_width(image->second)));
  return result;
}

// A table for programs is there by its files alone.
data table_data(const Table& table, const StudyReport& study,
                ClaimList& claims) {
  const bool is_shown = table.use == TableUse::kShown;
  data columns(data::type::list);
  for (const Column& column : table.columns) {
    data head;
    head.set("class", is_numeric(column) ? "number" : "text");
    head.set("label", heading(column));
    columns << head;
  }
  data rows(data::type::list);
  for (const auto& row : table.rows) {
    if (!is_shown) break;
    data cells(data::type::list);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      data cell;
      cell.set("class", is_numeric(table.columns[i]) ? "number" : "text");
      cell.set("value",
               claims.words(display_text(row.at(i), table.columns[i])));
      cells << cell;
    }
    data line;
    line.set("cells", cells);
    rows << line;
  }
  data result;
  result.set("heading", claims.words(table.title));
  result.set("caption", claims.words(table.caption));
  result.set("shown", is_shown);
  result.set("row_count", std::to_string(table.rows.size()));
  result.set("columns", columns);
  result.set("rows", rows);
  result.set("file", link_path(safe_file_name(table.id)));
  result.set("folder", text_or_false(link_path(study.tables_folder)));
  return result;
}

data study_data(const StudyReport& study, ClaimList& claims) {
  const Findings& findings = study.findings;
  data notes(data::type::list);
  for (const std::string& note : findings.notes) {
    data entry;
    entry.set("note", claims.words(note));
    notes << entry;
  }
  data figures(data::type::list);
  for (const Figure& figure : findings.figures) {
    figures << figure_data(figure, study, claims);
  }
  data tables(data::type::list);
  for (const Table& table : findings.tables) {
    tables << table_data(table, study, claims);
  }
  data result;
  result.set("anchor", anchor_of(study));
  result.set("title", study.title);
  result.set("where", claims.words(study.where));
  result.set("any_note", !findings.notes.empty());
  result.set("notes", notes);
  result.set("figures", figures);
  result.set("tables", tables);
  result.set("profile", study.profile);
  data provenance(data::type::list);
  for (const auto& [name, text] : study.provenance) {
    data line;
    line.set("name", name);
    line.set("text", text);
    provenance << line;
  }
  result.set("provenance", provenance);
  result.set("any_provenance", !study.provenance.empty());
  return result;
}

// How many of each outcome, those that there are.
data badges_of(const std::array<int, 5>& counts) {
  data badges(data::type::list);
  for (const Look& look : kLooks) {
    const int count = counts.at(static_cast<std::size_t>(look.outcome));
    if (count == 0) continue;
    data badge = outcome_data(look.outcome);
    badge.set("count", std::to_string(count));
    badges << badge;
  }
  return badges;
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

void add_summaries(std::span<const StudyVerdicts> studies, ClaimList& claims,
                   data& page) {
  data rows(data::type::list);
  std::array<int, 5> all = {};
  for (const ClaimSummary& summary : claim_summaries(studies)) {
    data row;
    row.set("claim", summary.claim);
    row.set("title", claims.title(summary.claim));
    row.set("outcomes", badges_of(summary.counts));
    row.set("data", joined_names(summary.data));
    row.set("missing", text_or_false(joined_names(summary.missing)));
    rows << row;
    for (std::size_t i = 0; i < all.size(); ++i) {
      all.at(i) += summary.counts.at(i);
    }
  }
  page.set("summaries", rows);
  page.set("counts", badges_of(all));
  page.set("chance_of_error", chance_of_error_text(studies));
}

void add_incomplete(const RunReport& report, data& page) {
  data list(data::type::list);
  for (const StudyReport& study : report.studies) {
    const CellCounts& cells = study.findings.cells;
    if (cells.complete()) continue;
    data entry;
    entry.set("study", study.id);
    entry.set("missing", cells.what_is_missing());
    list << entry;
  }
  page.set("any_incomplete", list.is_non_empty_list());
  page.set("incomplete", list);
}

void add_verdicts(const RunReport& report, ClaimList& claims, data& page) {
  data counting(data::type::list), on_stand_ins(data::type::list);
  std::vector<StudyVerdicts> studies;
  for (const StudyReport& study : report.studies) {
    for (const Verdict& verdict : study.findings.verdicts) {
      (counts_for_claim(verdict) ? counting : on_stand_ins)
          << verdict_data(verdict, anchor_of(study), claims);
    }
    studies.push_back({.study = study.id, .verdicts = study.findings.verdicts});
  }
  for (const Verdict& verdict : report.untested) {
    counting << verdict_data(verdict, "", claims);
  }
  studies.push_back({.study = "", .verdicts = report.untested});
  add_summaries(studies, claims, page);
  page.set("verdicts", counting);
  page.set("any_verdict", counting.is_non_empty_list());
  page.set("stand_in_verdicts", on_stand_ins);
  page.set("any_stand_in", on_stand_ins.is_non_empty_list());
}

}  // namespace

std::string run_to_html(const RunReport& report) {
  ClaimList claims(report.claim_titles);
  data page;
  page.set("style", kPageStyle);
  page.set("words", kWordsTemplate);
  page.set("verdict", kVerdictTemplate);
  page.set("name", report.name);
  page.set("profile", report.profile);
  page.set("date", report.date);
  page.set("version", report.tool_version);
  add_verdicts(report, claims, page);
  data studies(data::type::list);
  for (const StudyReport& study : report.studies) {
    studies << study_data(study, claims);
  }
  page.set("studies", studies);
  const data named = claims.named();
  page.set("any_claim", named.is_non_empty_list());
  page.set("claims", named);
  add_incomplete(report, page);
  return mustache(kPageTemplate).render(page);
}

std::map<std::string, std::string> read_images(
    const Findings& findings, const std::filesystem::path& folder) {
  std::map<std::string, std::string> images;
  for (const Figure& figure : findings.figures) {
    const auto path = folder / (safe_file_name(figure.id) + ".svg");
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) {
      images[figure.id] = read_file(path);
    }
  }
  return images;
}

std::string base64(const std::string& bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = i; j < i + 3; ++j) {
      const unsigned byte =
          j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0u;
      group = group << 8 | byte;
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool padding = i + j > bytes.size();
      text += padding ? '=' : kAlphabet[group >> (18 - 6 * j) & 63];
    }
  }
  return text;
}

}  // namespace zipml
