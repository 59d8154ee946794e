#include "core/report/page/html.h"

#include <catch.h>

#include <algorithm>
#include <vector>

#include "core/base/file.h"
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
  study.results_folder = study.config = text;
  study.failures = {text};
  study.recipes.assign(study.findings.verdicts.size(), {text, 1});
  report.studies.push_back(study);
  report.claims = {
      {.number = "C1", .title = text, .text = text, .where = text}};
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
    CHECK(page.find("<script", page.find("<script>") + 1) == std::string::npos);
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

TEST_CASE("the page's policy allows its own script alone", "[unit]") {
  const std::string page = run_to_html(report_with("x"));
  const std::string begin = "<script>", end = "</script>";
  const std::size_t from = page.find(begin) + begin.size();
  const std::string script = page.substr(from, page.find(end) - from);
  // The same in hexadecimal, as other programs tell it.
  const std::string key = "script-src 'sha256-";
  const std::size_t place = page.find(key);
  REQUIRE(place != std::string::npos);
  std::string bytes;
  const std::string digits = sha256(script);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  CHECK(page.substr(place + key.size(), 45) == base64(bytes) + "'");
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
  CHECK(run_to_html(report).find("stands in") == std::string::npos);
}

TEST_CASE("a claim's number leads to what it says", "[unit]") {
  RunReport report;
  report.studies.push_back(
      {.id = "a", .title = "A", .findings = sample_findings()});
  report.studies[0].findings.notes = {"As X8 says, and X9."};
  report.claims = {{.number = "C1", .title = "Samples & bias"},
                   {.number = "C3", .title = "Named nowhere"},
                   {.number = "C10", .title = "Levels"},
                   {.number = "X8", .title = "Swapped", .text = "See X10."},
                   {.number = "X10", .title = "Named by X8"}};
  report.studies[0].findings.verdicts[0].claim = "C10";
  const std::string page = run_to_html(report);
  const auto place = [&](const std::string& part) {
    INFO(part);
    const std::size_t found = page.find(part);
    CHECK(found != std::string::npos);
    return found;
  };
  place(
      "As <a class=\"named\" href=\"#X8\" title=\"Swapped\">X8</a> says, "
      "and X9.");
  // A section each, in the order of the report; C2 is in no list.
  const std::size_t one = place("id=\"C1\"");
  const std::size_t ten = place("id=\"C10\"");
  const std::size_t two = place("id=\"C2\"");
  const std::size_t slip = place("id=\"X8\"");
  CHECK(one < ten);
  CHECK(ten < two);
  CHECK(two < slip);
  CHECK(slip < place("id=\"X10\""));
  CHECK(page.find("id=\"C3\"") == std::string::npos);
  // The addresses of older pages.
  place("id=\"claim-C10\"");
}

TEST_CASE("no address is given twice, and links lead somewhere", "[unit]") {
  RunReport report;
  for (const char* id : {"a", "b"}) {
    report.studies.push_back(
        {.id = id, .title = id, .findings = sample_findings()});
  }
  report.claims = {{.number = "C1", .title = "one"},
                   {.number = "C2", .title = "two"}};
  const std::string page = run_to_html(report);
  const auto all = [&](const std::string& key) {
    std::vector<std::string> values;
    for (std::size_t at = page.find(key); at != std::string::npos;
         at = page.find(key, at + 1)) {
      const std::size_t from = at + key.size();
      values.push_back(page.substr(from, page.find('"', from) - from));
    }
    return values;
  };
  std::vector<std::string> ids = all(" id=\"");
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  const std::vector<std::string> links = all(" href=\"#");
  CHECK(links.size() > 20);
  for (const std::string& link : links) {
    INFO(link);
    CHECK(std::binary_search(ids.begin(), ids.end(), link));
  }
}

TEST_CASE("a verdict has its command, its time and its number", "[unit]") {
  RunReport report;
  report.studies.push_back({.id = "a", .findings = sample_findings()});
  report.studies[0].recipes = {
      {"zipml run a --set 'data=x y'", 89}, {"zipml run a", 4000}, {"", 2}};
  const std::string page = run_to_html(report);
  for (const char* part :
       {"<code>zipml run a --set &apos;data=x y&apos;</code>",
        "its cells take 1 min, one after the other; it must give 15.7 [13.4, "
        "17.9], n = 5",
        "its cells take 1.1 h", "its cells took 2 s"}) {
    INFO(part);
    CHECK(page.find(part) != std::string::npos);
  }
}

TEST_CASE("of a long table the page has the beginning", "[unit]") {
  RunReport report;
  report.studies.push_back({.id = "a", .findings = sample_findings()});
  Table& table = report.studies[0].findings.tables[0];
  table.rows.assign(100, table.rows[0]);
  const auto rows = [&] {
    const std::string page = run_to_html(report);
    std::ptrdiff_t found = 0;
    for (std::size_t at = page.find("<tr><td>cadata"); at != std::string::npos;
         at = page.find("<tr><td>cadata", at + 1)) {
      ++found;
    }
    return found;
  };
  // All of it where there is no file to look into.
  CHECK(rows() == 100);
  report.studies[0].tables_folder = "a/tables";
  CHECK(rows() == 20);
  CHECK(run_to_html(report).find("The first 20 of 100 rows") !=
        std::string::npos);
}

TEST_CASE("a study of one's own needs no claims and no figures", "[unit]") {
  RunReport report;
  report.studies.push_back({.id = "mine", .title = "Mine"});
  report.studies[0].findings.figures = {sample_figure()};
  const std::string page = run_to_html(report);
  CHECK(page.find("It tries no claim of the paper") != std::string::npos);
  CHECK(page.find("id=\"study-mine\"") != std::string::npos);
  CHECK(page.find("id=\"filters\"") == std::string::npos);
  CHECK(page.find("Excess against bits.</b> Not drawn.") != std::string::npos);
  CHECK(page.find("<figure>") != std::string::npos);
  CHECK(page.find("<svg") == std::string::npos);
}

TEST_CASE("base64 of RFC 4648's examples", "[unit]") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe") == "//4=");
}
