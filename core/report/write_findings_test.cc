#include "core/report/write_findings.h"

#include <catch.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/report/page/html.h"
#include "core/report/samples_testing.h"
#include "core/report/tables/writers.h"

using namespace zipml;

TEST_CASE("a study's files are written, and again only if changed", "[unit]") {
  const TemporaryFolder folder;
  FindingsFiles files;
  files.study = "naive_bias";
  files.results = folder.path() / "results";
  files.plots = folder.path() / "plots";
  const Findings findings = sample_findings();
  const WrittenFiles first = write_findings(files, findings);
  CHECK(first.tables == 1);
  CHECK(first.figures_drawn == 1);
  for (const char* name : {"tables/final_loss.md", "tables/final_loss.csv",
                           "tables/final_loss.json", "tables/final_loss.tex",
                           "verdicts.json", "verdicts.md", "numbers.tex"}) {
    INFO(name);
    CHECK_FALSE(read_file(files.results / name).empty());
  }
  CHECK(read_images(findings, files.plots).count("excess") == 1);

  const WrittenFiles second = write_findings(files, findings);
  CHECK(second.figures_drawn == 0);
  CHECK(second.figures_unchanged == 1);
  files.should_stop = [] { return true; };
  CHECK(write_findings(files, findings).figures_unchanged == 0);
}

TEST_CASE("a long table is written for programs alone", "[unit]") {
  const TemporaryFolder folder;
  FindingsFiles files;
  files.study = "own";
  files.results = folder.path() / "results";
  files.plots = folder.path() / "plots";
  Findings findings = sample_findings();
  findings.figures.clear();
  const auto has = [&](const char* name) {
    return std::filesystem::exists(files.results / "tables" / name);
  };
  write_findings(files, findings);
  CHECK(has("final_loss.md"));
  CHECK(has("final_loss.tex"));
  findings.tables.at(0).use = TableUse::kData;
  findings.verdicts.clear();
  write_findings(files, findings);
  CHECK(has("final_loss.csv"));
  CHECK(has("final_loss.json"));
  // What an earlier version wrote is gone.
  CHECK_FALSE(has("final_loss.md"));
  CHECK_FALSE(has("final_loss.tex"));
  CHECK(read_file(files.results / "numbers.tex").empty());
  RunReport report{.name = "quick"};
  report.studies.push_back({.id = "own",
                            .title = "Own",
                            .findings = findings,
                            .tables_folder = "own/tables"});
  const std::string page = run_to_html(report);
  CHECK(page.find("final_loss.csv") != std::string::npos);
  CHECK(page.find("final_loss.md") == std::string::npos);
  CHECK(page.find("<td class=\"number\">") == std::string::npos);
}

TEST_CASE("an unknown format is answered with the nearest", "[unit]") {
  CHECK(table_writer("csv").extension == ".csv");
  try {
    table_writer("cvs");
    FAIL("no error");
  } catch (const UserError& error) {
    CHECK(std::string(error.what()).find("did you mean \"csv\"?") !=
          std::string::npos);
  }
}

TEST_CASE("without a gnuplot the scripts are there and no older image",
          "[unit]") {
  const TemporaryFolder folder;
  FindingsFiles files;
  files.results = folder.path() / "results";
  files.plots = folder.path() / "plots";
  Findings findings = sample_findings();
  REQUIRE(write_findings(files, findings).figures_drawn == 1);
  files.gnuplot.program = "";
  // What is drawn already may stay.
  CHECK(write_findings(files, findings).figures_unchanged == 1);
  findings.figures.at(0).title += " anew";
  CHECK(write_findings(files, findings).figures_not_drawn == 1);
  CHECK(read_images(findings, files.plots).empty());
  CHECK(read_file(files.plots / "excess.gp").find(" anew") !=
        std::string::npos);
  // Not taken for drawn later.
  files.gnuplot = {};
  CHECK(write_findings(files, findings).figures_drawn == 1);
  CHECK(drawing_problem().empty());
  CHECK(drawing_problem({.program = "/no/gnuplot"})
            .starts_with("/no/gnuplot cannot be run: "));
}
