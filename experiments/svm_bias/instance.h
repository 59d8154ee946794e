// An SVM instance of supplement G: rows a_k with ||a_k|| <= 1, labels -1 and
// +1, and a model x in the ball of radius R.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "experiments/linear/linear_problem.h"

namespace zipml::svm_bias {

struct Instance {
  FeatureMatrix rows;
  std::vector<float> labels;
  Eigen::VectorXd model;

  std::size_t size() const { return labels.size(); }
  // 1 - b_k a_k^T x: the hinge's step jumps where it is 0.
  Eigen::VectorXd arguments() const;
};

// C of Definition 3: the smallest with || sum_k a_k a_k^T ||_op <= C.
double isotropy(const FeatureMatrix& rows);

// How many of the arguments lie in [-delta, delta], up to a float's rounding of
// the rows (1e-6 less at each end, so that no point is counted wrongly).
int count_in_gap(const Eigen::VectorXd& arguments, double delta);

// Lemma 11's bound on that count: as printed, R / (C (1 - delta)^2); and as
// corrected, C R^2 / (1 - delta)^2, from (1 - delta)^2 count <= sum_k
// (a_k^T x)^2 <= C R^2.
double printed_count(double c, double radius, double delta);
double corrected_count(double c, double radius, double delta);

// Random unit vectors; labels of a random halfspace, a tenth of them turned.
// The model is the hinge's optimum (ridge 0.01) scaled to ||x|| = radius.
Instance unit_vectors(std::size_t rows, std::size_t features, double radius,
                      RandomStream& stream);
// The counterexample of the printed bound (X4): copies of e_1 with label +1,
// and x = (1 - delta / 10) e_1, a hair inside the kink.
Instance copies(std::size_t rows, double delta);
// The first rows of a data set, all divided by the largest ||a_k||, and the
// optimum's direction as for unit_vectors.
Instance from_problem(const LinearProblem& problem, std::size_t rows,
                      double radius);

// The families of instances on which Lemma 11 is tried: "random" (unit vectors
// and x), "aligned" (rows around one direction, x along it), "copies" (of e_1,
// x along it), "scaled" (multiples of e_1), "adversarial" (x along the row, at
// the edge of the gap, for which most points lie in the gap for C R^2).
std::vector<std::string> family_names();
struct Trial {
  Instance instance;
  double radius = 0;  // = ||x||
  double delta = 0;
};
// UserError for an unknown family.
Trial draw_trial(const std::string& family, RandomStream& stream);

}  // namespace zipml::svm_bias
