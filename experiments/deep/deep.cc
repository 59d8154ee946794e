#include "experiments/deep/deep.h"

#include <string>
#include <utility>
#include <vector>

#include "core/deep/weight_quantizer.h"
#include "core/harness/parameter_list.h"
#include "core/harness/task_experiment.h"
#include "experiments/deep/cells.h"
#include "experiments/deep/tasks.h"
#include "experiments/numerics.h"

namespace zipml {
namespace {

std::vector<std::string> picture_sets(
    const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string> names;
  for (const CatalogueEntry& entry : entries) {
    if (why_no_images(entry).empty()) names.push_back(entry.name);
  }
  return names;
}

Parameter quantizer_parameter() {
  using namespace deep;
  const Value::List few = {kFull, kUniform, kAsCoded, kBinary};
  const Value::List some = {kFull,    kBinary,      kUniform,
                            kAsCoded, kAsDescribed, kForNearest};
  Parameter own = choice_parameter(
      "quantizers", {few, some, some},
      {kFull, kBinary, "binary-filter", kTernary, kAsCoded},
      "What the weights of a layer are rounded to. binary-layer and "
      "heuristic-5 are the authors' code, binary-filter is XNOR-Net, ternary "
      "TWN; further uniform-K, optimal-K (least variance of stochastic "
      "rounding, section 3) and k-means-K (least error of nearest rounding) "
      "with K levels, 2 to 16.");
  own.is_name = is_weight_quantizer;
  return own;
}

std::vector<Parameter> deep_parameters(
    const std::vector<CatalogueEntry>& entries) {
  return {
      choice_parameter("data", "CIFAR-10", picture_sets(entries),
                       "Pictures with their class numbers."),
      quantizer_parameter(),
      choice_parameter(
          "rounding", "nearest", {"nearest", "stochastic"},
          "How weights are rounded to levels. Binary and ternary weights have "
          "rules of their own."),
      integer_parameter("train_rows", {2'000, 0, 0},
                        {0, 10'000'000, "pictures"},
                        "The first so many train; 0: all that do."),
      integer_parameter("test_rows", {500, 0, 0}, {0, 10'000'000, "pictures"},
                        "The first so many test; 0: all that do."),
      integer_parameter("sgd.batch_size", {20, 100, 100},
                        {1, 100'000, "pictures"},
                        "Pictures of a batch, in the file's order."),
      integer_parameter("sgd.iterations", {100, 600, deep::kPaperIterations},
                        {1, 100'000'000, "batches"},
                        "Batches of a run; for full precision those before "
                        "the second stage."),
      number_parameter("sgd.step_size", 1e-3, {1e-9, 10},
                       "Caffe's base_lr, the same throughout."),
      number_parameter("sgd.momentum", 0.9, {0, 0.9999},
                       "V <- momentum V + step_size (gradient + decay W)."),
      number_parameter("sgd.weight_decay", 0.004, {0, 10},
                       "Of weights and biases."),
      number_parameter("sgd.bias_rate", 2.0, {0, 100},
                       "The step size of biases over that of weights."),
      integer_parameter("second_stage.iterations", {0, 0, 1'000},
                        {0, 100'000'000, "batches"},
                        "Further batches for full precision alone: Caffe "
                        "publishes an accuracy after them."),
      number_parameter("second_stage.step_size", 1e-4, {1e-9, 10},
                       "The step size of the second stage."),
      integer_parameter("log_every", {50, 100, 100}, {1, 1'000'000, "batches"},
                        "Batches between two points of a curve."),
      integer_parameter("test_every", {100, 500, 500},
                        {1, 1'000'000, "batches"},
                        "Batches between two tests; the end of a stage is "
                        "tested, too."),
      choice_parameter("device", "cpu", {"cpu", "cuda"},
                       "Where libtorch computes; cuda where it has that, and "
                       "then the last digits differ from run to run."),
  };
}

}  // namespace

std::unique_ptr<Experiment> make_deep(std::shared_ptr<DataLibrary> library) {
  using namespace deep;
  ExperimentInfo info = {
      .name = "deep",
      .title = "A network trained on quantized weights",
      .claims = {"C11", "X14", "X15", "X16"},
      .where = "sections 3.3 and 5.3, Fig 7b",
      .version = 1,
      .parameters = deep_parameters(library->entries()),
      .repetitions = {2, 3, 3},
      .verdict_kinds = {"accuracy_gain", "lower_loss", "binary_beats_uniform",
                        "authors_order", "early_accuracy", "late_accuracy",
                        "display_points", "error_order"},
      .numerics = numerics_of({"deep"})};
  return std::make_unique<TaskExperiment<Cells, Pictures>>(
      std::move(info), std::vector<CellTask<Pictures>>{{kTrainTask, run_train}},
      std::move(library));
}

}  // namespace zipml
