// Results are stored under the hash of what decides a cell: the ids below are
// those of stored results, and must not change unless the science does.
#include <catch.h>

#include <string>
#include <vector>

#include "core/harness/cell_ids.h"
#include "core/sgd/polynomial_gradient.h"
#include "experiments/linear/quantized_problem.h"
#include "experiments/linear/training.h"

using namespace zipml;

namespace {

struct Kept {
  std::string what;
  Cell cell;
  std::string id;
};

ExperimentInfo kept_info() {
  ExperimentInfo info;
  info.name = "kept";
  info.version = 3;
  return info;
}

// Full precision on a set as it is.
TrainingSpec plain() {
  TrainingSpec spec;
  spec.problem.data = "cadata";
  spec.problem.set = "cadata";
  spec.problem.checksum = std::string(64, 'a');
  return spec;
}

TrainingSpec sampled(const std::string& method, int bits) {
  TrainingSpec spec = plain();
  spec.method = method;
  spec.quantization.bits = bits;
  return spec;
}

TrainingSpec with_channels(TrainingSpec spec, int model, int gradient) {
  spec.channels.model_bits = model;
  spec.channels.gradient_bits = gradient;
  return spec;
}

Cell trained(const TrainingSpec& spec, int repetition = 0) {
  return training_cell(kept_info(), spec, {}, 7, repetition);
}

Cell quantized(const TrainingSpec& spec) {
  return quantization_cell(kept_info(), "look", spec, 7, 1);
}

TrainingSpec own_file() {
  TrainingSpec spec = plain();
  spec.problem.data = "CSV file aaaaaaaa";
  spec.problem.set = "CSV file aaaaaaaa";
  spec.problem.name = "own.csv";
  spec.problem.stand_in_for = "gisette";
  spec.problem.file.label = "price";
  spec.problem.file.train_rows = 90;
  spec.problem.normalization = "z_score";
  spec.problem.train_rows = 80;
  return spec;
}

TrainingSpec all_of_sgd() {
  TrainingSpec spec = plain();
  spec.sgd.epochs = 12;
  spec.sgd.batch_size = 16;
  spec.sgd.schedule = StepSchedule::kPerUpdate;
  spec.sgd.order = SampleOrder::kSequential;
  spec.sgd.alpha = 0.375;
  spec.sgd.start_at_optimum = true;
  return spec;
}

TrainingSpec tuned_elsewhere() {
  TrainingSpec spec = sampled("double_sampling", 4);
  spec.sgd.batch_size = 16;
  spec.sgd.tuned_batch_size = 256;
  spec.sgd.schedule = StepSchedule::kConstant;
  spec.sgd.order = SampleOrder::kWithReplacement;
  return spec;
}

TrainingSpec stored_and_placed() {
  TrainingSpec spec = sampled("double_sampling_plain", 3);
  spec.quantization.convention = LevelConvention::kPerSign;
  spec.quantization.scaling = Scaling::kMinMax;
  spec.quantization.stored = true;
  spec.quantization.placement = "exact";
  return spec;
}

TrainingSpec unordered_pair() {
  TrainingSpec spec = stored_and_placed();
  spec.quantization.ordered = false;
  return spec;
}

TrainingSpec tuned_by_itself() {
  TrainingSpec spec = sampled("debiased_single", 4);
  spec.sgd.tuned = Tuned::kItself;
  return spec;
}

TrainingSpec scaled_by_row(VectorNorm norm) {
  TrainingSpec spec = sampled("double_sampling", 5);
  spec.quantization.row_norm = norm;
  return spec;
}

TrainingSpec classifier() {
  TrainingSpec spec = sampled("nearest", 8);
  spec.model.loss = "hinge";
  spec.model.ridge = 0.01;
  spec.model.regularizer = "l2_ball";
  spec.model.strength = 2.5;
  spec.channels.model_bits = 6;
  spec.channels.gradient_bits = 7;
  spec.channels.ridge_bits = 8;
  spec.channels.codec = "row_optimal";
  spec.channels.convention = LevelConvention::kWholeRange;
  return spec;
}

TrainingSpec polynomial() {
  TrainingSpec spec = sampled("polynomial", 4);
  spec.model.loss = "logistic";
  spec.estimator = to_parameters(PolynomialGradientSpec());
  return spec;
}

TrainingSpec jl_refetch() {
  TrainingSpec spec = sampled("jl_refetch", 8);
  spec.model.loss = "hinge";
  spec.estimator = {{"sketch_dimension", 64}, {"delta", 0.1}};
  return spec;
}

Cell searched(const TrainingSpec& spec) {
  SearchSpec search;
  search.from = 0.125;
  search.to = 8;
  search.factor = 4;
  return *step_search_cell(kept_info(), spec, search, 7);
}

std::vector<Kept> kept_cells() {
  const TrainingSpec sample = sampled("double_sampling", 3);
  return {
      {"full precision", trained(plain()), "e046f60b3625f180608707b1c1168bab"},
      {"another repetition", trained(plain(), 2),
       "ebb9e001dc009490b9a8cb4ec3e5006c"},
      {"mode gradient", trained(with_channels(plain(), 0, 3)),
       "9f7d49d043daa4162961b80a2699e261"},
      {"mode model", trained(with_channels(plain(), 3, 0)),
       "a72cef8e9da822ae9b7d3bf736442ff4"},
      {"mode sample", trained(sample), "388926774a0baa4136b0831beda30d2f"},
      {"mode end_to_end", trained(with_channels(sample, 3, 3)),
       "6eebcd95c60a7232423e91d45d1bc9d9"},
      {"a file of one's own, some rows", trained(own_file()),
       "5b0996af4aa9491e8ea583dfea66f68f"},
      {"every setting of SGD", trained(all_of_sgd()),
       "64402a155607096bfa5714358e96ea63"},
      {"tuned at another batch size", trained(tuned_elsewhere()),
       "c92c73146e1a6dd56a06614c2563231a"},
      {"stored and placed", trained(stored_and_placed()),
       "430a0867ae372b09a386e2a6c14eb487"},
      {"by row, l2", trained(scaled_by_row(VectorNorm::kEuclidean)),
       "47f80e503f8795a5758fffb766ade183"},
      {"by row, max", trained(scaled_by_row(VectorNorm::kMax)),
       "baa9c9b87ba1f3e8be70b1ebfb33ec97"},
      {"a model and all channels", trained(classifier()),
       "9763dafa91b6453b05295230d978eee4"},
      {"naive", trained(sampled("naive", 1)),
       "53f210e5e08d9d883f3e5e89ab32fad1"},
      {"l1_refetch", trained(sampled("l1_refetch", 6)),
       "5295a19d1224340b363a568c78e046dd"},
      {"l1_refetch_nearest", trained(sampled("l1_refetch_nearest", 6)),
       "fbd7bd37ff90a6d85219f0c9adff47f1"},
      {"polynomial", trained(polynomial()), "7cf5daf4e7825fb40cbc3c2d371699eb"},
      {"jl_refetch", trained(jl_refetch()), "861767ccf87f6ac3f33421c12f50df9d"},
      {"stored without order", trained(unordered_pair()),
       "444883be32d5ba7c7a5b662f145f8c42"},
      {"pair_sum", trained(sampled("pair_sum", 3)),
       "3fe4fbf0177b6861feafbe5f01ed6869"},
      {"tuned by itself", trained(tuned_by_itself()),
       "2a13ff4e28f6d84c2c13e949a021546d"},
      {"search of a method itself", searched(tuned_by_itself()),
       "125d8422cd8a6e69ba402910fdd4b66a"},
      {"search", searched(plain()), "bf6d09183ea2b0fac3e86248a0fcd186"},
      {"search for another batch size", searched(tuned_elsewhere()),
       "a48329b2e24ee2f2c59a409e41819e80"},
      {"search from the optimum", searched(all_of_sgd()),
       "032a2c4c3f22cc81fde5d86f8d891295"},
      {"search for a model in low precision", searched(classifier()),
       "8d6c7137854d87f48eac4586a16fdfa5"},
      {"quantization", quantized(sample), "b38c058085070464ad6bf7878f83c90d"},
      {"quantization, none", quantized(plain()),
       "04def46a43ab566b1520c0caccb113cd"},
      {"quantization, placed", quantized(stored_and_placed()),
       "0da32532ae0d50badfa186a4875d83c8"},
      {"quantization by row", quantized(scaled_by_row(VectorNorm::kMax)),
       "8e8da28a034a1f9ff1df0006d34550a7"},
      {"quantization, some rows", quantized(own_file()),
       "a32e319d8d605cddfefd82aaf9b1acc7"},
  };
}

}  // namespace

TEST_CASE("cells keep their identity", "[golden]") {
  CellIds ids;
  for (const Kept& kept : kept_cells()) {
    INFO(kept.what << ": " << ids.identity(kept.cell));
    CHECK(cell_id(kept.cell) == kept.id);
  }
}

TEST_CASE("a spec comes back from its cell", "[unit]") {
  for (const Kept& kept : kept_cells()) {
    if (kept.cell.task != "train") continue;
    INFO(kept.what);
    const Record& record = kept.cell.parameters;
    CHECK(to_record(training_from_record(record)) == record);
  }
}
