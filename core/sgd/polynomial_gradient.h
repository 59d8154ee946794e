// Gradients of the margin losses by polynomials (sections 4.1 and 4.2,
// supplement G).
#pragma once

#include <string>
#include <vector>

#include "core/polynomial/estimate.h"
#include "core/polynomial/polynomial.h"
#include "core/sgd/estimator_parameters.h"

namespace zipml {

enum class PolynomialFit {
  kSeries,   // chebyshev_series: the jump of the hinge's step is not spared
  kMinimax,  // minimax_fit: least largest error, outside the gap for the step
};

// "series", "minimax". UserError for an unknown name.
std::string polynomial_fit_name(PolynomialFit fit);
std::vector<std::string> polynomial_fit_names();
PolynomialFit polynomial_fit_from_name(const std::string& name);

// A polynomial P in place of the derivative of a loss of the margin m = b z:
//   logistic: l' = -b sigmoid(u), u = -m:    P ~ sigmoid on |u| <= R,
//   hinge:    l' = -b H(u),       u = 1 - m: P ~ H on gap <= |u| <= R + 1,
// for margins |m| <= R. Supplement G has ||a||, ||x|| <= R and so R^2 in place
// of R.
struct PolynomialGradientSpec {
  std::string loss = "logistic";  // or "hinge"
  int degree = 15;
  double radius = 8;  // R > 0
  double gap = 0.5;   // delta of the hinge's step; the logistic has none
  PolynomialForm form = PolynomialForm::kSymmetrised;
  PolynomialFit fit = PolynomialFit::kMinimax;
};

// The spec as an estimator's parameters: loss, degree, radius, gap, form, fit;
// and back. UserError when one is missing, or for an unknown form or fit.
EstimatorParameters to_parameters(const PolynomialGradientSpec& spec);
PolynomialGradientSpec polynomial_gradient_from(
    const EstimatorParameters& parameters);

// What the polynomial replaces: f, and u = shift - m.
struct MarginDerivative {
  double (*function)(double u) = nullptr;
  double shift = 0;
};
// UserError for a loss other than "logistic" and "hinge".
MarginDerivative margin_derivative(const std::string& loss);

// P. UserError for a loss other than "logistic" and "hinge", a radius that is
// not above 0, a degree out of range, or a minimax fit of the step without a
// gap 0 < delta < R + 1.
Polynomial gradient_polynomial(const PolynomialGradientSpec& spec);

// max |P - f| over the margins |m| <= R, outside the gap for the hinge loss:
// Theorem 4's and section 4.2's epsilon.
double gradient_polynomial_error(const PolynomialGradientSpec& spec,
                                 const Polynomial& polynomial);

}  // namespace zipml
