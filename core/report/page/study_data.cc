#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/report/format.h"
#include "core/report/page/escape.h"
#include "core/report/page/figure_svg.h"
#include "core/report/page/template_data.h"

namespace zipml {
namespace {

// Of a longer table the page has the first rows, and its files all.
constexpr std::size_t kMostRows = 20;

// An image that is no figure of gnuplot's, in a data URI.
std::string image_in_uri(const std::string& svg, const std::string& name) {
  return fmt::format(R"(<img src="data:image/svg+xml;base64,{}" alt="{}">)",
                     base64(svg), escaped(name));
}

TemplateData figure_data(const Figure& figure, const StudyReport& study,
                         ClaimList& claims) {
  TemplateData result;
  const auto image = study.images.find(figure.id);
  const bool drawn = image != study.images.end();
  result.set("drawn", drawn);
  if (drawn) {
    const auto svg = figure_svg(image->second, figure.title);
    result.set("image", svg ? *svg : image_in_uri(image->second, figure.title));
  }
  result.set("id", safe_file_name(figure.id));
  result.set("heading", claims.html(figure.title));
  result.set("caption", claims.html(figure.caption));
  result.set("file", link_path(safe_file_name(figure.id)));
  result.set("folder", text_or_false(link_path(study.plots_folder)));
  return result;
}

std::string cells_of(const std::vector<Value>& row, const Table& table,
                     ClaimList& claims) {
  std::string cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    cells += fmt::format("<td{}>{}", is_numeric(column) ? " class=n" : "",
                         claims.html(display_text(row.at(i), column)));
  }
  return cells;
}

// A table for programs is there by its files alone.
TemplateData table_data(const Table& table, const StudyReport& study,
                        ClaimList& claims) {
  const bool shown = table.use == TableUse::kShown;
  const bool has_files = !study.tables_folder.empty();
  const std::size_t most = !shown      ? 0
                           : has_files ? std::min(kMostRows, table.rows.size())
                                       : table.rows.size();
  TemplateData columns(TemplateData::type::list);
  for (const Column& column : table.columns) {
    TemplateData head;
    head.set("number", is_numeric(column));
    head.set("label", heading(column));
    columns << head;
  }
  std::string rows;
  for (std::size_t i = 0; i < most; ++i) {
    rows += "<tr>" + cells_of(table.rows[i], table, claims) + "\n";
  }
  TemplateData result;
  result.set("heading", claims.html(table.title));
  result.set("caption", text_or_false(claims.html(table.caption)));
  result.set("shown", shown);
  result.set("row_count", std::to_string(table.rows.size()));
  result.set("one_row", table.rows.size() == 1);
  result.set("left_out", shown && most < table.rows.size());
  result.set("shown_count", std::to_string(most));
  result.set("columns", columns);
  result.set("rows", rows);
  result.set("file", link_path(safe_file_name(table.id)));
  result.set("folder", text_or_false(link_path(study.tables_folder)));
  return result;
}

TemplateData lines_of(const std::vector<std::string>& texts,
                      ClaimList& claims) {
  TemplateData lines(TemplateData::type::list);
  for (const std::string& text : texts) {
    TemplateData line;
    line.set("line", claims.html(text));
    lines << line;
  }
  return lines;
}

}  // namespace

TemplateData study_data(const StudyReport& study, ClaimList& claims) {
  const Findings& findings = study.findings;
  TemplateData result;
  result.set("address", study_address(study.id));
  result.set("id", study.id);
  result.set("title", study.title);
  result.set("where", text_or_false(claims.html(study.where)));
  result.set("profile", text_or_false(study.profile));
  result.set("any_note", !findings.notes.empty());
  result.set("notes", lines_of(findings.notes, claims));
  result.set("missing", text_or_false(findings.cells.what_is_missing()));
  result.set("any_failure", !study.failures.empty());
  result.set("failures", lines_of(study.failures, claims));
  TemplateData figures(TemplateData::type::list);
  for (const Figure& figure : findings.figures) {
    figures << figure_data(figure, study, claims);
  }
  result.set("figures", figures);
  TemplateData tables(TemplateData::type::list);
  for (const Table& table : findings.tables) {
    tables << table_data(table, study, claims);
  }
  result.set("tables", tables);
  TemplateData provenance(TemplateData::type::list);
  for (const auto& [name, text] : study.provenance) {
    TemplateData line;
    line.set("name", name);
    line.set("text", text);
    provenance << line;
  }
  result.set("provenance", provenance);
  result.set("any_provenance", !study.provenance.empty());
  result.set("config", text_or_false(study.config));
  result.set("folder", text_or_false(link_path(study.results_folder)));
  return result;
}

}  // namespace zipml
