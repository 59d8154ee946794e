#include "experiments/linear/linear_method.h"

#include "core/base/error.h"

namespace zipml {
namespace {

SampleCode stored_code(const TrainingMethod& method,
                       const QuantizationSpec& spec, int draws) {
  if (draws == 1) return SampleCode::kSingle;
  const bool ordered = draws == 2 && spec.ordered && !method.is_unordered;
  return ordered ? SampleCode::kOrderedPair : SampleCode::kDrawCount;
}

}  // namespace

LinearMethod::LinearMethod(const std::string& name,
                           const QuantizationSpec& spec,
                           const EstimatorParameters& estimator,
                           const LinearProblem& problem, std::uint64_t seed,
                           std::uint64_t repetition) {
  const TrainingMethod& method = training_method(name);
  const bool is_full = method.samples == SamplePrecision::kFull;
  const StreamKey key{.seed = seed,
                      .purpose = Purpose::kSampleQuantization,
                      .repetition = repetition};
  if (!is_full && !spec.row_norm) {
    grid_ = std::make_unique<LevelGrid>(problem.grid(spec));
  }
  estimator_ = make_estimator(method, {.features = &problem.features,
                                       .grid = grid_.get(),
                                       .parameters = estimator,
                                       .key = key});
  if (is_full) {
    samples_ = make_full_precision_store(problem.features);
    return;
  }
  const Rounding rounding = method.samples == SamplePrecision::kNearest
                                ? Rounding::kNearest
                                : Rounding::kStochastic;
  const int draws = estimator_->draws();
  if (spec.row_norm) {
    if (spec.stored || spec.placement != "uniform" || spec.level_count > 0) {
      fail({.message = "row scaling goes with fresh draws and uniform levels "
                       "of so many bits only"});
    }
    samples_ = make_row_scaled_store(
        problem.features,
        {spec.bits, spec.convention, rounding, *spec.row_norm}, draws, key);
    return;
  }
  const Quantizer quantizer(*grid_, rounding);
  if (!spec.stored) {
    samples_ = make_fresh_store(problem.features, quantizer, draws, key);
    return;
  }
  const SampleCode code = stored_code(method, spec, draws);
  if (spec.arithmetic == "integers" && draws == plane_draws(code) &&
      plane_bits(code, grid_->intervals()) > 0) {
    plane_ =
        std::make_unique<PackedPlane>(quantizer, code, problem.features.data(),
                                      problem.rows(), CounterHash(key));
    samples_ = make_stored_store(*plane_, key);
  } else {
    packed_ = std::make_unique<PackedSamples>(quantizer, code, draws,
                                              problem.features.data(),
                                              problem.rows(), CounterHash(key));
    samples_ = make_stored_store(*packed_, problem.feature_count(), key);
  }
}

std::vector<FeatureMatrix> drawn_samples(LinearMethod& method,
                                         const LinearProblem& problem) {
  const auto count = static_cast<std::size_t>(method.estimator().draws());
  const Eigen::Index n = problem.features.cols();
  std::vector<FeatureMatrix> draws(count,
                                   FeatureMatrix(problem.features.rows(), n));
  std::vector<const float*> pointers(count);
  method.samples().begin_epoch(1);
  for (Eigen::Index row = 0; row < problem.features.rows(); ++row) {
    method.samples().fetch(row, static_cast<std::uint64_t>(row), pointers);
    for (std::size_t i = 0; i < count; ++i) {
      draws[i].row(row) = Eigen::Map<const Eigen::RowVectorXf>(pointers[i], n);
    }
  }
  return draws;
}

}  // namespace zipml
