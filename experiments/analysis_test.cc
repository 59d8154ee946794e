// Whole experiments on tiny data, with results that are there, diverged or
// missing: the analysis must say so and never fall over.
#include <catch.h>

#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/base/error.h"
#include "core/harness/run/collect.h"
#include "experiments/small_studies_testing.h"

using namespace zipml;

namespace {

void fail(CellResult& result) {
  result = {};
  result.status = Status::kFailed;
  result.reason = "spoilt by the test";
}

void diverge(CellResult& result) {
  result.status = Status::kDiverged;
  result.values.set("final_loss", std::numeric_limits<double>::infinity());
  result.values.set("final_excess", std::numeric_limits<double>::infinity());
}

bool is_low_precision(const Cell& cell) {
  const Value* method = cell.parameters.find("method");
  return cell.task == "train" && method != nullptr &&
         method->text() != "32-bit";
}

// Nothing looks the same as another in its panel (there are eight colours), and
// legends have names and not codes.
void check_figure(const Figure& figure) {
  INFO(figure.id);
  constexpr int kColors = 8;
  for (const Panel& panel : figure.panels) {
    if (panel.image) {
      INFO(panel.title << ": " << panel.image->label);
      const Image& image = *panel.image;
      CHECK(panel.series.empty());
      CHECK(std::ssize(image.values) ==
            std::ptrdiff_t{1} * image.width * image.height);
      CHECK(image.low < image.high);
      CHECK((!image.diverging || image.low == -image.high));
      CHECK(!image.label.empty());
    }
    std::set<std::tuple<Origin, int, SeriesForm>> looks;
    for (const Series& series : panel.series) {
      INFO(panel.title << ": " << series.label);
      CHECK(looks.emplace(series.origin, series.color % kColors, series.form)
                .second);
      CHECK(series.label.find('_') == std::string::npos);
      CHECK(series.x.size() == series.y.size());
      CHECK((series.low.empty() || series.low.size() == series.y.size()));
      CHECK(series.high.size() == series.low.size());
    }
  }
}

}  // namespace

TEST_CASE("every experiment finds tables, figures and verdicts", "[unit]") {
  const SmallStudies run;
  for (const auto& experiment : run.experiments()) {
    INFO(experiment->info().name);
    const Settings own = run.settings(*experiment);
    const Findings findings =
        experiment->plan(own)->analyse(run.results(*experiment, own));
    CHECK(!findings.tables.empty());
    CHECK(!findings.figures.empty());
    for (const Table& table : findings.tables) {
      INFO(table.id);
      for (const auto& row : table.rows) {
        CHECK(row.size() == table.columns.size());
      }
    }
    for (const Figure& figure : findings.figures) check_figure(figure);
    for (const Verdict& verdict : findings.verdicts) {
      INFO(verdict.metric);
      CHECK(!verdict.judgement.reason.empty());
      CHECK(!verdict.judgement.tolerance.empty());
      CHECK(!verdict.data.name.empty());
    }
  }
}

TEST_CASE("an analysis survives any results that are missing", "[unit]") {
  const SmallStudies run;
  for (const auto& experiment : run.experiments()) {
    INFO(experiment->info().name);
    const Settings own = run.settings(*experiment);
    // All, one repetition, every 32-bit run, every other cell.
    int count = 0;
    const std::vector<std::function<bool(const Cell&)>> which = {
        [](const Cell&) { return true; },
        [](const Cell& cell) { return cell.repetition == 0; },
        [](const Cell& cell) {
          return cell.task == "train" && !is_low_precision(cell);
        },
        [&](const Cell&) { return ++count % 2 == 0; }};
    for (const auto& spoils : which) {
      const Results results =
          run.results(*experiment, own, [&](const Cell& cell, CellResult& r) {
            if (spoils(cell)) fail(r);
          });
      const Findings findings = experiment->plan(own)->analyse(results);
      CHECK(findings.verdicts.empty() ==
            experiment->info().verdict_kinds.empty());
    }
    // With nothing measured nothing is decided.
    const Findings nothing = experiment->plan(own)->analyse(run.results(
        *experiment, own, [](const Cell&, CellResult& r) { fail(r); }));
    for (const Verdict& verdict : nothing.verdicts) {
      INFO(verdict.metric);
      CHECK(verdict.judgement.outcome != Outcome::kReproduced);
    }
  }
}

TEST_CASE("tables and their columns are known before a run", "[unit]") {
  // So that a config's tables and figures are checked before anything runs.
  const auto columns_of = [](const Findings& findings) {
    std::map<std::string, std::vector<Column>> columns;
    for (const Table& table : findings.tables) {
      columns[table.id] = table.columns;
    }
    return columns;
  };
  const SmallStudies run;
  for (const auto& experiment : run.experiments()) {
    INFO(experiment->info().name);
    const Settings own = run.settings(*experiment);
    const auto point = experiment->plan(own);
    const auto before =
        columns_of(point->analyse(results_before_run(point->cells())));
    const auto after =
        columns_of(point->analyse(run.results(*experiment, own)));
    CHECK(before.size() == after.size());
    for (const auto& [id, columns] : after) {
      INFO(id);
      const auto found = before.find(id);
      CHECK(found != before.end());
      if (found != before.end()) CHECK(found->second == columns);
    }
  }
}

TEST_CASE("low precision that diverges refutes, and is never reproduced",
          "[unit]") {
  const SmallStudies run;
  const Experiment& experiment = run.experiment("double_sampling");
  const Settings own = run.settings(experiment);
  const Findings findings = experiment.plan(own)->analyse(
      run.results(experiment, own, [](const Cell& cell, CellResult& r) {
        if (is_low_precision(cell)) diverge(r);
      }));
  int refuted = 0;
  for (const Verdict& verdict : findings.verdicts) {
    INFO(verdict.statement);
    if (verdict.statement ==
        "Double sampling converges to the same solution as 32 bits.") {
      CHECK(verdict.judgement.outcome == Outcome::kNotReproduced);
      ++refuted;
    }
    // Too few epochs here.
    if (verdict.claim == "C19" || verdict.claim == "C3") {
      CHECK(verdict.judgement.outcome == Outcome::kNotTestable);
    }
  }
  CHECK(refuted == 1);
}

TEST_CASE("refetching: what diverges refutes, and a flip is no small thing",
          "[unit]") {
  const SmallStudies run;
  const Experiment& experiment = run.experiment("refetch");
  const Settings own = run.settings(experiment);
  const auto outcome_of = [](const Findings& findings,
                             const std::string& start) {
    for (const Verdict& verdict : findings.verdicts) {
      if (verdict.statement.starts_with(start))
        return verdict.judgement.outcome;
    }
    FAIL("no such verdict: " << start);
    return Outcome::kInconclusive;
  };
  const Findings good =
      experiment.plan(own)->analyse(run.results(experiment, own));
  CHECK(outcome_of(good, "With l1-refetching no sample") ==
        Outcome::kReproduced);

  // One flip in one epoch.
  const Findings flipped = experiment.plan(own)->analyse(
      run.results(experiment, own, [](const Cell&, CellResult& r) {
        if (r.rows.size() < 2 || r.rows[1].find("flips") == nullptr) return;
        r.rows[1].set("flips", std::int64_t{1});
      }));
  CHECK(outcome_of(flipped, "With l1-refetching no sample") ==
        Outcome::kNotReproduced);

  const Findings diverged = experiment.plan(own)->analyse(
      run.results(experiment, own, [](const Cell& cell, CellResult& r) {
        if (is_low_precision(cell)) diverge(r);
      }));
  CHECK(outcome_of(diverged, "Training with refetching") ==
        Outcome::kNotReproduced);
  CHECK(outcome_of(diverged, "l1-refetching moves less data than 32-bit") ==
        Outcome::kInconclusive);
}

TEST_CASE("settings that cannot be met are mistakes of the user", "[unit]") {
  const SmallStudies run;
  for (const auto& experiment : run.experiments()) {
    Settings own = run.settings(*experiment);
    if (own.parameters.find("search.from") == nullptr) continue;
    own.parameters.set("search.from", 8.0);
    own.parameters.set("search.to", 2.0);
    CHECK_THROWS_AS(experiment->plan(own), UserError);
  }
}

TEST_CASE("what is measured on this machine is measured alone", "[unit]") {
  const std::string words = "measured on this machine";
  const SmallStudies run;
  for (const auto& experiment : run.experiments()) {
    INFO(experiment->info().name);
    const Settings own = run.settings(*experiment);
    const auto point = experiment->plan(own);
    bool times = false;
    for (const auto& cell : point->cells()) {
      CHECK(cell->exclusive == (cell->parameters.find("cpu") != nullptr));
      times = times || cell->exclusive;
    }
    const Findings findings = point->analyse(run.results(*experiment, own));
    bool says_so = false;
    const auto look_at = [&](const std::string& text) {
      says_so = says_so || text.find(words) != std::string::npos;
    };
    for (const Table& table : findings.tables) {
      look_at(table.title);
      look_at(table.caption);
    }
    for (const Figure& figure : findings.figures) {
      look_at(figure.title);
      look_at(figure.caption);
    }
    CHECK(says_so == times);
  }
}
