#include "experiments/linear/training.h"

#include <catch.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/statistics.h"
#include "core/base/temporary_folder.h"
#include "experiments/linear/parameters.h"
#include "experiments/linear/precision_mode.h"
#include "experiments/linear/quantized_problem.h"
#include "experiments/linear/sample_variances.h"

using namespace zipml;

namespace {

struct Setup {
  TemporaryFolder cache;
  LinearProblems problems{std::make_shared<DataLibrary>(
      DataPlaces{{}, cache.path(), /*may_download=*/false})};
  ExperimentInfo info;
  TrainingSpec spec;

  Setup() {
    info.name = "test";
    spec.problem.data = "synthetic-3";
    spec.problem = problems.locate(spec.problem);
    spec.sgd.epochs = 4;
  }
};

}  // namespace

TEST_CASE("a training cell says all that decides it", "[unit]") {
  Setup setup;
  for (const std::string& method : method_names()) {
    TrainingSpec spec = setup.spec;
    spec.method = method;
    spec.quantization = {5, LevelConvention::kPerSign, Scaling::kMinMax, true};
    spec.sgd.batch_size = 7;
    spec.sgd.alpha = 0.125;
    spec.sgd.start_at_optimum = true;
    spec.sgd.tuned_batch_size = 3;
    spec.problem.train_rows = 12;
    spec.quantization.placement = "exact";
    spec.estimator = {{"degree", 7}, {"radius", 1.5}};
    spec.model = {"hinge", 0.25, "l2_ball", 2};
    spec.channels = {3, 4, 5, "row_max", LevelConvention::kWholeRange};
    const Record record = to_record(spec);
    CHECK(to_record(training_from_record(record)) == record);
    CHECK(record.text("checksum").size() == 64);
  }
}

TEST_CASE("each mode quantizes its channels and no other", "[unit]") {
  Setup setup;
  Settings settings;
  std::vector<Parameter> parameters =
      linear_parameters({.data = Value::List{"synthetic-3"},
                         .epochs = 1,
                         .epochs_large_sets = 1});
  for (const Parameter& parameter : channel_parameters()) {
    parameters.push_back(parameter);
  }
  for (const Parameter& parameter : parameters) {
    settings.parameters.set(parameter.name, parameter.defaults.quick);
  }
  setup.spec.sgd.epochs = 1;
  setup.spec.sgd.alpha = 0.01;
  setup.spec.sgd.batch_size = 10;
  const auto bits = [&](const std::string& mode) {
    const CellResult result = run_training(
        with_mode(setup.spec, settings, mode, "double_sampling", 3), 1, 0, {},
        setup.problems, RunContext());
    const Record& row = result.rows.back();
    return std::vector<double>{row.number("sample_bits"),
                               row.number("model_bits"),
                               row.number("gradient_bits")};
  };
  // 4 features; 10,000 rows in 1,000 messages. A pair of 3-bit draws takes 4
  // bits, a code of 9 levels 4 bits, its scale 32.
  const double samples = 4 * 4 * 10'000, message = 1'000 * (4 * 4 + 32);
  const double full_samples = 4 * 32 * 10'000, full_message = 4 * 32 * 1'000;
  CHECK(bits("none") ==
        std::vector<double>{full_samples, full_message, full_message});
  CHECK(bits("sample") ==
        std::vector<double>{samples, full_message, full_message});
  CHECK(bits("model") ==
        std::vector<double>{full_samples, message, full_message});
  CHECK(bits("gradient") ==
        std::vector<double>{full_samples, full_message, message});
  CHECK(bits("end_to_end") == std::vector<double>{samples, message, message});
  CHECK_THROWS_AS(with_mode(setup.spec, settings, "all", "naive", 3),
                  UserError);
}

TEST_CASE("LS-SVM goes to its ridge optimum and reports test accuracy",
          "[unit]") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "classes.csv").string();
  std::string rows = "x,y,class\n";
  RandomStream stream({.seed = 81, .purpose = Purpose::kTest});
  for (int i = 0; i < 120; ++i) {
    const double x = stream.uniform(-1, 1), y = stream.uniform(-1, 1);
    rows += std::to_string(x) + "," + std::to_string(y) +
            (x + y > 0 ? ",1\n" : ",-1\n");
  }
  write_file_atomically(file, rows);
  LinearProblems problems{std::make_shared<DataLibrary>(
      DataPlaces{{}, folder.path() / "cache", /*may_download=*/false})};
  TrainingSpec spec;
  spec.problem.data = file;
  spec.problem.file.train_rows = 100;
  spec.problem = problems.locate(spec.problem);
  CHECK(spec.problem.task == Task::kClassification);
  spec.model.ridge = 0.1;
  spec.sgd = {.epochs = 300,
              .batch_size = 100,
              .schedule = StepSchedule::kConstant,
              .alpha = 0.5};
  std::vector<float> model;
  const CellResult result =
      run_training(spec, 1, 0, {}, problems, RunContext(),
                   [&](const LinearProblem&, const EpochState& state, Record&) {
                     model.assign(state.model.begin(), state.model.end());
                   });
  // Gradient descent: a contraction of at least 1 - 0.5 * 0.1 an epoch, so
  // 2e-7 of the start is left, and float models: 1e-7.
  const auto problem = problems.get(spec.problem);
  const LeastSquaresProblem ridge = problem->closed_form().with_ridge(0.1);
  CHECK(result.values.number("final_loss") ==
        Approx(ridge.minimum()).epsilon(1e-6));
  CHECK(result.values.number("final_excess") >= 0);
  int right = 0;
  for (std::size_t k = 0; k < problem->test_labels.size(); ++k) {
    const auto row = static_cast<Eigen::Index>(k);
    float product = 0;
    for (Eigen::Index i = 0; i < problem->test_features.cols(); ++i) {
      product +=
          problem->test_features(row, i) * model[static_cast<std::size_t>(i)];
    }
    right += product * problem->test_labels[k] > 0;
  }
  REQUIRE(right > 0);
  CHECK(result.values.number("final_accuracy") ==
        Approx(right / static_cast<double>(problem->test_labels.size())));
}

TEST_CASE("a shared step is searched at the batch size that it is tuned for",
          "[unit]") {
  Setup setup;
  setup.spec.sgd.batch_size = 16;
  const Cell own = training_cell(setup.info, setup.spec, {}, 1, 0);
  CHECK(own.prerequisites.at(0)->parameters.integer("batch_size") == 16);
  setup.spec.sgd.tuned_batch_size = 256;
  const Cell shared = training_cell(setup.info, setup.spec, {}, 1, 0);
  CHECK(shared.parameters.integer("batch_size") == 16);
  CHECK(shared.prerequisites.at(0)->parameters.integer("batch_size") == 256);
  CHECK(shared.prerequisites.at(0)->parameters.find("tuned_batch_size") ==
        nullptr);
}

TEST_CASE("problems that differ in anything are not shared", "[unit]") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "x.csv").string();
  std::string rows = "a,y,z\n";
  for (int i = 0; i < 20; ++i) {
    rows += std::to_string(i) + "," + std::to_string(3 * i + i % 2) + "," +
            std::to_string(-i) + "\n";
  }
  write_file_atomically(file, rows);
  LinearProblems problems{std::make_shared<DataLibrary>(
      DataPlaces{{}, folder.path() / "cache", /*may_download=*/false})};
  const auto get = [&](const std::string& label, Eigen::Index train_rows,
                       const std::string& normalization) {
    ProblemSpec spec;
    spec.data = file;
    spec.file.label = label;
    spec.file.train_rows = train_rows;
    spec.normalization = normalization;
    return problems.get(problems.locate(spec));
  };
  CHECK(get("y", 0, "none") == get("y", 0, "none"));
  CHECK(get("y", 0, "none")->labels != get("z", 0, "none")->labels);
  CHECK(get("y", 0, "none")->rows() == 20);
  CHECK(get("y", 7, "none")->rows() == 7);
  CHECK(get("y", 0, "none")->features != get("y", 0, "min_max")->features);

  // A file that changes under a plan is not used for it.
  ProblemSpec spec;
  spec.data = file;
  spec.normalization = "z_score";
  spec = problems.locate(spec);
  write_file_atomically(file, rows + "20,61,-20\n");
  CHECK_THROWS_AS(problems.get(spec), UserError);
}

TEST_CASE("the step search picks the smallest final loss", "[unit]") {
  Setup setup;
  const SearchSpec search{.from = 1.0 / 64, .to = 4, .factor = 4};
  const CellResult result =
      run_step_search(setup.spec, search, 1, setup.problems, RunContext());
  REQUIRE(result.rows.size() == 5);
  double best = INFINITY;
  for (const Record& row : result.rows) {
    best = std::min(best, row.number("final_loss"));
  }
  CHECK(result.values.number("final_loss") == best);

  // Its alpha reaches the training through the prerequisite.
  const Cell cell = training_cell(setup.info, setup.spec, search, 1, 0);
  REQUIRE(cell.prerequisites.size() == 1);
  const CellResult trained = run_linear_cell(
      cell, std::vector<CellResult>{result}, setup.problems, RunContext());
  CHECK(trained.values.number("alpha") == result.values.number("alpha"));
  CHECK(trained.rows.size() == 5);  // epochs 0 to 4
}

TEST_CASE("a search in which all diverges has failed", "[unit]") {
  Setup setup;
  const CellResult result =
      run_step_search(setup.spec, {.from = 1e6, .to = 2e6, .factor = 2}, 1,
                      setup.problems, RunContext());
  CHECK(result.status == Status::kFailed);
}

TEST_CASE("training approaches the optimum and divergence is a result",
          "[unit]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.sgd.alpha = 0.5;
  spec.sgd.epochs = 20;
  const CellResult good =
      run_training(spec, 1, 0, {}, setup.problems, RunContext());
  CHECK(good.status == Status::kOk);
  CHECK(good.values.number("final_excess") <
        1e-3 * good.rows.front().number("excess"));
  CHECK(good.rows.back().number("loss") ==
        Approx(good.values.number("optimum") +
               good.values.number("final_excess")));

  spec.sgd.alpha = 1e4;
  const CellResult bad =
      run_training(spec, 1, 0, {}, setup.problems, RunContext());
  CHECK(bad.status == Status::kDiverged);
  CHECK(std::isinf(bad.values.number("final_loss")));
}

TEST_CASE("low precision reads fewer bits, counted", "[unit]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.sgd.alpha = 0.1;
  const auto sample_bits = [&](const std::string& method) {
    spec.method = method;
    spec.quantization.bits = 4;
    return run_training(spec, 1, 0, {}, setup.problems, RunContext())
        .rows.back()
        .number("sample_bits");
  };
  const double values = 4 * 10'000 * 4;  // epochs, rows, features + intercept
  CHECK(sample_bits("32-bit") == 32 * values);
  CHECK(sample_bits("naive") == 4 * values);
  CHECK(sample_bits("nearest") == 4 * values);
  CHECK(sample_bits("double_sampling") == 5 * values);
}

TEST_CASE("samples may be scaled by their own norm", "[unit]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.method = "double_sampling";
  spec.quantization.bits = 3;
  spec.sgd.alpha = 0.1;
  const auto problem = setup.problems.get(spec.problem);
  for (const std::string scaling : {"row_l2", "row_max"}) {
    spec.quantization = scaled(spec.quantization, scaling);
    const Record record = to_record(spec);
    CHECK(record.text("scaling") == scaling);
    CHECK(to_record(training_from_record(record)) == record);
    // 3 + 1 bits a pair of draws, and the row's scale over 4 values.
    const double bits =
        run_training(spec, 1, 0, {}, setup.problems, RunContext())
            .rows.back()
            .number("sample_bits");
    CHECK(bits == (4 + 32.0 / 4) * 4 * 10'000 * 4);

    // The exact variances, by the definition: 8 levels over [-M, M].
    const Eigen::VectorXd row = problem->features.row(7).cast<double>();
    const double norm =
        scaling == "row_max" ? row.cwiseAbs().maxCoeff() : row.norm();
    const double step = 2 * norm / 7;
    const Eigen::VectorXd variances =
        SampleVariances(*problem, spec.quantization).of(7);
    for (Eigen::Index j = 0; j < row.size(); ++j) {
      const double place = (row(j) + norm) / step;
      const double p = place - std::floor(place);
      // Levels are floats: a few 6e-8 of the range.
      CHECK(variances(j) ==
            Approx(p * (1 - p) * step * step).margin(1e-6 * norm * norm));
    }
    TrainingSpec stored = spec;
    stored.quantization.stored = true;
    CHECK_THROWS_AS(
        run_training(stored, 1, 0, {}, setup.problems, RunContext()),
        UserError);
    CHECK_THROWS_AS(problem->grid(spec.quantization), UserError);
  }
  const QuantizationSpec column = scaled(spec.quantization, "column_max");
  const LevelGrid grid = problem->grid(column);
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(4);
  const SampleVariances variances(*problem, column);
  for (Eigen::Index k = 0; k < problem->features.rows(); ++k) {
    mean += variances.of(k) / 10'000;
  }
  CHECK((mean - problem->mean_variance(Quantizer(grid, Rounding::kStochastic)))
            .norm() < 1e-12);
  CHECK_THROWS_AS(scaled(column, "diagonal"), UserError);
}

TEST_CASE("stored draws are drawn once, packed, and others than fresh ones",
          "[unit]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.method = "double_sampling";
  spec.quantization.bits = 2;
  spec.sgd.alpha = 0.3;
  const auto final_row = [&](bool stored) {
    spec.quantization.stored = stored;
    return run_training(spec, 1, 0, {}, setup.problems, RunContext())
        .rows.back();
  };
  const Record stored = final_row(true), fresh = final_row(false);
  CHECK(final_row(true) == stored);
  CHECK(stored.number("loss") != fresh.number("loss"));
  const double values = 4 * 10'000 * 4;
  CHECK(stored.number("sample_bits") == 4 * values);  // 10 states in order
  CHECK(fresh.number("sample_bits") == 3 * values);   // 7 without
}

TEST_CASE("a method in so many stored bits has the code of its draws",
          "[unit]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.sgd.epochs = 1;
  spec.sgd.alpha = 0.1;
  spec.quantization.stored = true;
  const auto stored_bits = [&](const std::string& method, int bits,
                               bool ordered) {
    spec.method = method;
    spec.quantization.bits = bits;
    spec.quantization.ordered = ordered;
    return run_training(spec, 1, 0, {}, setup.problems, RunContext())
               .rows.back()
               .number("sample_bits") /
           (10'000 * 4);
  };
  for (const int bits : {1, 2, 4}) {
    for (const char* method : {"debiased_single", "nearest", "naive"}) {
      CHECK(stored_bits(method, bits, true) == bits);
    }
    // 2 s + 1 = 2^(b + 1) - 1 states.
    CHECK(stored_bits("pair_sum", bits, true) == bits + 1);
    CHECK(stored_bits("double_sampling", bits, false) == bits + 1);
  }
  CHECK(stored_bits("double_sampling", 4, true) == 6);  // 3 * 15 + 1 states
}

TEST_CASE("a method that is not for a loss is the user's mistake", "[unit]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.method = "debiased_single";
  spec.quantization.bits = 4;
  spec.sgd.alpha = 0.1;
  spec.model.loss = "hinge";
  CHECK_THROWS_WITH(
      run_training(spec, 1, 0, {}, setup.problems, RunContext()),
      "the method \"debiased_single\" is not for the loss \"hinge\" (it is for "
      "least_squares)");
  spec.model.loss = "least_squares";
  spec.quantization = scaled(spec.quantization, "row_max");
  CHECK_THROWS_AS(run_training(spec, 1, 0, {}, setup.problems, RunContext()),
                  UserError);
}

TEST_CASE("a step is tuned for 32 bits, or for the run itself", "[unit]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.method = "naive";
  spec.quantization.bits = 1;
  const auto search = [&](Tuned tuned, const TrainingSpec& of) {
    TrainingSpec own = of;
    own.sgd.tuned = tuned;
    const auto cell = step_search_cell(setup.info, own, {}, 7);
    return run_linear_cell(*cell, {}, setup.problems, RunContext());
  };
  // For 32 bits the method plays no part.
  const CellResult full = search(Tuned::kFullPrecision, spec);
  CHECK(full.rows == search(Tuned::kFullPrecision, setup.spec).rows);
  const CellResult own = search(Tuned::kItself, spec);
  REQUIRE(own.rows.size() == full.rows.size());
  CHECK(own.values.number("final_loss") > full.values.number("final_loss"));

  // Each candidate is such a run, on the streams of the search.
  TrainingSpec run = spec;
  for (const Record& row : own.rows) {
    run.sgd.alpha = row.number("alpha");
    constexpr int kSearchRepetition = 1'000'000;
    const CellResult alone = run_training(run, 7, kSearchRepetition, {},
                                          setup.problems, RunContext());
    CHECK(row.number("final_loss") ==
          Approx(alone.values.number("final_loss")).epsilon(1e-12));
    CHECK(own.values.number("final_loss") <= row.number("final_loss"));
  }
}

// Twelve paired runs each; draws differ, so the means of the final losses do by
// chance. The difference's interval at confidence 1 - 1e-6 misses 0 once in a
// million times if there is none: 3e-6 for the three.
TEST_CASE("integers and floats train equally well on stored draws",
          "[property]") {
  Setup setup;
  TrainingSpec spec = setup.spec;
  spec.sgd.epochs = 3;
  spec.sgd.alpha = 0.3;
  spec.sgd.batch_size = 16;
  spec.quantization.bits = 2;
  spec.quantization.stored = true;
  for (const char* method :
       {"double_sampling", "pair_sum", "debiased_single"}) {
    spec.method = method;
    std::vector<double> losses[2];
    for (int repetition = 0; repetition < 12; ++repetition) {
      for (const bool integers : {false, true}) {
        spec.quantization.arithmetic = integers ? "integers" : "floats";
        losses[integers ? 1 : 0].push_back(
            run_training(spec, 1, repetition, {}, setup.problems, RunContext())
                .values.number("final_loss"));
      }
    }
    INFO(method);
    CHECK(losses[0] != losses[1]);
    std::vector<double> differences;
    for (std::size_t i = 0; i < losses[0].size(); ++i) {
      differences.push_back(losses[1][i] - losses[0][i]);
    }
    const Estimate difference = t_interval(differences, 1 - 1e-6);
    CHECK(difference.low <= 0);
    CHECK(difference.high >= 0);
  }
}
