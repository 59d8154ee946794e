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
  spec.problem.data = "folder/own.csv";
  spec.problem.set = "own";
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
      {"full precision", trained(plain()), "e0c3565103fb577da035754843dfc3bc"},
      {"another repetition", trained(plain(), 2),
       "29df6f03618a79780bb2e9ec2741a197"},
      {"mode gradient", trained(with_channels(plain(), 0, 3)),
       "2d20e9bc92566730861fc7b742e19a82"},
      {"mode model", trained(with_channels(plain(), 3, 0)),
       "b09a75f366b5015b78d0cfcbf8efedf2"},
      {"mode sample", trained(sample), "f047bd7893917e270c2742aa59c43d8b"},
      {"mode end_to_end", trained(with_channels(sample, 3, 3)),
       "8582d45a808f0c6daf9efea3511505c7"},
      {"a file of one's own, some rows", trained(own_file()),
       "4c5dc842f3f10c7b2ea4de17bda67cff"},
      {"every setting of SGD", trained(all_of_sgd()),
       "0cfe3c14586af2fa802cc4359bcb7367"},
      {"tuned at another batch size", trained(tuned_elsewhere()),
       "27d2fbe83854c5c5b8e6c981dc8567c0"},
      {"stored and placed", trained(stored_and_placed()),
       "f098f454e04bce18631ccd76236a0c05"},
      {"by row, l2", trained(scaled_by_row(VectorNorm::kEuclidean)),
       "f0539b0eda0fd05641f8540a132229f8"},
      {"by row, max", trained(scaled_by_row(VectorNorm::kMax)),
       "73a83616bea352e1293ab32db81d1dbf"},
      {"a model and all channels", trained(classifier()),
       "04521209fce8017dec8ea447c11cefd7"},
      {"naive", trained(sampled("naive", 1)),
       "d4051914194e8cf1f21b0ab882177901"},
      {"l1_refetch", trained(sampled("l1_refetch", 6)),
       "3af4d408fd4c0bbacb5f410ad5723e34"},
      {"l1_refetch_nearest", trained(sampled("l1_refetch_nearest", 6)),
       "0a8e5b9790204c622524d763312ded31"},
      {"polynomial", trained(polynomial()), "db5916f5d831913d409d09920ddd52d3"},
      {"jl_refetch", trained(jl_refetch()), "313e55af244c7e508fb2cbe9b520fe05"},
      {"search", searched(plain()), "2fab16408fd71f9b3e70176187dbd9b9"},
      {"search for another batch size", searched(tuned_elsewhere()),
       "fe196e921388b8c38287280a3d2e9e6a"},
      {"search from the optimum", searched(all_of_sgd()),
       "337ba43f3a78268c45d8b9e9fca45129"},
      {"search for a model in low precision", searched(classifier()),
       "877b8d39261de08d2227bb612b6d4ef2"},
      {"quantization", quantized(sample), "cdb0ec96fa23c91f262b57f58e8bdd22"},
      {"quantization, none", quantized(plain()),
       "7f03f70aadfe01792524bca57e22a09e"},
      {"quantization, placed", quantized(stored_and_placed()),
       "afef738cd34b36e2f30eb26f92068b1e"},
      {"quantization by row", quantized(scaled_by_row(VectorNorm::kMax)),
       "a1a4d4aa88c58e800654a9a29831fe74"},
      {"quantization, some rows", quantized(own_file()),
       "9de5d5c52e71b3c74fed21c375b3c2f5"},
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
