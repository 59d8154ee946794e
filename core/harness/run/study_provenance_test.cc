#include "core/harness/run/study_provenance.h"

#include <catch.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

using namespace zipml;

namespace {

Record cell(const std::string& commit, const std::string& state,
            const std::string& finished) {
  Provenance provenance;
  provenance.version = "1.0";
  provenance.git_commit = commit;
  provenance.git_state = state;
  provenance.cpu.model = "Some CPU";
  provenance.command = {"zipml", "run", "--data-dir=/home/ada/data"};
  Record measured = measured_by(provenance);
  measured.set("seconds", 1.5);
  measured.set("peak_memory", std::int64_t{1} << 20);
  measured.set("finished", finished);
  return measured;
}

const std::string& text_of(
    const std::vector<std::pair<std::string, std::string>>& lines,
    const std::string& name) {
  for (const auto& [own, text] : lines) {
    if (own == name) return text;
  }
  FAIL("no line " << name);
  return lines.front().second;
}

}  // namespace

TEST_CASE("a study's provenance is the set of its cells'", "[unit]") {
  StudyProvenance provenance;
  provenance.add_cell(cell("aa", "clean", "2020-01-01T00:00:02Z"));
  provenance.add_cell(cell("aa", "clean", "2020-01-01T00:00:01Z"));
  CHECK(provenance.is_of_one_clean_build());
  provenance.add_cell(cell("bb", "dirty", "2020-01-03T00:00:00Z"));
  CHECK_FALSE(provenance.is_of_one_clean_build());
  CHECK(provenance.builds() ==
        std::set<StudyBuild>{{"1.0", "aa", "clean"}, {"1.0", "bb", "dirty"}});
  const auto json = provenance.to_json();
  REQUIRE(json["builds"].size() == 2);
  CHECK(json["builds"][0]["git_commit"] == "aa");
  CHECK(json["builds"][0]["cells"] == 2);
  CHECK(json["builds"][1]["git_state"] == "dirty");
  CHECK(json["machines"].size() == 1);
  CHECK(json["machines"][0]["cells"] == 3);
  CHECK(json["first_finished"] == "2020-01-01T00:00:01Z");
  CHECK(json["last_finished"] == "2020-01-03T00:00:00Z");
  CHECK(json["cell_seconds"] == 4.5);
  CHECK(json["peak_memory"] == 1 << 20);
}

TEST_CASE("a clean build is one whose state is known", "[unit]") {
  StudyProvenance provenance;
  CHECK_FALSE(provenance.is_of_one_clean_build());
  provenance.add_cell({{"seconds", 1.0}});  // of an older version
  CHECK_FALSE(provenance.is_of_one_clean_build());
}

TEST_CASE("builds are told apart by version and sources alone", "[unit]") {
  StudyProvenance provenance;
  CHECK(provenance.builds().empty());
  Record one = cell("aa", "clean", "2020-01-01T00:00:02Z");
  provenance.add_cell(one);
  one.set("compiler", "another");
  provenance.add_cell(one);
  CHECK(provenance.to_json()["builds"].size() == 2);
  CHECK(provenance.builds() == std::set<StudyBuild>{{"1.0", "aa", "clean"}});
  provenance.add_cell({{"seconds", 1.0}});  // of an older version
  CHECK(provenance.builds() ==
        std::set<StudyBuild>{{"1.0", "aa", "clean"},
                             {"unknown", "unknown", "unknown"}});
}

TEST_CASE("a provenance that is none of ours is refused", "[unit]") {
  StudyProvenance provenance;
  provenance.add_cell(cell("aa", "clean", "2020-01-01T00:00:02Z"));
  const auto good = provenance.to_json();
  CHECK_NOTHROW(StudyProvenance::from_json(good));
  for (const char* list : {"builds", "machines", "commands"}) {
    for (const auto& [field, value] : good[list][0].items()) {
      INFO(list << " " << field);
      auto broken = good;
      broken[list][0][field] = nullptr;
      CHECK_THROWS(StudyProvenance::from_json(broken));
    }
  }
}

TEST_CASE("the order of the cells does not matter", "[unit]") {
  const std::vector<Record> cells = {
      cell("aa", "clean", "2020-01-01T00:00:02Z"),
      cell("bb", "clean", "2020-01-01T00:00:01Z"),
      cell("aa", "dirty", "2020-01-01T00:00:03Z")};
  StudyProvenance forward, backward;
  for (const Record& own : cells) forward.add_cell(own);
  for (auto own = cells.rbegin(); own != cells.rend(); ++own) {
    backward.add_cell(*own);
  }
  for (const std::uint64_t seed : {3U, 1U, 3U, 2U}) forward.add_seed(seed);
  for (const std::uint64_t seed : {1U, 2U, 3U}) backward.add_seed(seed);
  CHECK(forward.to_json() == backward.to_json());
  CHECK(StudyProvenance::from_json(forward.to_json()).to_json() ==
        forward.to_json());
}

TEST_CASE("no folder of the user's is in it", "[unit]") {
  StudyProvenance provenance;
  provenance.add_cell(cell("aa", "clean", "2020-01-01T00:00:02Z"));
  CHECK(
      text_of(provenance.lines(), "asked for by").ends_with("--data-dir=data"));
  CHECK(provenance.to_json().dump().find("ada") == std::string::npos);
  CHECK(
      command_text({"zipml", "run", "--set", "data=/home/ada/x.csv,cadata"}) ==
      "zipml run --set data=x.csv,cadata");
  CHECK(command_text({"zipml", "a b", "it's"}) == "zipml 'a b' 'it'\\''s'");
}
