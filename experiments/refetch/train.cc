// Training with a look at the sides that samples are used on.
#include "core/kernels/kernels.h"
#include "core/sgd/refetch.h"
#include "experiments/refetch/tasks.h"

namespace zipml::refetch {
namespace {

// Powers of two, and the last epoch: an audit takes longer than an epoch. At
// the start the model is zero, and no rounding can flip a side.
bool is_audited(int epoch, int epochs) {
  return epoch > 0 && (epoch == epochs || (epoch & (epoch - 1)) == 0);
}

void add_square_losses(const LinearProblem& problem,
                       std::span<const float> model, Record& columns) {
  const Kernels& kernel = kernels();
  double square = 0, hinge = 0;
  for (std::size_t row = 0; row < problem.rows(); ++row) {
    const float* values =
        problem.features.row(static_cast<Eigen::Index>(row)).data();
    const double margin =
        1 - double{problem.labels[row] *
                   kernel.dot(values, model.data(), model.size())};
    square += margin * margin;
    hinge += margin > 0 ? margin * margin : 0;
  }
  const auto rows = static_cast<double>(problem.rows());
  columns.set("square_loss", square / rows);
  columns.set("squared_hinge", hinge / rows);
}

// The sides of all rows by their draws, against the exact ones.
void audit(const TrainingSpec& spec, const StreamKey& key,
           const LinearProblem& problem, std::span<const float> model,
           Record& columns) {
  const Rounding rounding = spec.method == "l1_refetch_nearest"
                                ? Rounding::kNearest
                                : Rounding::kStochastic;
  const LevelGrid grid = problem.grid(spec.quantization);
  const Quantizer quantizer(grid, rounding);
  const RoundingError error(grid, rounding);
  const CounterHash hash(key);
  std::vector<float> drawn(problem.feature_count());
  std::int64_t plain_flips = 0, flips = 0;
  for (std::size_t row = 0; row < problem.rows(); ++row) {
    const float* values =
        problem.features.row(static_cast<Eigen::Index>(row)).data();
    const float label = problem.labels[row];
    quantizer.draw(values, hash, row, drawn.data());
    const HingeSide exact = exact_hinge_side(values, model, label);
    plain_flips += exact_hinge_side(drawn.data(), model, label) != exact;
    const HingeSide known =
        bounded_hinge_side(drawn.data(), error, model, label);
    flips += known != HingeSide::kUnknown && known != exact;
  }
  columns.set("audited", static_cast<std::int64_t>(problem.rows()));
  columns.set("plain_flips", plain_flips);
  columns.set("flips", flips);
}

}  // namespace

CellResult run_audited_training(const Cell& cell,
                                std::span<const CellResult> prerequisites,
                                LinearProblems& problems,
                                const RunContext& context) {
  const TrainingSpec spec = training_from_record(cell.parameters);
  const bool refetches = spec.method.starts_with("l1_refetch");
  const bool is_drawn = refetches || is_full_precision(spec.method);
  return run_linear_cell(
      cell, prerequisites, problems, context,
      [&](const LinearProblem& problem, const EpochState& state, Record& row) {
        if (is_drawn) add_square_losses(problem, state.model, row);
        if (!refetches || !is_audited(state.epoch, spec.sgd.epochs)) return;
        audit(spec,
              {.seed = cell.seed,
               .purpose = Purpose::kMonteCarlo,
               .repetition = static_cast<std::uint64_t>(cell.repetition),
               .step = static_cast<std::uint64_t>(state.epoch)},
              problem, state.model, row);
      });
}

}  // namespace zipml::refetch
