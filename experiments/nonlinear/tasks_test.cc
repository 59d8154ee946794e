#include <catch.h>

#include "core/base/file.h"
#include "core/base/temporary_folder.h"
#include "core/sgd/polynomial_gradient.h"
#include "experiments/nonlinear/tasks.h"

using namespace zipml;
using namespace zipml::nonlinear;

namespace {

// Eight points on a line, six to train and two to test.
struct Setup {
  TemporaryFolder folder;
  LinearProblems problems{std::make_shared<DataLibrary>(
      DataPlaces{{}, folder.path() / "cache", /*may_download=*/false})};
  TrainingSpec spec;

  Setup() {
    const std::string file = (folder.path() / "line.csv").string();
    write_file_atomically(
        file, "x,class\n-4,-1\n-3,-1\n-2,1\n1,-1\n2,1\n4,1\n-1,-1\n3,1\n");
    spec.problem.data = file;
    spec.problem.file.train_rows = 6;
    spec.problem = problems.locate(spec.problem);
    spec.sgd.epochs = 3;
    spec.sgd.alpha = 0.5;
    spec.model.loss = "logistic";
    spec.model.ridge = 0.1;
  }
};

}  // namespace

TEST_CASE("a polynomial's radius is that of the 32-bit run, times the factor",
          "[unit]") {
  Setup setup;
  const CellResult full = run_training(setup.spec, 1, 0, {}, setup.problems,
                                       RunContext(), add_largest_prediction);
  double largest = 0;
  for (const Record& row : full.rows) {
    largest = std::max(largest, row.number("largest_prediction"));
  }
  REQUIRE(largest > 0.1);

  TrainingSpec spec = setup.spec;
  spec.method = "polynomial";
  spec.quantization.bits = 4;
  spec.estimator = to_parameters(
      PolynomialGradientSpec{.loss = "logistic", .degree = 7, .radius = 0});
  Cell cell = training_cell(ExperimentInfo(), spec, {}, 1, 0);
  cell.parameters.set("radius_factor", 3.0);
  const CellResult own = run_polynomial(cell, std::vector<CellResult>{full},
                                        setup.problems, RunContext());
  CHECK(own.values.number("radius") == Approx(3 * largest));
  CHECK(own.values.number("outside") == 0);
  CHECK(own.values.number("epsilon") > 0);
  CHECK(own.rows.back().number("outside_radius") == 0);
  // A given one is kept, and rows beyond it are counted.
  cell.parameters.set("estimator.radius", largest / 2);
  cell.parameters.set("estimator.degree", 1);
  const CellResult small = run_polynomial(cell, std::vector<CellResult>{full},
                                          setup.problems, RunContext());
  CHECK(small.values.number("radius") == largest / 2);
  CHECK(small.values.number("outside") > 0);
}

TEST_CASE("the optimum cell is below what training reaches", "[unit]") {
  Setup setup;
  const CellResult full =
      run_training(setup.spec, 1, 0, {}, setup.problems, RunContext());
  Cell cell;
  cell.task = kOptimumTask;
  cell.seed = 1;
  cell.parameters = to_record(setup.spec.problem);
  cell.parameters.set("loss", "logistic");
  cell.parameters.set("model.ridge", 0.1);
  cell.parameters.set("optimum.tolerance", 1e-6);
  cell.parameters.set("optimum.iterations", 100);
  const Record values = run_optimum(cell, setup.problems, RunContext()).values;
  const double excess =
      full.values.number("final_loss") - values.number("optimum");
  CHECK(excess > -1e-6);
  CHECK(excess < 0.1);
  CHECK(values.number("gap") <= 1e-6 * values.number("optimum"));
}
