// What decides a training run of a linear model, and a step search.
#pragma once

#include <string>
#include <vector>

#include "core/harness/value.h"
#include "core/sgd/method.h"
#include "core/sgd/step_size.h"
#include "core/sgd/trainer.h"
#include "experiments/linear/problem_spec.h"
#include "experiments/linear/quantization_spec.h"
#include "experiments/linear/record_fields.h"

namespace zipml {

// What the step search trains.
enum class Tuned {
  kFullPrecision,  // 32 bits: low precision takes the step over (the paper's)
  kItself,         // the run's own method, bits and channels
};

struct SgdSpec {
  int epochs = 100;
  int batch_size = 1;
  StepSchedule schedule = StepSchedule::kPerEpoch;
  SampleOrder order = SampleOrder::kShuffled;
  // 0: from the step search, which is then the cell's first prerequisite.
  double alpha = 0;
  // The batch size that the search tunes for; 0: batch_size.
  int tuned_batch_size = 0;
  // Start at the exact optimum instead of at zero.
  bool start_at_optimum = false;
  Tuned tuned = Tuned::kFullPrecision;
};

// F(x) = (1/K) sum_k l(a_k^T x, b_k) + (ridge / 2) ||x||^2 + R(x).
struct ModelSpec {
  std::string loss = "least_squares";
  double ridge = 0;                  // by its gradient (LS-SVM, supplement F.1)
  std::string regularizer = "none";  // R, by its prox
  double strength = 0;               // of the regularizer

  friend bool operator==(const ModelSpec&, const ModelSpec&) = default;
};

// The model and gradient channels; 0 bits: full precision.
struct ChannelSpec {
  int model_bits = 0;
  int gradient_bits = 0;
  int ridge_bits = 0;  // of the ridge term's own gradient
  std::string codec = "row_l2";
  LevelConvention convention = LevelConvention::kPerSign;

  friend bool operator==(const ChannelSpec&, const ChannelSpec&) = default;
};

struct TrainingSpec {
  ProblemSpec problem = {};
  SgdSpec sgd = {};
  std::string method = "32-bit";  // a name of core/sgd/method.h
  QuantizationSpec quantization = {};
  EstimatorParameters estimator = {};  // where the method has some
  ModelSpec model = {};
  ChannelSpec channels = {};
};

// Candidates alpha = from, from * factor, ... <= to, in units of 1 / tr(S), the
// inverse of the mean squared row norm.
struct SearchSpec {
  double from = 1.0 / 256;
  double to = 16;
  double factor = 2;
};

// "full_precision", "itself". UserError for another name.
std::string tuned_name(Tuned tuned);
Tuned tuned_from_name(const std::string& name);
std::vector<std::string> tuned_names();

// The one list of the fields of each. What is not used is not part of a cell.
template <FieldsOf<SgdSpec> Spec, typename Visit>
void visit_fields(Spec& spec, Visit& visit) {
  visit("epochs", spec.epochs);
  visit("batch_size", spec.batch_size);
  visit.named("step_schedule", spec.schedule, step_schedule_name,
              step_schedule_from_name);
  visit.named("order", spec.order, sample_order_name, sample_order_from_name);
  visit("alpha", spec.alpha);
  visit.named(
      "start", spec.start_at_optimum,
      [](bool at_optimum) { return at_optimum ? "optimum" : "zero"; },
      [](const std::string& name) { return name == "optimum"; });
  visit("tuned_batch_size", spec.tuned_batch_size, 0);
  visit.named("tuned", spec.tuned, tuned_name, tuned_from_name,
              Tuned::kFullPrecision);
}

template <FieldsOf<ModelSpec> Spec, typename Visit>
void visit_fields(Spec& spec, Visit& visit) {
  visit("loss", spec.loss);
  visit("ridge", spec.ridge);
  visit("regularizer", spec.regularizer);
  visit("strength", spec.strength);
}

template <FieldsOf<ChannelSpec> Spec, typename Visit>
void visit_fields(Spec& spec, Visit& visit) {
  visit("channel_model_bits", spec.model_bits);
  visit("channel_gradient_bits", spec.gradient_bits);
  visit("channel_ridge_bits", spec.ridge_bits);
  visit("channel_codec", spec.codec);
  visit.named("channel_levels", spec.convention, convention_name,
              convention_from_name);
}

template <FieldsOf<TrainingSpec> Spec, typename Visit>
void visit_fields(Spec& spec, Visit& visit) {
  visit_fields(spec.problem, visit);
  visit("method", spec.method);
  if (!is_full_precision(spec.method)) visit_fields(spec.quantization, visit);
  visit.parameters("estimator.", spec.estimator);
  visit_fields(spec.sgd, visit);
  visit.group(spec.model);
  visit.group(spec.channels);
}

template <FieldsOf<SearchSpec> Spec, typename Visit>
void visit_fields(Spec& spec, Visit& visit) {
  visit("search.from", spec.from);
  visit("search.to", spec.to);
  visit("search.factor", spec.factor);
}

Record to_record(const TrainingSpec& spec);
TrainingSpec training_from_record(const Record& record);
Record to_record(const SearchSpec& spec);
SearchSpec search_from_record(const Record& record);

}  // namespace zipml
