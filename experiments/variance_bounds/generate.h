// Random instances and small changes of them, within what a statement speaks
// of.
#pragma once

#include <vector>

#include "core/base/random.h"
#include "experiments/variance_bounds/statement.h"

namespace zipml::variance_bounds {

// A random instance that the statement speaks of, with n features and one of
// these numbers of bits: vectors Gaussian, uniform, constant, one-hot, sparse,
// of equal values and zeros, in the middle of cells, or on levels; models also
// zero or along one coordinate; labels also zero or such that the residual is.
Instance random_instance(const Statement& statement, Eigen::Index features,
                         const std::vector<int>& bits, RandomStream& stream);

// One small change: of a coordinate, a label, a scale, the bits, or the size of
// the samples or the model.
void mutate(Instance& instance, const std::vector<int>& bits,
            RandomStream& stream);

// Makes a changed instance one that the statement speaks of.
void repair(const Statement& statement, Instance& instance);

// Whether Monte Carlo can see the instance's variances: not if they come from
// rounding that is rarer than once in 10 draws (a product of two draws: once in
// 100). The chance is measured by TV^2 / sum D_i step_i^2, which is p (1 - p)
// for a single coordinate.
bool is_measurable(const Instance& instance);

}  // namespace zipml::variance_bounds
