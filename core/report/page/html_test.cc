#include "core/report/page/html.h"

#include <catch.h>

#include <algorithm>

#include "core/report/samples_testing.h"

using namespace zipml;

namespace {

RunReport report_with(const std::string& text) {
  RunReport report;
  report.name = report.profile = report.date = report.tool_version = text;
  StudyReport study;
  study.id = study.title = study.where = text;
  study.tables_folder = study.plots_folder = text;
  study.findings = findings_with(text);
  study.findings.notes.push_back("As C1 says.");
  study.images["excess"] = "<svg>" + text + "</svg>";
  study.provenance = {{text, text}};
  report.studies.push_back(study);
  report.claim_titles = {{"C1", text}};
  return report;
}

std::ptrdiff_t count(const std::string& text, char c) {
  return std::count(text.begin(), text.end(), c);
}

}  // namespace

TEST_CASE("no text adds a tag or an attribute to the page", "[property]") {
  const std::string plain = run_to_html(report_with("x"));
  RandomStream stream({.seed = 29, .purpose = Purpose::kTest});
  auto texts = hostile_texts("mark");
  for (int i = 0; i < 30; ++i) texts.push_back(random_markup(stream, 12) + "x");
  for (const std::string& text : texts) {
    INFO(text);
    const std::string page = run_to_html(report_with(text));
    for (const char c : {'<', '>', '"'})
      CHECK(count(page, c) == count(plain, c));
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("href=\"javascript") == std::string::npos);
  }
}

TEST_CASE("the page needs nothing from outside", "[unit]") {
  const std::string page = run_to_html(report_with("x"));
  CHECK(page.find("http:") == std::string::npos);
  CHECK(page.find("https:") == std::string::npos);
  CHECK(page.find("src=\"data:image/svg+xml;base64,") != std::string::npos);
  CHECK(page.find("default-src 'none'") != std::string::npos);
}

TEST_CASE("stand-in data are warned of where they were used", "[unit]") {
  RunReport report;
  report.studies.push_back(
      {.id = "a", .title = "A", .findings = sample_findings()});
  CHECK(run_to_html(report).find("bank32nh stands in for YearPredictionMSD") !=
        std::string::npos);
  for (Verdict& verdict : report.studies[0].findings.verdicts) {
    verdict.data.stands_in_for.clear();
  }
  CHECK(run_to_html(report).find("stand in") == std::string::npos);
}

TEST_CASE("a claim's number says what it stands for", "[unit]") {
  RunReport report;
  report.studies.push_back(
      {.id = "a", .title = "A", .findings = sample_findings()});
  report.studies[0].findings.notes = {"As X8 says, and X9."};
  CHECK(run_to_html(report).find("id=\"claims\"") == std::string::npos);
  report.claim_titles = {
      {"C1", "Samples & bias"}, {"C10", "Levels"}, {"X8", "Swapped"}};
  report.studies[0].findings.verdicts[0].claim = "C10";
  const std::string page = run_to_html(report);
  const auto place = [&](const std::string& part) {
    INFO(part);
    const std::size_t found = page.find(part);
    CHECK(found != std::string::npos);
    return found;
  };
  place(">C10</a><div>Levels</div>");
  place(
      "As <a class=\"named\" href=\"#claim-X8\" title=\"Swapped\">X8</a> says, "
      "and X9.");
  // Listed once, in the order of their numbers.
  const std::size_t one = place("<dt id=\"claim-C1\">C1</dt>");
  const std::size_t ten = place("<dt id=\"claim-C10\">C10</dt>");
  CHECK(one < ten);
  CHECK(ten < place("<dt id=\"claim-X8\">X8</dt><dd>Swapped</dd>"));
  CHECK(page.find("<dt id=\"claim-C1\">", one + 1) == std::string::npos);
}

TEST_CASE("base64 of RFC 4648's examples", "[unit]") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe") == "//4=");
}
