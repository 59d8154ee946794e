// Cells that look at a quantized problem itself, without training.
#pragma once

#include <functional>
#include <string>

#include "core/harness/experiment.h"
#include "experiments/linear/training.h"

namespace zipml {

// A cell whose parameters are the problem and the quantization of `spec`,
// spelled as in a training cell. Add the task's own parameters.
Cell quantization_cell(const ExperimentInfo& info, const std::string& task,
                       const TrainingSpec& spec, std::uint64_t seed,
                       int repetition);

// What such a cell is about.
struct QuantizedProblem {
  std::shared_ptr<const LinearProblem> problem;
  LevelGrid grid;
  Quantizer quantizer;  // stochastic

  QuantizedProblem(const Record& parameters, LinearProblems& problems);
  QuantizedProblem(const QuantizedProblem&) = delete;  // quantizer -> grid
};

// One sample with the exact variances of its quantization.
struct SampledRow {
  const float* values = nullptr;
  Eigen::VectorXd sample;
  double label = 0;
  Eigen::VectorXd variances;  // Var Q(a_j)
  CounterHash hash;           // for the draws of this sample
};

// Calls use() with `rows` rows, drawn with replacement. Other numbers of bits
// have other dithers and rows.
void for_sampled_rows(const QuantizedProblem& quantized, std::uint64_t seed,
                      std::int64_t rows,
                      const std::function<void(const SampledRow&)>& use);

}  // namespace zipml
