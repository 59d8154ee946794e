#include "core/report/page/html.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "core/base/file.h"
#include "core/harness/findings/finish_findings.h"
#include "core/report/claim_summary.h"
#include "core/report/format.h"
#include "core/report/page/html_template.h"
#include "core/report/page/template_data.h"

namespace zipml {
namespace {

using kainjow::mustache::mustache;

TemplateData empty_list() { return TemplateData(TemplateData::type::list); }

const char* group_title(const std::string& number) {
  switch (number.empty() ? ' ' : number.front()) {
    case 'C':
      return "Claims";
    case 'T':
    case 'A':
      return "Theorems and choices";
    case 'X':
      return "Errata";
    default:
      return "Others";
  }
}

// The SHA-256 of a script as a policy has it.
std::string policy_hash(const std::string& script) {
  const std::string digits = sha256(script);
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return base64(bytes);
}

class Page {
 public:
  explicit Page(const RunReport& report)
      : report_(report),
        outline_(outline_of(report)),
        claims_(report.claims),
        study_template_(kStudyTemplate) {}

  std::string html() {
    data_.set("style", page_style());
    data_.set("script", kPageScript);
    data_.set("script_hash", policy_hash(kPageScript));
    data_.set("name", report_.name);
    data_.set("profile", report_.profile);
    data_.set("date", report_.date);
    data_.set("version", report_.tool_version);
    add_verdicts();
    add_summaries();
    add_others();
    add_claims();
    add_incomplete();
    return mustache(kPageTemplate).render(data_);
  }

 private:
  // All in the order of the claims.
  void add_verdicts() {
    TemplateData rows = empty_list();
    bool any_stand_in = false;
    std::set<std::string> studies;
    for (const ClaimPart& part : outline_.claims) {
      TemplateData own = empty_list();
      for (const PlacedVerdict& placed : part.verdicts) {
        TemplateData row = verdict_data(placed, claims_);
        row.set("order", std::to_string(order_++));
        any_stand_in = any_stand_in || placed.verdict->data.is_stand_in();
        if (placed.study != nullptr) studies.insert(placed.study->id);
        rows << row;
        own << row;
      }
      verdicts_.push_back(own);
    }
    TemplateData tried = empty_list();
    for (const StudyReport& study : report_.studies) {
      if (!studies.contains(study.id)) continue;
      TemplateData entry;
      entry.set("id", study.id);
      tried << entry;
    }
    data_.set("verdicts", rows);
    data_.set("any_verdict", rows.is_non_empty_list());
    data_.set("any_stand_in", any_stand_in);
    data_.set("tried", tried);
  }

  void add_summaries() {
    std::vector<StudyVerdicts> studies;
    for (const StudyReport& study : report_.studies) {
      studies.push_back(
          {.study = study.id, .verdicts = study.findings.verdicts});
    }
    studies.push_back({.study = "", .verdicts = report_.untested});
    std::map<std::string, ClaimSummary> by_claim;
    for (ClaimSummary& summary : claim_summaries(studies)) {
      by_claim[summary.claim] = std::move(summary);
    }
    TemplateData rows = empty_list();
    std::array<int, 5> all = {};
    for (const ClaimPart& part : outline_.claims) {
      const auto found = by_claim.find(part.claim.number);
      if (found == by_claim.end()) {
        outcomes_.push_back(empty_list());
        continue;
      }
      const ClaimSummary& summary = found->second;
      outcomes_.push_back(badges_of(summary.counts));
      TemplateData row;
      row.set("claim", summary.claim);
      row.set("address", claim_address(summary.claim));
      row.set("title", part.claim.title);
      row.set("outcomes", outcomes_.back());
      row.set("data", fmt::format("{}", fmt::join(summary.data, ", ")));
      row.set("missing", fmt::format("{}", fmt::join(summary.missing, ", ")));
      rows << row;
      for (std::size_t i = 0; i < all.size(); ++i) {
        all.at(i) += summary.counts.at(i);
      }
    }
    data_.set("summaries", rows);
    data_.set("counts", badges_of(all));
    data_.set("chance_of_error", chance_of_error_text(studies));
  }

  std::string html_of(const std::vector<const StudyReport*>& studies) {
    std::string text;
    for (const StudyReport* study : studies) {
      text += study_template_.render(study_data(*study, claims_));
    }
    return text;
  }

  void add_others() {
    TemplateData links = empty_list();
    for (const StudyReport* study : outline_.without_claims) {
      links << link_to(*study);
    }
    data_.set("any_study", links.is_non_empty_list());
    data_.set("studies", links);
    data_.set("others", html_of(outline_.without_claims));
  }

  static TemplateData link_to(const StudyReport& study) {
    TemplateData link;
    link.set("address", study_address(study.id));
    link.set("title", study.title);
    return link;
  }

  TemplateData claim_data(std::size_t index) {
    const ClaimPart& part = outline_.claims[index];
    TemplateData claim;
    claim.set("address", claim_address(part.claim.number));
    claim.set("number", part.claim.number);
    claim.set("title", part.claim.title);
    claim.set("text", text_or_false(claims_.html(part.claim.text)));
    claim.set("where", text_or_false(claims_.html(part.claim.where)));
    claim.set("outcomes", outcomes_[index]);
    claim.set("own", verdicts_[index]);
    claim.set("any_own", !part.verdicts.empty());
    claim.set("shown", html_of(part.shown));
    TemplateData linked = empty_list();
    for (const StudyReport* study : part.linked) {
      TemplateData link = link_to(*study);
      link.set("comma", study != part.linked.back());
      linked << link;
    }
    claim.set("linked", linked);
    claim.set("any_link", !part.linked.empty());
    return claim;
  }

  // Those with a verdict, and those that a text of the page names: also the
  // text of a claim.
  void add_claims() {
    std::map<std::size_t, TemplateData> sections;
    for (std::size_t i = 0; i < outline_.claims.size(); ++i) {
      if (!outline_.claims[i].verdicts.empty()) sections[i] = claim_data(i);
    }
    for (std::size_t before = 0; before != sections.size();) {
      before = sections.size();
      for (std::size_t i = 0; i < outline_.claims.size(); ++i) {
        const std::string& number = outline_.claims[i].claim.number;
        if (sections.contains(i) || !claims_.is_named(number)) continue;
        sections[i] = claim_data(i);
      }
    }
    // Claims before theorems before errata, each in the order of the report.
    TemplateData groups = empty_list();
    bool first = true;
    for (const char* title :
         {"Claims", "Theorems and choices", "Errata", "Others"}) {
      TemplateData claims = empty_list();
      for (const auto& [index, section] : sections) {
        const std::string& number = outline_.claims[index].claim.number;
        if (group_title(number) == std::string_view(title)) claims << section;
      }
      if (!claims.is_non_empty_list()) continue;
      TemplateData group;
      group.set("title", title);
      group.set("first", first);
      group.set("claims", claims);
      groups << group;
      first = false;
    }
    data_.set("groups", groups);
  }

  void add_incomplete() {
    TemplateData list = empty_list();
    for (const StudyReport& study : report_.studies) {
      const CellCounts& cells = study.findings.cells;
      if (cells.complete()) continue;
      TemplateData entry;
      entry.set("study", study.id);
      entry.set("address", study_address(study.id));
      entry.set("missing", cells.what_is_missing());
      list << entry;
    }
    data_.set("any_incomplete", list.is_non_empty_list());
    data_.set("incomplete", list);
  }

  const RunReport& report_;
  PageOutline outline_;
  ClaimList claims_;
  mustache study_template_;
  TemplateData data_;
  // Of each claim of the outline.
  std::vector<TemplateData> verdicts_, outcomes_;
  int order_ = 0;
};

}  // namespace

std::string run_to_html(const RunReport& report) { return Page(report).html(); }

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
