#include "experiments/study/study.h"

#include <catch.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/base/error.h"
#include "core/harness/findings/chosen_outputs.h"
#include "core/harness/findings/merge_findings.h"
#include "experiments/linear/parameters.h"
#include "experiments/small_studies_testing.h"
#include "experiments/study/analysis.h"
#include "experiments/study/tasks.h"

using namespace zipml;
using namespace zipml::study;

namespace {

struct StudySetup {
  SmallStudies run;
  const Experiment& experiment = run.experiment("study");

  // The small study with other parameters.
  Settings with(const std::vector<std::pair<std::string, Value>>& changes) {
    Settings own = run.settings(experiment);
    for (const auto& [name, value] : changes) own.parameters.set(name, value);
    return own;
  }
};

std::string row_name(const Table& table, const std::vector<Value>& row) {
  std::string name;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    for (const char* wanted : {"loss", "mode", "method", "placement"}) {
      if (table.columns[i].name != wanted || row[i].is_null()) continue;
      name += row[i].text() + " ";
    }
    if (table.columns[i].name == "bits") {
      name += std::to_string(row[i].integer());
    }
  }
  return name;
}

std::size_t place_of(const Table& table, const std::string& name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name == name) return i;
  }
  FAIL("no column " << name);
  return 0;
}

Value cell_of(const Table& table, const std::string& row,
              const std::string& column) {
  for (const auto& own : table.rows) {
    if (row_name(table, own) == row) return own[place_of(table, column)];
  }
  FAIL("no row " << row);
  return {};
}

std::string mistake_of(const Experiment& experiment, const Settings& own) {
  try {
    experiment.plan(own);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a study has a row for each combination that is one", "[unit]") {
  StudySetup setup;
  const Settings own = setup.run.settings(setup.experiment);
  const Findings findings = setup.experiment.plan(own)->analyse(
      setup.run.results(setup.experiment, own));
  const Table& results = findings.tables.at(0);
  std::set<std::string> rows;
  for (const auto& row : results.rows) rows.insert(row_name(results, row));
  // Two losses: 32 bits; models at two bits whatever the method and the
  // placement; samples and everything by both methods, placements and bits.
  CHECK(results.rows.size() == 2 * (1 + 2 + 2 * 2 * 2 * 2));
  CHECK(rows.size() == results.rows.size());
  CHECK(rows.contains("least_squares none 32-bit 32"));
  CHECK(rows.contains("logistic model 32-bit 2"));
  CHECK(rows.contains("logistic end_to_end double_sampling exact 4"));
  CHECK(findings.notes.empty());
}

TEST_CASE("differences are paired, and the optimum is one", "[unit]") {
  StudySetup setup;
  const Settings own = setup.run.settings(setup.experiment);
  const auto point = setup.experiment.plan(own);
  const Results found = setup.run.results(setup.experiment, own);
  const Table results = point->analyse(found).tables.at(0);
  // By loss, method and bits of the samples alone, uniform: final losses.
  std::map<std::string, std::map<int, double>> losses;
  double optimum = 0;
  for (const auto& cell : point->cells()) {
    const CellResult& result = found.of(cell);
    if (cell->task == "optimum") optimum = result.values.number("optimum");
    if (cell->task != "train") continue;
    const TrainingSpec spec = training_from_record(cell->parameters);
    if (!(spec.channels == ChannelSpec()) || spec.model.loss != "logistic" ||
        spec.quantization.placement != "uniform") {
      continue;
    }
    losses[spec.method + std::to_string(spec.quantization.bits)]
          [cell->repetition] = result.values.number("final_loss");
  }
  std::vector<double> low, full, above, relative;
  for (const auto& [repetition, loss] : losses.at("naive2")) {
    low.push_back(loss);
    full.push_back(losses.at("32-bit0").at(repetition));
    above.push_back(low.back() - full.back());
    relative.push_back(low.back() / full.back() - 1);
  }
  REQUIRE(low.size() == 2);
  const std::string row = "logistic sample naive uniform 2";
  CHECK(cell_of(results, row, "final_loss") == Value(t_interval(low)));
  CHECK(cell_of(results, row, "above_32_bits") == Value(t_interval(above)));
  CHECK(cell_of(results, row, "relative_to_32_bits") ==
        Value(t_interval(relative)));
  CHECK(cell_of(results, row, "levels") == Value(4));
  CHECK(cell_of(results, row, "diverged") == Value(0.0));
  // No draw counts: one code of two bits.
  CHECK(cell_of(results, row, "bits_a_value") == Value(2.0));
  const std::string reference = "logistic none 32-bit 32";
  CHECK(cell_of(results, reference, "above_32_bits").is_null());
  CHECK(cell_of(results, reference, "bits_a_value") == Value(32.0));
  CHECK(cell_of(results, reference, "above_optimum").number() ==
        Approx((full[0] + full[1]) / 2 - optimum).epsilon(1e-12));
  CHECK(cell_of(results, reference, "above_optimum").number() > 0);
  // Of least squares the optimum is in closed form.
  CHECK(cell_of(results, "least_squares none 32-bit 32", "above_optimum")
            .number() > 0);
}

TEST_CASE("the test loss is the mean over rows that did not train", "[unit]") {
  TemporaryFolder cache;
  LinearProblems problems(std::make_shared<DataLibrary>(
      DataPlaces{{}, cache.path(), /*may_download=*/false}));
  TrainingSpec spec;
  spec.problem.data = "synthetic-2";
  spec.problem = problems.locate(spec.problem);
  spec.sgd.epochs = 2;
  spec.sgd.alpha = 0.1;
  ExperimentInfo info;
  info.name = "study";
  const Cell cell = training_cell(info, spec, {}, 1, 0);
  std::vector<float> model;
  run_training(spec, 1, 0, {}, problems, RunContext(),
               [&](const LinearProblem&, const EpochState& state, Record&) {
                 model.assign(state.model.begin(), state.model.end());
               });
  const CellResult result = run_train(cell, {}, problems, RunContext());
  const auto problem = problems.get(spec.problem);
  REQUIRE(problem->test_features.rows() == 10'000);
  double sum = 0;
  for (Eigen::Index row = 0; row < problem->test_features.rows(); ++row) {
    double prediction = 0;
    for (Eigen::Index j = 0; j < 3; ++j) {
      prediction += double{problem->test_features(row, j)} *
                    double{model[static_cast<std::size_t>(j)]};
    }
    const double label =
        double{problem->test_labels[static_cast<std::size_t>(row)]};
    sum += (prediction - label) * (prediction - label) / 2;
  }
  // Predictions are sums of three floats.
  CHECK(result.values.number("final_test_loss") ==
        Approx(sum / 10'000).epsilon(1e-5));
  CHECK(result.rows.size() == 3);
  CHECK(result.rows[0].number("test_loss") >
        result.rows[2].number("test_loss"));
}

TEST_CASE("any number of levels", "[unit]") {
  StudySetup setup;
  const Settings own = setup.with({{"levels", Value::List{3, 5}},
                                   {"mode", Value::List{"sample", "model"}},
                                   {"loss", Value::List{"least_squares"}}});
  const auto point = setup.experiment.plan(own);
  std::set<std::int64_t> counts;
  for (const auto& cell : point->cells()) {
    if (cell->task != "train") continue;
    const TrainingSpec spec = training_from_record(cell->parameters);
    if (is_full_precision(spec.method)) continue;
    CHECK(spec.quantization.intervals() == spec.quantization.level_count - 1);
    counts.insert(spec.quantization.level_count);
  }
  CHECK(counts == std::set<std::int64_t>{3, 5});
  const Findings findings =
      point->analyse(setup.run.results(setup.experiment, own));
  const Table& results = findings.tables.at(0);
  // 3 levels are in 2 bits, 5 in 3.
  CHECK(cell_of(results, "least_squares sample naive exact 2", "levels") ==
        Value(3));
  CHECK(cell_of(results, "least_squares sample naive exact 3",
                "bits_a_value") == Value(3.0));
  CHECK(cell_of(results, "least_squares model 32-bit 3", "levels").is_null());
  CHECK(findings.figures.at(0).panels.at(0).x.label == "levels");
}

TEST_CASE("what does not go together is said, or refused", "[unit]") {
  StudySetup setup;
  const Findings findings = setup.run.analyse(
      setup.experiment,
      setup.with({{"data", Value::List{"synthetic-3", "synthetic-2"}},
                  {"file.test", ""},
                  {"method", Value::List{"naive", "polynomial", "pair_sum"}}}),
      [](const Cell&) {
        return CellResult{Status::kFailed, "made up"};
      });
  CHECK(findings.notes ==
        std::vector<std::string>{
            "logistic needs two classes: not on synthetic-3, synthetic-2.",
            "polynomial is not for least_squares: left out."});
  const std::vector<
      std::pair<std::vector<std::pair<std::string, Value>>, std::string>>
      cases = {
          {{{"data", Value::List{"synthetic-3"}},
            {"file.test", ""},
            {"loss", Value::List{"hinge", "logistic"}}},
           "loss: synthetic-3 has numbers as labels; hinge and logistic needs "
           "two classes (least_squares is for both)"},
          {{{"method", Value::List{"pair_sum"}},
            {"loss", Value::List{"hinge"}}},
           "method: pair_sum is not for hinge (it is for least_squares)"},
          {{{"quantization.scaling", "row_l2"}},
           "quantization.scaling: row_l2 goes with fresh draws, uniform levels "
           "and bits only"},
          {{{"quantization.scaling", "row_max"},
            {"quantization.placement", Value::List{"uniform"}},
            {"levels", Value::List{3}}},
           "quantization.scaling: row_max goes with fresh draws, uniform "
           "levels and bits only"},
      };
  for (const auto& [changes, expected] : cases) {
    CHECK(mistake_of(setup.experiment, setup.with(changes)) == expected);
  }
  CHECK(mistake_of(
            setup.experiment,
            setup.with({{"quantization.scaling", "row_l2"},
                        {"quantization.placement", Value::List{"uniform"}}}))
            .empty());
}

TEST_CASE("every method of the library is one of a study", "[unit]") {
  StudySetup setup;
  Value::List methods;
  for (const std::string& name : method_names()) {
    if (!is_full_precision(name)) methods.push_back(name);
  }
  const Settings own =
      setup.with({{"method", methods},
                  {"loss", Value::List{"least_squares", "logistic", "hinge"}},
                  {"bits", Value::List{4}},
                  {"mode", Value::List{"sample"}},
                  {"sgd.tuned", "itself"},
                  {"estimator.degree", 3},
                  {"quantization.placement", Value::List{"uniform"}}});
  const Results results = setup.run.results(setup.experiment, own);
  std::set<std::string> seen;
  const auto point = setup.experiment.plan(own);
  for (const auto& cell : point->cells()) {
    CHECK(results.of(cell).has_values());
    if (cell->task != "train") continue;
    const TrainingSpec spec = training_from_record(cell->parameters);
    seen.insert(spec.method);
    if (spec.method == "polynomial") {
      CHECK(spec.estimator.integer("degree") == 3);
      CHECK(spec.estimator.text("loss") == spec.model.loss);
    }
    CHECK((spec.sgd.tuned == Tuned::kItself || is_full_precision(spec.method)));
  }
  CHECK(seen.size() == method_names().size());
}

TEST_CASE("long runs have some epochs in the table of curves", "[unit]") {
  CHECK(shown_epochs(3, 5) == std::vector<int>{0, 1, 2, 3});
  CHECK(shown_epochs(5, 5) == std::vector<int>{0, 1, 2, 3, 4, 5});
  CHECK(shown_epochs(100, 3) == std::vector<int>{0, 1, 10, 100});
  const std::vector<int> many = shown_epochs(1000, 50);
  CHECK(many.size() <= 51);
  CHECK(many.back() == 1000);
  CHECK(std::is_sorted(many.begin(), many.end()));
}

TEST_CASE("a run that diverged is infinite from there on", "[unit]") {
  CellResult good, bad;
  good.rows = {{{"loss", 4.0}}, {{"loss", 2.0}}, {{"loss", 1.0}}};
  bad.status = Status::kDiverged;
  bad.rows = {{{"loss", 4.0}}};
  CellResult failed{Status::kFailed, "made up"};
  ExperimentInfo info;
  Results results;
  CellGroup group;
  for (const CellResult& result : {good, bad, failed}) {
    group.push_back(std::make_shared<const Cell>(
        make_cell(info, "train", {}, 1, static_cast<int>(group.size()))));
    results.add(*group.back(), result);
  }
  const VariantRuns own{.runs = Runs(results, group)};
  CHECK(interval_or_infinite(own.values_at("loss", 0)).mean == 4);
  CHECK(interval_or_infinite(own.values_at("loss", 0)).n == 2);
  const Estimate later = interval_or_infinite(own.values_at("loss", 2));
  CHECK(std::isinf(later.mean));
  CHECK(later.n == 2);
  CHECK(interval_or_infinite(own.values_at("excess", 1)).n == 0);
}

TEST_CASE("pooled seeds of a sweep are the same sample as pooled_seeds",
          "[unit]") {
  StudySetup setup;
  const auto findings_of = [&](std::uint64_t seed, int seeds) {
    Settings own = setup.with({{"loss", Value::List{"least_squares"}},
                               {"mode", Value::List{"sample"}}});
    own.seed = seed;
    own.pooled_seeds = seeds;
    return setup.experiment.plan(own)->analyse(
        setup.run.results(setup.experiment, own));
  };
  const Table expected = findings_of(1, 2).tables.at(0);
  Findings swept = merge_findings(
      {{{{"seed", 1}}, findings_of(1, 1)}, {{{"seed", 2}}, findings_of(2, 1)}});
  ChosenTable chosen;
  chosen.id.text = "pooled";
  chosen.rows.from.text = "results";
  chosen.rows.pool = {{.text = "seed"}};
  REQUIRE(add_chosen({.tables = {chosen}}, {"seed"}, swept).empty());
  const Table& pooled = swept.tables.back();
  REQUIRE(pooled.rows.size() == expected.rows.size());
  for (const auto& row : pooled.rows) {
    const std::string name = row_name(pooled, row);
    INFO(name);
    for (const char* column :
         {"final_loss", "above_32_bits", "relative_to_32_bits", "above_optimum",
          "test_loss", "step_size"}) {
      INFO(column);
      const Value found = cell_of(pooled, name, column);
      const Value right = cell_of(expected, name, column);
      REQUIRE(found.is_estimate() == right.is_estimate());
      if (!found.is_estimate()) {
        CHECK(found == right);
        continue;
      }
      // Two seeds of two repetitions; of the steps one a seed, since a search
      // is done once for all of its repetitions.
      const bool is_step = std::string(column) == "step_size";
      CHECK(found.estimate().n == (is_step ? 2 : 4));
      CHECK(right.estimate().n == 4);
      CHECK(found.number() == Approx(right.number()).epsilon(1e-10));
      if (is_step) continue;
      const double half = right.estimate().high - right.estimate().mean;
      CHECK(found.estimate().high - found.estimate().mean ==
            Approx(half).epsilon(1e-6));
    }
  }
}
