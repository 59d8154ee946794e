#include <catch.h>

#include "core/report/figures/data.h"
#include "core/report/figures/script.h"
#include "core/report/golden_testing.h"
#include "core/report/page/html.h"
#include "core/report/samples_testing.h"
#include "core/report/tables/latex_numbers.h"
#include "core/report/tables/writers.h"
#include "core/report/verdicts.h"

using namespace zipml;

TEST_CASE("tables in every format", "[golden]") {
  for (const TableWriter& writer : table_writers()) {
    check_golden("table" + std::string(writer.extension),
                 writer.write(sample_table(), "naive_bias"));
  }
}

TEST_CASE("the numbers of a study as LaTeX macros", "[golden]") {
  const Findings findings = sample_findings();
  check_golden("numbers.tex", latex_numbers("naive_bias", findings));
  check_golden("chosen_numbers.tex",
               latex_numbers("naive_bias", findings,
                             {.prefix = "zip",
                              .only = {"final_loss.excess", "C1"},
                              .where = {{"data", "cadata"}}}));
}

TEST_CASE("verdicts for a terminal", "[golden]") {
  check_golden(
      "verdicts.txt",
      verdicts_to_text(std::vector<StudyVerdicts>{{"naive_bias", "quick",
                                                   sample_verdicts()}},
                       60, TerminalColor::kOff));
}

TEST_CASE("a figure's script and data", "[golden]") {
  const Figure figure = sample_figure();
  const DrawnFigure drawn = drawn_figure(figure);
  check_golden("figure.gp", figure_script(figure, drawn, "figure"));
  check_golden("figure.dat", figure_data(figure, drawn));
}

TEST_CASE("the script and data of a figure with images", "[golden]") {
  const Figure figure = sample_images();
  const DrawnFigure drawn = drawn_figure(figure);
  check_golden("images.gp", figure_script(figure, drawn, "images"));
  check_golden("images.dat", figure_data(figure, drawn));
}

TEST_CASE("the page of a run", "[golden]") {
  RunReport report{
      .name = "quick",
      .profile = "quick",
      .date = "1 January 2000",
      .tool_version = "zipml 0",
      .studies = {{.id = "naive_bias",
                   .title = "Naive rounding",
                   .where = "section 2.2",
                   .profile = "quick",
                   .findings = sample_findings(),
                   .recipes = {{"zipml --run again run naive_bias", 89.4},
                               {"zipml --run again run naive_bias", 89.4},
                               {"", 0.25}},
                   .images = {{"excess", "<svg width=\"600\"/>"}},
                   .results_folder = "naive_bias",
                   .tables_folder = "naive_bias/tables",
                   .plots_folder = "../plots/naive_bias",
                   .config = "{\"bits\": [1, 2]}",
                   .provenance = {{"build", "g++"}, {"machine", "2 cores"}},
                   .failures = {"1 cell of train: timeout"}},
                  {.id = "mine", .title = "My own numbers"}},
      .untested = {{.claim = "C11", .statement = "Networks."}},
      .claims = {{.number = "C1",
                  .title = "Samples are biased",
                  .text = "By D x, see X4.",
                  .where = "section 2.2"},
                 {.number = "C2", .title = "Two draws are not"},
                 {.number = "C3", .title = "Named nowhere"},
                 {.number = "X4", .title = "A slip", .text = "Of C2."}}};
  check_golden("page.html", run_to_html(report));
}
