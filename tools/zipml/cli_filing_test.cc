// What others take from a run: a crate, macros, figures for a column, and the
// citation.
#include <catch.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "core/base/file.h"
#include "core/report/crate/crate_testing.h"
#include "tools/zipml/cli_testing.h"

using namespace zipml;
namespace fs = std::filesystem;

namespace {

using Problems = std::vector<std::string>;

// Of lines without indent, "key: value", what stands in quotes without them;
// of a value on lines of its own, nothing.
std::map<std::string, std::string> top_level(const std::string& yaml) {
  static const std::regex kLine(R"re(^([a-z-]+):\s*"?([^"]*)"?\s*$)re");
  std::map<std::string, std::string> values;
  std::istringstream lines(yaml);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (!std::regex_match(line, match, kLine)) continue;
    INFO(line);
    CHECK(values.emplace(match[1], match[2]).second);
  }
  return values;
}

// The entries of the list under a key without indent: their lines.
std::vector<std::string> entries_of(const std::string& yaml,
                                    const std::string& key) {
  std::vector<std::string> entries;
  std::istringstream lines(yaml);
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != ' ') is_inside = line == key + ":";
    if (!is_inside || line[0] != ' ') continue;
    if (line.starts_with("  - ")) entries.emplace_back();
    REQUIRE_FALSE(entries.empty());
    entries.back() += "    " + line.substr(4) + '\n';
  }
  return entries;
}

// Those that stand behind `indent` blanks.
std::set<std::string> keys_of_entry(const std::string& entry,
                                    std::size_t indent = 4) {
  const std::regex key('^' + std::string(indent, ' ') + "([a-z-]+):.*");
  std::set<std::string> keys;
  std::istringstream lines(entry);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_match(line, match, key)) keys.insert(match[1]);
  }
  return keys;
}

bool has_all(const std::set<std::string>& keys,
             const std::set<std::string>& known) {
  return std::includes(known.begin(), known.end(), keys.begin(), keys.end());
}

}  // namespace

TEST_CASE("a run is filed, moved and read on another machine", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  const auto made = zipml({"export", "--ro-crate", "filed"});
  INFO(made.output);
  REQUIRE(made.status == 0);
  CHECK(holds(made.output, "filed: 1 study, "));
  CHECK(crate_problems(zipml.folder() / "filed") == Problems{});

  // The study has cells, tables, figures and a page, and they are in it.
  const std::string metadata =
      read_file(zipml.folder() / "filed" / "ro-crate-metadata.json");
  for (const char* part :
       {"results/quick/report.html", "naive_bias/findings.json",
        "naive_bias/tables/gap.csv", "plots/quick/naive_bias/loss.pdf",
        "results/quick/naive_bias/cells/", "\"name\": \"synthetic-5\""}) {
    INFO(part);
    CHECK(holds(metadata, part));
  }
  CHECK_FALSE(holds(metadata, zipml.folder().string()));
  CHECK_FALSE(holds(metadata, "agent"));

  fs::create_directory(zipml.folder() / "elsewhere");
  fs::rename(zipml.folder() / "filed", zipml.folder() / "elsewhere" / "moved");
  fs::remove_all(zipml.folder() / "results");
  fs::remove_all(zipml.folder() / "plots");
  CHECK(crate_problems(zipml.folder() / "elsewhere" / "moved") == Problems{});
  CHECK(zipml({"--out", "elsewhere/moved", "verify", "naive_bias"}).status ==
        0);
}

TEST_CASE("a crate is of chosen studies and never over a folder", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  const auto unknown = zipml({"export", "--ro-crate", "filed", "naive_bais"});
  CHECK(unknown.status == 2);
  CHECK(holds(unknown.output,
              "\"naive_bais\" is no finished study of this run (did you mean "
              "\"naive_bias\"?)"));
  CHECK_FALSE(fs::exists(zipml.folder() / "filed"));
  REQUIRE(zipml({"export", "--ro-crate", "filed", "naive_bias", "--agent",
                 "A. Person"})
              .status == 0);
  CHECK(crate_problems(zipml.folder() / "filed") == Problems{});
  const auto again = zipml({"export", "--ro-crate", "filed"});
  CHECK(again.status == 2);
  CHECK(holds(again.output, "--ro-crate: filed is there already"));
}

TEST_CASE("the kept run is filed", "[slow]") {
  const Program zipml;
  const auto made = zipml({"--out", ZIPML_SOURCE_DIR, "--run", "reference",
                           "export", "--ro-crate", "kept"});
  INFO(made.output);
  REQUIRE(made.status == 0);
  CHECK(crate_problems(zipml.folder() / "kept") == Problems{});
}

TEST_CASE("macros and figures for a paper, by choice", "[cli]") {
  const Program zipml;
  REQUIRE(zipml(kSmall).status == 0);
  const auto macros =
      zipml({"table", "naive_bias", "--macros", "--prefix", "nb", "--only",
             "gap.nearest", "--where", "bits=4"});
  INFO(macros.output);
  REQUIRE(macros.status == 0);
  CHECK(holds(macros.output, "\\newcommand{\\nbGapBitsFourNearest}{"));
  CHECK_FALSE(holds(macros.output, "Naive"));
  CHECK(zipml({"table", "naive_bias", "gap", "--macros"}).status == 0);
  CHECK(zipml({"table", "naive_bias", "gap", "--prefix", "x"}).status == 2);

  const fs::path plots = zipml.folder() / "plots" / "quick" / "naive_bias";
  const std::string before = read_file(plots / "loss.svg");
  const auto drawn = zipml({"plot", "naive_bias/loss", "--width", "3.3in",
                            "--no-title", "--panels"});
  INFO(drawn.output);
  REQUIRE(drawn.status == 0);
  CHECK(drawn.output == "./plots/quick/naive_bias/3.3in\n");
  for (const char* ending : {".svg", ".pdf", ".png", ".gp", ".dat"}) {
    CHECK(fs::exists(plots / "3.3in" / (std::string("loss-1") + ending)));
  }
  CHECK(read_file(plots / "loss.svg") == before);
  // A run that draws its figures anew leaves them there.
  CHECK(zipml({"plot"}).status == 0);
  CHECK(fs::exists(plots / "3.3in" / "loss-1.svg"));

  const auto width = zipml({"plot", "naive_bias", "--width", "3.3"});
  CHECK(width.status == 2);
  CHECK(
      holds(width.output,
            "--width: \"3.3\" found, a number and in, mm, cm or pt expected"));
  CHECK(holds(
      zipml({"plot", "naive_bias", "--width", "3in", "--width", "1mm"}).output,
      "--width"));
  CHECK(holds(zipml({"plot", "naive_bias/los"}).output,
              "naive_bias has no figure \"los\"; there are: "));
}

TEST_CASE("CITATION.cff is one of format 1.2.0, of this version", "[cli]") {
  const std::string yaml =
      read_file(fs::path(ZIPML_SOURCE_DIR) / "CITATION.cff");
  const auto top = top_level(yaml);
  static const std::set<std::string> kKeys = {"abstract",
                                              "authors",
                                              "cff-version",
                                              "commit",
                                              "contact",
                                              "date-released",
                                              "doi",
                                              "identifiers",
                                              "keywords",
                                              "license",
                                              "license-url",
                                              "message",
                                              "preferred-citation",
                                              "references",
                                              "repository",
                                              "repository-artifact",
                                              "repository-code",
                                              "title",
                                              "type",
                                              "url",
                                              "version"};
  for (const auto& [key, value] : top) {
    INFO(key);
    CHECK(kKeys.contains(key));
  }
  for (const char* key : {"authors", "cff-version", "message", "title"}) {
    INFO(key);
    CHECK(top.contains(key));
  }
  CHECK(top.at("cff-version") == "1.2.0");
  CHECK(top.at("type") == "software");
  CHECK(top.at("license") == "BSD-3-Clause");
  CHECK(std::regex_match(top.at("date-released"),
                         std::regex(R"(\d{4}-(0[1-9]|1[012])-\d\d)")));
  CHECK(top.at("version") + "\n" == Program()({"--version"}).output);

  const auto authors = entries_of(yaml, "authors");
  REQUIRE(authors.size() == 1);
  CHECK(keys_of_entry(authors[0]) == std::set<std::string>{"name"});

  static const std::set<std::string> kReferenceKeys = {
      "authors",    "collection-title",
      "conference", "doi",
      "end",        "identifiers",
      "pages",      "start",
      "title",      "type",
      "url",        "volume",
      "year"};
  static const std::set<std::string> kTypes = {"article", "conference-paper",
                                               "generic"};
  const auto papers = entries_of(yaml, "references");
  REQUIRE(papers.size() == 2);
  for (const std::string& paper : papers) {
    INFO(paper);
    const auto keys = keys_of_entry(paper);
    CHECK(has_all({"authors", "title", "type"}, keys));
    CHECK(has_all(keys, kReferenceKeys));
    std::smatch type;
    REQUIRE(std::regex_search(paper, type, std::regex("type: ([a-z-]+)")));
    CHECK(kTypes.contains(type[1]));
    for (const char* family :
         {"Zhang", "Li", "Kara", "Alistarh", "Liu", "Zhang"}) {
      CHECK(holds(paper,
                  std::string("{family-names: ") + family + ", given-names: "));
    }
  }
  CHECK(holds(papers[1], "arXiv:1611.05402"));
  CHECK(keys_of_entry(papers[0], 6) ==
        std::set<std::string>{"date-end", "date-start", "name"});
  const auto value_in_first = [&papers](const std::string& line) {
    std::smatch match;
    REQUIRE(std::regex_search(papers[0], match, std::regex(line)));
    return match[1].str();
  };
  const std::string date = ": (20\\d\\d-[01]\\d-[0-3]\\d)\n";
  CHECK(value_in_first("\n      date-start" + date) <=
        value_in_first("\n      date-end" + date));
  CHECK(std::stoi(value_in_first("\n    start: (\\d+)\n")) <=
        std::stoi(value_in_first("\n    end: (\\d+)\n")));
}
