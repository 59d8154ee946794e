#include "core/harness/findings/findings_json.h"

#include <catch.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/base/random.h"

using namespace zipml;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::uint64_t below(RandomStream& stream, std::uint64_t count) {
  return stream.index(count);
}

double random_number(RandomStream& stream) {
  switch (below(stream, 8)) {
    case 0:
      return std::nan("");
    case 1:
      return kInfinity;
    case 2:
      return -kInfinity;
    case 3:
      return -0.0;
    default:
      return std::ldexp(stream.normal(),
                        static_cast<int>(below(stream, 2000)) - 1000);
  }
}

std::string random_text(RandomStream& stream) {
  static const std::string kPieces[] = {"a",   "\"",       "\\", "\n",
                                        "\t",  "{",        "%",  "\xC3\xA9",
                                        "NaN", "Infinity", "0"};
  std::string text;
  for (std::uint64_t i = below(stream, 5); i > 0; --i) {
    text += kPieces[below(stream, std::size(kPieces))];
  }
  return text;
}

Estimate random_estimate(RandomStream& stream) {
  return {random_number(stream), random_number(stream), random_number(stream),
          static_cast<std::int64_t>(below(stream, 100))};
}

Value random_value(RandomStream& stream) {
  switch (below(stream, 7)) {
    case 0:
      return {};
    case 1:
      return below(stream, 2) == 0;
    case 2:
      return static_cast<std::int64_t>(stream.bits());
    case 3:
      return random_number(stream);
    case 4:
      return random_text(stream);
    case 5:
      return random_estimate(stream);
    default:
      return Value::List{random_number(stream), random_text(stream)};
  }
}

std::vector<double> random_numbers(RandomStream& stream, std::size_t size) {
  std::vector<double> numbers(size);
  for (double& number : numbers) number = random_number(stream);
  return numbers;
}

Axis random_axis(RandomStream& stream) {
  Axis axis{random_text(stream), below(stream, 2) == 0};
  if (below(stream, 2) == 0) axis.min = stream.normal();
  if (below(stream, 2) == 0) axis.max = stream.normal();
  return axis;
}

Findings random_findings(RandomStream& stream) {
  const auto text = [&] { return random_text(stream); };
  Findings findings;
  Table table{text(), text(), text()};
  for (std::uint64_t i = below(stream, 4); i > 0; --i) {
    table.columns.push_back({text(), text(), text(),
                             static_cast<ColumnFormat>(below(stream, 4)),
                             static_cast<int>(below(stream, 10))});
  }
  table.rows.resize(below(stream, 4));
  for (auto& row : table.rows) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      row.push_back(random_value(stream));
    }
  }
  table.use = below(stream, 2) == 0 ? TableUse::kShown : TableUse::kData;
  findings.tables.push_back(table);
  Figure figure{text(), text(), text()};
  for (std::uint64_t i = below(stream, 3); i > 0; --i) {
    const std::size_t size = below(stream, 4);
    figure.panels.push_back({text(),
                             random_axis(stream),
                             random_axis(stream),
                             {{text(),
                               static_cast<Origin>(below(stream, 3)),
                               3,
                               below(stream, 2) == 0,
                               static_cast<SeriesForm>(below(stream, 3)),
                               random_numbers(stream, size),
                               random_numbers(stream, size),
                               random_numbers(stream, size),
                               {}}}});
  }
  if (below(stream, 2) == 0) {
    const std::size_t width = below(stream, 4), height = below(stream, 4);
    figure.panels.push_back(
        {.title = text(),
         .x = random_axis(stream),
         .y = random_axis(stream),
         .image = Image{static_cast<int>(width), static_cast<int>(height),
                        random_numbers(stream, width * height),
                        random_number(stream), random_number(stream), text(),
                        below(stream, 2) == 0}});
  }
  findings.figures.push_back(figure);
  findings.verdicts.push_back(
      {.claim = text(),
       .kind = text(),
       .statement = text(),
       .where = text(),
       .metric = text(),
       .paper = random_value(stream),
       .ours = random_estimate(stream),
       .data = {text(), text()},
       .judgement = {static_cast<Outcome>(below(stream, 5)), text(), text(),
                     below(stream, 2) == 0}});
  findings.notes = {text(), text()};
  findings.cells = {9, 1, 2, 3};
  return findings;
}

// Comparison member by member, by Value, for which NaN equals NaN.
Value values(const std::vector<double>& numbers) {
  return Value::List(numbers.begin(), numbers.end());
}

Value limit(const std::optional<double>& number) {
  return number ? Value(*number) : Value();
}

void check_same(const Axis& a, const Axis& b) {
  CHECK(a.label == b.label);
  CHECK(a.logarithmic == b.logarithmic);
  CHECK(limit(a.min) == limit(b.min));
  CHECK(limit(a.max) == limit(b.max));
}

void check_same(const Panel& a, const Panel& b) {
  CHECK(a.title == b.title);
  check_same(a.x, b.x);
  check_same(a.y, b.y);
  REQUIRE(a.series.size() == b.series.size());
  for (std::size_t i = 0; i < a.series.size(); ++i) {
    CHECK(a.series[i].label == b.series[i].label);
    CHECK(a.series[i].origin == b.series[i].origin);
    CHECK(a.series[i].color == b.series[i].color);
    CHECK(a.series[i].markers == b.series[i].markers);
    CHECK(values(a.series[i].x) == values(b.series[i].x));
    CHECK(values(a.series[i].y) == values(b.series[i].y));
    CHECK(values(a.series[i].low) == values(b.series[i].low));
    CHECK(values(a.series[i].high) == values(b.series[i].high));
  }
  REQUIRE(a.image.has_value() == b.image.has_value());
  if (!a.image) return;
  CHECK(a.image->width == b.image->width);
  CHECK(a.image->height == b.image->height);
  CHECK(values(a.image->values) == values(b.image->values));
  CHECK(Value(a.image->low) == Value(b.image->low));
  CHECK(Value(a.image->high) == Value(b.image->high));
  CHECK(a.image->label == b.image->label);
  CHECK(a.image->diverging == b.image->diverging);
}

void check_same(const Verdict& a, const Verdict& b) {
  CHECK(a.claim == b.claim);
  CHECK(a.kind == b.kind);
  CHECK(a.judgement.by_interval == b.judgement.by_interval);
  CHECK(a.statement == b.statement);
  CHECK(a.where == b.where);
  CHECK(a.metric == b.metric);
  CHECK(a.paper == b.paper);
  // Of no values there is no number to keep.
  CHECK((a.ours.n < 1 ? b.ours.n < 1 : Value(a.ours) == Value(b.ours)));
  CHECK(a.data.name == b.data.name);
  CHECK(a.data.stands_in_for == b.data.stands_in_for);
  CHECK(a.judgement.tolerance == b.judgement.tolerance);
  CHECK(a.judgement.outcome == b.judgement.outcome);
  CHECK(a.judgement.reason == b.judgement.reason);
}

void check_same(const Findings& a, const Findings& b) {
  REQUIRE(a.tables.size() == b.tables.size());
  for (std::size_t i = 0; i < a.tables.size(); ++i) {
    CHECK(a.tables[i].id == b.tables[i].id);
    CHECK(a.tables[i].title == b.tables[i].title);
    CHECK(a.tables[i].caption == b.tables[i].caption);
    CHECK(a.tables[i].rows == b.tables[i].rows);
    CHECK(a.tables[i].use == b.tables[i].use);
    REQUIRE(a.tables[i].columns.size() == b.tables[i].columns.size());
    for (std::size_t j = 0; j < a.tables[i].columns.size(); ++j) {
      const Column& left = a.tables[i].columns[j];
      const Column& right = b.tables[i].columns[j];
      CHECK(left.name == right.name);
      CHECK(left.label == right.label);
      CHECK(left.unit == right.unit);
      CHECK(left.format == right.format);
      CHECK(left.digits == right.digits);
    }
  }
  REQUIRE(a.figures.size() == b.figures.size());
  for (std::size_t i = 0; i < a.figures.size(); ++i) {
    CHECK(a.figures[i].id == b.figures[i].id);
    CHECK(a.figures[i].title == b.figures[i].title);
    CHECK(a.figures[i].caption == b.figures[i].caption);
    REQUIRE(a.figures[i].panels.size() == b.figures[i].panels.size());
    for (std::size_t j = 0; j < a.figures[i].panels.size(); ++j) {
      check_same(a.figures[i].panels[j], b.figures[i].panels[j]);
    }
  }
  REQUIRE(a.verdicts.size() == b.verdicts.size());
  for (std::size_t i = 0; i < a.verdicts.size(); ++i) {
    check_same(a.verdicts[i], b.verdicts[i]);
  }
  CHECK(a.notes == b.notes);
}

}  // namespace

TEST_CASE("findings read back as they were", "[property]") {
  RandomStream stream({.seed = 11, .purpose = Purpose::kTest});
  for (int i = 0; i < 200; ++i) {
    const Findings findings = random_findings(stream);
    const std::string text = findings_to_json(findings);
    const Findings back = findings_from_json(text);
    check_same(findings, back);
    CHECK(findings_to_json(back) == text);
  }
}

TEST_CASE("what is not findings is refused", "[unit]") {
  for (const char* text :
       {"", "{", "[]", "{}", "{\"schema\": 2}", R"({"schema": 1, "tables": 3})",
        R"({"schema": 1, "tables": [], "figures": [], "notes": [1],
            "verdicts": []})",
        R"({"schema": 1, "tables": [{"id": "t", "title": "", "caption": "",
            "columns": [], "rows": [[1]]}], "figures": [], "verdicts": [],
            "notes": []})"}) {
    CHECK_THROWS_AS(findings_from_json(text), std::runtime_error);
  }
}

TEST_CASE("an image has as many values as it says, and no curves", "[unit]") {
  const auto read = [](int width, int height, std::size_t count,
                       std::size_t curves) {
    Figure figure;
    figure.panels.push_back(
        {.series = std::vector<Series>(curves),
         .image = Image{.width = width,
                        .height = height,
                        .values = std::vector<double>(count, 0.5)}});
    return findings_from_json(findings_to_json({.figures = {figure}}));
  };
  CHECK(read(3, 2, 6, 0).figures[0].panels[0].image->values.size() == 6);
  CHECK_THROWS_AS(read(3, 2, 5, 0), std::runtime_error);
  CHECK_THROWS_AS(read(3, 2, 7, 0), std::runtime_error);
  CHECK_THROWS_AS(read(-3, -2, 6, 0), std::runtime_error);
  CHECK_THROWS_AS(read(3, 2, 6, 1), std::runtime_error);
}

TEST_CASE("panels of curves are stored without an image", "[unit]") {
  Figure figure;
  figure.panels.resize(1);
  const std::string text = findings_to_json({.figures = {figure}});
  CHECK(text.find("image") == std::string::npos);
  CHECK_FALSE(findings_from_json(text).figures[0].panels[0].image);
}

TEST_CASE("a whole number that does not fit is refused", "[unit]") {
  const auto text = [](const std::string& digits, const std::string& planned) {
    return R"({"schema": 2, "tables": [{"id": "t", "title": "", "caption": "",
        "columns": [{"name": "a", "label": "", "unit": "", "format": "number",
        "digits": )" +
           digits +
           R"(}], "rows": []}], "figures": [], "verdicts": [], "notes": [],
        "cells": {"failed": 0, "timed_out": 0, "not_run": 0, "planned": )" +
           planned + "}}";
  };
  CHECK(findings_from_json(text("3", "4")).cells.planned == 4);
  for (const char* bad : {"1e300", "3.5", "4294967296", "\"3\""}) {
    CHECK_THROWS_AS(findings_from_json(text(bad, "4")), std::runtime_error);
  }
  for (const char* bad : {"1e300", "18446744073709551615"}) {
    CHECK_THROWS_AS(findings_from_json(text("3", bad)), std::runtime_error);
  }
}

TEST_CASE("verdicts for other programs", "[unit]") {
  Verdict verdict;
  verdict.claim = "C1";
  verdict.paper = 7.45;
  verdict.ours = {8, 7, 9, 5};
  verdict.judgement.outcome = Outcome::kNotReproduced;
  Verdict unknown;
  unknown.ours = {3, -kInfinity, kInfinity, 1};
  unknown.data.stands_in_for = "gisette";
  Verdict diverged;
  diverged.ours = {std::nan(""), std::nan(""), std::nan(""), 5};
  Verdict nothing;
  Verdict exact;
  exact.ours = Estimate::exact(4, 3);
  const auto document = nlohmann::ordered_json::parse(verdicts_to_json(
      std::vector<StudyVerdicts>{{"a", "quick", {verdict, unknown}},
                                 {"b",
                                  "paper",
                                  {diverged, nothing, exact},
                                  {.planned = 13, .timed_out = 2, .not_run = 9},
                                  {{"zipml run b", 1.5}, {}, {}}}}));
  CHECK(document.at("schema") == "zipml verdicts 1");
  const auto& json = document.at("verdicts");
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.at(0).items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{
                    "study",    "claim",      "kind",    "statement",
                    "where",    "metric",     "paper",   "ours",
                    "ratio",    "ci95",       "n",       "tolerance",
                    "verdict",  "reason",     "profile", "data",
                    "stand_in", "incomplete", "command", "seconds"});
  CHECK(json[0]["study"] == "a");
  CHECK(json[0]["incomplete"].is_null());
  CHECK(json[0]["command"].is_null());
  CHECK(json[2]["command"] == "zipml run b");
  CHECK(json[2]["seconds"] == 1.5);
  CHECK(json[0]["ratio"] == Approx(8 / 7.45));
  CHECK(json[2]["ratio"].is_null());
  CHECK(json[2]["incomplete"] == "2 of 13 cells timed out, 9 were not run");
  CHECK(json[0]["paper"] == 7.45);
  CHECK(json[0]["ours"] == 8.0);
  CHECK(json[0]["ci95"] == std::vector<double>{7, 9});
  CHECK(json[0]["verdict"] == "not reproduced");
  CHECK(json[0]["profile"] == "quick");
  CHECK(json[2]["profile"] == "paper");
  CHECK(json[0]["stand_in"].is_null());
  CHECK(json[1]["ours"] == 3.0);
  CHECK(json[1]["ci95"].is_null());
  CHECK(json[1]["stand_in"] == "gisette");
  CHECK(json[2]["ours"].is_null());
  CHECK(json[2]["ci95"].is_null());
  CHECK(json[3]["ours"].is_null());
  CHECK(json[3]["n"] == 0);
  // No sampling error, no interval.
  CHECK(json[4]["ours"] == 4.0);
  CHECK(json[4]["ci95"].is_null());
}
