// The tables and figures of a config: read, refused with a place, and kept.
#include <catch.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/harness/config/example_experiment_testing.h"
#include "core/harness/config/outputs_json.h"
#include "core/harness/config/study_json.h"

using namespace zipml;
using nlohmann::ordered_json;

namespace {

std::string with_outputs(const std::string& rest) {
  return "{\"experiment\": \"naive_bias\",\n" + rest + "}";
}

// All that may be said.
const std::string kEverything = R"("tables": [{
    "id": "by_step", "from": "gap", "title": "T", "caption": "C",
    "columns": ["bits", "loss"], "sort": ["-bits", "loss"], "pool": ["seed"],
    "where": {"data": "cadata", "bits": [2, 4.5], "is_good": true}
  }, {"id": "all", "from": "by_step"}],
  "figures": [{
    "id": "loss", "from": "gap", "title": "T", "caption": "C", "x": "bits",
    "y": ["loss", "test"], "lines": "method", "panels": ["data", "scaling"],
    "where": {"seed": 1}, "pool": "seed", "log_x": true, "log_y": true,
    "y_min": 0.5, "y_max": 2, "bands": false
  }], "own_figures": false)";

}  // namespace

TEST_CASE("tables and figures are read with their places", "[unit]") {
  const Study study = example_study(with_outputs(kEverything));
  const ChosenOutputs& outputs = study.outputs;
  REQUIRE(outputs.tables.size() == 2);
  const ChosenTable& table = outputs.tables[0];
  CHECK(table.id.text == "by_step");
  CHECK(table.rows.from.text == "gap");
  CHECK(table.title == "T");
  CHECK(table.caption == "C");
  REQUIRE(table.columns.size() == 2);
  CHECK(table.columns[1].text == "loss");
  CHECK(table.columns[1].pointer == "/tables/0/columns/1");
  CHECK(table.columns[1].position.line == 4);
  CHECK(table.columns[1].position.column == 25);
  CHECK(table.sort[0].text == "-bits");
  REQUIRE(table.rows.where.size() == 3);
  CHECK(table.rows.where[1].column.pointer == "/tables/0/where/bits");
  CHECK(table.rows.where[1].values == std::vector<Value>{2, 4.5});
  CHECK(table.rows.where[2].values == std::vector<Value>{true});
  const ChosenFigure& figure = outputs.figures.at(0);
  CHECK(figure.x.text == "bits");
  CHECK(figure.y.size() == 2);
  CHECK(figure.lines.at(0).pointer == "/figures/0/lines");
  CHECK(figure.rows.pool.at(0).text == "seed");
  CHECK(figure.log_x);
  CHECK(figure.log_y);
  CHECK(figure.y_min == 0.5);
  CHECK(figure.y_max == 2);
  CHECK(!figure.bands);
  CHECK(!outputs.own_figures);
  CHECK(!outputs.empty());
  CHECK(example_study(with_outputs("\"bits\": 4")).outputs.empty());
}

TEST_CASE("what a config asks for is kept, and decides nothing else",
          "[unit]") {
  const Study study = example_study(with_outputs(kEverything));
  const Study plain = example_study(with_outputs("\"bits\": [1, 2, 3]"));
  const ordered_json json = to_json(study);
  CHECK(json.at("points") == to_json(plain).at("points"));
  CHECK(!to_json(plain).contains("tables"));
  CHECK(!to_json(plain).contains("own_figures"));
  // What is kept reads as what was asked for.
  const Study again = example_study(
      with_outputs("\"tables\": " + json.at("tables").dump() +
                   ", \"figures\": " + json.at("figures").dump() +
                   ", \"own_figures\": " + json.at("own_figures").dump()));
  CHECK(to_json(again.outputs) == to_json(study.outputs));
  CHECK(json.at("figures").at(0).at("lines") ==
        ordered_json::array({"method"}));
}

TEST_CASE("each mistake in tables and figures gives its one line", "[unit]") {
  const std::string table = R"("tables": [{"id": "t", "from": "gap")";
  const std::string figure =
      R"("figures": [{"id": "f", "from": "gap", "x": "a", "y": "b")";
  const std::string f = "configs/x.json:2:";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"("tables": {})",
       "11: /tables: expected a list of objects, found an object"},
      {R"("tables": ["gap"])",
       "12: /tables/0: expected an object, found the text \"gap\""},
      {R"("tabels": [])", "1: /tabels: unknown key (did you mean \"tables\"?)"},
      {R"("own_figures": 1)",
       "16: /own_figures: expected true or false, found 1"},
      {R"("tables": [{"from": "gap"}])",
       "12: /tables/0: a table without \"id\""},
      {R"("tables": [{"id": "t"}])", "12: /tables/0: a table without \"from\""},
      {R"("tables": [{"id": "a/b", "from": "gap"}])",
       "19: /tables/0/id: expected up to 100 letters, digits and \"._-\", not "
       "starting with a dot, found the text \"a/b\" (it names files)"},
      {R"("tables": [{"id": "", "from": "gap"}])",
       "19: /tables/0/id: expected a text, found an empty text"},
      {table + R"(}, {"id": "t", "from": "gap"}])",
       "47: /tables/1/id: \"t\" is the id of another table (choose another)"},
      {table + R"(, "colums": "a"}])",
       "39: /tables/0/colums: unknown key (did you mean \"columns\"?)"},
      {table + R"(, "zzzzzzzz": "a"}])",
       "39: /tables/0/zzzzzzzz: unknown key (a table has id, from, title, "
       "caption, columns, where, pool, sort)"},
      {table + R"(, "columns": []}])",
       "50: /tables/0/columns: expected a column's name or a list of them, "
       "found an empty list"},
      {table + R"(, "columns": ["a", 1]}])",
       "56: /tables/0/columns/1: expected a column's name, found 1"},
      {table + R"(, "sort": true}])",
       "47: /tables/0/sort: expected a column's name or a list of them, found "
       "true"},
      {table + R"(, "title": 1}])",
       "48: /tables/0/title: expected a text, found 1"},
      {table + R"(, "where": ["a"]}])",
       "48: /tables/0/where: expected an object of columns and values, found a "
       "list of 1"},
      {table + R"(, "where": {"a": null}}])",
       "54: /tables/0/where/a: expected a text, a number, true or false, found "
       "null"},
      {table + R"(, "where": {"a": []}}])",
       "54: /tables/0/where/a: expected a value or a list of them, found an "
       "empty list"},
      {table + R"(, "where": {"a": [1, {}]}}])",
       "58: /tables/0/where/a/1: expected a text, a number, true or false, "
       "found an object"},
      {R"("figures": [{"id": "f", "from": "gap", "y": "b"}])",
       "13: /figures/0: a figure without \"x\""},
      {R"("figures": [{"id": "f", "from": "gap", "x": "b"}])",
       "13: /figures/0: a figure without \"y\""},
      {figure + R"(, "x": "c"}])",
       "60: /figures/0/x: duplicate key (first at 2:40)"},
      {figure + R"(, "log_z": true}])",
       "60: /figures/0/log_z: unknown key (did you mean \"log_x\"?)"},
      {figure + R"(, "log_x": "yes"}])",
       "69: /figures/0/log_x: expected true or false, found the text \"yes\""},
      {figure + R"(, "y_max": "1"}])",
       "69: /figures/0/y_max: expected a number, found the text \"1\""},
      {figure + R"(, "y_min": 2, "y_max": 1}])",
       "81: /figures/0/y_max: 1 is not above y_min, 2"},
      {figure + R"(, "log_y": true, "y_min": 0}])",
       "84: /figures/0/y_min: 0 is not above 0, as all of a logarithmic axis "
       "is"},
  };
  for (const auto& [rest, expected] : cases) {
    INFO(rest);
    const auto lines = example_mistakes(with_outputs(rest));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0] == f + expected);
  }
}

TEST_CASE("all mistakes of tables and figures are told at once", "[unit]") {
  const auto lines = example_mistakes(with_outputs(R"("bitz": 1,
    "tables": [{"id": 1, "columns": [2]}, 3],
    "figures": [{"id": "f", "from": "gap", "x": 1, "y": [], "logx": true}])"));
  CHECK(lines.size() == 8);
}
