// What a paper takes from a run, tried on the kept one: every table and macro
// in one LaTeX document, every figure in the width of a column.
#include <catch.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporary_folder.h"
#include "core/harness/findings/findings_json.h"
#include "core/report/figures/gnuplot.h"
#include "core/report/format.h"
#include "core/report/samples_testing.h"
#include "core/report/tables/latex.h"
#include "core/report/tables/latex_numbers.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

constexpr FigureFormat kColumn = {.width = 3.3, .title = false};

struct KeptStudy {
  std::string name = {};
  Findings findings = {};
};

std::vector<KeptStudy> kept_run() {
  std::vector<KeptStudy> studies;
  const fs::path run = fs::path(ZIPML_SOURCE_DIR) / "results" / "reference";
  for (const auto& entry : fs::directory_iterator(run)) {
    const fs::path file = entry.path() / "findings.json";
    if (!fs::exists(file)) continue;
    studies.push_back({entry.path().filename().string(),
                       findings_from_json(read_file(file))});
  }
  std::sort(studies.begin(), studies.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return studies;
}

std::vector<std::string> all_matches(const std::string& text,
                                     const std::string& pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end;
       match != end; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

bool has_pdflatex() {
  try {
    return run_process({"pdflatex", "--version"}, ".").status == 0;
  } catch (const UserError&) {
    return false;
  }
}

// A document that inputs all of the studies, refers to each table and prints
// each macro once, written into `folder` with what it needs.
class Document {
 public:
  explicit Document(fs::path folder) : folder_(std::move(folder)) {}

  void add(const std::string& study, const Findings& findings) {
    add_macros(study + "-numbers.tex", latex_numbers(study, findings));
    for (const Table& table : findings.tables) {
      if (table.use == TableUse::kData) continue;
      const std::string text = table_to_latex(table, study);
      CHECK(all_matches(text, R"(\b(NaN|nan)\b)").empty());
      for (const std::string& label :
           all_matches(text, R"(\\label\{([^}]*)\})")) {
        INFO(label);
        CHECK(labels_.insert(label).second);
        body_ += "\\ref{" + label + "} ";
      }
      add_input(study + "-" + safe_file_name(table.id) + ".tex", text);
    }
  }
  void add_macros(const std::string& name, const std::string& text) {
    add_input(name, text);
    // A paragraph each: no line is too long.
    for (const std::string& macro :
         all_matches(text, R"(\\newcommand\{(\\[A-Za-z]+)\})")) {
      body_ += macro + "\\par\n";
    }
  }
  void add_figure(const Figure& figure, const std::string& study) {
    Figure own = figure;
    own.id = study + "-" + figure.id;
    draw_figure(own, folder_, {}, kColumn);
    body_ +=
        "\\begin{center}\\includegraphics{" + own.id + ".pdf}\\end{center}\n";
  }

  // Its log, of the run that knows all references.
  std::string compile() {
    write_file_atomically(folder_ / "paper.tex",
                          "\\documentclass{article}\n"
                          "\\usepackage{array,booktabs,longtable,graphicx}\n"
                          "\\begin{document}\n\\listoftables\n" +
                              body_ + "\\end{document}\n");
    ::setenv("max_print_line", "1000", 1);
    for (int run = 0; run < 3; ++run) {
      const ProcessResult result =
          run_process({"pdflatex", "-interaction=nonstopmode",
                       "-no-shell-escape", "paper.tex"},
                      folder_);
      INFO(result.output);
      REQUIRE(result.status == 0);
    }
    return read_file(folder_ / "paper.log");
  }

 private:
  void add_input(const std::string& name, const std::string& text) {
    write_file_atomically(folder_ / name, text);
    body_ += "\\input{" + name + "}\n";
  }

  fs::path folder_;
  std::string body_;
  std::set<std::string> labels_;
};

// Lines that tell of an error, a box that is more than 1 pt too wide, or a
// label that is missing or there twice.
std::vector<std::string> complaints(const std::string& log) {
  std::vector<std::string> found;
  for (const std::string& line : all_matches(
           log, R"((?:^|\n)(!.*|LaTeX Warning:.*(?:undefined|multiply).*))")) {
    found.push_back(line);
  }
  for (const std::string& points :
       all_matches(log, R"(Overfull \\hbox \(([0-9.]+)pt too wide\))")) {
    if (std::stod(points) > 1) found.push_back("overfull: " + points);
  }
  return found;
}

// The sizes of all texts of an SVG, in points on paper of the width that it
// asks for.
std::vector<double> text_sizes(const std::string& svg) {
  const double width =
      std::stod(all_matches(svg, "<svg\\s+width=\"([0-9.]+)").at(0));
  const double units =
      std::stod(all_matches(svg, "viewBox=\"[0-9.]+ [0-9.]+ ([0-9.]+)").at(0));
  constexpr double kPointsPerPixel = 0.75;
  std::vector<double> sizes;
  for (const std::string& size : all_matches(svg, "font-size=\"([0-9.]+)\"")) {
    sizes.push_back(std::stod(size) * width / units * kPointsPerPixel);
  }
  return sizes;
}

void check_column_figure(const Figure& figure, const fs::path& folder) {
  INFO(figure.id);
  draw_figure(figure, folder, {}, kColumn);
  const std::string svg =
      read_file(folder / (safe_file_name(figure.id) + ".svg"));
  const double width =
      std::stod(all_matches(svg, "<svg\\s+width=\"([0-9.]+)").at(0));
  CHECK(width == Approx(3.3 * 96).margin(0.5));
  const auto sizes = text_sizes(svg);
  REQUIRE_FALSE(sizes.empty());
  CHECK(*std::min_element(sizes.begin(), sizes.end()) >= 7);
  for (const std::string& text : all_matches(svg, ">([^<>]*\\.\\.\\.)\\s*<")) {
    FAIL_CHECK("cut: " << text);
  }
}

}  // namespace

TEST_CASE("every table and macro of the kept run in one document", "[slow]") {
  if (!has_pdflatex()) {
    WARN("skipped: there is no pdflatex (tools/setup --latex installs it)");
    return;
  }
  const TemporaryFolder folder;
  Document document(folder.path());
  for (const KeptStudy& study : kept_run()) {
    document.add(study.name, study.findings);
    document.add_figure(panel_figures(study.findings.figures.at(0)).at(0),
                        study.name);
  }
  // Beside them another run's, under a prefix of its own, and tables whose
  // every text is hostile.
  const KeptStudy first = kept_run().at(0);
  MacroChoice chosen{.prefix = "other"};
  for (const Table& table : first.findings.tables) {
    chosen.only.push_back(table.id);
  }
  document.add_macros("other.tex",
                      latex_numbers(first.name, first.findings, chosen));
  int count = 0;
  for (const std::string& text : hostile_texts("mark")) {
    Table table = findings_with(text).tables.at(0);
    table.id = "hostile-" + std::to_string(++count);
    document.add("hostile-" + std::to_string(count), {.tables = {table}});
  }
  const std::string log = document.compile();
  for (const std::string& complaint : complaints(log)) FAIL_CHECK(complaint);
  CHECK(log.find("Output written on paper.pdf") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.path() / "mark"));
}

TEST_CASE("complaints of LaTeX are found", "[unit]") {
  CHECK(complaints("a\n! Undefined control sequence.\n").size() == 1);
  CHECK(complaints("Overfull \\hbox (1.2pt too wide) in\n").size() == 1);
  CHECK(complaints("Overfull \\hbox (0.9pt too wide) in\n").empty());
  CHECK(complaints("LaTeX Warning: Label `a' multiply defined.\n").size() == 1);
  CHECK(complaints("LaTeX Warning: Reference `a' undefined on\n").size() == 1);
}

TEST_CASE("text in a figure of a column is of 7 points or more", "[unit]") {
  const TemporaryFolder folder;
  check_column_figure(sample_figure(), folder.path());
  for (const Figure& panel : panel_figures(sample_images())) {
    check_column_figure(panel, folder.path());
  }
  // The same measure says that the screen's figure does not do in a column.
  draw_figure(sample_figure(), folder.path() / "screen");
  std::string svg = read_file(folder.path() / "screen" / "excess.svg");
  const double width =
      std::stod(all_matches(svg, "<svg\\s+width=\"([0-9.]+)").at(0));
  const auto sizes = text_sizes(svg);
  CHECK(*std::min_element(sizes.begin(), sizes.end()) * 3.3 * 96 / width < 7);
}

TEST_CASE("every figure of the kept run does in a column", "[slow]") {
  const TemporaryFolder folder;
  for (const KeptStudy& study : kept_run()) {
    INFO(study.name);
    for (const Figure& figure : study.findings.figures) {
      check_column_figure(figure, folder.path() / study.name);
    }
    for (const Figure& panel : panel_figures(study.findings.figures.at(0))) {
      check_column_figure(panel, folder.path() / study.name);
    }
  }
}
