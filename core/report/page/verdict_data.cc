#include <fmt/format.h>

#include <optional>

#include "core/report/page/escape.h"
#include "core/report/page/template_data.h"
#include "core/report/verdicts.h"

namespace zipml {
namespace {

// "45 s", "12 min", "1.3 h".
std::string time_words(double seconds) {
  if (seconds < 60) return fmt::format("{:.2g} s", seconds);
  if (seconds < 3600) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

// The interval apart from its number.
std::string ours_html(const std::string& ours) {
  const std::size_t end = ours.find(' ');
  if (end == std::string::npos) return escaped(ours);
  return fmt::format(R"({} <span class="interval">{}</span>)",
                     escaped(ours.substr(0, end)),
                     escaped(ours.substr(end + 1)));
}

}  // namespace

TemplateData verdict_data(const PlacedVerdict& placed, ClaimList& claims) {
  const Verdict& verdict = *placed.verdict;
  TemplateData row = outcome_data(verdict.judgement.outcome);
  row.set("address", placed.address);
  row.set("claim", verdict.claim);
  row.set("where", text_or_false(claims.html(verdict.where)));
  row.set("statement", claims.html(verdict.statement));
  row.set("metric", text_or_false(claims.html(verdict.metric)));
  row.set("data", verdict.data.name);
  row.set("stand_in", text_or_false(verdict.data.stands_in_for));
  row.set("paper", paper_text(verdict));
  const std::string ours = ours_text(verdict);
  row.set("ours", ours);
  row.set("ours_html", ours_html(ours));
  const std::optional<double> ratio = ratio_to_paper(verdict);
  row.set("ratio", ratio ? fmt::format("{:.3g}", *ratio) : "");
  row.set("ratio_words", text_or_false(ratio_text(verdict)));
  row.set("reason", text_or_false(claims.html(verdict.judgement.reason)));
  row.set("tolerance", text_or_false(claims.html(verdict.judgement.tolerance)));
  row.set("study", placed.study == nullptr ? "" : placed.study->id);
  row.set("any_study", placed.study != nullptr);
  row.set("study_address",
          placed.study == nullptr ? "" : study_address(placed.study->id));
  const bool has_recipe = placed.recipe != nullptr;
  row.set("command", has_recipe ? text_or_false(placed.recipe->command)
                                : TemplateData(false));
  row.set("no_command", has_recipe && placed.recipe->command.empty());
  row.set("time", has_recipe ? time_words(placed.recipe->seconds) : "");
  return row;
}

}  // namespace zipml
