// Whole experiments on tiny data, with results that are there, diverged or
// missing: the analysis must say so and never fall over.
#include <catch.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/temporary_folder.h"
#include "core/harness/config/config.h"
#include "core/harness/run/cell_graph.h"
#include "experiments/registry.h"

using namespace zipml;

namespace {

// A file of two classes that a run makes for itself.
constexpr const char* kTwoClasses = "two_classes.csv";

// Every experiment small, e.g. on synthetic-3 or kTwoClasses with a few epochs.
const std::map<std::string, std::vector<Override>> kTiny = {
    {"chebyshev_error",
     {{"sigmoid.radii", "5,2,2"},
      {"step.gaps", "0.2"},
      {"max_degree", "15"},
      {"epsilons", "0.1,0.01"}}},
    {"double_sampling",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits_sweep.data", "synthetic-2,synthetic-3"},
      {"bits_sweep.bits", "8,2"},
      {"bits_sweep.epochs", "3"},
      {"moments.rows", "3"},
      {"moments.draws", "200"},
      {"storage.rows", "100"}}},
    {"end_to_end",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "2,8"}}},
    {"mini_batch",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"batch_sizes", "4,1"}}},
    {"fpga",
     {{"designs", "float,q3-base,q1split,mlweaving"},
      {"sets", "40x100,cadata"},
      {"storage.set", "40x100"},
      {"storage.bits", "4,2"},
      {"dimensions.last", "64"},
      {"dimensions.rows", "20"},
      {"training.sets", "60x3"},
      {"training.epochs", "3"},
      {"training.search_epochs", "2"},
      {"cpu.sets", "60x3"},
      {"cpu.threads", "2"}}},
    {"naive_bias",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "4,2,2"},
      {"fixed_point.passes", "1"},
      {"monte_carlo.rows", "3"},
      {"monte_carlo.draws", "200"}}},
    {"polynomial_estimator",
     {{"data", "synthetic-3"},
      {"degrees", "3,1,3"},
      {"bits", "4,2"},
      {"moments.rows", "3"},
      {"moments.draws", "200"},
      {"storage.rows", "100"},
      {"lemma_4.instances", "100"}}},
    {"variance_bounds",
     {{"instances", "40"},
      {"dimensions", "2,1"},
      {"search.restarts", "1"},
      {"search.steps", "10"},
      {"monte_carlo.instances", "2"},
      {"monte_carlo.draws", "100"},
      {"curve.dimensions", "3,5"},
      {"curve.bits", "3,1"},
      {"curve.draws", "10"},
      {"end_to_end.dimensions", "4,2"},
      {"end_to_end.draws", "10"}}},
    {"optimal_levels",
     {{"data", "synthetic-2"},
      {"shapes", "uniform,ties"},
      {"brute_force.instances", "5"},
      {"brute_force.points", "7"},
      {"off_points.instances", "1"},
      {"off_points.starts", "4"},
      {"discretised.points", "500"},
      {"discretised.intervals", "4,8"},
      {"discretised.candidates", "16,32,64"},
      {"greedy.points", "128,256,512"},
      {"greedy.intervals", "4"},
      {"methods.points", "300"},
      {"adversary.restarts", "1"},
      {"adversary.steps", "20"},
      {"adversary.multiplicity", "1,100"},
      {"timing.log2_points", "7,8"},
      {"timing.levels", "4,16"},
      {"timing.turns", "1"}}},
    {"scaling_and_storage",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "2"},
      {"search.factor", "8"},
      {"bits", "4,2"},
      {"channel_bits", "4"},
      {"fixed_points.data", "synthetic-3"},
      {"fixed_points.rows", "50,100"},
      {"fixed_points.updates", "500"},
      {"storage.bits", "2"},
      {"storage.rows", "50"}}},
    {"sgd_rate",
     {{"problem.rows", "16"},
      {"problem.features", "3"},
      {"passes", "1,2,4"},
      {"full_batch_updates", "2,4,8"},
      {"bits", "4,2,2"}}},
    {"optimal_vs_uniform",
     {{"data", "synthetic-3"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"equal_loss.epochs", "2,1,2"},
      {"bits_sweep.bits", "4,1,2"}}},
    {"refetch",
     {{"data", kTwoClasses},
      {"file.train_rows", "150"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "8,2"},
      {"sketch.dimensions", "8,4"},
      {"sketch.training_dimensions", "4"}}},
    {"nonlinear",
     {{"data", kTwoClasses},
      {"file.train_rows", "40"},
      {"preprocessing.train_rows", "0"},
      {"sgd.epochs", "3"},
      {"search.factor", "8"},
      {"bits", "8,3,1"}}},
    {"svm_bias",
     {{"data", kTwoClasses},
      {"radius", "1,2"},
      {"gap", "0.3,0.2"},
      {"degree", "3,2"},
      {"rows", "20"},
      {"monte_carlo.visits", "100"},
      {"instances", "10"}}},
};

// Points on either side of a line, some of them on the wrong one.
std::string two_classes() {
  RandomStream stream({.seed = 1});
  std::string text = "x,y,class\n";
  for (int i = 0; i < 200; ++i) {
    const double x = stream.normal(), y = stream.normal();
    const bool positive = x + y / 2 + 0.3 * stream.normal() > 0;
    text += std::to_string(x) + "," + std::to_string(y) +
            (positive ? ",1\n" : ",-1\n");
  }
  return text;
}

std::vector<Override> tiny(const std::string& experiment,
                           const std::string& folder) {
  std::vector<Override> sets = kTiny.at(experiment);
  for (Override& set : sets) {
    if (set.text == kTwoClasses) set.text = folder + "/" + kTwoClasses;
  }
  sets.push_back({"repetitions", "2"});
  return sets;
}

struct Run {
  TemporaryFolder cache;
  std::vector<std::unique_ptr<Experiment>> all =
      make_experiments(std::make_shared<DataLibrary>(
          DataPlaces{{}, cache.path(), /*may_download=*/false}));

  Run() { write_file_atomically(cache.path() / kTwoClasses, two_classes()); }

  Settings settings(const Experiment& experiment) const {
    const ExperimentInfo* info = &experiment.info();
    return load_study({.experiment = info->name,
                       .sets = tiny(info->name, cache.path().string())},
                      std::vector<const ExperimentInfo*>{info})
        .points[0]
        .settings;
  }

  // Runs every cell, and lets `change` spoil its result.
  Results results(
      const Experiment& experiment, const Settings& own,
      const std::function<void(const Cell&, CellResult&)>& change) const {
    const std::vector<CellNode> graph =
        cell_graph(experiment.plan(own)->cells());
    std::vector<CellResult> done;
    Results results;
    for (const CellNode& node : graph) {
      std::vector<CellResult> prerequisites;
      for (const std::size_t i : node.prerequisites) {
        prerequisites.push_back(done[i]);
      }
      done.push_back(experiment.run(*node.cell, prerequisites, RunContext()));
      CellResult result = done.back();
      change(*node.cell, result);
      results.add(*node.cell, result);
    }
    return results;
  }
};

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
  return cell.task == "train" && cell.parameters.text("method") != "32-bit";
}

}  // namespace

TEST_CASE("every experiment finds tables, figures and verdicts", "[unit]") {
  const Run run;
  for (const auto& experiment : run.all) {
    INFO(experiment->info().name);
    const Settings own = run.settings(*experiment);
    const Findings findings = experiment->plan(own)->analyse(
        run.results(*experiment, own, [](const Cell&, CellResult&) {}));
    CHECK(!findings.tables.empty());
    CHECK(!findings.figures.empty());
    for (const Table& table : findings.tables) {
      INFO(table.id);
      for (const auto& row : table.rows) {
        CHECK(row.size() == table.columns.size());
      }
    }
    for (const Verdict& verdict : findings.verdicts) {
      INFO(verdict.metric);
      CHECK(!verdict.judgement.reason.empty());
      CHECK(!verdict.judgement.tolerance.empty());
      CHECK(!verdict.data.name.empty());
    }
  }
}

TEST_CASE("an analysis survives any results that are missing", "[unit]") {
  const Run run;
  for (const auto& experiment : run.all) {
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
      CHECK(!findings.verdicts.empty());
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

TEST_CASE("low precision that diverges refutes, and is never reproduced",
          "[unit]") {
  const Run run;
  const auto found =
      std::find_if(run.all.begin(), run.all.end(), [](const auto& experiment) {
        return experiment->info().name == "double_sampling";
      });
  const Experiment& experiment = **found;
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
    if (verdict.claim == "C19" || verdict.claim == "C3") {
      CHECK(verdict.judgement.outcome == Outcome::kInconclusive);
    }
  }
  CHECK(refuted == 1);
}

TEST_CASE("refetching: what diverges refutes, and a flip is no small thing",
          "[unit]") {
  const Run run;
  const auto found =
      std::find_if(run.all.begin(), run.all.end(), [](const auto& experiment) {
        return experiment->info().name == "refetch";
      });
  const Experiment& experiment = **found;
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
  const Findings good = experiment.plan(own)->analyse(
      run.results(experiment, own, [](const Cell&, CellResult&) {}));
  CHECK(outcome_of(good, "With l1-refetching no sample") ==
        Outcome::kReproduced);

  // One flip in one epoch.
  const Findings flipped = experiment.plan(own)->analyse(
      run.results(experiment, own, [](const Cell&, CellResult& r) {
        if (r.rows.empty() || r.rows[0].find("flips") == nullptr) return;
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
  const Run run;
  for (const auto& experiment : run.all) {
    Settings own = run.settings(*experiment);
    if (own.parameters.find("search.from") == nullptr) continue;
    own.parameters.set("search.from", 8.0);
    own.parameters.set("search.to", 2.0);
    CHECK_THROWS_AS(experiment->plan(own), UserError);
  }
}
