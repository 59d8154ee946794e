// Bounds of the paper on variances and second moments, as printed and as
// corrected, for uniform levels on least squares.
//
// Notation. A vector v is quantized with a scale M_i >= |v_i| a coordinate, on
// N equal intervals over [-M_i, M_i]: N = 2 s with the paper's step 1/s per
// sign (supplement A.3), N = s with its step 2/s (section 2.1). Row scaling
// has M_i = ||v||_2 for all i. TV(v) = E ||Q(v) - v||^2 is the sum of
// D_i = (u_i - v_i)(v_i - l_i) over the neighbouring levels l_i <= v_i <= u_i.
// a is a sample, b its label, x the model, g' = (a^T x - b) a.
//
// The printed bounds keep the paper's letters; the corrected ones hold for any
// scales, and are proved here.
#pragma once

#include <Eigen/Core>

namespace zipml {

// ---------------------------------------------------------------------------
// One quantized vector

// Lemma 2: TV(v) <= min(n / s^2, sqrt(n) / s) ||v||^2, row scaling; this is
// the factor of ||v||^2. 1 + it is the paper's r_row(s).
double printed_row_variance(Eigen::Index features, double s);

// Corrected Lemma 2, for any scales: TV(v) <= T, with h = 2 / N and ||M|| the
// norm of the scales,
//   T = h^2 ||M||^2 / 4              if N is odd or ||v|| >= h ||M|| / 2,
//   T = h ||M|| ||v|| - ||v||^2      otherwise.
// Proof. In a cell of width w, D <= w^2 / 4, which is the first line. For even
// N zero is a level, so D_i = h M_i |v_i| - v_i^2 up to |v_i| = h M_i, and
// D_i <= psi_i(v_i^2), where psi_i(t) = h M_i sqrt(t) - t up to its top at
// t = (h M_i / 2)^2 and stays there: psi_i is concave. For every c >= 0
//   sum psi_i(t_i) <= c sum t_i + sum max_t (psi_i(t) - c t)
//                  = c ||v||^2 + h^2 ||M||^2 / (4 (1 + c)),
// and the best c, h ||M|| / (2 ||v||) - 1, gives the second line. It is met
// by |v_i| proportional to M_i. (For odd N zero is the middle of a cell: its
// variance is the largest, and sqrt(n) / s cannot hold.)
double total_variance_bound(double norm, double scale_norm, int intervals);

// The same for row scaling, as a factor of ||v||^2: n / N^2, and for even N
// and n > N^2 the smaller 2 sqrt(n) / N - 1.
double row_variance_bound(Eigen::Index features, int intervals);

// Lemma 6 (i): E ||Q(v)||_0 <= s^2 + sqrt(n).
double printed_nonzeros(Eigen::Index features, double s);

// Corrected Lemma 6 (i), step 1/s per sign, any scales: with m the norm of
// (v_i / M_i), 1 for row scaling,
//   E ||Q(v)||_0 = sum min(1, s |v_i| / M_i) <= min(n, s sqrt(n) m),
// by Cauchy and Schwarz; met by a constant vector. (The s^2 + s sqrt(n) of
// erratum X2 is right too, and above it.)
double nonzeros_bound(Eigen::Index features, double s, double relative_norm);

// The r of Lemma 6 (iii): 1 + (1 / s^2) sum p(|v_i| / M_i, s), where
// p(t, s) = s t - floor(s t). The lemma: E ||Q(v)||^2 <= r (max_i M_i)^2.
double printed_r(const Eigen::VectorXd& v, const Eigen::VectorXd& scales,
                 double s);

// Corrected Lemma 6 (iii): E ||Q(v)||^2 = ||v||^2 + TV(v) <= ||v||^2 + T.
double second_moment_bound(double norm, double scale_norm, int intervals);

// ---------------------------------------------------------------------------
// Double sampling, g = Q_1(a) (Q_2(a)^T x - b)

// Lemma 1 and 7, with constant 1, where x.x is the elementwise square:
//   E ||g - g'||^2 <= TV (TV ||x.x|| + (a^T x)^2 + ||x.x|| ||a||^2).
double printed_double_sampling_variance(const Eigen::VectorXd& sample,
                                        const Eigen::VectorXd& variances,
                                        const Eigen::VectorXd& model);

// Corrected: (a^T x - b)^2 in place of (a^T x)^2 (erratum X1). Proof: the
// exact variance is TV (a^T x - b)^2 + (||a||^2 + TV) x^T D x, and
// x^T D x <= ||diag D|| ||x.x|| <= TV ||x.x||. Met for n = 1.
double double_sampling_variance_bound(const Eigen::VectorXd& sample,
                                      double label,
                                      const Eigen::VectorXd& variances,
                                      const Eigen::VectorXd& model);

// What the bounds below know of a set of samples and a model. "Largest" and
// "smallest" are over the samples; means are over them too.
struct GradientTerms {
  Eigen::Index features = 0;      // n
  double s = 0;                   // the paper's, of the convention of N
  int intervals = 0;              // N, of samples, model and gradient alike
  double full_variance = 0;       // sigma^2: mean ||g' - mean g'||^2
  double full_second_moment = 0;  // B: mean ||g'||^2
  double squared_residual = 0;    // mean (a^T x - b)^2, twice the half-MSE
  double smallest_norm = 0;       // the printed ||a||, where one is meant
  double largest_norm = 0;        // A: max ||a||
  double largest_scale = 0;       // M_a: max_i M_i of the samples
  double largest_r = 0;           // max printed_r
  double total_variance = 0;      // T: max total_variance_bound
  double model_norm = 0;          // R = ||x||, and M_x (row scaling)
};

// Lemma 8: E ||g||^2 <= r (B M_a^2 / ||a||^2 + A^2 R^2 M_a^2 / s^2).
double printed_double_sampling_moment(const GradientTerms& terms);
// Corrected: E ||g||^2 <= B + T L + (A^2 + T) M_a^2 R^2 / N^2, L the mean
// squared residual. Proof: E ||g||^2 = (||a||^2 + TV) ((a^T x - b)^2 +
// x^T D x), TV <= T, and x^T D x <= max D ||x||^2 <= (M_a / N)^2 R^2.
double double_sampling_moment_bound(const GradientTerms& terms);

// Corollary 1: E ||g - grad f||^2 <= sigma^2 + (r M_a^2 / ||a||^2 - 1) B
// + r A^2 M_a^2 R^2 / s^2.
double printed_double_sampling_noise(const GradientTerms& terms);
// Corrected: sigma^2 + T L + (A^2 + T) M_a^2 R^2 / N^2. Proof: g is unbiased,
// so the left side is sigma^2 - B + E ||g||^2. With row scaling T is A^2 times
// row_variance_bound: the paper's sigma^2 + O(n / s^2).
double double_sampling_noise_bound(const GradientTerms& terms);

// ---------------------------------------------------------------------------
// Quantized model, gradient, and end to end; row scaling of both

// Lemma 9, g = a (a^T Q(x) - b): E ||g||^2 <= B + A^4 M_x^2 / s^2.
double printed_model_moment(const GradientTerms& terms);
// The same with N for s: a^T D a <= A^2 max D <= A^2 (M_x / N)^2. Lemma 9 as
// printed is right, and four times as wide with step 1/s per sign.
double model_moment_bound(const GradientTerms& terms);

// Lemma 10, g = Q(g'): E ||g||^2 <= r_row(s) B.
double printed_gradient_moment(const GradientTerms& terms);
// Corrected: (1 + row_variance_bound) B.
double gradient_moment_bound(const GradientTerms& terms);

// Corollary 2, g = Q_4(Q_1(a) (Q_2(a)^T Q_3(x) - b)), ||a|| <= 1:
//   E ||g||^2 <= r_row (r M_a (B + R^2 / s^2) + r^2 M_a^2 R^2 / s^2).
double printed_end_to_end_moment(const GradientTerms& terms);
// Corrected, any ||a||:
//   E ||g||^2 <= (1 + row_variance_bound)
//                (B + T L + (A^2 + T) (M_a^2 + A^2 + T) R^2 / N^2).
// Proof: as corrected Lemma 8, with Var(Q_2^T Q_3) = x^T D_a x + a^T D_x a +
// tr(D_a D_x) <= (M_a^2 + A^2 + T) R^2 / N^2, and Q_4 adds at most the factor
// of corrected Lemma 2 whatever it is given.
double end_to_end_moment_bound(const GradientTerms& terms);

// Corollary 3: E ||g - grad f||^2 <= sigma^2 + what Corollary 2 says.
double printed_end_to_end_noise(const GradientTerms& terms);
// Corrected: sigma^2 - B + corrected Corollary 2, since g is unbiased.
double end_to_end_noise_bound(const GradientTerms& terms);

}  // namespace zipml
