#include "experiments/mini_batch/mini_batch.h"

#include "experiments/linear/parameters.h"
#include "experiments/linear/precision_mode.h"
#include "experiments/mini_batch/analysis.h"

namespace zipml {
namespace {

std::vector<Parameter> parameters() {
  std::vector<Parameter> all =
      linear_parameters(Value(Value::List{"synthetic-100"}), Value(50),
                        {Value(30), Value(50), Value(50)});
  // Batches are this experiment's own list.
  std::erase_if(all, [](const Parameter& parameter) {
    return parameter.name == "sgd.batch_size";
  });
  for (Parameter& parameter : channel_parameters()) {
    all.push_back(std::move(parameter));
  }
  all.push_back({.name = "batch_sizes",
                 .type = ParameterType::kInteger,
                 .is_list = true,
                 .defaults = Value(Value::List{1, 16, 256}),
                 .min = 1,
                 .max = 1'000'000,
                 .unit = "samples",
                 .help = "Samples of a mini-batch; their gradients are "
                         "averaged."});
  all.push_back({.name = "step_rules",
                 .type = ParameterType::kChoice,
                 .is_list = true,
                 .defaults = Value(Value::List{"shared", "per_batch"}),
                 .help = "Where alpha comes from: one for all batch sizes, "
                         "tuned at tuned_batch_size (shared), or tuned for "
                         "each (per_batch). The paper does not say.",
                 .choices = {"shared", "per_batch"}});
  all.push_back({.name = "tuned_batch_size",
                 .type = ParameterType::kInteger,
                 .defaults = Value(256),
                 .min = 1,
                 .max = 1'000'000,
                 .unit = "samples",
                 .help = "The batch size at which the shared alpha is tuned "
                         "for 32 bits."});
  all.push_back({.name = "bits",
                 .type = ParameterType::kInteger,
                 .defaults = Value(3),
                 .min = 1,
                 .max = 16,
                 .unit = "bits",
                 .help = "Bits of every quantized channel."});
  all.push_back({.name = "mode",
                 .type = ParameterType::kChoice,
                 .defaults = Value("sample"),
                 .help = "Which channels are quantized (supplement A.1).",
                 .choices = {"sample", "model", "gradient", "end_to_end"}});
  return all;
}

class MiniBatch : public Experiment {
 public:
  explicit MiniBatch(std::shared_ptr<DataLibrary> library)
      : problems_(std::move(library)) {
    info_.name = "mini_batch";
    info_.title = "Mini-batches at 32 and at 3 bits";
    info_.claims = {"C18"};
    info_.where = "section 5.1, Fig 6";
    info_.version = 1;
    info_.parameters = parameters();
    info_.repetitions = {Value(3), Value(5), Value(10)};
  }

  const ExperimentInfo& info() const override { return info_; }

  std::vector<Cell> plan(const Settings& settings) const override {
    return mini_batch::CellMaker(info_, settings, problems_).all();
  }

  CellResult run(const Cell& cell, std::span<const CellResult> prerequisites,
                 const RunContext& context) const override {
    return run_linear_cell(cell, prerequisites, problems_, context);
  }

  Findings analyse(const Settings& settings,
                   const Results& results) const override {
    const mini_batch::CellMaker cells(info_, settings, problems_);
    return mini_batch::analyse(cells, results);
  }

 private:
  ExperimentInfo info_;
  mutable LinearProblems problems_;  // a cache with its own lock
};

}  // namespace

std::unique_ptr<Experiment> make_mini_batch(
    std::shared_ptr<DataLibrary> library) {
  return std::make_unique<MiniBatch>(std::move(library));
}

}  // namespace zipml
