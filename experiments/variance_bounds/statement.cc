#include "experiments/variance_bounds/statement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace zipml::variance_bounds {
namespace {

const std::vector<SampleScaling> kRow = {SampleScaling::kRow};
const std::vector<SampleScaling> kColumn = {SampleScaling::kColumn};
const std::vector<SampleScaling> kAnyScaling = {SampleScaling::kRow,
                                                SampleScaling::kColumn};
const std::vector<LevelConvention> kPerSign = {LevelConvention::kPerSign};
const std::vector<LevelConvention> kWhole = {LevelConvention::kWholeRange};
const std::vector<LevelConvention> kBoth = {LevelConvention::kPerSign,
                                            LevelConvention::kWholeRange};

// A bound on gradients, from what it knows.
template <double (*bound)(const GradientTerms&)>
double of_terms(const Instance& instance) {
  return bound(instance.terms());
}

double lemma_1(const Instance& i) {
  return printed_double_sampling_variance(i.sample(0), i.sample_variances(0),
                                          i.model);
}
double lemma_1_corrected(const Instance& i) {
  return double_sampling_variance_bound(i.sample(0), i.labels(0),
                                        i.sample_variances(0), i.model);
}
double footnote_2(const Instance& i) {
  return exact(Quantity::kDoubleSampling, i);
}
double lemma_2(const Instance& i) {
  return printed_row_variance(i.features(), i.s()) * i.sample(0).squaredNorm();
}
double lemma_2_corrected(const Instance& i) {
  return total_variance_bound(i.sample(0).norm(), i.sample_scales(0).norm(),
                              i.intervals());
}
double lemma_6_i(const Instance& i) {
  return printed_nonzeros(i.features(), i.s());
}
double lemma_6_i_corrected(const Instance& i) {
  return nonzeros_bound(i.features(), i.s(),
                        i.sample(0).cwiseQuotient(i.sample_scales(0)).norm());
}
double lemma_6_iii(const Instance& i) {
  const Eigen::VectorXd scales = i.sample_scales(0);
  return printed_r(i.sample(0), scales, i.s()) * scales.maxCoeff() *
         scales.maxCoeff();
}
double lemma_6_iii_corrected(const Instance& i) {
  return second_moment_bound(i.sample(0).norm(), i.sample_scales(0).norm(),
                             i.intervals());
}

std::vector<Statement> make_statements() {
  using enum Quantity;
  constexpr int kSamples = 3;
  constexpr SampleNorm kAny = SampleNorm::kAny;
  constexpr SampleNorm kUnitBall = SampleNorm::kAtMostOne;
  constexpr SampleNorm kUnit = SampleNorm::kOne;
  constexpr auto cor1 = of_terms<printed_double_sampling_noise>;
  constexpr auto cor2 = of_terms<printed_end_to_end_moment>;
  constexpr auto cor3 = of_terms<printed_end_to_end_noise>;
  constexpr auto lemma_8 = of_terms<printed_double_sampling_moment>;
  const char* const kLemma1Words =
      "TV (TV ||x.x|| + (a^T x)^2 + ||x.x|| "
      "||a||^2)";
  const char* const kLemma8Words =
      "r (||g'||^2 M_a^2 / ||a||^2 + ||a||^2 R^2 "
      "M_a^2 / s^2)";
  const char* const kCor1Words =
      "sigma^2 + (r M_a^2 / ||a||^2 - 1) B + r A^2 "
      "M_a^2 R^2 / s^2";
  const char* const kCor2Words =
      "r_row (r M_a (||g'||^2 + R^2 / s^2) + r^2 "
      "M_a^2 R^2 / s^2)";
  const char* const kCor3Words = "sigma^2 + Corollary 2";
  return {
      {"lemma_1_printed", "Lemma 1/7", "C2", "Lemmas 1 and 7", true, "", "X1",
       kLemma1Words, kDoubleSampling, lemma_1, kAnyScaling, kBoth},
      {"lemma_1_printed_b_0", "Lemma 1/7", "C2", "Lemmas 1 and 7", true,
       "b = 0", "", kLemma1Words, kDoubleSampling, lemma_1, kAnyScaling, kBoth,
       kAny, true},
      {"lemma_1_corrected", "Lemma 1/7", "C2", "Lemmas 1 and 7", false, "", "",
       "TV (TV ||x.x|| + (a^T x - b)^2 + ||x.x|| ||a||^2)", kDoubleSampling,
       lemma_1_corrected, kAnyScaling, kBoth},
      {"footnote_2", "Footnote 2", "C2", "section 2.2, footnote 2", true, "",
       "", "the variance of the plain form", kSymmetrised, footnote_2,
       kAnyScaling, kBoth},
      {"lemma_2_printed_per_sign", "Lemma 2", "C3", "Lemma 2", true,
       "step 1/s per sign", "", "min(n / s^2, sqrt(n) / s) ||a||^2",
       kTotalVariance, lemma_2, kRow, kPerSign},
      {"lemma_2_printed_whole_range", "Lemma 2", "C3", "Lemma 2", true,
       "step 2/s", "", "min(n / s^2, sqrt(n) / s) ||a||^2", kTotalVariance,
       lemma_2, kRow, kWhole},
      {"lemma_2_corrected", "Lemma 2", "C3", "Lemma 2", false, "", "",
       "T: ||M||^2 / N^2, or 2 ||M|| ||a|| / N - ||a||^2 where ||a|| < ||M|| / "
       "N and N is even",
       kTotalVariance, lemma_2_corrected, kAnyScaling, kBoth},
      {"lemma_6_i_printed_row", "Lemma 6 (i)", "C3", "Lemma 6 (i)", true,
       "row scaling", "X2", "s^2 + sqrt(n)", kNonzeros, lemma_6_i, kRow,
       kPerSign},
      {"lemma_6_i_printed_column", "Lemma 6 (i)", "C3", "Lemma 6 (i)", true,
       "column scaling", "X2", "s^2 + sqrt(n)", kNonzeros, lemma_6_i, kColumn,
       kPerSign},
      {"lemma_6_i_corrected", "Lemma 6 (i)", "C3", "Lemma 6 (i)", false, "", "",
       "min(n, s sqrt(n) ||a_i / M_i||)", kNonzeros, lemma_6_i_corrected,
       kAnyScaling, kPerSign},
      {"lemma_6_iii_printed_row", "Lemma 6 (iii)", "C3", "Lemma 6 (iii)", true,
       "row scaling", "", "r M^2", kSecondMoment, lemma_6_iii, kRow, kPerSign},
      {"lemma_6_iii_printed_column", "Lemma 6 (iii)", "C3", "Lemma 6 (iii)",
       true, "column scaling", "X3", "r M^2", kSecondMoment, lemma_6_iii,
       kColumn, kPerSign},
      {"lemma_6_iii_corrected", "Lemma 6 (iii)", "C3", "Lemma 6 (iii)", false,
       "", "", "||a||^2 + T", kSecondMoment, lemma_6_iii_corrected, kAnyScaling,
       kBoth},
      {"lemma_8_printed_row", "Lemma 8", "C3", "Lemma 8", true, "row scaling",
       "", kLemma8Words, kDoubleSamplingMoment, lemma_8, kRow, kPerSign},
      {"lemma_8_printed_column", "Lemma 8", "C3", "Lemma 8", true,
       "column scaling", "X3", kLemma8Words, kDoubleSamplingMoment, lemma_8,
       kColumn, kPerSign},
      {"lemma_8_corrected", "Lemma 8", "C3", "Lemma 8", false, "", "",
       "B + T L + (A^2 + T) M_a^2 R^2 / N^2", kDoubleSamplingMoment,
       of_terms<double_sampling_moment_bound>, kAnyScaling, kBoth, kAny, false,
       kSamples},
      {"corollary_1_printed_row", "Corollary 1", "C3", "Corollary 1", true,
       "row scaling", "", kCor1Words, kDoubleSamplingNoise, cor1, kRow,
       kPerSign, kAny, false, kSamples},
      {"corollary_1_printed_column", "Corollary 1", "C3", "Corollary 1", true,
       "column scaling", "X3", kCor1Words, kDoubleSamplingNoise, cor1, kColumn,
       kPerSign, kAny, false, kSamples},
      {"corollary_1_corrected", "Corollary 1", "C3", "Corollary 1", false, "",
       "", "sigma^2 + T L + (A^2 + T) M_a^2 R^2 / N^2", kDoubleSamplingNoise,
       of_terms<double_sampling_noise_bound>, kAnyScaling, kBoth, kAny, false,
       kSamples},
      {"lemma_9_printed", "Lemma 9", "C4", "Lemma 9", true, "", "",
       "||g'||^2 + A^4 M_x^2 / s^2", kModelMoment,
       of_terms<printed_model_moment>, kRow, kPerSign},
      {"lemma_9_corrected", "Lemma 9", "C4", "Lemma 9", false, "", "",
       "||g'||^2 + A^4 M_x^2 / N^2", kModelMoment, of_terms<model_moment_bound>,
       kRow, kBoth},
      {"lemma_10_printed", "Lemma 10", "C4", "Lemma 10", true, "", "",
       "r_row ||g'||^2", kGradientMoment, of_terms<printed_gradient_moment>,
       kRow, kPerSign},
      {"lemma_10_corrected", "Lemma 10", "C4", "Lemma 10", false, "", "",
       "(1 + w) ||g'||^2", kGradientMoment, of_terms<gradient_moment_bound>,
       kRow, kBoth},
      {"corollary_2_printed_unit", "Corollary 2", "C4", "Corollary 2", true,
       "row scaling, ||a|| = 1", "", kCor2Words, kEndToEndMoment, cor2, kRow,
       kPerSign, kUnit},
      {"corollary_2_printed_row", "Corollary 2", "C4", "Corollary 2", true,
       "row scaling, ||a|| <= 1", "", kCor2Words, kEndToEndMoment, cor2, kRow,
       kPerSign, kUnitBall},
      {"corollary_2_printed_column", "Corollary 2", "C4", "Corollary 2", true,
       "column scaling, ||a|| <= 1", "X3", kCor2Words, kEndToEndMoment, cor2,
       kColumn, kPerSign, kUnitBall},
      {"corollary_2_corrected", "Corollary 2", "C4", "Corollary 2", false, "",
       "", "(1 + w) (B + T L + (A^2 + T) (M_a^2 + A^2 + T) R^2 / N^2)",
       kEndToEndMoment, of_terms<end_to_end_moment_bound>, kAnyScaling, kBoth,
       kAny, false, kSamples},
      {"corollary_3_printed_unit", "Corollary 3", "C4", "Corollary 3", true,
       "row scaling, ||a|| = 1", "", kCor3Words, kEndToEndNoise, cor3, kRow,
       kPerSign, kUnit, false, kSamples},
      {"corollary_3_printed_row", "Corollary 3", "C4", "Corollary 3", true,
       "row scaling, ||a|| <= 1", "", kCor3Words, kEndToEndNoise, cor3, kRow,
       kPerSign, kUnitBall, false, kSamples},
      {"corollary_3_printed_column", "Corollary 3", "C4", "Corollary 3", true,
       "column scaling, ||a|| <= 1", "X3", kCor3Words, kEndToEndNoise, cor3,
       kColumn, kPerSign, kUnitBall, false, kSamples},
      {"corollary_3_corrected", "Corollary 3", "C4", "Corollary 3", false, "",
       "", "sigma^2 - B + corrected Corollary 2", kEndToEndNoise,
       of_terms<end_to_end_noise_bound>, kAnyScaling, kBoth, kAny, false,
       kSamples},
  };
}

}  // namespace

std::string Statement::version() const {
  const std::string name = printed ? "printed" : "corrected";
  return *about == '\0' ? name : name + ", " + about;
}

std::string Statement::steps() const {
  return conventions.size() > 1
             ? "both"
             : std::string(level_convention_name(conventions.front()));
}

std::string Statement::scaling() const {
  return scalings.size() > 1 ? "both" : sample_scaling_name(scalings.front());
}

const std::vector<Statement>& statements() {
  static const std::vector<Statement> all = make_statements();
  return all;
}

const Statement& statement(const std::string& id) {
  for (const Statement& one : statements()) {
    if (one.id == id) return one;
  }
  throw std::out_of_range("no statement is called " + id);
}

double Comparison::arithmetic() const {
  return 1e-9 * std::max(std::abs(exact), std::abs(bound)) + 1e-12 * cancelled;
}

bool Comparison::violates() const { return exact - bound > arithmetic(); }

double Comparison::ratio() const {
  if (bound > arithmetic()) return exact / bound;
  return violates() ? std::numeric_limits<double>::infinity() : 0;
}

double Comparison::tightness() const {
  const double room = bound - unquantized;
  return room > arithmetic() ? (exact - unquantized) / room : 0;
}

Comparison compare(const Statement& statement, const Instance& instance) {
  return {exact(statement.quantity, instance), statement.bound(instance),
          unquantized(statement.quantity, instance),
          is_noise(statement.quantity) ? instance.full_second_moment() : 0};
}

}  // namespace zipml::variance_bounds
