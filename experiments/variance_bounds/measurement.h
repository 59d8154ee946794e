// What the tasks share: streams, Gaussian instances, and how far a measured
// mean is from its closed form.
#pragma once

#include <vector>

#include "core/harness/experiment.h"
#include "experiments/variance_bounds/quantity.h"

namespace zipml::variance_bounds {

// A list parameter of a cell.
std::vector<int> integers(const Record& parameters, const char* name);

StreamKey key_of(const Cell& cell, Purpose purpose, std::uint64_t step);

// Gaussian sample and model of norm 1, |residual| = 1.
Instance gaussian_instance(Eigen::Index n, int bits, LevelConvention convention,
                           RandomStream& stream);

// (measured - exact) / standard error, less the floats' error.
double score(Quantity quantity, const Instance& instance,
             const RunningStatistics& measured, double exact);

}  // namespace zipml::variance_bounds
