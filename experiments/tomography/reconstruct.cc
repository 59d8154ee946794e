#include <algorithm>
#include <bit>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/quantize/optimal_grid.h"
#include "core/quantize/packed_values.h"
#include "core/sgd/estimators/debiased_single.h"
#include "core/sgd/method.h"
#include "core/sgd/trainer.h"
#include "core/tomography/quality.h"
#include "experiments/tomography/cells.h"
#include "experiments/tomography/tasks.h"

namespace zipml::tomography {
namespace {

// Levels that a list of values shares: 2^bits of them, uniform from 0 to the
// greatest, or with the least variance of stochastic rounding.
LevelGrid grid_of(const std::string& levels, int bits,
                  std::span<const float> values) {
  const std::size_t count = std::size_t{1} << bits;
  if (levels == "optimal") {
    return global_optimal_grid(values.data(), values.size(), 1, 1, count);
  }
  const float low =
      std::min(0.0f, *std::min_element(values.begin(), values.end()));
  const float high = *std::max_element(values.begin(), values.end());
  return LevelGrid::uniform({{low, high}}, static_cast<int>(count) - 1);
}

// The mean variance of each column's rounding over all rows, those where it is
// 0, and stays so, included.
std::vector<float> mean_variances(const SparseMatrix& matrix,
                                  const LevelGrid& grid) {
  std::vector<double> sums(matrix.columns);
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    sums[matrix.column[i]] += grid.stochastic(0, matrix.value[i]).variance;
  }
  std::vector<float> means;
  for (const double sum : sums) {
    means.push_back(
        static_cast<float>(sum / static_cast<double>(matrix.rows())));
  }
  return means;
}

// What a cell's data are in its bits.
class LowPrecisionData {
 public:
  LowPrecisionData(const Cell& cell, const Scan& scan) : scan_(scan) {
    const Record& own = cell.parameters;
    const std::string& method_name = own.text("method");
    const TrainingMethod& method = training_method(method_name);
    const bool is_full = is_full_precision(method_name);
    const int bits = static_cast<int>(own.integer("bits"));
    const Rounding rounding = method.samples == SamplePrecision::kStochastic
                                  ? Rounding::kStochastic
                                  : Rounding::kNearest;
    const auto key = [&](Purpose purpose) {
      return StreamKey{
          .seed = cell.seed,
          .purpose = purpose,
          .repetition = static_cast<std::uint64_t>(cell.repetition)};
    };
    projections_ = scan.projections;
    projection_bits_ = is_full ? 32 : bits;
    if (!is_full) {
      const LevelGrid grid =
          grid_of(own.text("levels"), bits, scan.projections);
      const PackedValues packed(Quantizer(grid, rounding), 1, scan.projections,
                                CounterHash(key(Purpose::kRidgeQuantization)));
      float* const out[1] = {projections_.data()};
      packed.read(0, projections_.size(), out);
    }
    index_bits_ = static_cast<int>(std::bit_width(scan.matrix.columns - 1));
    const bool packs = !is_full && own.text("stored") == kRays;
    if (!packs) {
      estimator_ = make_estimator(training_method(kFull), {});
      store_ = make_sparse_store(scan.matrix, index_bits_);
      return;
    }
    const LevelGrid grid = grid_of(own.text("levels"), bits, scan.matrix.value);
    estimator_ =
        method_name == "debiased_single"
            ? make_debiased_single_estimator(mean_variances(scan.matrix, grid))
            : make_estimator(method, {});
    weights_.emplace(Quantizer(grid, rounding), estimator_->draws(),
                     scan.matrix.value,
                     CounterHash(key(Purpose::kSampleQuantization)));
    store_ = make_sparse_store(scan.matrix, *weights_, index_bits_);
  }

  std::span<const float> projections() const { return projections_; }
  SampleStore& store() { return *store_; }
  const GradientEstimator& estimator() const { return *estimator_; }
  int projection_bits() const { return projection_bits_; }
  int value_bits() const { return weights_ ? weights_->bits_per_value() : 32; }
  int index_bits() const { return index_bits_; }
  // Of a sweep over one slice.
  double ray_bits() const {
    return static_cast<double>(scan_.matrix.size()) *
           (value_bits() + index_bits_);
  }
  double slice_projection_bits() const {
    return static_cast<double>(scan_.beam.rays()) * projection_bits_;
  }

 private:
  const Scan& scan_;
  std::vector<float> projections_;
  int projection_bits_ = 32;
  int index_bits_ = 32;
  std::unique_ptr<GradientEstimator> estimator_;
  std::optional<PackedValues> weights_;
  std::unique_ptr<SampleStore> store_;
};

std::unique_ptr<VectorCodec> channel(const Record& cell, const char* name) {
  const auto bits = static_cast<int>(cell.integer(name));
  if (bits == 32) return nullptr;
  return make_vector_codec("row_max", bits, LevelConvention::kWholeRange);
}

// Feature j of output k at j * outputs + k: a slice is an output.
Volume volume_of(std::span<const float> model, const Volume& like) {
  Volume volume(like.depth, like.height, like.width);
  const auto depth = static_cast<std::size_t>(like.depth);
  for (std::size_t j = 0; j < like.slice_size(); ++j) {
    for (std::size_t k = 0; k < depth; ++k) {
      volume.voxels[k * like.slice_size() + j] = model[j * depth + k];
    }
  }
  return volume;
}

void set_quality(const std::string& prefix, const Quality& quality,
                 Record& values) {
  values.set(prefix + "psnr", quality.psnr);
  values.set(prefix + "mean_slice_psnr", quality.mean_slice_psnr);
  values.set(prefix + "ssim", quality.ssim);
  values.set(prefix + "relative_error", quality.relative_error);
}

Value::List list_of(std::span<const float> values) {
  return {values.begin(), values.end()};
}

}  // namespace

CellResult run_reconstruct(const Cell& cell, Scans& scans,
                           const RunContext& context) {
  const Record& own = cell.parameters;
  ScanSpec spec = ScanSpec::from_record(own);
  spec.seed = cell.seed;
  spec.repetition = cell.repetition;
  const std::shared_ptr<const Scan> scan = scans.get(spec);
  LowPrecisionData data(cell, *scan);
  const auto loss = make_least_squares_loss();
  // Densities.
  const auto nonnegative =
      make_nonnegative_regularizer(std::numeric_limits<float>::max());
  const auto model_channel = channel(own, "model_bits");
  const auto gradient_channel = channel(own, "gradient_bits");
  CellResult result;
  const TrainingResult run = train(
      {.samples = &data.store(),
       .labels = data.projections(),
       .features = scan->matrix.columns,
       .outputs = static_cast<std::size_t>(scan->truth.depth),
       .loss = loss.get(),
       .estimator = &data.estimator(),
       .model_channel = model_channel.get(),
       .gradient_channel = gradient_channel.get(),
       .regularizer = nonnegative.get()},
      {.epochs = static_cast<int>(own.integer("sgd.sweeps")),
       .batch_size = static_cast<int>(own.integer("sgd.batch_rays")),
       .step_size = {.schedule = StepSchedule::kConstant,
                     .alpha = own.number("sgd.step_size")},
       .seed = cell.seed,
       .repetition = static_cast<std::uint64_t>(cell.repetition)},
      [&](const EpochState& state) {
        const Quality quality =
            quality_of(volume_of(state.model, scan->truth), scan->truth,
                       scan->range, Region::kSlice, Similarity::kNo);
        result.rows.push_back({{"sweep", state.epoch}, {"psnr", quality.psnr}});
        return !context.should_stop();
      });
  if (run.status == TrainingStatus::kStopped) {
    return {.status = Status::kInterrupted};
  }
  if (run.status == TrainingStatus::kDiverged) {
    result.status = Status::kDiverged;
    result.reason = "the volume is not finite";
  }
  const Volume found = volume_of(run.model, scan->truth);
  for (const auto& [prefix, region] :
       {std::pair{"", Region::kSlice}, {"circle_", Region::kCircle}}) {
    set_quality(
        prefix,
        quality_of(found, scan->truth, scan->range, region, Similarity::kYes),
        result.values);
  }
  result.values.set("adjoint_error", adjoint_error(scan->matrix, cell.seed));
  result.values.set("bits_projections", data.slice_projection_bits());
  result.values.set("bits_rays", data.ray_bits());
  result.values.set("moved_bits",
                    data.slice_projection_bits() * scan->truth.depth +
                        (own.text("stored") == kRays ? data.ray_bits() : 0));
  result.values.set("value_bits", data.value_bits());
  result.values.set("index_bits", data.index_bits());
  if (own.boolean("keeps_slice") && cell.repetition == 0) {
    const int middle = scan->truth.depth / 2;
    result.values.set("slice", list_of(found.slice(middle)));
    result.values.set("true_slice", list_of(scan->truth.slice(middle)));
  }
  return result;
}

}  // namespace zipml::tomography
